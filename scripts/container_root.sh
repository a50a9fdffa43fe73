#!/usr/bin/env bash
# Does what .devcontainer/Dockerfile says in a bare Debian root, without a
# container engine, then works inside as its user does. For machines that have
# no engine; needs root, the debootstrap package, the network, about 6 GB and
# half an hour:
#
#   scripts/container_root.sh DIR
#
# DIR is made, and left for a look inside. Exit code 0: every step went well, a
# lab's tests ran, and the grader gave the reference solution all its points.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 1 ] && [ "$1" != --help ] || { sed -n '2,11s/^# \?//p' "$0"; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo "container_root: needs root" >&2; exit 2; }
[ ! -e "$1" ] || { echo "container_root: $1 exists already" >&2; exit 2; }
mkdir -p "$1"
root=$(realpath "$1")
dockerfile=.devcontainer/Dockerfile
user=root folder=/
environment=()

say() { echo "container_root: $*"; }

# Runs a command line in the root as $user, in $folder. The kernel refuses user
# namespaces below a chroot, so the root is pivoted into, as engines do.
inside() {
  unshare --mount --pid --fork --propagation private bash -c '
    set -e
    root=$1 user=$2 folder=$3 line=$4; shift 4
    mount --bind "$root" "$root"
    mkdir -p "$root/old"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    cd "$root"
    pivot_root . old
    umount -l /old
    cd "$folder"
    home=$(getent passwd "$user" | cut -d: -f6)
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      HOME="$home" USER="$user" "$@" \
      setpriv --reuid="$user" --regid="$user" --init-groups /bin/sh -c "$line"
  ' inside "$root" "$user" "$folder" "$1" "${environment[@]}"
}

from() {  # debian:13
  local suite
  case "$1" in
    debian:12) suite=bookworm ;;
    debian:13) suite=trixie ;;
    *) say "what suite is $1?" >&2; return 1 ;;
  esac
  # The mirror that this machine uses itself.
  local mirror
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    sed -nE '/^#/d; s#^.*(https?://[^ ]*/debian)/?( .*)?$#\1#p' | sort -u |
    sed -n 1p) || true
  [ -n "$mirror" ] || { say "no mirror in apt's sources" >&2; return 1; }
  debootstrap --variant=minbase "$suite" "$root" "$mirror" &> "$root.log"
}

copy() {  # SOURCE... FOLDER
  local to="$root${!#}"
  mkdir -p "$to"
  cp "${@:1:$#-1}" "$to"
}

step() {  # INSTRUCTION REST
  say "$1 $2"
  case "$1" in
    FROM) from "$2" ;;
    RUN) inside "$2" ;;
    COPY) copy $2 ;;
    USER) user=$2 ;;
    ENV) environment+=("$2") ;;
    WORKDIR) folder=$2; mkdir -p "$root$2" ;;
    CMD) ;;
    *) say "unknown instruction $1" >&2; return 1 ;;
  esac
}

# Comments go, lines that end in a backslash are joined.
while read -r -u 3 instruction rest; do
  step "$instruction" "$rest"
done 3< <(sed '/^#/d;/^$/d' $dockerfile | sed -e ':a' -e '/\\$/N; s/\\\n *//; ta')

say "the clone, as $user would mount it"
git bundle create -q "$root/tmp/course.bundle" HEAD
inside "git clone -q /tmp/course.bundle . && scripts/setup"
say "a student's first command"
inside "bazel test --noshow_progress //labs/01_number_systems" |
  tee "$root.student" || true
grep -q "not written; 0 of" "$root.student"
say "the grader, in its sandbox"
inside "bazel run --noshow_progress //grading/01_number_systems:grade -- \
  --submission=\$PWD/solutions/01_number_systems --out=\$HOME/graded"
score() { grep -m 1 "\"$1\":" "$root/home/student/graded/report.json" |
  tr -cd 0-9; }
say "$(score score) points of $(score max_score)"
[ "$(score score)" -gt 0 ]
[ "$(score score)" = "$(score max_score)" ]
say "all went well"
