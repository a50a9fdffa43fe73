#!/usr/bin/env bash
# The program as a person meets it: what it prints, and how it refuses.
set -euo pipefail
show=$1

fail() { echo "FAILED: $*"; exit 1; }
prints() {  # prints PATTERN ARGUMENT…
  local pattern=$1; shift
  "$show" "$@" | grep -qE -- "$pattern" || fail "show $* lacks: $pattern"
}
refuses() {  # refuses PATTERN ARGUMENT…
  local pattern=$1 status=0; shift
  local said; said=$("$show" "$@" 2>&1 >/dev/null) || status=$?
  [ $status -eq 2 ] || fail "show $* exits with $status"
  grep -qE -- "$pattern" <<<"$said" || fail "show $* says: $said"
}

prints 'code +0x3dcd$' 0.1 --format=bfloat16
prints 'value +0\.10009765625 = 0x1\.9ap-4' 0.1 --format=bfloat16
prints '^float8_e8m0fnu +0x7c' 0.1
prints 'code +0x7f$' 465 --format=float8_e4m3fn
prints 'code +0x7e$' 465 --format=float8_e4m3fn --saturation=finite
prints 'code +0x1c$' 0.1 --format=float8_e4m3fn --rounding=toward_zero
prints 'class +negative NaN' -nan --format=float16
prints 'class +negative infinity' -inf --format=float16
prints 'value +448' 0x7e --format=float8_e4m3fn
prints '^float16 +0x3c00 +1 ' 0x3c00
prints 'code +0x4a00' 0x1.8p3 --format=float16
# A tie but for the 41st digit: one rounding, from the text itself.
prints 'code +0x3c01' 1.00048828125000000000000000000000000000001 \
  --format=float16
prints 'code +0x3c00' 1.00048828125 --format=float16
prints 'code +0x7bff' 1e999 --format=float16 --rounding=toward_zero
prints 'code +0x0001' 1e-999 --format=float16 --rounding=up
prints 'raw +25$' 1.55 --format=q3.4
prints 'bits +1000\.0000$' -99 --format=q3.4
prints 'value +-0\.3125$' 0xfb --format=q3.4
prints '^UQ4\.4: 8 bits, steps of 2\^-4, 0 to 15\.9375$' 1 --format=uq4.4
prints '^usage' --help

refuses 'no format is called' 0.1 --format=float17
refuses 'no format is called' 0.1 --format=q3
refuses 'no format is called' 0.1 --format=q60.60
refuses 'more bits' 0x1ff --format=q3.4
refuses 'no facts' --facts --format=q3.4
refuses 'known are nearest_even' 0.1 --rounding=sideways
refuses 'is not a number' 0.1x
refuses 'is not a number' ''
refuses 'is no option' --frobnicate
refuses 'second number' 1 2
refuses 'nothing to show'
refuses 'needs one format' --codes
refuses '2\^32 codes' --codes --format=float32
refuses 'more bits' 0x1ff --format=float8_e5m2

# JSON, by a reader that is not ours, where there is one.
if command -v python3 >/dev/null; then
  "$show" --facts --json | python3 -c '
import json, sys
facts = {f["name"]: f for f in json.load(sys.stdin)}
assert len(facts) == 14
e4m3 = facts["float8_e4m3fn"]
assert float.fromhex(e4m3["max_finite"]) == 448 and e4m3["nan_codes"] == 2
assert facts["float16"]["min_exponent"] == -14
assert facts["float8_e8m0fnu"]["min_subnormal"] is None
assert facts["float64"]["finite_codes"] == 2**64 - 2**53
for f in facts.values():
    total = f["finite_codes"] + f["nan_codes"] + f["infinity_codes"]
    assert total == 2 ** f["bits"], f'
  "$show" --codes --format=float6_e2m3fn --json | python3 -c '
import json, sys
table = json.load(sys.stdin)
codes = table["codes"]
assert [c["code"] for c in codes] == list(range(64))
assert float.fromhex(codes[31]["value"]) == 7.5'
fi
echo "all as it should be"
