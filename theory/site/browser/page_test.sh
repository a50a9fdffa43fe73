#!/bin/sh
# page_test.sh BOOK_FOLDER [ARGUMENT...]
command -v node > /dev/null || {
  echo "page_test: no program 'node'; install the package nodejs: scripts/setup" >&2
  exit 1
}
exec node theory/site/browser/page_test.js "$@"
