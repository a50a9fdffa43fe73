#!/bin/sh
# usage: browser_test.sh BROWSER_TEST CDP WIDGETS_JS WIDGETS_CSS
exec node "$@"
