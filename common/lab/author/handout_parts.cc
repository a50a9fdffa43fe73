#include "common/lab/author/handout_parts.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace wbm::lab {
namespace {

constexpr std::size_t kWidth = 80;

// Letters, as a reader counts them: bytes that begin a code point.
std::size_t Letters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// `text` in lines of at most 80 letters; those after the first are indented.
std::string Wrapped(const std::string& text, const std::string& indent) {
  std::string result, line;
  const std::vector<std::string> words = absl::StrSplit(text, ' ');
  for (const std::string& word : words) {
    if (!line.empty() && Letters(line) + 1 + Letters(word) > kWidth) {
      absl::StrAppend(&result, line, "\n");
      line = absl::StrCat(indent, word);
    } else {
      absl::StrAppend(&line, line.empty() ? "" : " ", word);
    }
  }
  return absl::StrCat(result, line, "\n");
}

// The suites of the task's public tests, in order: "Digit.*:ToBase.*".
std::string Filter(const LabPlan& plan, const Task& task) {
  std::vector<std::string> suites;
  for (const Check& check : plan.checks) {
    if (check.task != task.id) continue;
    const std::string suite =
        absl::StrCat(check.test.substr(0, check.test.find('.')), ".*");
    if (std::count(suites.begin(), suites.end(), suite) == 0) {
      suites.push_back(suite);
    }
  }
  return absl::StrJoin(suites, ":");
}

std::string Choices(const Question& question) {
  std::vector<std::string> all;
  for (const auto& [key, text] : question.choices) {
    all.push_back(absl::StrCat("**", key, "** ", text));
  }
  return absl::StrJoin(all, " · ");
}

// A figure is drawn in two forms and has its numbers beside it.
std::string FilesOf(const PlannedOutput& output, const LabPlan& plan) {
  const std::string stem = output.file.substr(0, output.file.rfind('.'));
  for (const PlannedFigure& figure : plan.figures) {
    if (output.file == absl::StrCat(figure.file, ".png")) {
      return absl::StrCat("`", stem, "` `.png` `.svg` `.csv`");
    }
  }
  return absl::StrCat("`", output.file, "`");
}

std::string InCode(const std::string& text) {
  return absl::StrCat("`", text, "`");
}

// "`a`", "`a` and `b`", "`a`, `b` and `c`"
std::string And(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(InCode(name));
  if (quoted.size() == 1) return quoted[0];
  const std::string last = quoted.back();
  quoted.pop_back();
  return absl::StrCat(absl::StrJoin(quoted, ", "), " and ", last);
}

}  // namespace

std::string TaskHeading(const Task& task) {
  return absl::StrCat("### Task ", task.id, " (", task.slug, "): ", task.title,
                      " (", task.points,
                      task.points == 1 ? " point)" : " points)");
}

std::string ToTest(const LabPlan& plan, const Task& task) {
  const std::string filter = Filter(plan, task);
  if (filter.empty()) return "";
  return absl::StrCat("> **To test:** `bazel test //labs/", plan.lab,
                      " --test_filter='", filter, "'`");
}

std::string AHint(const LabPlan& plan, const Task& task) {
  return absl::StrCat("> **A hint:** `bazel run //labs/", plan.lab, ":hint -- ",
                      task.id, "`");
}

std::string PointsTable(const LabPlan& plan) {
  std::string table = "| task | | points |\n| --- | --- | ---: |\n";
  int points = 0;
  for (const Task& task : plan.tasks) {
    absl::StrAppend(&table, "| [", task.id, "](#", task.section, ") | ",
                    task.title, " | ", task.points, " |\n");
    points += task.points;
  }
  return absl::StrCat(table, "| | **together** | **", points, "** |\n");
}

std::string OutputsTable(const LabPlan& plan) {
  std::string table = "| file | what it holds |\n| --- | --- |\n";
  for (const PlannedOutput& output : plan.outputs) {
    absl::StrAppend(&table, "| ", FilesOf(output, plan), " | ", output.what,
                    " |\n");
  }
  return table;
}

std::string QuestionList(const LabPlan& plan) {
  std::string list;
  int number = 0;
  for (const Question& question : plan.questions) {
    std::string text =
        absl::StrCat(++number, ". `", question.id, "`: ", question.text);
    if (!question.unit.empty())
      absl::StrAppend(&text, " (", question.unit, ")");
    if (!question.choices.empty())
      absl::StrAppend(&text, " ", Choices(question));
    absl::StrAppend(&list, Wrapped(text, "   "));
  }
  return list;
}

std::string IncludesRule(const LabPlan& plan) {
  std::vector<std::string> names = plan.contract;
  names.insert(names.end(), plan.uses.headers.begin(), plan.uses.headers.end());
  return Wrapped(
      absl::StrCat("- Beside the C++ standard library a student file may "
                   "include ",
                   And(names),
                   ". What this lab teaches exists elsewhere in `common/`: a "
                   "file that includes it does not compile."),
      "  ");
}

}  // namespace wbm::lab
