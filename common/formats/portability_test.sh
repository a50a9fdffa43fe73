#!/usr/bin/env bash
# Compiles sources with clang, for this machine and for WebAssembly without
# exceptions; says so and passes where clang is not installed.
# usage: portability_test.sh FILE... [CLANG FLAGS]
set -euo pipefail

clang=$(command -v clang++-14 || command -v clang++ || true)
if [ -z "$clang" ]; then
  echo "no clang here: nothing was tried"
  exit 0
fi
"$clang" --version | head -n 1
flags=(-std=c++20 -fno-exceptions -Wall -Wextra -Wconversion -I. -fsyntax-only)
"$clang" "${flags[@]}" "$@"
echo "host: compiles"
if [ -d /usr/include/wasm32-wasi/c++/v1 ]; then
  "$clang" --target=wasm32-wasi "${flags[@]}" "$@"
  echo "WebAssembly: compiles"
else
  echo "no libc++ for WebAssembly here: not tried"
fi
