#!/usr/bin/env bash
# pack_base.sh FOLDER 'HEADER …' COMPILER OPTION…
# Fills FOLDER for `compile_base` (grading/bundle.bzl).
set -euo pipefail

folder=$1
precompiled=$2
shift 2
compile=("$@")

# What a lab allows of the standard library (common/lab/student/allowed_includes.cc; a
# test holds that all of it is here). A compiler may lack the newest.
standard=(
  algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv
  cfloat charconv chrono cinttypes climits clocale cmath codecvt compare complex
  concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint
  cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution
  filesystem format forward_list fstream functional future initializer_list
  iomanip ios iosfwd iostream istream iterator latch limits list locale map
  memory memory_resource mutex new numbers numeric optional ostream queue random
  ranges ratio regex scoped_allocator semaphore set shared_mutex source_location
  span sstream stack stdexcept stop_token streambuf string string_view strstream
  syncstream system_error thread tuple type_traits typeindex typeinfo
  unordered_map unordered_set utility valarray variant vector version
  assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h
  locale.h math.h setjmp.h signal.h stdalign.h stdarg.h stdbool.h stddef.h
  stdint.h stdio.h stdlib.h string.h tgmath.h time.h uchar.h wchar.h wctype.h
)

mkdir -p "$folder/usr_include" "$folder/pch"
for header in "${standard[@]}" $precompiled; do
  printf '#if __has_include(<%s>)\n#include <%s>\n#endif\n' $header $header
done > all.cc
for header in $precompiled; do
  echo "#include <$header>"
done > "$folder/pch/base.h"

# By the names under which they are found: Debian 13 keeps some elsewhere and
# has links to them.
# Without TBB, which a link would want, <execution> works on one thread.
"${compile[@]}" -w -fno-canonical-system-headers \
  -D_GLIBCXX_USE_TBB_PAR_BACKEND=0 -M all.cc |
  tr ' \\' '\n\n' | grep '^/usr/include/' | sort -u |
  while read -r header; do
    target="$folder/usr_include/${header#/usr/include/}"
    mkdir -p "$(dirname "$target")"
    cp -L "$header" "$target"
  done

"${compile[@]}" -x c++-header "$folder/pch/base.h" -o "$folder/pch/base.h.gch"
