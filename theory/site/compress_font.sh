#!/bin/sh
# compress_font.sh FONT.otf OUT.woff2
set -e
command -v woff2_compress > /dev/null || {
  echo "no program 'woff2_compress'; install the package woff2: scripts/setup" >&2
  exit 1
}
[ -f "$1" ] || {
  echo "no font $1; install fonts-inter, fonts-jetbrains-mono: scripts/setup" >&2
  exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$1" "$work/font.otf"
woff2_compress "$work/font.otf" > /dev/null 2>&1
cp "$work/font.woff2" "$2"
