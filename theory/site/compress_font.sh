#!/bin/sh
# compress_font.sh FONT OUT.woff2 TO_QUADRATIC.py
#
# Cubic outlines (.otf) become quadratic first: quadratic_font.py says why.
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
case "$1" in
  # Debian's Python: it is the one that has the package.
  *.otf) /usr/bin/python3 "$3" "$1" "$work/font.ttf" || {
      echo "install the package python3-fonttools: scripts/setup" >&2
      exit 1
    } ;;
  *) cp "$1" "$work/font.ttf" ;;
esac
woff2_compress "$work/font.ttf" > /dev/null 2>&1
cp "$work/font.woff2" "$2"
