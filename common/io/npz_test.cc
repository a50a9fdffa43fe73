#include "common/io/npz.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <utility>
#include <vector>

#include "common/io/file.h"
#include "common/io/mutation.h"
#include "common/random/generator.h"

namespace wbm::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Members = std::vector<std::pair<std::string, std::string>>;

std::string Npy(const std::vector<float>& values) {
  NpyArray array{Dtype::kFloat32, {static_cast<int64_t>(values.size())}, {}};
  array.bytes.assign(reinterpret_cast<const char*>(values.data()),
                     values.size() * sizeof(float));
  return *FormatNpy(array);
}

// A zip archive; "store" as np.savez, "deflate" as np.savez_compressed.
std::string Zip(const Members& members, const char* compression = "store") {
  std::string bytes(1 << 20, '\0');
  size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_zip(a);
  archive_write_set_format_option(a, "zip", "compression", compression);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, bytes.data(), bytes.size(), &used);
  for (const auto& [name, data] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(data.size()));
    archive_write_header(a, entry);
    archive_write_data(a, data.data(), data.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  return bytes.substr(0, used);
}

std::string ErrorOf(const std::string& bytes, const NpzLimits& limits = {}) {
  const auto file = ParseNpz(bytes, "p.npz", limits);
  return file.ok() ? "parsed" : std::string(file.status().message());
}

TEST(ParseNpz, StoredAndCompressedArraysAreRead) {
  for (const char* compression : {"store", "deflate"}) {
    const auto file = ParseNpz(
        Zip({{"ids.npy", Npy({1, 2})}, {"w/x.npy", Npy({})}}, compression));
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_EQ(file->size(), 2u);
    EXPECT_THAT(*file->at("ids").Values<float>(), ElementsAre(1, 2));
    EXPECT_EQ(file->at("w/x").size(), 0);
  }
}

// As Python's zipfile writes the name: UTF-8, and a flag that says so.
std::string ZipWithAnUmlaut() {
  setlocale(LC_CTYPE, "C.UTF-8");  // libarchive writes in the locale's letters
  std::string bytes =
      Zip({{"\xC3\xBC"
            "ber.npy",
            Npy({1})}});
  setlocale(LC_CTYPE, "C");
  return bytes;
}

TEST(ParseNpz, NamesAreUtf8InEveryLocale) {
  const std::string bytes = ZipWithAnUmlaut();
  for (const char* locale : {"C", "C.UTF-8"}) {
    ASSERT_NE(setlocale(LC_CTYPE, locale), nullptr);
    const auto file = ParseNpz(bytes);
    setlocale(LC_CTYPE, "C");
    ASSERT_TRUE(file.ok()) << locale << ": " << file.status();
    EXPECT_THAT(*file->at("\xC3\xBC"
                          "ber")
                     .Values<float>(),
                ElementsAre(1));
  }
}

TEST(ParseNpz, TwoDirectoriesThatDisagreeAreRefused) {
  std::string bytes = Zip({{"a.npy", Npy({1})}});
  bytes[bytes.rfind("a.npy")] = 'b';
  EXPECT_THAT(ErrorOf(bytes), HasSubstr("name an entry differently"));
}

TEST(ParseNpz, AnEmptyArchiveHasNoArrays) {
  EXPECT_EQ(ErrorOf(Zip({})), "parsed");
}

TEST(ParseNpz, MalformedFilesHaveTheirOwnErrors) {
  const std::string one = Npy({1});
  EXPECT_THAT(ErrorOf("PK no"), HasSubstr("p.npz: is not a readable .npz"));
  EXPECT_THAT(ErrorOf(""), HasSubstr("is not a readable .npz"));
  EXPECT_THAT(ErrorOf(Zip({{"a.txt", "x"}})),
              HasSubstr("member 'a.txt' is not a .npy file"));
  EXPECT_THAT(ErrorOf(Zip({{"a.npy", one}, {"a.npy", one}})),
              HasSubstr("has 'a.npy' twice"));
  EXPECT_THAT(ErrorOf(Zip({{"a.npy", "x"}})),
              HasSubstr("p.npz/a.npy: does not start as a .npy file"));
  std::string damaged = Zip({{"a.npy", one}});
  damaged[damaged.find("\x80\x3f")] ^= 1;  // in the array, not the headers
  EXPECT_THAT(ErrorOf(damaged), HasSubstr("is not a readable .npz"));
}

TEST(ParseNpz, UnpackedBytesAndMembersAreBounded) {
  const std::string zeros = Npy(std::vector<float>(50'000, 0.0f));
  const std::string bomb = Zip({{"z.npy", zeros}}, "deflate");
  EXPECT_LT(bomb.size(), 2000u);
  EXPECT_THAT(ErrorOf(bomb, {.max_unpacked_bytes = 100'000}),
              HasSubstr("unpacks to more than 100000 bytes"));
  const std::string one = Npy({1});
  EXPECT_THAT(
      ErrorOf(Zip({{"a.npy", one}, {"b.npy", one}}), {.max_members = 1}),
      HasSubstr("more than 1 members"));
}

TEST(ParseNpz, MutatedFilesNeverCrash) {
  const std::string seed =
      Zip({{"a.npy", Npy({1, 2, 3})}, {"b.npy", Npy({4})}}, "deflate");
  random::Generator rng = random::DefaultRng(23);
  int parsed = 0;
  for (int round = 0; round < 5000; ++round) {
    parsed +=
        ParseNpz(Mutate(seed, std::string_view("PK\x01\x02\0\xff", 6), rng),
                 "p.npz", {.max_unpacked_bytes = 1 << 20})
            .ok();
  }
  EXPECT_GT(parsed, 100) << "the mutations should leave some files valid";
}

TEST(ReadNpz, WhatIsWrittenIsRead) {
  const std::string path = ::testing::TempDir() + "/p.npz";
  ASSERT_TRUE(WriteFile(path, Zip({{"a.npy", Npy({7})}})).ok());
  EXPECT_THAT(*ReadNpz(path)->at("a").Values<float>(), ElementsAre(7));
  EXPECT_THAT(std::string(ReadNpz("/no/such.npz").status().message()),
              HasSubstr("/no/such.npz"));
}

}  // namespace
}  // namespace wbm::io
