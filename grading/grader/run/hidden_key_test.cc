#include "grading/grader/run/hidden_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <set>

#include "grading/grader/machine/temporary_folder.h"

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;

Submission Of(std::map<std::string, std::string> files) {
  Submission submission;
  submission.files = std::move(files);
  return submission;
}

class HiddenKeyTest : public ::testing::Test {
 protected:
  HiddenKeyTest() : folder_(*TemporaryFolder::Make()) {}

  std::unique_ptr<TemporaryFolder> folder_;
};

TEST_F(HiddenKeyTest, TheSecretDependsOnKeyUnitAndSubmission) {
  std::set<std::string> secrets;
  for (const char* key : {"first key of two", "second key of two"}) {
    for (const char* unit : {"01_a", "02_b"}) {
      for (const char* text : {"int x;", "int y;"}) {
        const Submission submission = Of({{"a.cc", text}});
        secrets.insert(HiddenKey(key).SecretFor(unit, submission));
        EXPECT_EQ(HiddenKey(key).SecretFor(unit, submission),
                  HiddenKey(key).SecretFor(unit, submission));
      }
    }
  }
  EXPECT_EQ(secrets.size(), 8u);
}

TEST_F(HiddenKeyTest, TheHashTellsNamesFromContents) {
  EXPECT_NE(SubmissionHash(Of({{"a", "bc"}})),
            SubmissionHash(Of({{"ab", "c"}})));
  EXPECT_NE(SubmissionHash(Of({{"a", "b"}, {"c", "d"}})),
            SubmissionHash(Of({{"a", "b1:c1:d"}})));
  EXPECT_NE(SubmissionHash(Of({})), SubmissionHash(Of({{"a", ""}})));
}

TEST_F(HiddenKeyTest, TheFingerprintTellsKeysApartAndIsNoKey) {
  const HiddenKey a("0123456789abcdef"), b("0123456789abcdeF");
  EXPECT_NE(a.Fingerprint(), b.Fingerprint());
  EXPECT_EQ(a.Fingerprint().size(), 16u);
  EXPECT_TRUE(HiddenKey().IsPublic());
  EXPECT_FALSE(a.IsPublic());
}

TEST_F(HiddenKeyTest, AKeyIsMadeOnceForItsOwnerAlone) {
  const std::string path = folder_->Path("config/below/hidden.key");
  const auto made = HiddenKey::ReadOrMake(path);
  ASSERT_TRUE(made.ok()) << made.status();
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  EXPECT_EQ(status.st_nlink, 1u);
  const auto again = HiddenKey::ReadOrMake(path);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(made->Fingerprint(), again->Fingerprint());
  const auto other = HiddenKey::ReadOrMake(folder_->Path("other.key"));
  ASSERT_TRUE(other.ok());
  EXPECT_NE(made->Fingerprint(), other->Fingerprint());
}

TEST_F(HiddenKeyTest, WhatCannotBeMadeIsTheMachinesFault) {
  ASSERT_TRUE(folder_->Write("file", "x").ok());
  const auto key = HiddenKey::ReadOrMake(folder_->Path("file/hidden.key"));
  EXPECT_TRUE(absl::IsInternal(key.status()));
  EXPECT_THAT(std::string(key.status().message()), HasSubstr("--key=FILE"));
  ASSERT_TRUE(folder_->Write("hidden.key", "short").ok());
  EXPECT_TRUE(absl::IsInternal(
      HiddenKey::ReadOrMake(folder_->Path("hidden.key")).status()));
}

TEST_F(HiddenKeyTest, ReadsAKeyWithoutItsLineEnd) {
  ASSERT_TRUE(folder_->Write("a", "0123456789abcdef").ok());
  ASSERT_TRUE(folder_->Write("b", "0123456789abcdef\r\n").ok());
  EXPECT_EQ(HiddenKey::Read(folder_->Path("a"))->Fingerprint(),
            HiddenKey::Read(folder_->Path("b"))->Fingerprint());
}

TEST_F(HiddenKeyTest, RefusesWhatIsNoKey) {
  ASSERT_TRUE(folder_->Write("short", "0123456789abcde\n").ok());
  EXPECT_THAT(
      std::string(HiddenKey::Read(folder_->Path("short")).status().message()),
      HasSubstr("holds 15 bytes, and a key has at least 16"));
  ASSERT_TRUE(folder_->Write("long", std::string(5000, 'x')).ok());
  EXPECT_TRUE(
      absl::IsInvalidArgument(HiddenKey::Read(folder_->Path("long")).status()));
  EXPECT_TRUE(
      absl::IsNotFound(HiddenKey::Read(folder_->Path("none")).status()));
  EXPECT_TRUE(absl::IsNotFound(HiddenKey::Read("/dev/zero").status()));
}

TEST_F(HiddenKeyTest, AnAccountKeepsItInItsHome) {
  setenv("HOME", "/home/me", 1);
  unsetenv("XDG_CONFIG_HOME");
  EXPECT_EQ(KeyFileOfThisAccount(),
            "/home/me/.config/which-bits-matter/hidden.key");
  setenv("XDG_CONFIG_HOME", "/etc/me", 1);
  EXPECT_EQ(KeyFileOfThisAccount(), "/etc/me/which-bits-matter/hidden.key");
  unsetenv("XDG_CONFIG_HOME");
  unsetenv("HOME");
  EXPECT_EQ(KeyFileOfThisAccount(), "");
}

}  // namespace
}  // namespace wbm::grader
