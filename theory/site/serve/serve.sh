#!/bin/sh
# Starts the server of the book on the files beside it.
command -v node > /dev/null || {
  echo "serve: no program 'node'; install the package nodejs: scripts/setup" >&2
  exit 1
}
exec node theory/site/serve/serve.js "$@"
