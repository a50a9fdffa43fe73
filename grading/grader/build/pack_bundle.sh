#!/usr/bin/env bash
# pack_bundle.sh FOLDER PLAN BASE COMPILER OPTION…
# Fills FOLDER for `worker_bundle` (grading/bundle.bzl). PLAN has lines
#   header NAME     a header that a student file may name
#   folder PATH     an include folder of an outside library
#   object PATH     an archive that is linked whole
#   archive PATH    an archive
#   fallback PATH   an archive whose functions yield to any others
#   link OPTION
#   starter PATH
#   base NAME       BASE as a runfile
set -euo pipefail

folder=$1
plan=$2
base=$3
shift 3
compile=("$@")

mkdir -p "$folder"/{include,system,objects,archives,starter,fallback}
: > roots.cc
: > "$folder/link.txt"
folders=()
number=100  # keeps the order of the link in the files' names

copy() {  # copy FROM TO
  mkdir -p "$(dirname "$2")"
  cp -L "$1" "$2"
  chmod u+w "$2"
}

while read -r kind value; do
  number=$((number + 1))
  case "$kind" in
    header) echo "#include \"$value\"" >> roots.cc ;;
    folder) folders+=("$value") ;;
    object) copy "$value" "$folder/objects/$number-$(basename "${value%.*}").a" ;;
    archive) copy "$value" "$folder/archives/$number-$(basename "$value")" ;;
    fallback)
      copy "$value" starter.a
      objcopy --weaken starter.a "$folder/fallback/starter.a"
      ;;
    link) echo "$value" >> "$folder/link.txt" ;;
    base) printf %s "$value" > "$folder/base.txt" ;;
    starter) copy "$value" "$folder/starter/$(basename "$value")" ;;
    *) echo "pack_bundle.sh: unknown line: $kind $value" >&2; exit 1 ;;
  esac
done < "$plan"

# What is under an include folder keeps its name below it.
place() {  # place HEADER
  local header=$1 f
  for f in "${folders[@]:+${folders[@]}}"; do
    case "$header" in
      "$f"/*) copy "$header" "$folder/system/${header#"$f"/}"; return ;;
    esac
  done
  case "$header" in
    /usr/include/*)
      local name=${header#/usr/include/}
      [ -e "$base/usr_include/$name" ] || copy "$header" "$folder/system/$name"
      ;;
    /*) ;;  # the compiler's own
    bazel-out/*/bin/*) copy "$header" "$folder/include/${header#bazel-out/*/bin/}" ;;
    *) copy "$header" "$folder/include/$header" ;;
  esac
}

"${compile[@]}" -iquote . "${folders[@]/#/-isystem}" -M roots.cc > roots.d
tr ' \\' '\n\n' < roots.d | grep -v -e ':$' -e '^$' -e '^roots.cc$' | sort -u |
  while read -r header; do place "$header"; done
