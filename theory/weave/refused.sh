#!/bin/sh
# refused.sh SOURCE TEXT MESSAGE COMPILER [OPTION]...
#
# Succeeds when SOURCE does not compile and one of the errors says MESSAGE;
# TEXT gets "error: MESSAGE", the part that every compiler's version agrees on.

set -u
source=$1 text=$2 message=$3
shift 3

said=$(mktemp) || exit 1
trap 'rm -f "$said"' EXIT
if "$@" -fsyntax-only "$source" 2> "$said"; then
  echo "$source: it compiles, and the chapter says it does not" >&2
  echo "  remedy: correct the code, or make it a demo()" >&2
  exit 1
fi
if ! grep -F 'error:' "$said" | grep -qF -- "$message"; then
  echo "$source: no error says \"$message\"; the compiler says:" >&2
  cat "$said" >&2
  echo "  remedy: correct the code, or 'message' in BUILD" >&2
  exit 1
fi
echo "error: $message" > "$text"
