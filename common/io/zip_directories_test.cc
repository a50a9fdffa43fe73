#include "common/io/zip_directories.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/io/mutation.h"
#include "common/random/generator.h"

namespace wbm::io {
namespace {

using ::testing::HasSubstr;

std::string Little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>(value >> (8 * i));
  }
  return out;
}

// A stored file, as its local header or its central one tells of it.
struct Listed {
  std::string name = "a.txt";
  std::uint64_t flags = 0, method = 0, crc = 7, size = 1;
  std::string Fields() const {
    return Little(20, 2) + Little(flags, 2) + Little(method, 2) + Little(0, 4) +
           Little(crc, 4) + Little(size, 4) + Little(size, 4) +
           Little(name.size(), 2);
  }
};

// One entry with one byte of data, its directory moved by `offset`.
std::string Zip(const Listed& local, const Listed& central,
                std::uint64_t entries = 1, const std::string& before = "") {
  const std::string head =
      "PK\3\4" + local.Fields() + Little(0, 2) + local.name + "x";
  const std::string directory = std::string("PK\1\2") + Little(20, 2) +
                                central.Fields() + Little(0, 16) + central.name;
  return before + head + directory + "PK\5\6" + Little(0, 4) +
         Little(entries, 2) + Little(entries, 2) + Little(directory.size(), 4) +
         Little(head.size(), 4) + Little(0, 2);
}

std::string ErrorOf(const std::string& bytes) {
  const auto checked = CheckZipDirectories(bytes);
  return checked.ok() ? "" : std::string(checked.status().message());
}

TEST(ZipDirectories, WhatBothListsSayIsCounted) {
  EXPECT_EQ(CheckZipDirectories(Zip({}, {})).value(), 1u);
  EXPECT_EQ(CheckZipDirectories(Zip({}, {}, 1, "MZ self-extracting")).value(),
            1u);
  EXPECT_EQ(CheckZipDirectories(Zip({}, {}) + std::string(512, '\0')).value(),
            1u);
  EXPECT_EQ(CheckZipDirectories("PK\5\6" + std::string(18, '\0')).value(), 0u);
}

TEST(ZipDirectories, ADifferenceIsTold) {
  EXPECT_THAT(ErrorOf(Zip({.name = "a.txt"}, {.name = "b.txt"})),
              HasSubstr("name an entry differently"));
  EXPECT_THAT(ErrorOf(Zip({.method = 8}, {})), HasSubstr("how an entry"));
  EXPECT_THAT(ErrorOf(Zip({.flags = 1}, {})), HasSubstr("how an entry"));
  EXPECT_THAT(ErrorOf(Zip({.crc = 8}, {})), HasSubstr("an entry's size"));
  EXPECT_THAT(ErrorOf(Zip({.size = 9}, {})), HasSubstr("an entry's size"));
  EXPECT_THAT(ErrorOf(Zip({}, {}, 2)), HasSubstr("not as long as it says"));
}

TEST(ZipDirectories, WhatTheLocalHeaderDoesNotKnowYetIsNoDifference) {
  EXPECT_EQ(ErrorOf(Zip({.flags = 8, .crc = 0, .size = 0}, {.flags = 8})), "");
  EXPECT_EQ(ErrorOf(Zip({.size = 0xFFFFFFFF}, {})), "");  // zip64
}

TEST(ZipDirectories, DamageIsTold) {
  const std::string good = Zip({}, {});
  EXPECT_THAT(ErrorOf(""), HasSubstr("cut short"));
  EXPECT_THAT(ErrorOf(good.substr(0, good.size() - 22)),
              HasSubstr("cut short"));
  EXPECT_THAT(ErrorOf(good.substr(5)), HasSubstr("not where it should be"));
  std::string moved = good;
  moved[good.rfind("PK\1\2") + 42] = 9;  // the local header's offset
  EXPECT_THAT(ErrorOf(moved), HasSubstr("an entry that is not there"));
}

TEST(ZipDirectories, MutatedArchivesNeverCrash) {
  random::Generator rng = random::DefaultRng(29);
  const std::string seed = Zip({}, {.size = 0xFFFFFFFF});
  for (int round = 0; round < 20'000; ++round) {
    (void)CheckZipDirectories(
        Mutate(seed, std::string_view("PK\1\2\3\4\5\6\0\xff", 10), rng));
  }
}

TEST(ZipDirectories, AnArchiveIsKnownByEitherEnd) {
  EXPECT_TRUE(LooksLikeZip(Zip({}, {})));
  EXPECT_TRUE(LooksLikeZip(Zip({}, {}, 1, "\n\r\n")));
  EXPECT_TRUE(LooksLikeZip("PK\3\4 cut"));
  EXPECT_FALSE(LooksLikeZip("int a;\n"));
  EXPECT_FALSE(LooksLikeZip(""));
}

}  // namespace
}  // namespace wbm::io
