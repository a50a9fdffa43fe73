// JsonRef, the typed view of a document in json.h.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "common/io/json.h"

namespace wbm::io {
namespace {

using testing::HasSubstr;

class JsonRefTest : public testing::Test {
 protected:
  Json json_ = ParseJson(R"({"name": "x", "points": "3", "half": 0.5, "n": 7,
      "ok": true, "tasks": [{"id": "4.1"}], "a/b~c": {}, "null": null})")
                   .value();
  JsonRef root_{json_, "lab.json"};
};

std::string MessageOf(const absl::Status& status) {
  return std::string(status.message());
}

TEST_F(JsonRefTest, TypedMembersAreRead) {
  EXPECT_EQ(root_.String("name").value(), "x");
  EXPECT_EQ(root_.Integer("n").value(), 7);
  EXPECT_EQ(root_.Double("n").value(), 7.0);
  EXPECT_EQ(root_.Double("half").value(), 0.5);
  EXPECT_EQ(root_.Bool("ok").value(), true);
  EXPECT_EQ(root_.Array("tasks")->At(0)->String("id").value(), "4.1");
  EXPECT_TRUE(root_.Has("null"));
  EXPECT_FALSE(root_.Has("no"));
}

TEST_F(JsonRefTest, WrongTypesNameFilePointerAndRemedy) {
  EXPECT_EQ(MessageOf(root_.Double("points").status()),
            "lab.json: /points: expected a number, found the string \"3\"; "
            "write it without quotes");
  EXPECT_THAT(MessageOf(root_.Integer("half").status()),
              HasSubstr("expected a whole number"));
  EXPECT_THAT(MessageOf(root_.String("n").status()),
              HasSubstr("write it in double quotes"));
  EXPECT_FALSE(root_.Bool("n").ok());
  EXPECT_FALSE(root_.Object("tasks").ok());
  EXPECT_FALSE(root_.Array("name").ok());
  EXPECT_THAT(MessageOf(root_.String("null").status()),
              HasSubstr("found null"));
}

TEST_F(JsonRefTest, MissingMembersAreNotFound) {
  const absl::Status status = root_.Array("tasks")->At(0)->Double("p").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(MessageOf(status), "lab.json: /tasks/0/p: is missing; add \"p\"");
}

TEST_F(JsonRefTest, PointersEscapeSlashAndTilde) {
  EXPECT_EQ(root_.Object("a/b~c")->pointer(), "/a~1b~0c");
}

TEST_F(JsonRefTest, ElementsBeyondTheEndAreAnError) {
  EXPECT_THAT(MessageOf(root_.Array("tasks")->At(1).status()),
              HasSubstr("lab.json: /tasks: has 1 elements, needs 2"));
  EXPECT_EQ(root_.size(), 0u);
  EXPECT_FALSE(root_.At(0).ok());
}

TEST_F(JsonRefTest, UnknownKeysAreRefusedByName) {
  const JsonRef task = *root_.Array("tasks")->At(0);
  EXPECT_TRUE(task.OnlyKeys({"id", "points"}).ok());
  EXPECT_THAT(MessageOf(task.OnlyKeys({"ID"})),
              HasSubstr("lab.json: /tasks/0/id: is not a known key; known "
                        "here: ID"));
}

TEST_F(JsonRefTest, IntegersThatDoNotFitAreRefused) {
  const Json big = ParseJson(
                       "[18446744073709551615, 9223372036854775807, "
                       "9223372036854775808, 3.0, 1e2]")
                       .value();
  const JsonRef ref(big);
  EXPECT_FALSE(ref.At(0)->AsInteger().ok());
  EXPECT_EQ(ref.At(1)->AsInteger().value(),
            std::numeric_limits<int64_t>::max());
  EXPECT_FALSE(ref.At(2)->AsInteger().ok());
  EXPECT_FALSE(ref.At(3)->AsInteger().ok());
  EXPECT_FALSE(ref.At(4)->AsInteger().ok());
}

}  // namespace
}  // namespace wbm::io
