// What a student gets holds no key of a question and nothing of a hidden
// test: neither the files of the labs nor the programs that are built of them.
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/io/runfiles.h"
#include "common/lab/plan/lab_plan.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Unit {
  lab::LabPlan plan;
  lab::Rubric rubric;
};

std::string Path(const std::string& runfile) {
  return io::Runfile(runfile).value();
}

Unit Read(const std::string& lab) {
  Unit unit;
  unit.plan =
      lab::ReadLabPlan(Path(absl::StrCat("labs/", lab, "/lab.json"))).value();
  unit.rubric =
      lab::ReadRubric(Path(absl::StrCat("grading/", lab, "/rubric.json")),
                      unit.plan)
          .value();
  return unit;
}

std::vector<Unit> Units() {
  std::vector<Unit> units;
  for (const auto& entry : fs::directory_iterator(Path("grading"))) {
    if (!fs::exists(entry.path() / "rubric.json")) continue;
    units.push_back(Read(entry.path().filename().string()));
  }
  return units;
}

bool IsKey(const std::string& given, const lab::Answer& key) {
  if (!key.value.has_value()) return given == key.choice;
  char* end = nullptr;
  const double number = std::strtod(given.c_str(), &end);
  const double allowed =
      key.absolute_tolerance + key.relative_tolerance * std::abs(*key.value);
  return end != given.c_str() && std::abs(number - *key.value) <= allowed;
}

// The value at `at`, behind blanks, a colon and quotes.
std::string ValueAt(const std::string& bytes, std::size_t at) {
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n:\"", at);
  if (begin == std::string::npos) return "";
  return bytes.substr(begin, bytes.find_first_of(" \t\r\n,}\"", begin) - begin);
}

// The questions that `bytes` answer ("q4": "b"), and the suites of hidden
// tests that they name.
std::set<std::string> Secrets(const std::string& bytes, const Unit& unit) {
  std::set<std::string> found;
  for (const auto& [question, key] : unit.rubric.answers) {
    const std::string name = absl::StrCat("\"", question, "\"");
    for (std::size_t at = bytes.find(name); at != std::string::npos;
         at = bytes.find(name, at + 1)) {
      const std::string given = ValueAt(bytes, at + name.size());
      if (IsKey(given, key)) found.insert(question);
    }
  }
  for (const lab::Check& check : unit.rubric.checks) {
    const std::string suite = check.test.substr(0, check.test.find('.'));
    if (absl::StrContains(bytes, suite)) found.insert(suite);
  }
  return found;
}

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Release, NoFileAndNoProgramOfALabHoldsAKey) {
  const std::vector<Unit> units = Units();
  ASSERT_GE(units.size(), 8u);
  int seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(
           Path("labs"), fs::directory_options::follow_directory_symlink)) {
    if (!entry.is_regular_file()) continue;
    ++seen;
    const std::string bytes = ReadAll(entry.path());
    for (const Unit& unit : units) {
      EXPECT_THAT(Secrets(bytes, unit), IsEmpty())
          << entry.path() << " tells of " << unit.plan.lab;
    }
  }
  EXPECT_GE(seen, 8 * 8);  // plan, contract, sources, hand-in, programs
}

TEST(Release, NoQuestionOfAPlanHasAKeyBesideIt) {
  for (const Unit& unit : Units()) {
    const std::string plan =
        ReadAll(Path(absl::StrCat("labs/", unit.plan.lab, "/lab.json")));
    for (const char* field : {"\"value\"", "\"choice\":", "\"answer\""}) {
      EXPECT_FALSE(absl::StrContains(plan, field)) << unit.plan.lab << field;
    }
  }
}

TEST(Release, WhatIsPlantedIsFound) {
  const Unit unit = Read("04_int8");
  EXPECT_THAT(Secrets("{\"q4\": \"\", \"q1\": null}", unit), IsEmpty());
  EXPECT_THAT(Secrets("xx\"q4\" :\n\"b\"xx", unit), ElementsAre("q4"));
  EXPECT_THAT(Secrets("{\"q1\":0.50,\"q2\":1}", unit), ElementsAre("q1"));
  EXPECT_THAT(Secrets("xxQuantizeSymmetricTwinxx", unit),
              ElementsAre("QuantizeSymmetricTwin"));
}

}  // namespace
}  // namespace wbm::grader
