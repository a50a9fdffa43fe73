#!/usr/bin/env bash
# A module answers as the native build does, and the comparison can tell: with
# one answer changed, in each kind of line, it has to fail.
# usage: vectors_test.sh bits|quantizer MODULE NATIVE CHECKER
set -euo pipefail

kind=$1 module=$2 native=$3 checker=$4
vectors=$TEST_TMPDIR/vectors part=$TEST_TMPDIR/part
"$native" > "$vectors"
node "$checker" "$kind" "$module" "$vectors"

# All lines up to the first of a kind, with another digit in the middle of its
# last word; a line X becomes a number.
change() {
  awk -v letter="$1" '
    $1 == letter {
      if (letter == "X") { print "X 1"; exit }
      middle = int((length($NF) + 1) / 2)
      digit = substr($NF, middle, 1) == "1" ? "2" : "1"
      $NF = substr($NF, 1, middle - 1) digit substr($NF, middle + 1)
    }
    { print }
    $1 == letter { exit }' "$vectors"
}

for letter in $(cut -c1 "$vectors" | sort -u); do
  change "$letter" > "$part"
  if node "$checker" "$kind" "$module" "$part" part > /dev/null; then
    echo "a changed answer in a line $letter was not noticed"
    exit 1
  fi
  # It is that change, and not the cut, that is noticed.
  head -n "$(wc -l < "$part")" "$vectors" > "$part.whole"
  node "$checker" "$kind" "$module" "$part.whole" part > /dev/null
done
