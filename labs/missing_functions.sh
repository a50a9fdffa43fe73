#!/usr/bin/env bash
# Says which functions of the contract the student's files lack, before a linker
# says so in its own words.
#
#   missing_functions.sh NM OUT "TESTS" "STUDENT" "HEADERS" [FUNCTION=FILE]…
#
# TESTS and STUDENT are compiled libraries. What the tests, or the student's own
# functions, call in the contract's namespace has to be in one of them. Writes
# OUT, empty, when it is; FILE says where a FUNCTION is to be written.
set -euo pipefail
export LC_ALL=C

nm=$1 out=$2 tests=$3 student=$4 headers=$5
shift 5

# shellcheck disable=SC2086  # lists of files
namespaces=$(sed -n 's/^namespace \([A-Za-z0-9_]*\) {.*/\1/p' $headers |
  sort -u | paste -sd '|')

# "int8_lab::NearestStep(float)", a line each; $1 is how nm marks it.
symbols() {
  # shellcheck disable=SC2086
  "$nm" -C $tests $student | sed -nE "s/^[0-9a-f ]* $1 (($namespaces)::.*)/\1/p" |
    sort -u
}

missing=$(comm -23 <(symbols U) <(symbols '[A-TV-Z]'))
if [ -z "$missing" ]; then
  : >"$out"
  exit 0
fi

while read -r symbol; do
  declared=${symbol#*::}
  name=${declared%%(*}
  file=
  for pair in "$@"; do
    [ "${pair%%=*}" = "$name" ] && file=${pair#*=}
  done
  echo "$name${file:+ ($file)} is not there. It is called as"
  echo "    $declared"
  echo "Was it deleted or renamed, is it outside of its namespace, or has it" \
    "other parameters? The contract says how it is declared: $headers"
done <<<"$missing" >&2
exit 1
