#!/usr/bin/env bash
# What the machine lacks is never the student's fault: with a full disk, no
# inodes, a broken gnuplot, ... a right submission is "not graded" (exit 3,
# with a remedy, no points) or, when the fault came too late to matter, graded
# in full; and nothing is left behind.
#
#   fault_test GRADE LAB SOLUTION-FILE
#
# A fault is injected into a mount namespace of the grader's own.
set -u
grade=$PWD/$1
lab=$2
solution=$(dirname "$(readlink -f "$3")")
work=$(mktemp -d "${TEST_TMPDIR:-/tmp}/fault.XXXXXX")
trap 'rm -rf "$work"' EXIT
bad=0

# The account of a test has no home to keep a key in.
printf '%064d\n' 1 >"$work/key"

# Made once: links are for people, not for every file system.
mkdir "$work/hand_in"
for file in "$solution"/*.cc "$solution"/*.json "$solution"/REPORT.md; do
  case "$file" in *_test.cc) ;; *) [ -f "$file" ] && cp -L "$file" "$work/hand_in" ;; esac
done

fail() { echo "FAILED: $name: $1"; cat "$work/said"; bad=1; }

# judge NAME EXIT: the rules above, and nothing in the temporary folder.
judge() {
  name=$1
  if [ "$2" = 0 ]; then
    grep -Eq '^Score +([0-9]+) / \1$' "$work/said" || fail "points were lost"
  elif [ "$2" != 3 ]; then
    fail "exit $2 (9: something was left)"
  else
    grep -q '^Score' "$work/said" && fail "points although not graded"
    grep -qi 'remedy\|free some\|name another' "$work/said" || fail "no remedy"
  fi
  [ -z "$(ls -A "$work/tmp" 2>/dev/null)" ] || fail "left: $(ls "$work/tmp")"
  rm -rf "$work/tmp" "$work/out"; mkdir "$work/tmp"
  echo "$name: exit $2"
}

# grade_with ARGUMENT...: in this environment.
grade_with() {
  "$grade" --lab="$lab" --submission="$work/hand_in" --key="$work/key" \
    --out="$work/out" "$@"
}

# in_namespace SCRIPT: as root of a namespace, so that it can mount.
in_namespace() {
  unshare --user --map-root-user --mount bash -c "$1"
}
export -f grade_with
export grade lab work
mkdir "$work/tmp"
export TMPDIR=$work/tmp

expect_3() { [ "$2" = 3 ] || { name=$1; fail "exit $2, expected 3"; }; }

must() {  # must NAME COMMAND...: exit 3
  local label=$1; shift
  "$@" >"$work/said" 2>&1
  local code=$?
  expect_3 "$label" $code
  judge "$label" $code
}

may() {  # may NAME COMMAND...: exit 3, or full points
  local label=$1; shift
  "$@" >"$work/said" 2>&1
  judge "$label" $?
}

# --- The machine as it is: full points.
grade_with >"$work/said" 2>&1; code=$?
[ $code = 0 ] || { name="no fault"; fail "exit $code"; }
judge "no fault" $code

# --- Where files go.
TMPDIR=relative/folder must "TMPDIR is relative" grade_with
TMPDIR=$work/none must "TMPDIR is not there" grade_with
TMPDIR=/proc/self must "TMPDIR cannot be written" grade_with
must "a full disk" in_namespace \
  'mount -t tmpfs -o size=4m none "$TMPDIR" && grade_with'
must "no inodes" in_namespace \
  'mount -t tmpfs -o nr_inodes=50 none "$TMPDIR" && grade_with'
must "no room for the report" in_namespace \
  'mkdir -p "$work/small" && mount -t tmpfs -o size=16k none "$work/small" &&
   grade_with --out="$work/small/out"'
must "a limit on files" bash -c 'ulimit -f 64; grade_with'

# --- The disk, or its list of files, fills up while a stage runs.
fill_space() {
  fallocate -l "$(($(stat -f -c '%a * %S' "$TMPDIR")))" "$TMPDIR/fill/all"
  cat /dev/zero >"$TMPDIR/fill/rest"
}
fill_inodes() { seq -f "$TMPDIR/fill/%.0f" 9000 | xargs touch; }
export -f fill_space fill_inodes
# fill_at WHAT PATTERN: as soon as a file of that name is there.
fill_at() {
  in_namespace "mount -t tmpfs -o size=700m,nr_inodes=4000 none \"\$TMPDIR\"
    mkdir \"\$TMPDIR/fill\"
    (for i in \$(seq 6000); do
       compgen -G \"\$TMPDIR/wbm-grade-*/$2\" >/dev/null && break; sleep 0.005
     done
     fill_$1 2>/dev/null) &
    grade_with; code=\$?; kill \$! 2>/dev/null
    ls -A \"\$TMPDIR\" | grep -vx fill && code=9; exit \$code"
}
for what in space inodes; do
  for stage in source 'out/*.o' out/worker public.json experiment; do
    must "no $what from $stage on" fill_at $what "$stage"
  done
  may "no $what from hidden.json on" fill_at $what hidden.json
done

# --- What the submission itself has written is no want of space: it crashes, and
# that is its own doing.
cp -r "$work/hand_in" "$work/bulky"
for file in "$work"/bulky/*.cc; do
  printf '%s\n' '#include <cstdlib>' \
    'char bulk[25u << 20] = {1};' \
    '[[gnu::constructor]] static void Crash() { if (bulk[0]) std::abort(); }' \
    >>"$file"
  break
done
name="bulky and crashing"
in_namespace 'mount -t tmpfs -o size=530m none "$TMPDIR" &&
  grade_with --submission="$work/bulky"' >"$work/said" 2>&1
code=$?
[ $code = 0 ] || fail "exit $code, expected 0"
echo "$name: exit $code"
rm -rf "$work/bulky" "$work/tmp" "$work/out"; mkdir "$work/tmp"

# --- gnuplot.
mkdir "$work/bin"
fake() { printf '#!/bin/sh\n%s\n' "$1" >"$work/bin/gnuplot"; chmod +x "$work/bin/gnuplot"; }
for what in 'exit 1' 'kill -9 $$' 'exit 0' 'echo nonsense >&2; exit 2'; do
  fake "$what"
  PATH=$work/bin:$PATH must "gnuplot: $what" grade_with
done
# The experiment draws two figures, each twice; then the report cannot.
fake "echo >>$work/calls; [ \$(wc -l <$work/calls) -le 4 ] || exit 1
exec $(command -v gnuplot) \"\$@\""
PATH=$work/bin:$PATH must "gnuplot: for the report alone" grade_with
# Once: whatever is drawn after it is drawn.
fake "[ -e $work/killed ] && exec $(command -v gnuplot) \"\$@\"
: >$work/killed; kill -9 \$\$"
PATH=$work/bin:$PATH must "gnuplot: killed once" grade_with
mkdir "$work/empty"
must "no gnuplot" env PATH="$work/empty" "$grade" --lab="$lab" \
  --submission="$work/hand_in" --key="$work/key" --out="$work/out"

# --- The compiler. A script in its place, in this namespace alone.
replaced() {  # replaced FILE SCRIPT
  printf '#!/bin/sh\n%s\n' "$2" >"$work/part"; chmod +x "$work/part"
  part=$1 in_namespace 'mount --bind "$work/part" "$part" && grade_with'
}
cc1plus=$(g++ -print-prog-name=cc1plus)
linker=$(readlink -f "$(command -v ld.gold || command -v ld)")
for part in "$cc1plus" "$(readlink -f "$(command -v as)")" "$linker" \
  "$(readlink -f "$(command -v g++)")"; do
  for what in 'kill -9 $$' 'exec /none'; do
    must "$(basename "$part"): $what" replaced "$part" "$what"
  done
done
must "bwrap fails" replaced "$(command -v bwrap)" 'exit 1'

# --- Memory: what the kernel kills for want of it dies of SIGKILL.
for program in public_check experiment hidden_check; do
  must "killed: $program" \
    replaced "$(readlink -f "grading/$lab/$program")" 'kill -9 $$'
done
# The Nth sandbox: 1 compiles, 2 links, the others are workers.
bwrap=$(command -v bwrap)
for call in 1 2 3 40; do
  rm -f "$work/calls"
  printf '#!/bin/sh\necho >>%s\n[ $(wc -l <%s) = %s ] && kill -9 $$\nexec %s "$@"\n' \
    "$work/calls" "$work/calls" $call "$bwrap" >"$work/bin/bwrap"
  chmod +x "$work/bin/bwrap"
  fake "exec $(command -v gnuplot) \"\$@\""
  PATH=$work/bin:$PATH must "killed: sandbox $call" grade_with
done
must "a limit on memory" bash -c 'ulimit -v 4000000; grade_with'

# --- A grader that is killed.
# Whether a process of it is there; not this grep, whose own words differ.
running() {
  grep -lsaE "$work/(tmp/wbm|hand_in)" /proc/[0-9]*/cmdline >/dev/null
}
for signal in TERM INT KILL; do
  # A shell has its background jobs ignore a Ctrl-C.
  setsid env --default-signal=INT "$grade" --lab="$lab" \
    --submission="$work/hand_in" --key="$work/key" --out="$work/out" \
    >"$work/said" 2>&1 &
  victim=$!
  for i in $(seq 3000); do
    compgen -G "$TMPDIR/wbm-grade-*/public.json" >/dev/null && break; sleep 0.01
  done
  kill -$signal $victim; wait $victim 2>/dev/null
  for i in $(seq 500); do
    [ -z "$(ls -A "$TMPDIR")" ] && ! running && break
    sleep 0.02
  done
  name="killed by $signal"
  [ -z "$(ls -A "$TMPDIR")" ] || fail "left: $(ls "$TMPDIR")"
  running && fail "something goes on running"
  [ -e "$work/out" ] && fail "half a report"
  rm -rf "$work/out"
  echo "$name"
done
exit $bad
