#include "common/io/npy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "common/io/file.h"
#include "common/io/mutation.h"
#include "common/random/generator.h"

namespace wbm::io {
namespace {

using testing::HasSubstr;

// A version 1 file with any header text, padded as NumPy pads it.
std::string File(std::string header, const std::string& data) {
  header.append(63 - (10 + header.size()) % 64, ' ');
  header += '\n';
  std::string file("\x93NUMPY\x01\x00", 8);
  file += static_cast<char>(header.size() & 0xff);
  file += static_cast<char>(header.size() >> 8);
  return file + header + data;
}

std::string Header(const std::string& descr, const std::string& shape,
                   const std::string& order = "False") {
  return "{'descr': '" + descr + "', 'fortran_order': " + order +
         ", 'shape': " + shape + ", }";
}

std::string ErrorOf(const std::string& bytes) {
  const absl::StatusOr<NpyArray> array = ParseNpy(bytes, "w.npy");
  return array.ok() ? "parsed" : std::string(array.status().message());
}

// np.save(f, np.zeros((64, 5), 'f4')), first 128 bytes.
constexpr char kHeaderOfNumpy[] =
    "{'descr': '<f4', 'fortran_order': False, 'shape': (64, 5), }"
    "                                                         \n";

TEST(FormatNpy, BytesAreThoseOfNumpySave) {
  NpyArray array{Dtype::kFloat32, {64, 5}, std::string(1280, '\0')};
  const std::string bytes = FormatNpy(array).value();
  EXPECT_EQ(bytes.substr(0, 10), std::string("\x93NUMPY\x01\x00v\x00", 10));
  EXPECT_EQ(bytes.substr(10, 118), kHeaderOfNumpy);
  EXPECT_EQ(bytes.size(), 1408u);
}

TEST(FormatNpy, ShapesAreWrittenAsPythonTuples) {
  const auto header = [](std::vector<int64_t> shape, size_t count) {
    return FormatNpy({Dtype::kInt8, shape, std::string(count, 'x')})
        ->substr(10);
  };
  EXPECT_THAT(header({}, 1), HasSubstr("'shape': (), }"));
  EXPECT_THAT(header({3}, 3), HasSubstr("'shape': (3,), }"));
  EXPECT_THAT(header({0}, 0), HasSubstr("'shape': (0,), }"));
  EXPECT_THAT(header({2, 1, 3}, 6), HasSubstr("'shape': (2, 1, 3), }"));
}

TEST(FormatNpy, ElementsThatDoNotFillTheShapeAreRefused) {
  EXPECT_FALSE(FormatNpy({Dtype::kInt8, {3}, "ab"}).ok());
  EXPECT_FALSE(FormatNpy({Dtype::kInt16, {1}, "abc"}).ok());
  EXPECT_FALSE(FormatNpy({Dtype::kInt8, {-1}, ""}).ok());
}

template <typename T>
class NpyRoundTrip : public testing::Test {};
using Types = testing::Types<int8_t, int16_t, int32_t, int64_t, uint8_t,
                             uint16_t, uint32_t, uint64_t, float, double>;
TYPED_TEST_SUITE(NpyRoundTrip, Types);

TYPED_TEST(NpyRoundTrip, WhatIsWrittenIsRead) {
  using L = std::numeric_limits<TypeParam>;
  const std::vector<TypeParam> values = {L::lowest(),     TypeParam{0},
                                         L::denorm_min(), TypeParam{7},
                                         L::max(),        TypeParam{1}};
  const std::string path = testing::TempDir() + "/round_trip.npy";
  ASSERT_TRUE(WriteNpy(path, {2, 3}, std::span<const TypeParam>(values)).ok());
  const NpyArray array = ReadNpy(path).value();
  EXPECT_EQ(array.dtype, DtypeOf<TypeParam>());
  EXPECT_EQ(array.shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(array.size(), 6);
  EXPECT_EQ(array.template Values<TypeParam>().value(), values);
}

TEST(Npy, HalfFloatsAndBoolsRoundTrip) {
  const std::string path = testing::TempDir() + "/half.npy";
  const std::vector<Float16Bits> halves = {{0x3c00}, {0x7e00}, {0x8000}};
  ASSERT_TRUE(WriteNpy(path, {3}, std::span<const Float16Bits>(halves)).ok());
  EXPECT_EQ(ReadNpy(path)->Values<Float16Bits>().value(), halves);
  const std::vector<NpyBool> bools = {NpyBool::kTrue, NpyBool::kFalse};
  ASSERT_TRUE(WriteNpy(path, {2}, std::span<const NpyBool>(bools)).ok());
  EXPECT_EQ(ReadNpy(path)->Values<NpyBool>().value(), bools);
}

TEST(Npy, AnotherTypeThanAskedForIsAnErrorWithTheRemedy) {
  const NpyArray array{Dtype::kFloat64, {}, std::string(8, '\0')};
  EXPECT_EQ(array.Values<float>().status().message(),
            "the array is of float64, not of float32; save "
            "a.astype('float32')");
}

TEST(ParseNpy, ScalarsAndEmptyArraysAreRead) {
  const NpyArray scalar = ParseNpy(File(Header("|i1", "()"), "\x05")).value();
  EXPECT_TRUE(scalar.shape.empty());
  EXPECT_EQ(scalar.size(), 1);
  const NpyArray empty =
      ParseNpy(File(Header("<f8", "(3, 0, 9223372036854775807)"), "")).value();
  EXPECT_EQ(empty.size(), 0);
}

TEST(ParseNpy, Version2IsRead) {
  const std::string header = Header("|u1", "(2,)") + "\n";
  std::string file("\x93NUMPY\x02\x00", 8);
  file += static_cast<char>(header.size());
  file += std::string(3, '\0') + header + "ab";
  EXPECT_EQ(ParseNpy(file)->bytes, "ab");
}

TEST(ParseNpy, KeysMayStandInAnyOrder) {
  EXPECT_EQ(ErrorOf(File("{\"shape\":(2,),'fortran_order':False,'descr':'|u1'}",
                         "ab")),
            "parsed");
}

TEST(ParseNpy, ForeignLayoutsAreRefusedWithTheRemedy) {
  EXPECT_THAT(ErrorOf(File(Header(">f4", "(1,)"), "abcd")),
              HasSubstr("w.npy: is big-endian"));
  EXPECT_THAT(ErrorOf(File(Header("<f4", "(1, 1)", "True"), "abcd")),
              HasSubstr("np.ascontiguousarray"));
  EXPECT_THAT(ErrorOf(File(Header("|O", "(1,)"), "abcd")),
              HasSubstr("has the type '|O'"));
  EXPECT_THAT(ErrorOf(File(Header("<c8", "(1,)"), "abcdefgh")),
              HasSubstr("has the type '<c8'"));
  EXPECT_EQ(ErrorOf(File(Header("<f4", "(1,)", "True"), "abcd")), "parsed")
      << "one dimension has one order";
}

TEST(ParseNpy, ShapesBeyondTheDataAreRefusedBeforeAnythingIsAllocated) {
  for (const char* shape :
       {"(9223372036854775807,)", "(4294967296, 4294967296)",
        "(1, 1, 9223372036854775807, 2)", "(3,)", "(1,)", "(2, 2)",
        "(99999999999999999999999,)", "(0,)"}) {
    EXPECT_NE(ErrorOf(File(Header("|u1", shape), "ab")), "parsed") << shape;
  }
}

TEST(ParseNpy, HeadersThatNumpyDoesNotWriteAreRefused) {
  for (const char* header :
       {"", "{}", "{'descr': '|u1'}", "__import__('os').system('x')",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'x': 1}",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, "
        "'shape': (2,)}",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)} + {}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (,)}",
        "{'descr': '|u1' 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2 1,)}"}) {
    EXPECT_NE(ErrorOf(File(header, "ab")), "parsed") << header;
  }
}

TEST(ParseNpy, DimensionsHaveALimit) {
  std::string shape = "(";
  for (int i = 0; i < 33; ++i) shape += "1,";
  EXPECT_THAT(ErrorOf(File(Header("|u1", shape + ")"), "a")),
              HasSubstr("at most 32 dimensions"));
}

TEST(ParseNpy, EveryTruncationIsAnError) {
  const std::string whole = File(Header("<f4", "(3,)"), std::string(12, 'x'));
  ASSERT_EQ(ErrorOf(whole), "parsed");
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(ErrorOf(whole.substr(0, size)), "parsed") << size;
  }
  EXPECT_NE(ErrorOf(whole + "x"), "parsed") << "nor may anything follow";
}

TEST(ParseNpy, BoolsAreZeroOrOne) {
  EXPECT_THAT(ErrorOf(File(Header("|b1", "(2,)"), "\x01\x02")),
              HasSubstr("neither 0 nor 1"));
}

TEST(ParseNpy, UnknownVersionsAreNamed) {
  std::string file = File(Header("|u1", "(1,)"), "a");
  file[6] = 3;
  EXPECT_THAT(ErrorOf(file), HasSubstr(".npy version 3.0"));
}

TEST(ParseNpy, MutatedFilesNeverCrash) {
  const std::string seed =
      File(Header("<i2", "(2, 3)"), std::string(12, '\x01'));
  random::Generator rng = random::DefaultRng(11);
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    const absl::StatusOr<NpyArray> array =
        ParseNpy(Mutate(seed, "0129(),'{}: <|if\n\xff", rng));
    if (!array.ok()) continue;
    ++parsed;
    EXPECT_TRUE(FormatNpy(*array).ok());
  }
  EXPECT_GT(parsed, 100) << "the mutations should leave some files valid";
}

TEST(ReadNpy, ErrorsNameTheFile) {
  EXPECT_THAT(std::string(ReadNpy("/no/such.npy").status().message()),
              HasSubstr("/no/such.npy"));
  EXPECT_FALSE(ReadNpy("/dev/zero").ok());
}

TEST(WriteNpy, ErrorsNameTheFile) {
  const std::vector<float> one = {1};
  EXPECT_THAT(
      std::string(
          WriteNpy("w.npy", {2}, std::span<const float>(one)).message()),
      HasSubstr("w.npy: cannot write .npy: 1 elements do not fill"));
}

}  // namespace
}  // namespace wbm::io
