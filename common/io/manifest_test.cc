#include "common/io/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/sha256.h"

namespace wbm::io {
namespace {

class ManifestTest : public testing::Test {
 protected:
  void SetUp() override {
    input_ = testing::TempDir() + "/predictions.json";
    ASSERT_TRUE(WriteFile(input_, "{}\n").ok());
  }
  Json Sample() {
    Manifest manifest("04_int8");
    manifest.SetSeed(42);
    manifest.AddFlag("variant", "A");
    EXPECT_TRUE(manifest.AddInput("predictions.json", input_).ok());
    EXPECT_TRUE(manifest.AddOutput("results.json", input_).ok());
    manifest.AddDuration("quantize", 0.25);
    manifest.AddDoubt("the error is above half a step");
    return manifest.ToJson();
  }
  std::string input_;
};

TEST_F(ManifestTest, RecordsWhatTheRunWasMadeFrom) {
  const Json json = Sample();
  EXPECT_EQ(json["lab"], "04_int8");
  EXPECT_EQ(json["seed"], 42);
  EXPECT_EQ(json["flags"]["variant"], "A");
  EXPECT_EQ(json["inputs"]["predictions.json"]["sha256"], Sha256Hex("{}\n"));
  EXPECT_EQ(json["inputs"]["predictions.json"]["bytes"], 3);
  EXPECT_EQ(json["outputs"]["results.json"]["bytes"], 3);
  EXPECT_EQ(json["doubts"], Json({"the error is above half a step"}));
  EXPECT_FALSE(json["build"]["compiler"].get<std::string>().empty());
  EXPECT_TRUE(json["machine"]["cpu_features"].is_array());
  EXPECT_TRUE(json["machine"]["gpus"].is_array());
}

TEST_F(ManifestTest, OnlyTheStampsDifferBetweenEqualRuns) {
  Json first = Sample(), second = Sample();
  first.erase("stamps");
  second.erase("stamps");
  EXPECT_EQ(DumpJson(first).value(), DumpJson(second).value());
}

TEST_F(ManifestTest, StampsAreUtcAndSeconds) {
  const Json stamps = Sample()["stamps"];
  EXPECT_THAT(stamps["started"].get<std::string>(),
              testing::MatchesRegex("20[0-9][0-9]-[01][0-9]-[0-3][0-9]T"
                                    "[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z"));
  EXPECT_LE(stamps["started"], stamps["finished"]);
  EXPECT_GE(stamps["seconds"], 0.0);
  EXPECT_EQ(stamps["durations"]["quantize"], 0.25);
}

TEST_F(ManifestTest, ASeedThatWasNotSetIsNull) {
  EXPECT_TRUE(Manifest("x").ToJson()["seed"].is_null());
}

TEST_F(ManifestTest, AMissingFileIsAnErrorThatNamesIt) {
  Manifest manifest("04_int8");
  const absl::Status status = manifest.AddInput("x", "/no/such/file");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_NE(status.message().find("/no/such/file"), std::string::npos);
  EXPECT_TRUE(manifest.ToJson()["inputs"].empty());
}

TEST_F(ManifestTest, IsWrittenAsStrictJson) {
  const std::string path = testing::TempDir() + "/manifest.json";
  ASSERT_TRUE(Manifest("04_int8").Write(path).ok());
  EXPECT_EQ(ReadJson(path).value()["lab"], "04_int8");
}

}  // namespace
}  // namespace wbm::io
