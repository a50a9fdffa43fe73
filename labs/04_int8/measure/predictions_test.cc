#include "labs/04_int8/measure/predictions.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace int8_lab {
namespace {

using ::testing::HasSubstr;

constexpr char kFilled[] = R"({
  "most_accurate": "hidden", "most_accurate_metric": "SQNR",
  "most_accurate_why": "no outliers",
  "most_painful": "verb_probs", "most_painful_why": "skewed",
  "verb_probs_step": 0.004, "verb_probs_relative_error_at_0.001": 2,
  "verb_probs_zeros_created": 100, "verb_probs_top10_same_set": true,
  "verb_probs_top10_same_order": false, "tense_logits_same_winner": true
})";

std::string Replaced(const std::string& from, const std::string& to) {
  std::string text = kFilled;
  return text.replace(text.find(from), from.size(), to);
}

std::string Message(const std::string& text) {
  const absl::StatusOr<Predictions> p = ParsePredictions(text, "p.json");
  EXPECT_EQ(p.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(p.status().message());
}

TEST(Predictions, AFilledFileIsRead) {
  const absl::StatusOr<Predictions> p = ParsePredictions(kFilled, "p.json");
  ASSERT_TRUE(p.ok()) << p.status();
  EXPECT_EQ(p->most_accurate, "hidden");
  EXPECT_EQ(p->verb_probs_step, 0.004);
  EXPECT_TRUE(p->verb_probs_top10_same_set);
  EXPECT_FALSE(p->verb_probs_top10_same_order);
}

TEST(Predictions, WrongTypesAreNamed) {
  EXPECT_THAT(Message(Replaced("0.004", "\"0.004\"")),
              HasSubstr("verb_probs_step: write a number"));
  EXPECT_THAT(Message(Replaced("0.004", "-1")), HasSubstr("not negative"));
  EXPECT_THAT(Message(Replaced("\"hidden\"", "\"logits\"")),
              HasSubstr("most_accurate: write \"tense_logits\""));
  EXPECT_THAT(Message(Replaced("\"hidden\"", "3")),
              HasSubstr("most_accurate: write \"tense_logits\""));
  EXPECT_THAT(Message(Replaced("\"skewed\"", "7")),
              HasSubstr("most_painful_why: write text"));
  EXPECT_THAT(Message(Replaced("\"skewed\"", "\" \"")),
              HasSubstr("most_painful_why: is not filled in"));
  EXPECT_THAT(Message(Replaced("true,", "\"yes\",")),
              HasSubstr("top10_same_set: write true or false"));
}

TEST(Predictions, MisspeltKeysAreNamed) {
  const std::string message = Message(Replaced("verb_probs_step", "step"));
  EXPECT_THAT(message, HasSubstr("verb_probs_step: is missing"));
  EXPECT_THAT(message, HasSubstr("step: is not one of the questions"));
}

TEST(Predictions, WhatIsNoJsonObjectIsRefused) {
  EXPECT_THAT(Message(""), HasSubstr("p.json"));
  EXPECT_THAT(Message("[1, 2]"), HasSubstr("p.json"));
  EXPECT_THAT(Message("{\"most_accurate\": NaN}"), HasSubstr("p.json"));
}

}  // namespace
}  // namespace int8_lab
