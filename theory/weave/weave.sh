#!/bin/sh
# Starts the weaver with what is installed, or says what is not.
for tool in node:nodejs pandoc:pandoc; do
  command -v "${tool%:*}" > /dev/null || {
    echo "weave: no program '${tool%:*}'; install the package" \
      "${tool#*:}: scripts/setup" >&2
    exit 1
  }
done
exec node theory/weave/weave.js "$@"
