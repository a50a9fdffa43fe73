#include "common/io/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "common/io/file.h"
#include "common/io/mutation.h"
#include "common/random/generator.h"

namespace wbm::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A file of this header and this many bytes of data.
std::string File(const std::string& header, size_t data_bytes) {
  std::string bytes(8, '\0');
  const uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + std::string(data_bytes, '\1');
}

std::string ErrorOf(const std::string& bytes) {
  const absl::StatusOr<Safetensors> file =
      ParseSafetensors(bytes, "m.safetensors");
  return file.ok() ? "parsed" : std::string(file.status().message());
}

Safetensors Sample() {
  Safetensors file;
  file.tensors["b"] = MakeSafetensorsTensor<float>(
      {2, 2}, std::vector<float>{1, -0.0f, 1e-45f, 4});
  file.tensors["a.weight"] =
      MakeSafetensorsTensor<float>({3}, std::vector<float>{5, 6, 7});
  file.tensors["ids"] =
      MakeSafetensorsTensor<int64_t>({1}, std::vector<int64_t>{-1});
  file.tensors["half"] = {SafetensorsDtype::kF16, {1}, std::string(2, '\0')};
  file.metadata = {{"heads", "4"}, {"format", "pt"}};
  return file;
}

TEST(FormatSafetensors, WidestDtypeFirstThenByNamePaddedToEight) {
  const std::string bytes = *FormatSafetensors(Sample());
  uint64_t length = 0;
  std::memcpy(&length, bytes.data(), 8);
  std::string header =
      R"({"__metadata__":{"format":"pt","heads":"4"},)"
      R"("ids":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},)"
      R"("a.weight":{"dtype":"F32","shape":[3],"data_offsets":[8,20]},)"
      R"("b":{"dtype":"F32","shape":[2,2],"data_offsets":[20,36]},)"
      R"("half":{"dtype":"F16","shape":[1],"data_offsets":[36,38]}})";
  header.resize((header.size() + 7) / 8 * 8, ' ');
  EXPECT_EQ(length % 8, 0u);
  EXPECT_EQ(bytes.substr(8, length), header);
  EXPECT_EQ(bytes.size(), 8 + length + 38);
}

TEST(Safetensors, RoundTripKeepsEveryBit) {
  const Safetensors sample = Sample();
  const std::string bytes = *FormatSafetensors(sample);
  const absl::StatusOr<Safetensors> back = ParseSafetensors(bytes);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->metadata, sample.metadata);
  ASSERT_EQ(back->tensors.size(), sample.tensors.size());
  for (const auto& [name, tensor] : sample.tensors) {
    EXPECT_EQ(back->tensors.at(name).bytes, tensor.bytes) << name;
    EXPECT_EQ(back->tensors.at(name).shape, tensor.shape) << name;
    EXPECT_EQ(back->tensors.at(name).dtype, tensor.dtype) << name;
  }
  EXPECT_EQ(*FormatSafetensors(*back), bytes);
}

TEST(Safetensors, EmptyFilesScalarsAndEmptyTensors) {
  EXPECT_EQ(ErrorOf(File("{}", 0)), "parsed");
  EXPECT_EQ(*FormatSafetensors({}), File("{}      ", 0));
  Safetensors file;
  file.tensors["scalar"] =
      MakeSafetensorsTensor<double>({}, std::vector<double>{2});
  file.tensors["none"] = MakeSafetensorsTensor<float>({3, 0, 5}, {});
  const absl::StatusOr<Safetensors> back =
      ParseSafetensors(*FormatSafetensors(file));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->tensors.at("none").size(), 0);
  EXPECT_THAT(*back->tensors.at("scalar").Values<double>(), ElementsAre(2));
  EXPECT_FALSE(back->tensors.at("scalar").Values<float>().ok());
}

TEST(ParseSafetensors, AnUnpaddedHeaderInAnyOrderIsRead) {
  const std::string bytes =
      File(R"({"b":{"data_offsets":[1,2],"shape":[1],"dtype":"U8"},)"
           R"("a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
           2);
  EXPECT_EQ(ErrorOf(bytes), "parsed");
}

std::string Tensor(const std::string& dtype, const std::string& shape,
                   const std::string& offsets) {
  return R"({"dtype":")" + dtype + R"(","shape":)" + shape +
         R"(,"data_offsets":)" + offsets + "}";
}
std::string One(const std::string& tensor) { return R"({"t":)" + tensor + "}"; }
std::string Two(const std::string& first, const std::string& second) {
  return R"({"t":)" + first + R"(,"u":)" + second + "}";
}

TEST(ParseSafetensors, MetadataThatAreNullAreNone) {
  const auto file = ParseSafetensors(File(R"({"__metadata__":null})", 0));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(file->metadata.empty());
  EXPECT_EQ(*FormatSafetensors(*file), *FormatSafetensors({}));
}

TEST(ParseSafetensors, MicroscalingDtypesArePackedWithoutGaps) {
  const struct {
    const char* dtype;
    const char* shape;
    int64_t elements;
    size_t bytes;
  } good[] = {
      {"F8_E8M0", "[3]", 3, 3},      {"F4", "[2,3]", 6, 3},
      {"F4", "[2]", 2, 1},           {"F6_E2M3", "[4]", 4, 3},
      {"F6_E3M2", "[2,32]", 64, 48},
  };
  for (const auto& [dtype, shape, elements, bytes] : good) {
    const std::string offsets = "[0," + std::to_string(bytes) + "]";
    const std::string text = File(One(Tensor(dtype, shape, offsets)), bytes);
    const auto file = ParseSafetensors(text);
    ASSERT_TRUE(file.ok()) << dtype << shape << ": " << file.status();
    const SafetensorsTensor& tensor = file->tensors.at("t");
    EXPECT_EQ(Name(tensor.dtype), dtype);
    EXPECT_EQ(tensor.size(), elements) << dtype;
    const auto back = ParseSafetensors(*FormatSafetensors(*file));
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(back->tensors.at("t").bytes, tensor.bytes);
  }
  EXPECT_THAT(ErrorOf(File(One(Tensor("F4", "[3]", "[0,2]")), 2)),
              HasSubstr("fill no whole number of bytes"));
  EXPECT_THAT(ErrorOf(File(One(Tensor("F6_E2M3", "[1]", "[0,1]")), 1)),
              HasSubstr("fill no whole number of bytes"));
  EXPECT_THAT(ErrorOf(File(One(Tensor("F4", "[4]", "[0,4]")), 4)),
              HasSubstr("needs 2 bytes"));
}

TEST(FormatSafetensors, PackedDtypesStandLast) {
  Safetensors file;
  file.tensors["a"] = {SafetensorsDtype::kF4, {2}, "x"};
  file.tensors["b"] = {SafetensorsDtype::kF8E8M0, {1}, "y"};
  file.tensors["c"] = {SafetensorsDtype::kBool, {1}, std::string(1, '\1')};
  const std::string bytes = *FormatSafetensors(file);
  EXPECT_EQ(bytes.substr(bytes.size() - 3), "yx\1");
}

struct Malformed {
  std::string bytes;
  const char* error;
};

std::vector<Malformed> MalformedFiles() {
  const std::string word = Tensor("F32", "[1]", "[0,4]");
  return {
      {"short", "has 5 bytes, too few"},
      {std::string(8, '\x7f') + "{}", "announces a header of 9187201950435"},
      {File(One(word), 0).substr(0, 30), "ends inside its header"},
      {File(" {}", 0), "does not begin with '{'"},
      {File("{\"t\":", 0), "m.safetensors:1:"},
      {File(Two(word, word).replace(0, 4, "{\"u\""), 4),
       "stands here a second time"},
      {File(One(Tensor("F33", "[1]", "[0,4]")), 4), "unknown dtype 'F33'"},
      {File(One(Tensor("F32", "[-1]", "[0,4]")), 4), "is negative"},
      {File(One(Tensor("F32", "[4294967296,4294967296]", "[0,4]")), 4),
       "has a shape beyond the file's data"},
      {File(One(Tensor("F32", "[1]", "[4,0]")), 4), "are not [begin, end]"},
      {File(One(Tensor("F32", "[2]", "[0,4]")), 8),
       "needs 8 bytes, but its data_offsets hold 4"},
      {File(One(word), 3), "ends at byte 4 of 3"},
      {File(Two(word, Tensor("F32", "[1]", "[2,6]")), 6), "overlaps"},
      {File(Two(word, Tensor("F32", "[1]", "[8,12]")), 12),
       "a hole of 4 bytes"},
      {File(One(word), 9), "5 bytes after the last tensor"},
      {File(One(R"({"dtype":"F32","shape":[1]})"), 4), "data_offsets"},
      {File(R"({"__metadata__":{"heads":4}})", 0), "metadata are strings"},
      {File(One(Tensor("F32", "[0.5]", "[0,4]")), 4),
       "expected a whole number"},
      {File(One("3"), 0), "expected an object"},
      {File(One(Tensor("BOOL", "[1]", "[0,1]")), 0) + "\x02",
       "neither 0 nor 1"},
  };
}

TEST(ParseSafetensors, EachMalformedFileHasItsOwnError) {
  std::set<std::string> errors;
  for (const Malformed& file : MalformedFiles()) {
    const std::string error = ErrorOf(file.bytes);
    EXPECT_THAT(error, HasSubstr("m.safetensors"));
    EXPECT_THAT(error, HasSubstr(file.error));
    errors.insert(error);
  }
  EXPECT_EQ(errors.size(), MalformedFiles().size());
}

TEST(ParseSafetensors, EveryTruncationIsAnError) {
  const std::string whole = *FormatSafetensors(Sample());
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(ErrorOf(whole.substr(0, size)), "parsed") << size;
  }
  EXPECT_NE(ErrorOf(whole + "x"), "parsed");
}

TEST(ParseSafetensors, MutatedFilesNeverCrash) {
  const std::string seed = *FormatSafetensors(Sample());
  random::Generator rng = random::DefaultRng(19);
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    const absl::StatusOr<Safetensors> file =
        ParseSafetensors(Mutate(seed, "0129[]{},:\"-.eF\xff", rng));
    if (!file.ok()) continue;
    ++parsed;
    const absl::StatusOr<std::string> bytes = FormatSafetensors(*file);
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    const absl::StatusOr<Safetensors> again = ParseSafetensors(*bytes);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(*FormatSafetensors(*again), *bytes);
  }
  EXPECT_GT(parsed, 100) << "the mutations should leave some files valid";
}

TEST(ParseSafetensors, ManyTensorsTakeLinearTime) {
  std::string header = "{";
  for (int i = 0; i < 20'000; ++i) {
    header += (i == 0 ? "\"" : ",\"") + std::to_string(i) +
              "\":" + Tensor("U8", "[0]", "[0,0]");
  }
  EXPECT_EQ(ErrorOf(File(header + "}", 0)), "parsed");
}

TEST(FormatSafetensors, RefusesWhatCouldNotBeReadBack) {
  Safetensors file;
  file.tensors["t"] = {SafetensorsDtype::kF32, {2}, "abcd"};
  EXPECT_THAT(std::string(WriteSafetensors("w.st", file).message()),
              HasSubstr("w.st: tensor 't': holds 4 bytes"));
  file.tensors.clear();
  file.tensors["__metadata__"] = {SafetensorsDtype::kU8, {}, "a"};
  EXPECT_FALSE(FormatSafetensors(file).ok());
  file.tensors.clear();
  file.tensors["\xff"] = {SafetensorsDtype::kU8, {}, "a"};
  EXPECT_THAT(std::string(FormatSafetensors(file).status().message()),
              HasSubstr("UTF-8"));
}

TEST(WriteSafetensors, WhatIsWrittenIsRead) {
  const std::string path = ::testing::TempDir() + "/sample.safetensors";
  ASSERT_TRUE(WriteSafetensors(path, Sample()).ok());
  EXPECT_EQ(ReadSafetensors(path)->tensors.size(), 4u);
  EXPECT_FALSE(ReadSafetensors(path, {.max_bytes = 10}).ok());
  EXPECT_THAT(std::string(ReadSafetensors("/no/such.st").status().message()),
              HasSubstr("/no/such.st"));
}

}  // namespace
}  // namespace wbm::io
