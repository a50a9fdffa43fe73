#include "grading/boundary/transcript.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"

namespace wbm::boundary {
namespace {

class TranscriptTest : public ::testing::Test {
 protected:
  TranscriptTest() { std::filesystem::remove(path_); }

  std::string path_ = ::testing::TempDir() + "/transcript";
};

void Write(Transcript& transcript, std::string first, std::string second,
           const std::string& reply) {
  transcript.AddRequest(
      {{first.data(), first.size()}, {second.data(), second.size()}});
  transcript.AddReply(reply.data(), reply.size());
}

TEST_F(TranscriptTest, WhatWasWrittenIsReadPieceByPiece) {
  const std::string zeros(10'000, '\0');
  {
    Transcript transcript(path_);
    Write(transcript, "ask", "ed", "a");
    transcript.AddReply("nswer", 5);
    Write(transcript, "", zeros, "");
  }
  Transcript more(path_);  // of another program
  Write(more, ">", "<", zeros);
  const absl::StatusOr<std::vector<Exchange>> all = ReadTranscript(path_);
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->size(), 3u);
  EXPECT_EQ((*all)[0].request, "asked");
  EXPECT_EQ((*all)[0].reply, "answer");
  EXPECT_EQ((*all)[1].request, zeros);
  EXPECT_EQ((*all)[1].reply, "");
  EXPECT_EQ((*all)[2].request, "><");
  EXPECT_EQ((*all)[2].reply, zeros);
}

TEST_F(TranscriptTest, OneThatIsCutIsNone) {
  {
    Transcript transcript(path_);
    Write(transcript, "asked", "", "answer");
  }
  const auto size = std::filesystem::file_size(path_);
  // Between the two it ends where something ends.
  const std::uintmax_t request = 1 + 8 + 5;
  for (std::uintmax_t cut = size - 1; cut > 0; --cut) {
    std::filesystem::resize_file(path_, cut);
    EXPECT_EQ(ReadTranscript(path_).ok(), cut == request) << cut;
  }
  std::ofstream(path_) << "<";  // a reply to nothing
  EXPECT_FALSE(ReadTranscript(path_).ok());
  EXPECT_FALSE(ReadTranscript(path_ + " of nobody").ok());
}

TEST_F(TranscriptTest, IsAskedForInTheEnvironment) {
  unsetenv("WBM_TRANSCRIPT");
  EXPECT_EQ(Transcript::FromEnvironment(), nullptr);
  setenv("WBM_TRANSCRIPT", path_.c_str(), 1);
  {
    const std::unique_ptr<Transcript> transcript =
        Transcript::FromEnvironment();
    ASSERT_NE(transcript, nullptr);
    transcript->AddReply("x", 1);
  }
  unsetenv("WBM_TRANSCRIPT");
  EXPECT_TRUE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace wbm::boundary
