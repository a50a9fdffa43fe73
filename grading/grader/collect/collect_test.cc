// Submissions as they come, and as nobody should send them.
#include "grading/grader/collect/collect.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "common/io/utf8.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Manifest TheManifest() {
  return {"04_int8", {"quantizer.cc"}, {"answers.json", "REPORT.md"}};
}

// An archive entry; what is left out is a plain file.
struct Entry {
  std::string path;
  std::string bytes = "";
  mode_t type = AE_IFREG;
  std::string link = "";
  bool hard = false;
};

class CollectTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* base = std::getenv("TEST_TMPDIR");
    std::string pattern =
        absl::StrCat(base == nullptr ? "/tmp" : base, "/collectXXXXXX");
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string Path(const std::string& name) const {
    return absl::StrCat(root_.string(), "/", name);
  }

  std::string Write(const std::string& name, const std::string& bytes) {
    fs::create_directories(fs::path(Path(name)).parent_path());
    std::ofstream(Path(name), std::ios::binary) << bytes;
    return Path(name);
  }

  static archive* NewWriter(const std::string& path, bool encrypt) {
    archive* a = archive_write_new();
    if (path.ends_with(".zip")) {
      archive_write_set_format_zip(a);
      if (encrypt) {
        archive_write_set_options(a, "zip:encryption=traditional");
        archive_write_set_passphrase(a, "secret");
      }
    } else {
      archive_write_set_format_pax_restricted(a);
      if (path.ends_with("gz")) archive_write_add_filter_gzip(a);
    }
    archive_write_open_filename(a, path.c_str());
    return a;
  }

  std::string Pack(const std::string& name, const std::vector<Entry>& entries,
                   bool encrypt = false) {
    archive* a = NewWriter(Path(name), encrypt);
    for (const Entry& e : entries) {
      archive_entry* entry = archive_entry_new();
      archive_entry_set_pathname(entry, e.path.c_str());
      archive_entry_set_filetype(entry, e.type);
      archive_entry_set_perm(entry, 0644);
      if (e.hard) archive_entry_set_hardlink(entry, e.link.c_str());
      if (e.type == AE_IFLNK) archive_entry_set_symlink(entry, e.link.c_str());
      archive_entry_set_size(entry, static_cast<la_int64_t>(e.bytes.size()));
      // A warning is a name that the locale cannot say.
      EXPECT_GE(archive_write_header(a, entry), ARCHIVE_WARN)
          << archive_error_string(a);
      if (!e.bytes.empty()) {
        archive_write_data(a, e.bytes.data(), e.bytes.size());
      }
      archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    return Path(name);
  }

  static absl::StatusOr<Submission> Read(const std::string& path,
                                         CollectLimits limits = {}) {
    return Collect(path, TheManifest(), limits);
  }

  static std::string Error(const std::string& path, CollectLimits limits = {}) {
    absl::StatusOr<Submission> s = Read(path, limits);
    if (s.ok()) return "(accepted)";
    EXPECT_TRUE(absl::IsInvalidArgument(s.status()) ||
                absl::IsNotFound(s.status()) ||
                absl::IsPermissionDenied(s.status()))
        << s.status();
    EXPECT_THAT(std::string(s.status().message()), HasSubstr("submission '"));
    return std::string(s.status().message());
  }

  fs::path root_;
};

TEST_F(CollectTest, AFolderWithEverythingIsTakenWhole) {
  Write("in/quantizer.cc", "int a;\n");
  Write("in/answers.json", "{}");
  Write("in/REPORT.md", "# R");
  const auto s = Read(Path("in"));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_EQ(s->files.at("quantizer.cc"), "int a;\n");
  EXPECT_EQ(s->files.size(), 3u);
  EXPECT_EQ(s->found_in, "");
  EXPECT_THAT(s->missing, IsEmpty());
  EXPECT_THAT(s->ignored, IsEmpty());
}

TEST_F(CollectTest, ZipAndTarGiveTheSameAsTheFolder) {
  for (const char* name : {"a.zip", "a.tar.gz", "a.tgz", "a.tar"}) {
    const auto s = Read(Pack(name, {{"quantizer.cc", "int a;\n"},
                                    {"answers.json", "{}"},
                                    {"REPORT.md", "# R"}}));
    ASSERT_TRUE(s.ok()) << name << s.status();
    EXPECT_EQ(s->files.at("quantizer.cc"), "int a;\n") << name;
    EXPECT_EQ(s->files.size(), 3u) << name;
  }
}

TEST_F(CollectTest, OneWrappingFolderAndTheLabsOwnFolderAreLookedInto) {
  for (const char* prefix :
       {"me/", "labs/04_int8/", "course/labs/04_int8/", "./", "./me/"}) {
    const auto s = Read(
        Pack("a.zip", {{absl::StrCat(prefix, "quantizer.cc"), "int a;\n"}}));
    ASSERT_TRUE(s.ok()) << prefix << s.status();
    EXPECT_EQ(s->files.at("quantizer.cc"), "int a;\n") << prefix;
    EXPECT_THAT(s->missing, ElementsAre("answers.json", "REPORT.md"));
  }
}

TEST_F(CollectTest, TheTopWinsOverAnOldCopyBelow) {
  const auto s = Read(
      Pack("a.zip", {{"old/quantizer.cc", "old"}, {"quantizer.cc", "new"}}));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_EQ(s->files.at("quantizer.cc"), "new");
  EXPECT_THAT(s->ignored, ElementsAre("'old/quantizer.cc'"));
}

TEST_F(CollectTest, TwoEqualPlacesAreRefused) {
  EXPECT_THAT(
      Error(Pack("a.zip", {{"a/quantizer.cc", "1"}, {"b/quantizer.cc", "2"}})),
      HasSubstr("twice, in 'a/' and in 'b/'"));
}

TEST_F(CollectTest, ExtraFilesAreListedAndNotRead) {
  Write("in/quantizer.cc", "x");
  Write("in/notes/todo.txt", "x");
  Write("in/.git/config", "x");
  fs::create_symlink("/etc", Path("in/bazel-bin"));
  const auto s = Read(Path("in"));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_THAT(s->ignored,
              ElementsAre("'.git'", "'bazel-bin'", "'notes/todo.txt'"));
  EXPECT_EQ(s->files.size(), 1u);
}

TEST_F(CollectTest, AccentsInTheNamesOfExtraFilesAreNoFault) {
  setlocale(LC_CTYPE, "C.UTF-8");  // to write; the grader runs in any locale
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    Pack(name, {{"quantizer.cc", "x"}, {"caf\xC3\xA9.txt", "x"}});
  }
  setlocale(LC_CTYPE, "C");
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    const auto s = Read(Path(name));
    ASSERT_TRUE(s.ok()) << name << s.status();
    EXPECT_THAT(s->ignored, ElementsAre("'caf\xC3\xA9.txt'")) << name;
  }
}

TEST_F(CollectTest, ANameThatIsNearlyRightGetsARemark) {
  for (const char* name : {"Quantizer.cc", "quantizer (1).cc", "quantizer-1.cc",
                           "quantizer.cc.txt", "quantizer.cpp"}) {
    const auto s = Read(Pack("a.zip", {{name, "x"}, {"REPORT.md", "x"}}));
    ASSERT_TRUE(s.ok()) << s.status();
    ASSERT_EQ(s->remarks.size(), 1u) << name;
    EXPECT_THAT(s->remarks[0], HasSubstr("did you mean quantizer.cc?"));
    // Alone, too, where there is nothing to grade.
    EXPECT_THAT(Error(Pack("b.zip", {{name, "x"}})),
                HasSubstr("(did you mean quantizer.cc?)"))
        << name;
  }
}

TEST_F(CollectTest, BytesThatAreNotUtf8GetARemark) {
  const auto s = Read(Pack("a.zip", {{"quantizer.cc", "// caf\xE9"}}));
  ASSERT_TRUE(s.ok());
  ASSERT_EQ(s->remarks.size(), 1u);
  EXPECT_THAT(s->remarks[0], HasSubstr("quantizer.cc is not UTF-8 (byte 6)"));
}

TEST_F(CollectTest, NothingThereIsAnErrorThatSaysWhatToName) {
  EXPECT_THAT(Error(Path("nowhere")), HasSubstr("No such file"));
  EXPECT_THAT(Error(Path("nowhere")), HasSubstr("Name a folder"));
}

TEST_F(CollectTest, EmptySubmissionsAreRefused) {
  fs::create_directory(Path("in"));
  EXPECT_THAT(Error(Path("in")), HasSubstr("is empty. Hand in the lab's"));
  EXPECT_THAT(Error(Pack("a.zip", {})), HasSubstr("is empty"));
  EXPECT_THAT(Error(Write("b.zip", "")), HasSubstr("is an empty file"));
  EXPECT_THAT(Error(Pack("c.tar.gz", {})), HasSubstr("is empty"));
}

TEST_F(CollectTest, ASubmissionOfAnotherLabIsRefused) {
  EXPECT_THAT(Error(Pack("a.zip", {{"sums.cc", "x"}})),
              HasSubstr("holds none of the files of 04_int8"));
  EXPECT_THAT(Error(Path("a.zip")), HasSubstr("it holds 'sums.cc'"));
}

TEST_F(CollectTest, WhatIsNoArchiveIsRefused) {
  EXPECT_THAT(Error(Write("a.zip", "PK\003\004 but not really")),
              HasSubstr("is not a readable .zip or .tar.gz"));
  EXPECT_THAT(Error(Write("quantizer.cc", "int a;\n")),
              HasSubstr("Pack the lab's files again"));
}

TEST_F(CollectTest, ACutArchiveIsRefused) {
  std::string noise;
  for (int i = 0; i < 20000; ++i) absl::StrAppend(&noise, i * 7919 % 10007);
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    const std::string path = Pack(name, {{"quantizer.cc", noise}});
    fs::resize_file(path, fs::file_size(path) / 2);
    EXPECT_THAT(Error(path), HasSubstr("is not a readable")) << name;
  }
}

TEST_F(CollectTest, NoByteOfAnArchiveCanBeFlippedIntoACrash) {
  const std::string path =
      Pack("a.zip", {{"quantizer.cc", "int a;\n"}, {"answers.json", "{}"}});
  std::ifstream in(path, std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x55);
    (void)Read(Write("b.zip", bad));  // any answer, but an answer
  }
}

TEST_F(CollectTest, WantedPathsThatLeaveTheFolderAreRefused) {
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    for (const char* path : {"../quantizer.cc", "a/../../quantizer.cc"}) {
      EXPECT_THAT(Error(Pack(name, {{path, "x"}})),
                  HasSubstr("leaves the folder by '..'"))
          << name << path;
    }
  }
}

TEST_F(CollectTest, AbsolutePathsAreRefused) {
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    EXPECT_THAT(Error(Pack(name, {{"/etc/quantizer.cc", "x"}})),
                HasSubstr("has an absolute path"));
  }
}

TEST_F(CollectTest, LinksInArchivesAreRefused) {
  const Entry symbolic = {"quantizer.cc", "", AE_IFLNK, "/etc/passwd"};
  EXPECT_THAT(Error(Pack("a.zip", {symbolic})),
              HasSubstr("'quantizer.cc' is a symbolic link"));
  EXPECT_THAT(Error(Pack("a.tar.gz", {symbolic})),
              HasSubstr("is a symbolic link"));
  const Entry hard = {"quantizer.cc", "", AE_IFREG, "/etc/passwd", true};
  EXPECT_THAT(Error(Pack("a.tar.gz", {hard})), HasSubstr("is a hard link"));
}

TEST_F(CollectTest, SpecialFilesInArchivesAreRefused) {
  EXPECT_THAT(Error(Pack("a.tar.gz", {{"quantizer.cc", "", AE_IFCHR}})),
              HasSubstr("is a device"));
  EXPECT_THAT(Error(Pack("a.tar.gz", {{"quantizer.cc", "", AE_IFIFO}})),
              HasSubstr("is a named pipe"));
}

TEST_F(CollectTest, LinksInFoldersAreRefused) {
  fs::create_directory(Path("in"));
  fs::create_symlink("/etc/passwd", Path("in/quantizer.cc"));
  EXPECT_THAT(Error(Path("in")), HasSubstr("is a symbolic link"));
  fs::remove(Path("in/quantizer.cc"));
  Write("other", "x");
  fs::create_hard_link(Path("other"), Path("in/quantizer.cc"));
  EXPECT_THAT(Error(Path("in")), HasSubstr("is a hard link"));
}

TEST_F(CollectTest, LinksThatNobodyAskedForAreIgnored) {
  Write("in/quantizer.cc", "x");
  fs::create_directory_symlink("/etc", Path("in/data"));
  fs::create_symlink("../build/compile_commands.json",
                     Path("in/compile_commands.json"));
  const auto s = Read(Path("in"));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_THAT(s->ignored, ElementsAre("'compile_commands.json'", "'data'"));
}

TEST_F(CollectTest, SpecialFilesInFoldersAreRefusedWithoutBlocking) {
  fs::create_directory(Path("in"));
  ASSERT_EQ(mkfifo(Path("in/quantizer.cc").c_str(), 0644), 0);
  EXPECT_THAT(Error(Path("in")), HasSubstr("is a named pipe"));
  EXPECT_THAT(Error(Path("in/quantizer.cc")),
              HasSubstr("neither a folder nor a file"));
  EXPECT_THAT(Error("/dev/zero"), HasSubstr("neither a folder nor a file"));
}

// Programs that add to an archive leave what was there before: the same bytes
// twice leave nothing to choose.
TEST_F(CollectTest, DoubledEntriesAreRefusedUnlessTheyAreTheSame) {
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    EXPECT_THAT(
        Error(Pack(name, {{"quantizer.cc", "1"}, {"quantizer.cc", "2"}})),
        HasSubstr("is there twice"));
    EXPECT_THAT(
        Error(Pack(name, {{"quantizer.cc", "1"}, {"./quantizer.cc", "2"}})),
        HasSubstr("is there twice"));
    EXPECT_TRUE(
        Read(Pack(name, {{"quantizer.cc", "1"}, {"quantizer.cc", "1"}})).ok());
  }
}

TEST_F(CollectTest, OddNamesOfOtherFilesAreNoFault) {
  for (const char* odd :
       {"a\nb", "a\x1b[31m", "a\\b", "-o", "-old.txt", "Icon\r",
        "\xE2\x80\xAEgnp.cc", "caf\xE9", "/etc/passwd", "../up.txt", "a/..",
        "\x9a\x81"
        "bung.txt"}) {
    for (const char* name : {"a.tar", "a.zip"}) {
      const auto s =
          Read(Pack(name, {{"quantizer.cc", "x"}, {odd, "x"}, {odd, "y"}}));
      ASSERT_TRUE(s.ok()) << name << odd << s.status();
      ASSERT_EQ(s->ignored.size(), 1u) << name << odd;
      EXPECT_TRUE(io::IsUtf8(s->ignored[0])) << odd;
      EXPECT_EQ(s->ignored[0], io::QuotableText(s->ignored[0])) << odd;
    }
  }
  Write("in/quantizer.cc", "x");
  Write("in/caf\xE9", "x");
  Write("in/Icon\r", "x");
  EXPECT_THAT(Read(Path("in"))->ignored,
              ElementsAre("'Icon\\u{d}'", "'caf\\xe9'"));
}

TEST_F(CollectTest, OddNamesOfTheFolderAreNoFault) {
  for (const std::string odd : {"\x9a\x81"
                                "bung 4/",
                                "Icon\r/", "-x/", "a b/", "\xE2\x80\xAE/"}) {
    for (const char* name : {"a.tar", "a.zip"}) {
      const auto s = Read(Pack(name, {{odd + "quantizer.cc", "x"}}));
      ASSERT_TRUE(s.ok()) << name << odd << s.status();
      EXPECT_EQ(s->files.size(), 1u);
      EXPECT_TRUE(io::IsUtf8(s->found_in));
    }
  }
  EXPECT_THAT(
      Error(Pack("a.tar", {{std::string(600, 'a') + "/quantizer.cc", "x"}})),
      HasSubstr("longer than 512 bytes"));
}

TEST_F(CollectTest, AFolderInAFolderIsFound) {
  for (const char* prefix :
       {"hand_in/hand_in/", "Jane Doe_123_assignsubmission_file_/hand_in/",
        "a/b/c/04_int8/", "course-main/labs/04_int8/"}) {
    const auto s = Read(
        Pack("a.zip", {{absl::StrCat(prefix, "quantizer.cc"), "new"},
                       {absl::StrCat(prefix, "old/quantizer.cc"), "old"}}));
    ASSERT_TRUE(s.ok()) << prefix << s.status();
    EXPECT_EQ(s->found_in, prefix);
    EXPECT_EQ(s->files.at("quantizer.cc"), "new");
  }
}

TEST_F(CollectTest, FilesOfAnotherLabAreNotThisLabs) {
  const auto s = Read(Pack("a.zip", {{"labs/03_formats/REPORT.md", "3"},
                                     {"labs/04_int8/REPORT.md", "4"},
                                     {"labs/11_drift/answers.json", "11"}}));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_EQ(s->files.at("REPORT.md"), "4");
  EXPECT_THAT(Error(Pack("b.zip", {{"labs/03_formats/REPORT.md", "3"}})),
              HasSubstr("holds none of the files of 04_int8"));
}

TEST_F(CollectTest, AStrayReportDoesNotHideTheSources) {
  const auto s = Read(Pack("a.zip", {{"REPORT.md", "stray"},
                                     {"labs/04_int8/quantizer.cc", "x"},
                                     {"labs/04_int8/REPORT.md", "mine"}}));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_EQ(s->files.at("REPORT.md"), "mine");
}

// A clone with its .git has thousands of entries, and people hand that in.
TEST_F(CollectTest, WhatToolsLeaveBehindIsListedOnce) {
  std::vector<Entry> entries = {{"quantizer.cc", "x"}, {"__MACOSX/._a", "x"}};
  for (int i = 0; i < 4100; ++i) {
    entries.push_back({absl::StrCat(".git/objects/", i), "x"});
  }
  entries.push_back({"bazel-out", "", AE_IFLNK, "/home/me/.cache"});
  for (const char* name : {"a.zip", "a.tar.gz"}) {
    const auto s = Read(Pack(name, entries));
    ASSERT_TRUE(s.ok()) << name << s.status();
    EXPECT_THAT(s->ignored, ElementsAre("'.git'", "'__MACOSX'", "'bazel-out'"));
  }
}

TEST_F(CollectTest, TextIsMadePlainOnceForAll) {
  Write("in/quantizer.cc", "\xEF\xBB\xBFint a;\r\nint b;\r");
  Write("in/answers.json",
        "\xEF\xBB\xBF{\"q1\": \xE2\x88\x92"
        "1}");
  Write("in/REPORT.md", "| claim |\r| 1\xC2\xA0|\r");
  const auto s = Read(Path("in"));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_EQ(s->files.at("quantizer.cc"), "int a;\nint b;\n");
  EXPECT_EQ(s->files.at("answers.json"), "{\"q1\": -1}");
  EXPECT_EQ(s->files.at("REPORT.md"), "| claim |\n| 1 |\n");
  EXPECT_EQ(s->as_sent.at("REPORT.md"), "| claim |\r| 1\xC2\xA0|\r");
  EXPECT_THAT(s->remarks, IsEmpty());
}

TEST_F(CollectTest, ASourceKeepsItsCharacters) {
  Write("in/quantizer.cc", "// \xE2\x88\x92\xC2\xA0\n");
  EXPECT_EQ(Read(Path("in"))->files.at("quantizer.cc"),
            "// \xE2\x88\x92\xC2\xA0\n");
}

TEST_F(CollectTest, ADamagedTarGzIsRefusedLikeADamagedZip) {
  std::string noise;
  for (int i = 0; i < 20000; ++i) absl::StrAppend(&noise, i * 7919 % 10007);
  const std::string path = Pack("a.tar.gz", {{"quantizer.cc", noise}});
  std::ifstream in(path, std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t at = 10; at < good.size(); at += 997) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_THAT(Error(Write("b.tar.gz", bad)), HasSubstr("is not a readable"))
        << at;
  }
  std::string wrong_sum = good;
  wrong_sum[good.size() - 5] = static_cast<char>(good[good.size() - 5] ^ 1);
  EXPECT_THAT(Error(Write("b.tar.gz", wrong_sum)),
              HasSubstr("incorrect data check"));
  EXPECT_TRUE(Read(Write("b.tar.gz", good + std::string(512, '\0'))).ok());
}

TEST_F(CollectTest, AZipWhoseTwoDirectoriesDisagreeIsRefused) {
  const std::string path = Pack("a.zip", {{"quantizer.cc", "int a;\n"}});
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  bytes[bytes.rfind("quantizer.cc") + 9] = 'X';
  EXPECT_THAT(Error(Write("b.zip", bytes)),
              HasSubstr("two directories name an entry differently"));
}

TEST_F(CollectTest, WhatElsePeopleHandInIsNamed) {
  EXPECT_THAT(Error(Write("a.zip", "<!DOCTYPE html><title>Sign in</title>")),
              HasSubstr("a web page"));
  EXPECT_THAT(Error(Write("a.7z", "7z\xBC\xAF\x27\x1C")),
              HasSubstr("a 7-Zip archive"));
  EXPECT_THAT(Error(Pack("a.zip", {{"hand_in.zip", "PK"}})),
              HasSubstr("Hand in what is inside 'hand_in.zip'"));
}

TEST_F(CollectTest, AFolderThatCannotBeReadCostsOnlyItself) {
  if (geteuid() == 0) GTEST_SKIP() << "root reads everything";
  Write("in/quantizer.cc", "x");
  Write("in/private/notes.txt", "x");
  fs::permissions(Path("in/private"), fs::perms::none);
  const auto s = Read(Path("in"));
  fs::permissions(Path("in/private"), fs::perms::owner_all);
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_THAT(s->ignored, ElementsAre("'private'"));
}

TEST_F(CollectTest, AFileOverItsLimitIsRefusedInEveryForm) {
  CollectLimits limits;
  limits.file_bytes = 100;
  const std::string big(101, 'x');
  Write("in/quantizer.cc", big);
  EXPECT_THAT(Error(Path("in"), limits), HasSubstr("the limit is 100"));
  EXPECT_THAT(Error(Pack("a.zip", {{"quantizer.cc", big}}), limits),
              HasSubstr("the limit is 100"));
  EXPECT_THAT(Error(Pack("a.tar.gz", {{"quantizer.cc", big}}), limits),
              HasSubstr("the limit is 100"));
}

TEST_F(CollectTest, AFileOfExactlyTheLimitIsTaken) {
  CollectLimits limits;
  limits.file_bytes = 100;
  EXPECT_TRUE(
      Read(Pack("a.zip", {{"quantizer.cc", std::string(100, 'x')}}), limits)
          .ok());
}

TEST_F(CollectTest, TooManyEntriesAreRefused) {
  CollectLimits limits;
  limits.entries = 10;
  std::vector<Entry> many;
  for (int i = 0; i < 11; ++i) many.push_back({absl::StrCat("f", i), "x"});
  for (const Entry& e : many) Write("in/" + e.path, "x");
  EXPECT_THAT(Error(Path("in"), limits), HasSubstr("more than 10 entries"));
  EXPECT_THAT(Error(Pack("a.zip", many), limits),
              HasSubstr("more than 10 entries"));
}

TEST_F(CollectTest, ABombIsRefusedAfterAFewBytes) {
  // 40 MiB of zeros pack into about 40 KB.
  const std::string zeros(40u << 20, '\0');
  const std::string tar =
      Pack("bomb.tar.gz", {{"extra.bin", zeros}, {"quantizer.cc", "x"}});
  ASSERT_LT(fs::file_size(tar), 100'000u);
  EXPECT_THAT(Error(tar), HasSubstr("200 times its size"));
  EXPECT_THAT(Error(Pack("bomb.zip", {{"quantizer.cc", zeros}})),
              HasSubstr("the limit is"));
}

// An entry of a .tar.gz can be passed over only by unpacking it; one of a zip
// costs nothing.
TEST_F(CollectTest, ABombInAZipThatNobodyAskedForIsNeverUnpacked) {
  const std::string zeros(40u << 20, '\0');
  const auto s =
      Read(Pack("bomb.zip", {{"extra.bin", zeros}, {"quantizer.cc", "x"}}));
  ASSERT_TRUE(s.ok()) << s.status();
  EXPECT_THAT(s->ignored, ElementsAre("'extra.bin'"));
}

TEST_F(CollectTest, TheSumOfAllEntriesIsLimited) {
  CollectLimits limits;
  limits.total_bytes = 2u << 20;
  limits.expansion = 5000;
  const std::string megabyte(1u << 20, 'x');
  EXPECT_THAT(Error(Pack("a.tar.gz",
                         {{"1", megabyte}, {"2", megabyte}, {"3", megabyte}}),
                    limits),
              HasSubstr("more than 2 MiB when unpacked"));
}

TEST_F(CollectTest, AnArchiveThatIsTooLargeIsNotOpened) {
  CollectLimits limits;
  limits.archive_bytes = 1u << 20;
  Write("a.zip", "PK");
  fs::resize_file(Path("a.zip"), 3u << 20);
  EXPECT_THAT(Error(Path("a.zip"), limits), HasSubstr("larger than 1 MiB"));
}

TEST_F(CollectTest, DeepFoldersAreRefused) {
  std::string deep = "in/";
  for (int i = 0; i < 40; ++i) deep += "d/";
  Write(deep + "quantizer.cc", "x");
  EXPECT_THAT(Error(Path("in")), HasSubstr("folders deep"));
}

TEST_F(CollectTest, EncryptedArchivesAreRefused) {
  EXPECT_THAT(Error(Pack("a.zip", {{"quantizer.cc", "int a;\n"}}, true)),
              HasSubstr("is encrypted"));
}

TEST_F(CollectTest, NothingIsWrittenBesideTheSubmission) {
  Pack("a.zip", {{"quantizer.cc", "x"}});
  ASSERT_TRUE(Read(Path("a.zip")).ok());
  int entries = 0;
  for (const auto& e : fs::directory_iterator(root_)) {
    (void)e;
    ++entries;
  }
  EXPECT_EQ(entries, 1);
}

}  // namespace
}  // namespace wbm::grader
