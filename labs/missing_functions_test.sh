#!/usr/bin/env bash
# missing_functions.sh on what nm prints of small libraries.
set -euo pipefail
cd "$TEST_TMPDIR"
script=$TEST_SRCDIR/$TEST_WORKSPACE/labs/missing_functions.sh

# Stands for nm: a library is the text that nm would print of it.
cat >nm <<'END'
#!/usr/bin/env bash
shift
cat "$@"
END
chmod +x nm

cat >contract.h <<'END'
namespace int8_lab {
END
cat >tests <<'END'

quantizer_test.o:
                 U int8_lab::NearestStep(float)
                 U int8_lab::Dequantize(std::span<signed char const>, float)
0000000000000000 t int8_lab::(anonymous namespace)::NearestStep_Ties_Test::TestBody()
                 U testing::Message::Message()
END
cat >whole <<'END'

quantizer.o:
0000000000000000 T int8_lab::NearestStep(float)
0000000000000040 T int8_lab::Dequantize(std::span<signed char const>, float)
                 U std::nearbyint(float)
END

fail() {
  echo "FAILED: $1" >&2
  cat told >&2
  exit 1
}
run() {
  "$script" ./nm out "tests" "$1" "contract.h" \
    NearestStep=labs/04_int8/quantizer.cc >told 2>&1
}

run whole || fail "all functions are there"
[ -e out ] || fail "the output is not there"
[ -s told ] && fail "it should be silent"
rm out

# Misspelt: the tests' name is not there.
sed 's/NearestStep/NearestSteps/' whole >misspelt
run misspelt && fail "misspelt"
grep -q '^NearestStep (labs/04_int8/quantizer.cc) is not there' told ||
  fail "the function and its file"
grep -q '^    NearestStep(float)$' told || fail "how it is called"
grep -q 'contract.h' told || fail "the contract"
grep -q Dequantize told && fail "a function that is there"
[ -e out ] && fail "no output after a failure"

# Other parameters, of a function that has no task of its own name.
sed 's/Dequantize(std::span<signed char const>, float)/Dequantize(float)/' \
  whole >other
run other && fail "other parameters"
grep -q '^Dequantize is not there' told || fail "without a file"

# Called by the student's own code, and by no test.
printf '%s\n' '                 U int8_lab::Clip(float)' >>whole
run whole && fail "a function of the student's own"
grep -q '^Clip is not there' told || fail "the student's own function"
echo PASS
