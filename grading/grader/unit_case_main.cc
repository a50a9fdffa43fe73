// What `bazel test //...` proves of a unit, one case a run:
//
//   unit_case --lab=04_int8 --expect=solution --files=FILE,FILE,…
//   unit_case --lab=04_int8 --expect=starter  --files=…
//   unit_case --lab=04_int8 --expect=mutant   --files=…  --patch=FILE
//   unit_case --lab=04_int8 --expect=right    --files=…  --patch=FILE
//   unit_case --lab=04_int8 --expect=nothing  --files=…
//   unit_case --lab=04_int8 --expect=table    --files=…
//   unit_case --lab=04_int8 --expect=unwritten --files=…
//
// solution: full points. right: the same, of a solution of another kind.
// starter: no points, everything "not written". mutant: exactly the checks that
// it names fail, what they are worth is lost and no more, and its hint is in
// what the student reads. nothing: no points, though the claims, if any are
// handed in, repeat what the code gives. table: no points either, though every
// public check is right. unwritten: the solution, with one task after another
// cut out of it as in the starter: what is neither of that task nor counts with
// it keeps its points. FILEs are runfiles and are handed in by their last name.
// Exit code 0 when so, 1 with a list of what differs.
//
// --keys=N does it under N keys, which draw N sets of hidden inputs: no verdict
// may depend on them.
#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/io/runfiles.h"
#include "common/lab/command_line.h"
#include "common/lab/stub.h"
#include "grading/grader/grade_submission.h"
#include "grading/grader/hidden_key.h"
#include "grading/grader/html.h"
#include "grading/grader/mutant.h"
#include "grading/grader/report_html.h"
#include "grading/grader/sentences.h"
#include "grading/grader/student_view.h"
#include "grading/grader/temporary_folder.h"
#include "grading/grader/unit.h"

ABSL_FLAG(std::string, lab, "", "the unit: 04_int8");
ABSL_FLAG(std::string, expect, "solution",
          "solution, right, starter, mutant, nothing, table or unwritten");
ABSL_FLAG(std::string, files, "", "what is handed in: runfiles, by comma");
ABSL_FLAG(std::string, patch, "", "of the solution: a runfile");
ABSL_FLAG(int, keys, 1, "how many draws of the hidden inputs to try");

namespace wbm::grader {
namespace {

using Problems = std::vector<std::string>;

constexpr std::size_t kMaxFile = 1u << 20;

absl::StatusOr<std::string> ReadRunfile(const std::string& name) {
  const absl::StatusOr<std::string> path = io::Runfile(name);
  if (!path.ok()) return path.status();
  return ReadOwnFile(*path, kMaxFile);
}

absl::StatusOr<Submission> HandIn(const std::string& files) {
  Submission submission;
  for (const std::string& name : std::vector<std::string>(
           absl::StrSplit(files, ',', absl::SkipWhitespace()))) {
    absl::StatusOr<std::string> bytes = ReadRunfile(name);
    if (!bytes.ok()) return bytes.status();
    submission.files[name.substr(name.rfind('/') + 1)] = *std::move(bytes);
  }
  return submission;
}

absl::Status Patch(const PatchedFiles& files, Submission* submission) {
  for (const auto& [file, hunks] : files) {
    const auto bytes = submission->files.find(file);
    if (bytes == submission->files.end()) {
      return absl::NotFoundError(absl::StrCat("the patch changes ", file,
                                              ", which is no file of the "
                                              "solution"));
    }
    absl::StatusOr<std::string> patched = ApplyHunks(bytes->second, hunks);
    if (!patched.ok()) return patched.status();
    bytes->second = *std::move(patched);
  }
  return absl::OkStatus();
}

std::string Line(const Item& item) {
  return absl::StrCat(item.id, " is ", VerdictLabel(item.verdict),
                      item.message.empty() ? "" : ": ", item.message);
}

void AddSources(const Report& report, Problems* problems) {
  for (const SourceReport& source : report.sources) {
    if (source.verdict == Verdict::kRight) continue;
    problems->push_back(absl::StrCat(source.message, "\n", source.diagnostics));
  }
}

Problems CompareSolution(const Report& report) {
  Problems problems;
  if (report.score == report.max_score) return problems;
  problems.push_back(absl::StrCat("the solution earns ", report.score, " of ",
                                  report.max_score));
  AddSources(report, &problems);
  for (const Item& item : report.items) {
    if (item.verdict != Verdict::kRight) problems.push_back(Line(item));
  }
  return problems;
}

// Its checks alone, of a grade without the experiment.
Problems CompareChecks(const Report& report) {
  Problems problems;
  for (const Item& item : report.items) {
    const bool right = item.verdict == Verdict::kRight;
    if (item.kind == ItemKind::kCheck && !right) problems.push_back(Line(item));
  }
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

Problems CompareStarter(const Report& report) {
  Problems problems;
  if (report.score != 0) {
    problems.push_back(absl::StrCat("the starter earns ", report.score));
  }
  for (const Item& item : report.items) {
    if (item.verdict != Verdict::kNotWritten) problems.push_back(Line(item));
  }
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

void CompareHints(const Report& report, const Mutant& mutant, const Unit& unit,
                  Problems* problems) {
  const std::string page = ReportHtml(StudentView(report), Audience::kStudent);
  for (const std::string& id : mutant.hints) {
    const lab::Hint* hint = unit.plan.FindHint(id);
    if (hint == nullptr) {
      problems->push_back(absl::StrCat("no hint is called ", id));
    } else if (page.find(Html(hint->text)) == std::string::npos) {
      problems->push_back(absl::StrCat("the student is not shown hint ", id));
    }
  }
}

// What the failing checks are worth, and no more: their own points and those of
// what counts with them.
void CompareLoss(const Report& report, const Mutant& mutant, const Unit& unit,
                 Problems* problems) {
  const std::set<std::string> fails(mutant.fails.begin(), mutant.fails.end());
  for (const Item& item : report.items) {
    if (item.kind != ItemKind::kCheck) continue;
    const std::vector<std::string>& with = unit.rubric.CountsWith(item.id);
    const bool lost =
        fails.contains(item.id) ||
        std::any_of(with.begin(), with.end(),
                    [&](const std::string& id) { return fails.contains(id); });
    const int expected = lost ? 0 : item.max_points;
    if (item.points == expected) continue;
    problems->push_back(absl::StrCat("worth ", item.points, " points, not ",
                                     expected, ": ", Line(item)));
  }
}

Problems CompareMutant(const Report& report, const Mutant& mutant,
                       const Unit& unit) {
  Problems problems;
  std::set<std::string> stated(mutant.fails.begin(), mutant.fails.end());
  for (const Item& item : report.items) {
    if (item.kind != ItemKind::kCheck) continue;
    // By itself: a skipped check still has to fail or not as stated.
    const bool failed = item.came_to != Verdict::kRight;
    const bool expected = stated.erase(item.id) > 0;
    if (failed && !expected) {
      problems.push_back(absl::StrCat("not stated, but fails: ", Line(item)));
    } else if (!failed && expected) {
      problems.push_back(
          absl::StrCat("stated, but does not fail: ", Line(item)));
    }
  }
  for (const std::string& unknown : stated) {
    problems.push_back(absl::StrCat("no check is called ", unknown));
  }
  CompareLoss(report, mutant, unit, &problems);
  CompareHints(report, mutant, unit, &problems);
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

Problems CompareNothing(const Report& report) {
  Problems problems;
  for (const Item& item : report.items) {
    if (item.points == 0) continue;
    problems.push_back(
        absl::StrCat("earns ", item.points, " points: ", Line(item)));
  }
  AddSources(report, &problems);
  return problems;
}

// Claims that were never compared would earn nothing whatever the rules are.
Problems CompareClaimsOfNothing(const Report& report) {
  Problems problems = CompareNothing(report);
  const bool claims =
      std::count(report.taken.begin(), report.taken.end(), "REPORT.md") > 0;
  for (const Item& item : report.items) {
    if (!claims || item.kind != ItemKind::kClaim ||
        item.verdict == Verdict::kWrong || item.verdict == Verdict::kRight) {
      continue;
    }
    problems.push_back(absl::StrCat("not compared: ", Line(item)));
  }
  return problems;
}

Problems CompareTable(const Report& report) {
  Problems problems = CompareNothing(report);
  for (const Item& item : report.items) {
    const bool is_public = item.kind == ItemKind::kCheck && !item.hidden;
    if (!is_public || item.came_to == Verdict::kRight) continue;
    problems.push_back(
        absl::StrCat("the table lacks it: ", Line(item), "\n", item.printed));
  }
  return problems;
}

// `submission` with the regions of `task` cut as in the starter.
absl::StatusOr<Submission> Without(const lab::Task& task,
                                   const Submission& solution) {
  Submission submission = solution;
  for (auto& [name, bytes] : submission.files) {
    if (!name.ends_with(".cc")) continue;
    std::string only;  // without the marks of the other tasks
    bool inside = false;
    for (const auto line : absl::StrSplit(bytes, '\n')) {
      const bool starts = absl::StrContains(line, "// [solution ");
      const bool ends = absl::StrContains(line, "// [/solution]");
      // A helper stays: other tasks may call it.
      if (starts) {
        inside = absl::StrContains(line,
                                   absl::StrCat("// [solution ", task.id, "]"));
      }
      if ((!starts && !ends) || inside) absl::StrAppend(&only, line, "\n");
      if (ends) inside = false;
    }
    absl::StatusOr<std::string> cut =
        lab::MakeStarter(only, name, {{task.id, task.title}});
    if (!cut.ok()) return cut.status();
    bytes = *std::move(cut);
  }
  return submission;
}

Problems CompareUnwritten(const Report& report, const lab::Task& task,
                          const Unit& unit) {
  Problems problems;
  const auto own = [&](const std::string& id) {
    const lab::Check* check = unit.plan.FindCheck(id);
    if (check == nullptr) check = unit.rubric.FindCheck(id);
    return check != nullptr && check->task == task.id;
  };
  for (const Item& item : report.items) {
    const auto& with = unit.rubric.CountsWith(item.id);
    const bool lost =
        own(item.id) || std::any_of(with.begin(), with.end(), own);
    const int expected = lost ? 0 : item.max_points;
    if (item.points == expected) continue;
    problems.push_back(absl::StrCat("without ", task.id, " worth ", item.points,
                                    " points, not ", expected, ": ",
                                    Line(item)));
  }
  if (!problems.empty()) AddSources(report, &problems);
  return problems;
}

absl::StatusOr<Problems> RunUnwritten(const Unit& unit,
                                      const Submission& solution) {
  Problems all;
  for (const lab::Task& task : unit.plan.tasks) {
    if (task.function.empty()) continue;
    const absl::StatusOr<Submission> submission = Without(task, solution);
    if (!submission.ok()) return submission.status();
    Stopwatch watch;
    const Report report =
        GradeCollected(unit, *submission, GradeOptions{}, &watch);
    if (!report.graded) return absl::InternalError(report.why_not_graded);
    for (std::string& problem : CompareUnwritten(report, task, unit)) {
      all.push_back(std::move(problem));
    }
  }
  return all;
}

Problems Compare(const std::string& expect, const Report& report,
                 bool measured) {
  if (expect == "starter") return CompareStarter(report);
  if (expect == "nothing") return CompareClaimsOfNothing(report);
  if (expect == "table") return CompareTable(report);
  return measured ? CompareSolution(report) : CompareChecks(report);
}

// The public key first, so that one draw is the grader's default.
HiddenKey NthKey(int n) {
  return n == 0 ? HiddenKey() : HiddenKey(absl::StrCat("draw number ", n));
}

absl::StatusOr<Problems> RunCase() {
  const absl::StatusOr<Unit> unit = LoadUnit(absl::GetFlag(FLAGS_lab));
  if (!unit.ok()) return unit.status();
  absl::StatusOr<Submission> submission = HandIn(absl::GetFlag(FLAGS_files));
  if (!submission.ok()) return submission.status();
  const std::string expect = absl::GetFlag(FLAGS_expect);
  if (expect == "unwritten") return RunUnwritten(*unit, *submission);
  const int keys = expect == "starter" ? 1 : absl::GetFlag(FLAGS_keys);
  GradeOptions options;
  absl::StatusOr<Mutant> mutant;
  if (expect == "mutant") {
    const std::string name = absl::GetFlag(FLAGS_patch);
    const absl::StatusOr<std::string> patch = ReadRunfile(name);
    if (!patch.ok()) return patch.status();
    mutant = ParseMutant(*patch, name);
    if (!mutant.ok()) return mutant.status();
    if (auto s = Patch(mutant->files, &*submission); !s.ok()) return s;
    // A mutant is about the checks, and about what each of them finds.
    options.experiment = false;
    options.beside_reference = false;
  }
  if (expect == "right") {
    const std::string name = absl::GetFlag(FLAGS_patch);
    const absl::StatusOr<std::string> patch = ReadRunfile(name);
    if (!patch.ok()) return patch.status();
    const absl::StatusOr<Variant> variant = ParseVariant(*patch, name);
    if (!variant.ok()) return variant.status();
    if (auto s = Patch(variant->files, &*submission); !s.ok()) return s;
  }
  for (int n = 0; n < std::max(1, keys); ++n) {
    options.key = NthKey(n);
    if (n > 0) options.experiment = false;  // no key changes it
    Stopwatch watch;
    const Report report = GradeCollected(*unit, *submission, options, &watch);
    if (!report.graded) return absl::InternalError(report.why_not_graded);
    Problems problems = expect == "mutant"
                            ? CompareMutant(report, *mutant, *unit)
                            : Compare(expect, report, options.experiment);
    if (problems.empty()) continue;
    problems.insert(problems.begin(), absl::StrCat("under key ", n, ":"));
    return problems;
  }
  return Problems();
}

int Main(int argc, char** argv) {
  const absl::StatusOr<lab::CommandLine> line =
      lab::ParseCommandLine(argc, argv);
  if (!line.ok()) {
    std::fprintf(stderr, "%s\n", line.status().ToString().c_str());
    return 2;
  }
  if (line->help) {
    std::printf("Proves one case of a unit; see unit_case_main.cc.\n%s",
                lab::FlagsHelp().c_str());
    return 0;
  }
  const absl::StatusOr<Problems> problems = RunCase();
  if (!problems.ok()) {
    std::fprintf(stderr, "%s\n", problems.status().ToString().c_str());
    return 1;
  }
  for (const std::string& problem : *problems) {
    std::fprintf(stderr, "%s\n", problem.c_str());
  }
  return problems->empty() ? 0 : 1;
}

}  // namespace
}  // namespace wbm::grader

int main(int argc, char** argv) { return wbm::grader::Main(argc, argv); }
