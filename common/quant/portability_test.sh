#!/usr/bin/env bash
# Compiles every source of this folder with clang, for this machine and for
# WebAssembly without exceptions.
# usage: portability_test.sh CHECKER FILE...
set -euo pipefail

checker=$1
shift
for file in "$@"; do
  echo "$file"
  "$checker" "$file"
done
