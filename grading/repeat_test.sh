#!/usr/bin/env bash
# Grades right submissions again and again, three at a time, on whatever else
# this machine is doing: full points each time, the same bytes each time.
#
#   bazel test //grading:repeat_test --test_output=streamed
#   bazel run //grading:repeat_test -- 20
#
#   repeat_test GRADE RUNS LAB SOLUTION-FILE [LAB SOLUTION-FILE]...
set -u
grade=$PWD/$1
runs=$2
shift 2
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/repeat.XXXXXX")
trap 'rm -rf "$work"' EXIT
grep -m1 'model name' /proc/cpuinfo || uname -m
bad=0

once() {  # once LAB SOLUTION NUMBER
  "$grade" --lab="$1" --submission="$2" --out="$work/$1.$3" \
    >"$work/$1.$3.said" 2>&1 || return 1
  # Times are told, and differ.
  rm -f "$work/$1.$3/instructor/timing.json"
}

while [ $# -ge 2 ]; do
  lab=$1
  solution=$(dirname "$(readlink -f "$2")")
  shift 2
  right=0
  same=0
  for number in $(seq 0 3 $((runs - 1))); do
    for beside in 0 1 2; do
      once "$lab" "$solution" $((number + beside)) &
    done
    wait
    for beside in 0 1 2; do
      this=$((number + beside))
      grep -Eq '^Score +([0-9]+) / \1$' "$work/$lab.$this.said" &&
        right=$((right + 1)) || tail -5 "$work/$lab.$this.said"
      diff -r "$work/$lab.0" "$work/$lab.$this" >"$work/difference" 2>&1 &&
        same=$((same + 1)) || head -5 "$work/difference"
      [ $this = 0 ] || rm -rf "$work/$lab.$this"
    done
  done
  all=$((number + 3))
  echo "$lab: $right of $all with full points, $same of $all with the same bytes"
  [ $right = $all ] && [ $same = $all ] || bad=1
done
exit $bad
