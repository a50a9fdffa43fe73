// Malformed .npy files: each kind is told apart.
#include <gtest/gtest.h>

#include <iterator>
#include <set>
#include <string>

#include "common/io/npy.h"

namespace wbm::io {
namespace {

// Version 1.0 with this header, unpadded, and this many bytes of data.
std::string File(const std::string& header, size_t data_bytes) {
  const std::string length = {static_cast<char>(header.size() + 1), '\0'};
  return std::string("\x93NUMPY\x01\x00", 8) + length + header + "\n" +
         std::string(data_bytes, '\x02');
}

std::string Header(const std::string& descr, const std::string& shape,
                   const std::string& fortran = "False") {
  return "{'descr': '" + descr + "', 'fortran_order': " + fortran +
         ", 'shape': " + shape + ", }";
}

TEST(ParseNpy, EverySpellingThatNumPyTakesIsRead) {
  const struct {
    const char* descr;
    Dtype dtype;
    size_t bytes;
  } spellings[] = {
      {"<i1", Dtype::kInt8, 1},   {"<u1", Dtype::kUint8, 1},
      {"=u1", Dtype::kUint8, 1},  {">i1", Dtype::kInt8, 1},
      {"|u1", Dtype::kUint8, 1},  {"=f4", Dtype::kFloat32, 4},
      {"f8", Dtype::kFloat64, 8}, {"<f4", Dtype::kFloat32, 4},
      {"=i8", Dtype::kInt64, 8},
  };
  for (const auto& [descr, dtype, bytes] : spellings) {
    const auto array = ParseNpy(File(Header(descr, "(1,)"), bytes));
    ASSERT_TRUE(array.ok()) << descr << ": " << array.status();
    EXPECT_EQ(array->dtype, dtype) << descr;
  }
  for (const char* descr : {"|f4", ">f4", "", "=", "<f5", "<<f4"}) {
    EXPECT_FALSE(ParseNpy(File(Header(descr, "(1,)"), 4)).ok()) << descr;
  }
}

TEST(ParseNpy, EachMalformedFileHasItsOwnError) {
  const std::string good = File(Header("|u1", "(2,)"), 2);
  ASSERT_TRUE(ParseNpy(good).ok());
  std::string version3 = good;
  version3[6] = 3;
  const std::string malformed[] = {
      "not an array",
      version3,
      good.substr(0, 20),
      File(Header(">f4", "(1,)"), 4),
      File(Header("|O", "(1,)"), 8),
      File(Header("<f4", "(1, 1)", "True"), 4),
      File(Header("|u1", "(3,)"), 2),
      File(Header("|b1", "(1,)"), 1),
      File("{'descr': '|u1', 'fortran_order': False}", 2),
      File(Header("|u1", "(1, -2)"), 2),
      File(Header("|u1", "(2,"), 2),
      File(Header("|u1", "(2,)") + " + 1", 2),
  };
  std::set<std::string> errors;
  for (const std::string& file : malformed) {
    const absl::StatusOr<NpyArray> array = ParseNpy(file, "a.npy");
    ASSERT_FALSE(array.ok()) << file;
    EXPECT_EQ(array.status().message().find("a.npy: "), 0u);
    errors.insert(std::string(array.status().message()));
  }
  EXPECT_EQ(errors.size(), std::size(malformed));
}

}  // namespace
}  // namespace wbm::io
