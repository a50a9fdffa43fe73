#!/usr/bin/env bash
# Drives scripts/setup on systems that are made up: apt, dpkg and Bazel are
# fakes that keep a list of what was installed, and the log of every call.
# usage: setup_test.sh SETUP PACKAGES
set -euo pipefail

setup=$(realpath "$1")
packages=$(realpath "$2")
home=$TEST_TMPDIR
passed=0
failed=0

fake() {  # NAME: its text from standard input
  { echo '#!/bin/bash'; cat; } > "$bin/$1"
  chmod +x "$bin/$1"
}

# A fresh clone in a folder called $1, on the system of os-release $2.
system() {
  clone="$home/$1"
  bin=$home/bin
  log=$home/log
  rm -rf "$clone" "$bin" "$log" "$home/state"
  mkdir -p "$clone/scripts" "$bin" "$home/state"
  cp "$setup" "$packages" "$clone/scripts/"
  printf '%b' "$2" > "$home/os-release"
  printf 'bazel 7.7.1\n' > "$home/state/bazel"
  touch "$log" "$home/state/"{installed,absent,fails}
  fake dpkg-query <<< 'grep -qx "${!#}" "$STATE/installed" &&
    echo "install ok installed"'
  fake apt-cache <<< '
    if grep -qx "$2" "$STATE/absent"; then echo "  Candidate: (none)"
    elif [ "$2" = bazel-bootstrap ]; then
      echo "  Candidate: $(cut -d" " -f2 "$STATE/bazel")-1"
    else echo "  Candidate: 1.0"; fi'
  fake apt-get <<< '
    step=really
    [ "$1" = update ] && step=update
    for word; do case $word in
      --simulate) step=simulate ;; --download-only) step=download ;;
    esac; done
    echo "$step" >> "$LOG"
    grep -qx "$step" "$STATE/fails" && { echo "E: $step" >&2; exit 100; }
    [ $step = really ] || exit 0
    for word; do case $word in
      install | -*) ;; *) echo "$word" >> "$STATE/installed" ;;
    esac; done'
  fake bazel <<< 'cat "$STATE/bazel"'
  fake id <<< 'echo 0'
}

run_setup() {
  status=0
  said=$(env STATE="$home/state" LOG="$log" OS_RELEASE="$home/os-release" \
    PATH="$bin:/usr/bin:/bin" "$clone/scripts/setup" "$@" 2>&1) || status=$?
}

check() {  # SENTENCE COMMAND...
  local sentence=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'WRONG: %s\n  exit %s, said:\n%s\n  apt-get:\n%s\n' \
      "$sentence" "$status" "$said" "$(cat "$log")"
  fi
}
exits() { [ "$status" -eq "$1" ]; }
says() { grep -q -- "$1" <<< "$said"; }
silent_on() { ! says "$1"; }
nothing_installed() { [ ! -s "$home/state/installed" ]; }
has() { grep -qx "$1" "$home/state/installed"; }
steps() { [ "$(xargs < "$log")" = "$1" ]; }

kDebian13='ID=debian\nVERSION_ID="13"\n'
kTesting='ID=debian\nVERSION_CODENAME=forky\n'
kUbuntu='PRETTY_NAME="Ubuntu 24.04.3 LTS"\nID=ubuntu\nID_LIKE=debian\n
VERSION_ID="24.04"\n'

system course "$kDebian13"
run_setup
check "Debian 13: everything is installed" exits 0
check "first simulated, then fetched, then installed" \
  steps "update simulate download really"
check "a tried system is not called untried" silent_on untried
check "the course" has g++
check "the book" has chromium
check "not what was not asked for" eval '! has clangd'
check "what Bazel 7 needs" grep -q noenable_bzlmod "$clone/.bazelrc.setup"
run_setup
check "the second run installs nothing" steps "update simulate download really"
check "and says so" says "every package is installed"
run_setup --with=editor
check "another use, when asked for" has clangd

system course "$kTesting"
run_setup --check
check "--check: exit 1 when something is missing" exits 1
check "--check names it" says bubblewrap
check "--check installs nothing" steps ""
check "testing has no number and is tried" silent_on untried

system course "$kUbuntu"
echo chromium > "$home/state/absent"
run_setup
check "Ubuntu: what fits is installed" exits 0
check "it says that Ubuntu is untried" says "Ubuntu 24.04.3 LTS is untried"
check "it names what is not to be had" says "not to be had here: chromium"
check "the rest is there" has pandoc

system course "$kUbuntu"
echo bazel-bootstrap > "$home/state/absent"
run_setup
check "a missing package of the course stops it" exits 1
check "the package is named" says "called: bazel-bootstrap"
check "and nothing is installed" nothing_installed
check "nor tried" steps update

system course "$kDebian13"
echo chromium > "$home/state/absent"
run_setup
check "a tried system must have every package" exits 1
check "so nothing is installed" nothing_installed

for step in update simulate download; do
  system course 'ID=linuxmint\nID_LIKE=ubuntu\n'
  echo $step > "$home/state/fails"
  run_setup
  check "$step fails: exit 1" exits 1
  check "$step fails: nothing is installed" nothing_installed
  check "$step fails: it says so" says "Nothing was installed"
done

system course "$kUbuntu"
echo 'bazel 8.1.0' > "$home/state/bazel"
run_setup
check "an unknown Bazel stops it before anything is installed" nothing_installed
check "and is named" says "bazel-bootstrap is 8.1.0"

system course "$kDebian13"
fake id <<< 'echo 1000'
run_setup_without_sudo() {
  mkdir -p "$home/only"
  for tool in bash cat dirname env grep sed; do
    ln -sf "$(command -v $tool)" "$home/only/$tool"
  done
  status=0
  said=$(env STATE="$home/state" LOG="$log" OS_RELEASE="$home/os-release" \
    PATH="$bin:$home/only" "$clone/scripts/setup" 2>&1) || status=$?
}
run_setup_without_sudo
check "neither root nor sudo: exit 1" exits 1
check "it says what root has to type" says "apt-get install --no-inst"

for name in "my course" übung $'tab\there'; do
  system "$name" "$kDebian13"
  for arguments in --check ""; do
    run_setup $arguments
    check "'$name' $arguments: exit 1" exits 1
    check "'$name' $arguments: Bazel is named" says "Bazel cannot work in"
    check "'$name' $arguments: apt was not asked" steps ""
  done
done

system course "$kDebian13"
rm "$bin/apt-get"
run_setup_without_sudo
check "no apt: exit 1" exits 1
check "no apt: it says where the course runs" says "Debian 12, 13 and"

run_setup --wat
check "an unknown argument: exit 2" exits 2

echo "$passed right, $failed wrong"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
