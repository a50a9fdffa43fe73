#!/usr/bin/env bash
# clangd, told by compile_commands.json how to, finds no error in a lab's file;
# says so and passes where clangd is not installed.
# usage: clangd_test.sh COMPILE_COMMANDS ACTIONS FILE
set -euo pipefail

program=$PWD/$1
actions=$PWD/$2
file=$3
if ! command -v clangd >/dev/null; then
  echo "no clangd here: nothing was tried"
  exit 0
fi
clangd --version | head -n 1
export HOME=$TEST_TMPDIR

check() {  # FILE: clangd's own check of it
  BUILD_WORKSPACE_DIRECTORY=$PWD "$program" --actions="$actions"
  clangd --background-index=false --compile-commands-dir="$PWD" \
    --check="$1" >check.log 2>&1
}

# A copy: the check writes beside the files.
cp -rL . "$TEST_TMPDIR/course"
cd "$TEST_TMPDIR/course"
if ! check "$file"; then
  cat check.log
  echo "WRONG: clangd finds an error in $file"
  exit 1
fi
grep -q "Loaded compilation database" check.log || {
  cat check.log
  echo "WRONG: clangd did not read compile_commands.json"
  exit 1
}
echo "int wrong = not_declared;" >> "$file"
if check "$file"; then
  echo "WRONG: clangd finds no error where there is one"
  exit 1
fi
echo "clangd: no error in $file, and one where one is"
