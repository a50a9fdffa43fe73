#!/bin/bash
# The experiment writes the same bytes twice; only manifest.json may differ.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$1" --out="$out/first"
"$1" --out="$out/second"
diff -r --exclude=manifest.json "$out/first" "$out/second"
[ "$(ls "$out/first" | wc -l)" -eq 9 ]
