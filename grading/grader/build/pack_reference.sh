#!/usr/bin/env bash
# pack_reference.sh FOLDER ARCHIVE
# Fills FOLDER for `reference_bodies` (grading/bundle.bzl): for each function
# that ARCHIVE, the solution's student files, defines
#   NUMBER.o       all of the solution, with no global name but this function's
#   symbols.txt    lines "NUMBER SYMBOL NAME": 003 _ZN8int8_lab11NearestStepEf
#                  NearestStep
set -euo pipefail

folder=$1
archive=$2

mkdir -p "$folder" members
(cd members && ar x "../$archive")
ld -r -o all.o members/*.o
nm --defined-only --extern-only all.o | awk '$2 == "T" { print $3 }' > symbols
[ -s symbols ] || { echo "pack_reference.sh: $archive defines nothing" >&2; exit 1; }
: > "$folder/symbols.txt"
number=0
while read -r symbol; do
  id=$(printf %03d "$number")
  number=$((number + 1))
  grep -vxF "$symbol" symbols > others || true
  objcopy --localize-symbols=others all.o "$folder/$id.o"
  # std::string in a result adds "[abi:cxx11]".
  name=$(c++filt "$symbol" | sed 's/(.*//; s/\[abi:.*//; s/.*:://')
  echo "$id $symbol $name" >> "$folder/symbols.txt"
done < symbols
