#include "common/lab/student/hint.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

LabPlan Plan() {
  LabPlan plan;
  plan.lab = "04_int8";
  plan.title = "INT8 round trip";
  plan.tasks.resize(2);
  plan.tasks[0].id = "4.1";
  plan.tasks[0].slug = "scale";
  plan.tasks[0].title = "Choose the scale";
  plan.tasks[0].hints = {{"4.1.a", "Take the largest."}};
  plan.tasks[1].id = "4.2";
  plan.tasks[1].title = "Round";
  plan.tasks[1].slug = "nearest-step";
  plan.tasks[1].function = "Round";
  plan.tasks[1].section = "task-4-2";
  plan.tasks[1].hints = {{"4.2.a", "Half-way is special."},
                         {"4.2.b", "Even wins."}};
  plan.checks.resize(1);
  plan.checks[0].id = "4.2.p1";
  plan.checks[0].task = "4.2";
  plan.checks[0].test = "Half.IsEven";
  plan.checks[0].hint = "4.2.b";
  plan.questions.resize(1);
  plan.questions[0].id = "q1";
  plan.questions[0].hint = "4.2.b";
  return plan;
}

// The text, or "error: " and the message.
std::string Ask(const std::vector<std::string>& arguments) {
  const auto text = HintText(Plan(), "labs/04_int8", arguments);
  return text.ok() ? *text : "error: " + std::string(text.status().message());
}

TEST(HintText, WithoutATaskListsTheTasks) {
  EXPECT_THAT(Ask({}),
              AllOf(HasSubstr("4.1  Choose the scale (1 hint)"),
                    HasSubstr("4.2  Round (2 hints)"),
                    HasSubstr("bazel run //labs/04_int8:hint -- 4.1")));
}

TEST(HintText, TheFirstHintComesFirstAndAlone) {
  EXPECT_THAT(Ask({"4.2"}),
              AllOf(HasSubstr("Half-way is special."), HasSubstr("hint 1 of 2"),
                    Not(HasSubstr("Even wins")),
                    HasSubstr("bazel run //labs/04_int8:hint -- 4.2 2")));
  EXPECT_EQ(Ask({"4.2", "1"}), Ask({"4.2"}));
}

TEST(HintText, AHintItsCheckAndItsSectionAreNamesToo) {
  EXPECT_EQ(Ask({"4.2.b"}), Ask({"4.2", "2"}));
  EXPECT_EQ(Ask({"4.2.p1"}), Ask({"4.2", "2"}));
  EXPECT_EQ(Ask({"task-4-2"}), Ask({"4.2"}));
  EXPECT_EQ(Ask({"#task-4-2", "2"}), Ask({"4.2", "2"}));
  EXPECT_EQ(Ask({"q1"}), Ask({"4.2", "2"}));
  EXPECT_EQ(Ask({"nearest-step"}), Ask({"4.2"}));
  EXPECT_EQ(Ask({"Round"}), Ask({"4.2"}));
  EXPECT_EQ(Ask({"Half", "2"}), Ask({"4.2", "2"}));
  EXPECT_THAT(Ask({"nearest"}), HasSubstr("error: there is no task"));
  EXPECT_THAT(Ask({""}), HasSubstr("error: there is no task"));
  EXPECT_THAT(Ask({"4.2.z"}), HasSubstr("error: there is no task \"4.2.z\""));
}

TEST(HintText, TheLastHintSendsToTheHandout) {
  EXPECT_THAT(Ask({"4.2", "2"}),
              AllOf(HasSubstr("Even wins."), Not(HasSubstr("Half-way")),
                    HasSubstr("the last hint"),
                    HasSubstr("labs/04_int8/README.md, section task-4-2")));
}

TEST(HintText, AnUnknownTaskNamesThoseThatThereAre) {
  EXPECT_EQ(Ask({"9.9"}),
            "error: there is no task \"9.9\" in 04_int8; there are 4.1, 4.2");
}

TEST(HintText, ANumberOutsideOfTheHintsIsAnError) {
  for (const char* number : {"0", "3", "-1", "x", "", "1.5", "99999999999"}) {
    EXPECT_THAT(Ask({"4.2", number}),
                HasSubstr("error: task 4.2 has hints 1 to 2"))
        << number;
  }
}

TEST(HintText, TooManyArgumentsIsAnError) {
  EXPECT_THAT(Ask({"4.2", "1", "2"}), HasSubstr("error: too many arguments"));
}

TEST(HintText, LongHintsAreWrapped) {
  LabPlan plan = Plan();
  plan.tasks[0].hints[0].text = std::string(200, 'x') + " ";
  for (int i = 0; i < 60; ++i) plan.tasks[0].hints[0].text += "word ";
  const auto text = HintText(plan, "labs/04_int8", {"4.1"});
  ASSERT_TRUE(text.ok());
  std::size_t begin = 0;
  for (std::size_t end; (end = text->find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    const std::string line = text->substr(begin, end - begin);
    // A word that does not fit into a line has its own.
    EXPECT_TRUE(line.size() <= 76 || line.find("word") == std::string::npos)
        << line;
  }
}

}  // namespace
}  // namespace wbm::lab
