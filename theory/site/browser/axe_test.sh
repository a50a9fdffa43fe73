#!/bin/sh
# axe_test.sh BOOK_FOLDER --axe=FILE [ARGUMENT...]
command -v node > /dev/null || {
  echo "axe_test: no program 'node'; install the package nodejs: scripts/setup" >&2
  exit 1
}
# A page of many formulas takes axe a minute and more.
WBM_PATIENCE=600 exec node theory/site/browser/axe_test.js "$@"
