#include "common/io/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/io/file.h"

namespace wbm::io {
namespace {

// FIPS 180-2, appendix B, and NIST's empty message.
TEST(Sha256, PublishedExamples) {
  EXPECT_EQ(Sha256Hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(
      Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256Hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, AnArrayIsItsBytes) {
  const std::vector<uint16_t> values = {0x6261, 0x0063};
  EXPECT_EQ(Sha256HexOf(std::span<const uint16_t>(values)),
            Sha256Hex(std::string("abc\0", 4)));
}

TEST(Sha256, AFileIsItsContents) {
  const std::string path = testing::TempDir() + "/million";
  const std::string contents(1000000, 'a');
  ASSERT_TRUE(WriteFile(path, contents).ok());
  const FileDigest digest = DigestFile(path).value();
  EXPECT_EQ(digest.sha256, Sha256Hex(contents));
  EXPECT_EQ(digest.bytes, 1000000);
}

TEST(Sha256, WhatIsNoFileIsAnError) {
  EXPECT_FALSE(DigestFile("/dev/zero").ok());
  EXPECT_FALSE(DigestFile("/no/such/file").ok());
}

}  // namespace
}  // namespace wbm::io
