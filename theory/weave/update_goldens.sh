#!/usr/bin/env bash
# Accepts what the programs of some chapters print now: see usage below.
set -euo pipefail

usage() {
  cat <<'USE'
usage: bazel run //theory:update_goldens -- CHAPTER...

Builds and runs the programs of each chapter ("03_formats", a folder of
theory/) and copies what they print over their golden outputs. Read the diff
before you commit it.

Exit codes: 0 done, 1 a program failed, 2 wrong use.
USE
}

case "${1-}" in
  "") usage >&2; exit 2 ;;
  -h | --help) usage; exit 0 ;;
esac
if [ -z "${BUILD_WORKSPACE_DIRECTORY-}" ]; then
  echo "error: run this as bazel run //theory:update_goldens -- CHAPTER" >&2
  exit 2
fi
cd "$BUILD_WORKSPACE_DIRECTORY"

update() {
  local folder=theory/$1 accept demo text golden
  bazel build --noshow_progress --ui_event_filters=-info "//$folder:demos" ||
    exit 1
  for accept in "bazel-bin/$folder"/*.accept; do
    [ -e "$accept" ] || continue
    demo=$(basename "$accept" .accept)
    # What is left in bazel-bin of a program that went away is no output.
    grep -q "\"$demo\"" "$folder/BUILD" || continue
    text=bazel-bin/$folder/$demo.txt
    golden=$(cat "$accept")
    if cmp -s "$text" "$golden"; then
      echo "$golden is up to date"
    else
      cp "$text" "$golden"
      chmod 644 "$golden"
      echo "$golden written anew"
    fi
  done
}

for chapter in "$@"; do
  chapter=${chapter#theory/}
  if [ ! -f "theory/${chapter%/}/BUILD" ]; then
    echo "error: no chapter theory/$chapter; name a folder of theory/" >&2
    exit 2
  fi
  update "${chapter%/}"
done
