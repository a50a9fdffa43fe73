#!/bin/sh
# run_demo.sh PROGRAM SOURCE TEXT VALUES [FIGURE SVG]...
#
# Runs a chapter's program: its standard output goes to TEXT, what it records
# to VALUES, the figure FIGURE to SVG. Exit 1: the program failed, or drew
# other figures than the BUILD file names.

set -u
program=$1 source=$2 text=$3 values=$4
shift 4

fail() {
  echo "$source: $1" >&2
  [ -z "${2-}" ] || echo "  remedy: $2" >&2
  exit 1
}

drawn=$(mktemp -d) || exit 1
trap 'rm -rf "$drawn"' EXIT
: > "$values"
status=0
WBM_VALUES=$PWD/$values WBM_FIGURES=$drawn "$program" > "$text" || status=$?
if [ $status -gt 128 ]; then
  fail "the program was ended by signal $((status - 128))" \
    "run it by hand: bazel run //${source%/*}:$(basename "$program")"
elif [ $status -ne 0 ]; then
  fail "the program ended with exit code $status (its words are above)" \
    "correct the program, or the claim that Holds states"
fi

while [ $# -gt 0 ]; do
  mv "$drawn/$1.svg" "$2" 2>/dev/null ||
    fail "no figure '$1' was drawn" \
      "DrawFigure(figure, \"$1\"), or take it out of 'figures' in BUILD"
  shift 2
done
for left in "$drawn"/*.svg; do
  [ -e "$left" ] || continue
  name=$(basename "$left" .svg)
  fail "the figure '$name' was drawn, and BUILD does not know it" \
    "add \"$name\" to 'figures' of the demo"
done
