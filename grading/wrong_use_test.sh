#!/usr/bin/env bash
# Wrong use of //grading:grade: each gets exit code 2, a sentence that names
# the thing, and leaves nothing behind.
set -u
grade=$PWD/$1
cd "$TEST_TMPDIR" || exit 1
unset BUILD_WORKING_DIRECTORY
export HOME=$TEST_TMPDIR  # the key for hidden inputs is made there
failures=0

# expect_wrong_use SENTENCE ARGUMENTS: the message must contain SENTENCE.
expect_wrong_use() {
  local sentence=$1 said code
  shift
  said=$("$grade" "$@" --out=out 2>&1)
  code=$?
  if [ $code -ne 2 ] || [[ "$said" != *"$sentence"* ]] || [ -e out ]; then
    echo "FAILED: grade $*: exit code $code, expected 2 and '$sentence'"
    echo "  it said: $said"
    failures=$((failures + 1))
  fi
}

mkdir empty links devices odd
ln -s /etc/passwd links/quantizer.cc
mkfifo pipe devices/quantizer.cc
echo "no archive" > broken.zip
echo "no archive" > notes.txt
printf 'PK\003\004 cut short' > cut.zip
touch "odd/quantizer.cc" && mkdir -p "odd/$(printf 'bad\001name')"
touch "odd/$(printf 'bad\001name')/quantizer.cc"
head -c 400M /dev/zero | gzip -1 > bomb.tar.gz

lab=--lab=04_int8
expect_wrong_use "--lab=NAME" --submission=empty
expect_wrong_use "04_int8" --lab=99_nothing --submission=empty
expect_wrong_use "--submission=PATH" $lab
expect_wrong_use "No such file" $lab --submission=nowhere
expect_wrong_use "is empty" $lab --submission=empty
expect_wrong_use "symbolic link" $lab --submission=links
expect_wrong_use "not a file" $lab --submission=devices
expect_wrong_use "neither a folder nor a file" $lab --submission=pipe
expect_wrong_use "not a readable" $lab --submission=broken.zip
expect_wrong_use "notes.txt" $lab --submission=notes.txt
expect_wrong_use "cut.zip" $lab --submission=cut.zip
expect_wrong_use "bomb.tar.gz" $lab --submission=bomb.tar.gz
expect_wrong_use "--submision" $lab --submision=empty

echo "too short" > short.key
expect_wrong_use "no key file is at" $lab --submission=empty --key=none.key
expect_wrong_use "at least 16" $lab --submission=empty --key=short.key

said=$("$grade" $lab --submission=empty --out=notes.txt 2>&1)
if [ $? -ne 2 ] || [ "$(cat notes.txt)" != "no archive" ]; then
  echo "FAILED: a file as --out: $said"
  failures=$((failures + 1))
fi
[ $failures -eq 0 ]
