#!/bin/sh
# run_js_test.sh TEST.js [ARGUMENT...]
command -v node > /dev/null || {
  echo "no program 'node'; install the package nodejs: scripts/setup" >&2
  exit 1
}
export PATH LC_ALL=C.UTF-8
exec node "$@"
