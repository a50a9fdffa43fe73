#!/usr/bin/env bash
# The terminal says nothing of what is for the instructor: an answer that would
# be right if it were written otherwise looks like any wrong one there.
set -u
grade=$PWD/$1
solution=$(dirname "$(readlink -f "$2")")
cd "$TEST_TMPDIR" || exit 1
unset BUILD_WORKING_DIRECTORY
printf '%064d\n' 1 >key
bad=0
fail() { echo "FAILED: $1"; bad=1; }

# graded NAME ANSWER: a right hand-in but for the second answer, which is 0.25.
graded() {
  mkdir "$1"
  cp -L "$solution"/{quantizer.cc,predictions.json,answers.json,REPORT.md} "$1"
  chmod u+w "$1"/*
  sed -i "s|\"q2\": 0.25|\"q2\": \"$2\"|" "$1/answers.json"
  grep -q "\"q2\": \"$2\"" "$1/answers.json" || fail "the answer is not there"
  "$grade" --lab=04_int8 --submission="$1" --key=key --out=out --reveal_answers \
    >"$1.said" 2>&1 || fail "$1: exit code $?"
  mv out "$1.out"
}
graded nearly 1/4
graded wrong 1/5

diff nearly.said <(sed "s|1/5|1/4|" wrong.said) || fail "the terminal tells which is nearly right"
grep -qi 'attention\|would be right' nearly.said && fail "it tells of a remark"
# So that there is something not to tell.
grep -q 'would be right as' nearly.out/instructor/report.json ||
  fail "the instructor is told nothing"
grep -q 'would be right as' wrong.out/instructor/report.json &&
  fail "the instructor is told of a wrong answer"
exit $bad
