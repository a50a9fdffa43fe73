#!/usr/bin/env bash
# As a person runs it, with nothing of Bazel's in the environment: the grader's
# programs find the files that they read. Lab 11's checks read a trained model.
set -eu
grade=$PWD/$1
submission=$(dirname "$(readlink -f "$2")")
out=$TEST_TMPDIR/out
cd "$TEST_TMPDIR"
env -i PATH="$PATH" HOME="$TEST_TMPDIR" "$grade" --lab=11_drift \
  --submission="$submission" --out="$out" --reveal_answers | tee said
grep -Eq '^Score +100 / 100$' said || { echo "FAILED: no full score"; exit 1; }
