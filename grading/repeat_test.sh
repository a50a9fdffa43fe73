#!/usr/bin/env bash
# Grades right submissions again and again, three at a time, on whatever else
# this machine is doing: full points each time, the same bytes each time.
#
#   bazel test //grading:repeat_test --test_output=streamed
#   bazel run //grading:repeat_test -- 20
#
#   repeat_test GRADE RUNS LAB SOLUTION-FILE PATCH [LAB SOLUTION-FILE PATCH]...
#
# PATCH makes another right solution of it; "-" for none.
set -u
grade=$PWD/$1
runs=$2
shift 2
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/repeat.XXXXXX")
trap 'rm -rf "$work"' EXIT
grep -m1 'model name' /proc/cpuinfo || uname -m
# The account of a test has no home to keep a key in.
printf '%064d\n' 1 >"$work/key"
bad=0

# hand_in SOLUTION-FILE PATCH: what a student would send, in $work/hand_in.
hand_in() {
  local file
  rm -rf "$work/hand_in"; mkdir "$work/hand_in"
  for file in "$(dirname "$1")"/*.cc "$(dirname "$1")"/*.json \
    "$(dirname "$1")"/REPORT.md; do
    case "$file" in *_test.cc) ;; *) cp -L "$file" "$work/hand_in" ;; esac
  done
  chmod -R u+w "$work/hand_in"
  [ "$2" = - ] || patch -s -d "$work/hand_in" -p3 <"$2"
}

# without_times FOLDER: what says when, and how long it took, differs.
without_times() {
  rm -f "$1/instructor/timing.json"
  sed -i '/timing[.]json$/d; /manifest[.]json$/d' "$1/instructor/files.txt"
  [ ! -e "$1/outputs/manifest.json" ] ||
    sed -Ei '/"(started|finished|seconds)":/d' "$1/outputs/manifest.json"
}

once() {  # once LAB NUMBER
  "$grade" --lab="$1" --submission="$work/hand_in" --key="$work/key" \
    --out="$work/$1.$2" >"$work/$1.$2.said" 2>&1 || return 1
  without_times "$work/$1.$2"
}

while [ $# -ge 3 ]; do
  lab=$1
  hand_in "$2" "$3" || exit 1
  name="$1 $(basename "$3")"
  shift 3
  right=0
  same=0
  for number in $(seq 0 3 $((runs - 1))); do
    for beside in 0 1 2; do
      once "$lab" $((number + beside)) &
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
  echo "$name: $right of $all with full points, $same of $all with the same bytes"
  [ $right = $all ] && [ $same = $all ] || bad=1
  rm -rf "$work/$lab.0"
done
exit $bad
