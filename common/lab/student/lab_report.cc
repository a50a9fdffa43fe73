#include "common/lab/student/lab_report.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/lab/student/next_step.h"

namespace wbm::lab {
namespace {

constexpr std::size_t kMostWrongShown = 5;
// A message that is longer is cut in its middle: it begins with what came out,
// and ends with the reason that the test states.
constexpr std::size_t kLinesOfNext = 24;
constexpr std::size_t kLinesOfOthers = 8;
constexpr std::size_t kMostColumns = 400;

// ANSI colours, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string Good(const std::string& text) const { return With("32", text); }
  std::string Bad(const std::string& text) const { return With("31", text); }
  std::string Open(const std::string& text) const { return With("33", text); }
  std::string Bold(const std::string& text) const { return With("1", text); }

 private:
  std::string With(const char* code, const std::string& text) const {
    return on_ ? absl::StrCat("\033[", code, "m", text, "\033[0m") : text;
  }
  bool on_;
};

// Columns that `text` takes: bytes but UTF-8's continuation bytes.
std::size_t Width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string Padded(std::string text, std::size_t width) {
  const std::size_t has = Width(text);
  if (has < width) text.append(width - has, ' ');
  return text;
}

struct Counts {
  int right = 0;
  int wrong = 0;
  int not_written = 0;
  int not_run = 0;
  int points = 0;
  int max_points = 0;
};

Counts Count(const LabRun& run, const std::vector<const Check*>& checks) {
  Counts counts;
  for (const Check* check : checks) {
    counts.max_points += check->points;
    switch (StateOf(run, *check)) {
      case TestState::kRight:
        ++counts.right;
        counts.points += check->points;
        break;
      case TestState::kWrong:
        ++counts.wrong;
        break;
      case TestState::kNotWritten:
        ++counts.not_written;
        break;
      case TestState::kNotRun:
        ++counts.not_run;
        break;
    }
  }
  return counts;
}

std::vector<const Check*> ChecksOf(const LabPlan& plan, const Task& task) {
  std::vector<const Check*> checks;
  for (const Check& check : plan.checks) {
    if (check.task == task.id) checks.push_back(&check);
  }
  return checks;
}

std::string InWords(const Counts& counts, const Paint& paint) {
  std::vector<std::string> parts;
  if (counts.right > 0) {
    parts.push_back(paint.Good(absl::StrCat(counts.right, " right")));
  }
  if (counts.wrong > 0) {
    parts.push_back(paint.Bad(absl::StrCat(counts.wrong, " wrong")));
  }
  if (counts.not_written > 0) {
    parts.push_back(
        paint.Open(absl::StrCat(counts.not_written, " not written")));
  }
  if (counts.not_run > 0) {
    parts.push_back(absl::StrCat(counts.not_run, " not run"));
  }
  return absl::StrJoin(parts, ", ");
}

std::string TaskTable(const Lab& lab, const LabRun& run, const Paint& paint) {
  std::size_t widest = 0;
  for (const Task& task : lab.plan.tasks) {
    widest = std::max(widest, Width(task.title));
  }
  std::string text =
      absl::StrCat("  ", Padded("task", 6), Padded("", widest + 2), "points\n");
  for (const Task& task : lab.plan.tasks) {
    const auto checks = ChecksOf(lab.plan, task);
    if (checks.empty()) continue;
    const Counts counts = Count(run, checks);
    const bool ran = counts.not_run < static_cast<int>(checks.size());
    const std::string points = absl::StrCat(
        ran ? absl::StrCat(counts.points) : "-", "/", counts.max_points);
    absl::StrAppend(&text, "  ", Padded(task.id, 6),
                    Padded(task.title, widest + 2), Padded(points, 7),
                    InWords(counts, paint), "\n");
  }
  return text;
}

// `text` in lines, none endless, each after `indent`. Of more than `most` those
// in the middle are left out, never the last.
std::string Indented(const std::string& text, const std::string& indent,
                     std::size_t most) {
  const std::vector<absl::string_view> lines =
      absl::StrSplit(text, '\n', absl::SkipEmpty());
  const std::size_t left_out = lines.size() > most ? lines.size() - most : 0;
  const std::size_t first = most - most / 3;
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (left_out > 0 && i == first) {
      absl::StrAppend(&result, indent, "... (", left_out, " lines)\n");
      i += left_out;
    }
    absl::StrAppend(&result, indent, lines[i].substr(0, kMostColumns),
                    lines[i].size() > kMostColumns ? "..." : "", "\n");
  }
  return result;
}

std::string MessageAndInput(const TestOutcome& outcome,
                            const std::string& indent, std::size_t lines) {
  std::string text = Indented(outcome.message, indent, lines);
  if (!outcome.input.empty()) {
    absl::StrAppend(&text, indent, "with the input\n",
                    Indented(outcome.input, indent + "  ", lines));
  }
  return text;
}

// The wrong tests but the one that "Next:" tells whole.
std::string WrongTests(const Lab& lab, const LabRun& run, const Check* next,
                       const Paint& paint) {
  std::string text;
  std::size_t shown = 0;
  std::size_t more = 0;
  for (const Check* check : InTaskOrder(lab.plan)) {
    if (check == next || StateOf(run, *check) != TestState::kWrong) continue;
    if (++shown > kMostWrongShown) {
      ++more;
      continue;
    }
    absl::StrAppend(
        &text, "\n", paint.Bad("wrong"), " ", check->test, " (task ",
        check->task, ")\n  must hold: ", check->property, "\n",
        MessageAndInput(*OutcomeOf(run, check->test), "  ", kLinesOfOthers));
  }
  if (more > 0) absl::StrAppend(&text, "\n... and ", more, " more wrong\n");
  return text;
}

std::string NextBlock(const Lab& lab, const LabRun& run, const Check& check,
                      const Paint& paint) {
  const TestOutcome* outcome = OutcomeOf(run, check.test);
  const Task& task = TaskToDo(lab, check, outcome);
  const Place place = PlaceToEdit(lab, task, outcome);
  std::string text = absl::StrCat(
      "\n", paint.Bold(absl::StrCat("Next: task ", task.id, ", ", task.title)),
      "\n  edit       ", place.file,
      place.line > 0 ? absl::StrCat(":", place.line) : "",
      place.function.empty() ? "" : absl::StrCat(" (", place.function, ")"),
      "\n  must hold  ", check.property, "\n  test       ", check.test, "\n");
  if (outcome != nullptr && outcome->state == TestState::kWrong) {
    absl::StrAppend(&text, "  but\n",
                    MessageAndInput(*outcome, "    ", kLinesOfNext));
  }
  absl::StrAppend(&text, "  handout    ", lab.directory, "/README.md, section ",
                  task.section, "\n");
  if (!task.chapter_section.empty()) {
    absl::StrAppend(&text, "  chapter    ", lab.plan.chapter, ", section ",
                    task.chapter_section, "\n");
  }
  absl::StrAppend(&text, "  hint       ", HintCommand(lab, check, outcome),
                  "\n");
  return text;
}

// What the forms lack, each file with its lines below it; "" when they are
// filled in.
std::string OpenForms(const Lab& lab) {
  std::string text;
  for (const Paper& paper : lab.papers) {
    absl::StrAppend(&text, text.empty() ? "" : "               ", lab.directory,
                    "/", paper.file, "\n");
    for (const std::string& line : paper.left) {
      absl::StrAppend(&text, Indented(line, "                 ", kLinesOfNext));
    }
  }
  return text;
}

std::string HandIn(const Lab& lab) {
  std::vector<std::string> files = lab.plan.student_files;
  files.insert(files.end(), lab.plan.hand_in.begin(), lab.plan.hand_in.end());
  return absl::StrCat(absl::StrJoin(files, ", "),
                      "\n               to see your points: bazel run "
                      "//grading:grade -- --lab=",
                      lab.plan.lab, " --submission=", lab.directory,
                      " --out=lab", lab.plan.lab.substr(0, 2), "_report\n");
}

// After a run in which everything that ran is right.
std::string AfterAll(const Lab& lab, const LabRun& run, const Paint& paint) {
  if (!AllRight(lab, run)) {
    return absl::StrCat("\n",
                        paint.Bold("Next: run the tests that were left out"),
                        "\n  bazel test //", lab.directory, "\n");
  }
  // As the handout says it, "lab04", from wherever one types.
  const std::string out = absl::StrCat("lab", lab.plan.lab.substr(0, 2));
  const std::string& next = lab.plan.next;
  const std::vector<std::pair<std::string, std::string>> steps = {
      {"measure", absl::StrCat("bazel run //", lab.directory,
                               ":experiment -- --out=", out, "\n")},
      {"fill in", OpenForms(lab)},
      {"hand in", HandIn(lab)},
      {"go on", next.empty() ? "this was the last lab\n"
                             : absl::StrCat("lab ", next, ": labs/", next,
                                            "/README.md\n")}};
  std::string text = absl::StrCat(
      "\n", paint.Good("All public tests are right."), " What is left:\n");
  int number = 0;
  for (const auto& [name, what] : steps) {
    if (what.empty()) continue;
    absl::StrAppend(&text, "  ", ++number, ". ", Padded(name, 10), what);
  }
  return text;
}

nlohmann::ordered_json NextJson(const Lab& lab, const LabRun& run) {
  const Check* check = NextCheck(lab, run);
  if (check == nullptr) return nullptr;
  const TestOutcome* outcome = OutcomeOf(run, check->test);
  const Task& task = TaskToDo(lab, *check, outcome);
  const Place place = PlaceToEdit(lab, task, outcome);
  return {{"task", task.id},
          {"title", task.title},
          {"file", place.file},
          {"line", place.line},
          {"hint", HintCommand(lab, *check, outcome)}};
}

nlohmann::ordered_json TestJson(const Lab& lab, const TestOutcome& outcome) {
  const Check* check = lab.plan.FindCheckOfTest(outcome.test);
  return {{"test", outcome.test},
          {"check", check == nullptr ? "" : check->id},
          {"task", check == nullptr ? "" : check->task},
          {"state", std::string(NameOf(outcome.state))},
          {"message", outcome.message},
          {"input", outcome.input},
          {"file", outcome.file},
          {"line", outcome.line}};
}

}  // namespace

std::string_view NameOf(TestState state) {
  switch (state) {
    case TestState::kRight:
      return "right";
    case TestState::kWrong:
      return "wrong";
    case TestState::kNotWritten:
      return "not_written";
    case TestState::kNotRun:
      break;
  }
  return "not_run";
}

std::string FormatReport(const Lab& lab, const LabRun& run, ReportStyle style) {
  const Paint paint(style.color);
  const Check* next = NextCheck(lab, run);
  const Counts all = Count(run, InTaskOrder(lab.plan));
  std::string text = absl::StrCat(
      "\n", paint.Bold(lab.plan.title), " (", lab.plan.lab, ")\n\n",
      TaskTable(lab, run, paint), WrongTests(lab, run, next, paint), "\n",
      InWords(all, paint), "; ", all.points, " of ", all.max_points,
      " points that these tests give\n");
  for (const TestOutcome& outcome : run.tests) {
    if (lab.plan.FindCheckOfTest(outcome.test) == nullptr) {
      absl::StrAppend(&text, "(", outcome.test, " is not in ", lab.directory,
                      "/lab.json: a fault of the lab, not yours)\n");
    }
  }
  if (!run.broken.empty()) {
    absl::StrAppend(
        &text, "\n", paint.Bad("The run ended in "),
        paint.Bad(run.broken_test.empty() ? "no test" : run.broken_test), ": ",
        run.broken, ". The tests after it did not run.\n");
  }
  if (next == nullptr) return text + AfterAll(lab, run, paint);
  return text + NextBlock(lab, run, *next, paint);
}

nlohmann::ordered_json ReportJson(const Lab& lab, const LabRun& run) {
  const Counts all = Count(run, InTaskOrder(lab.plan));
  nlohmann::ordered_json tests = nlohmann::ordered_json::array();
  for (const TestOutcome& outcome : run.tests) {
    tests.push_back(TestJson(lab, outcome));
  }
  return {{"lab", lab.plan.lab},
          {"title", lab.plan.title},
          {"finished", run.broken.empty()},
          {"broken", run.broken},
          {"points", all.points},
          {"max_points", all.max_points},
          {"tests", tests},
          {"next", NextJson(lab, run)}};
}

std::string ReportJsonText(const Lab& lab, const LabRun& run) {
  using Json = nlohmann::ordered_json;
  return ReportJson(lab, run).dump(1, ' ', false,
                                   Json::error_handler_t::replace) +
         "\n";
}

}  // namespace wbm::lab
