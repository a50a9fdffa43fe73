#!/usr/bin/env bash
# Counts the instructions of each kernel: see usage below.
set -euo pipefail

usage() {
  cat <<'EOS'
usage: common/kernels/cpu/count_instructions.sh PROGRAM

PROGRAM is kernel_calls, built for arm64 (scripts/test_arm64 --build
//common/kernels/cpu:kernel_calls). It runs in qemu-user one instruction at a
time, with one call of a kernel and with two; the difference of the two counts
is what a call executes. Prints the Markdown table of README.md. Counts are no
times: an instruction can take a cycle or thirty.
EOS
}

case "${1-}" in
  -h | --help) usage; exit 0 ;;
  "" | -*) usage >&2; exit 2 ;;
esac
program=$1

# qemu writes a line for every block that it executes; -singlestep makes each
# block one instruction.
instructions() {
  qemu-aarch64 -singlestep -d exec,nochain -D /dev/stdout \
    "$program" "$@" | grep -c '^Trace'
}

one_call() {
  echo $(($(instructions "$1" "$2" 2) - $(instructions "$1" "$2" 1)))
}

echo '| kernel | elements | scalar | NEON | ratio |'
echo '| --- | ---: | ---: | ---: | ---: |'
"$program" --list | awk '$2 == "scalar" { print $1, $3 }' |
  while read -r kernel elements; do
    scalar=$(one_call "$kernel" scalar)
    neon=$(one_call "$kernel" neon)
    awk -v k="$kernel" -v n="$elements" -v s="$scalar" -v v="$neon" 'BEGIN {
      printf "| `%s` | %d | %d | %d | %.1f |\n", k, n, s, v, s / v
    }'
  done
