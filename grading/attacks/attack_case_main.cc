// Grades one attack and holds the reports against what it must get.
//
//   attack_case --lab=04_int8 --starter=FILE,… --solution=FILE,… --attack=FILE
//
// FILEs are runfiles; the solution's are all that it hands in. Besides the
// attack's own expectations: no point that it did not compute, no byte of the
// planted canary in any report, and nothing in the student's report that a
// hidden check was given, has printed or expects. Exit code 0 when so, 1 with a
// list of what differs.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/io/read_runfile.h"
#include "grading/attacks/attack.h"
#include "grading/grader/grade_submission.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/report/report_html.h"
#include "grading/grader/report/report_json.h"
#include "grading/grader/report/report_markdown.h"
#include "grading/grader/report/report_text.h"
#include "grading/grader/report/student_view.h"
#include "grading/proofs/proof_main.h"

ABSL_FLAG(std::string, lab, "", "the unit that is attacked: 04_int8");
ABSL_FLAG(std::string, starter, "", "its starter: runfiles, by comma");
ABSL_FLAG(std::string, solution, "", "its solution: runfiles, by comma");
ABSL_FLAG(std::string, attack, "", "the attack: a runfile");

namespace wbm::attacks {
namespace {

using grader::Audience;
using grader::Item;
using grader::ItemKind;
using grader::Report;
using proofs::Problems;

// A quarter of what a student has, so that a loop costs the test less.
constexpr char kLimits[] = R"({"call_cpu_seconds": 0.5})";

// By their last names.
absl::StatusOr<Files> ReadRunfiles(const std::string& names) {
  Files files;
  for (const std::string& name : std::vector<std::string>(
           absl::StrSplit(names, ',', absl::SkipWhitespace()))) {
    absl::StatusOr<std::string> bytes = io::ReadRunfile(name);
    if (!bytes.ok()) return bytes.status();
    files[name.substr(name.rfind('/') + 1)] = *std::move(bytes);
  }
  return files;
}

// A secret that only this run knows, where a curious program would look: in a
// file that everyone may read, and in the grader's environment.
struct Canary {
  std::string token;
  std::string file;
};

Canary PlantCanary() {
  std::random_device random;
  Canary canary;
  canary.token = absl::StrCat("canary-", absl::Hex(random(), absl::kZeroPad8),
                              absl::Hex(random(), absl::kZeroPad8));
  const char* folder = std::getenv("TEST_TMPDIR");
  canary.file = absl::StrCat(folder != nullptr ? folder : "/tmp", "/canary");
  std::ofstream(canary.file) << canary.token << "\n";
  setenv("WBM_CANARY", canary.token.c_str(), /*overwrite=*/1);
  return canary;
}

std::string Label(const Item& item) {
  return absl::StrCat(item.id, " is ", std::string(VerdictName(item.verdict)),
                      item.message.empty() ? "" : ": ", item.message);
}

bool Concerns(const Expectation& expectation, const Item& item) {
  return expectation.what == "all" || expectation.what == item.task ||
         expectation.what == item.id;
}

void CompareChecks(const Expectation& expectation, const Report& report,
                   Problems* problems) {
  int found = 0;
  for (const Item& item : report.items) {
    if (item.kind != ItemKind::kCheck || !Concerns(expectation, item)) continue;
    // A check that waits for another one of the same task is skipped.
    const bool waits = item.verdict == boundary::Verdict::kSkipped &&
                       item.id != expectation.what;
    if (item.verdict == expectation.verdict) ++found;
    if (item.verdict != expectation.verdict && !waits) {
      problems->push_back(
          absl::StrCat(Label(item), "; expected ",
                       std::string(VerdictName(expectation.verdict))));
    }
  }
  if (found == 0) {
    problems->push_back(
        absl::StrCat("no check of ", expectation.what, " ended as ",
                     std::string(VerdictName(expectation.verdict))));
  }
}

void CompareExperiment(const Expectation& expectation, const Report& report,
                       Problems* problems) {
  if (report.experiment.verdict == expectation.verdict) return;
  problems->push_back(absl::StrCat(
      "the experiment is ", std::string(VerdictName(report.experiment.verdict)),
      "; expected ", std::string(VerdictName(expectation.verdict))));
}

void CompareSources(const Expectation& expectation, const Report& report,
                    Problems* problems) {
  for (const grader::SourceReport& source : report.sources) {
    if (source.verdict == expectation.verdict) return;
  }
  problems->push_back(absl::StrCat(
      "no source ended as ", std::string(VerdictName(expectation.verdict))));
}

void ComparePoints(const Attack& attack, const Report& report,
                   Problems* problems) {
  int earned = 0;
  if (attack.earns == std::vector<std::string>{"*"}) return;
  for (const Item& item : report.items) {
    // The solution's answers come along, and are right whatever the code does.
    if (attack.on_solution && item.kind == ItemKind::kQuestion) {
      earned += item.points;
    }
    for (const std::string& id : attack.earns) {
      if (item.id == id) earned += item.points;
    }
  }
  if (report.score != earned) {
    problems->push_back(absl::StrCat("it gains ", report.score,
                                     " points, of which it computed ", earned));
    for (const Item& item : report.items) {
      if (item.points > 0) problems->push_back(Label(item));
    }
  }
}

// What a student may read of a hidden check.
bool IsNoKind(boundary::Verdict verdict) {
  using boundary::Verdict;
  return verdict == Verdict::kRight || verdict == Verdict::kWrong ||
         verdict == Verdict::kNotWritten || verdict == Verdict::kSkipped ||
         verdict == Verdict::kCompileError;
}

void CompareQuestions(const Report& student, Problems* problems) {
  for (const Item& item : student.items) {
    if (item.kind != ItemKind::kQuestion || !item.answered) continue;
    if (!item.withheld || item.points != 0 || !item.hint.empty()) {
      problems->push_back(
          absl::StrCat(item.id, " is marked while submissions are open"));
    }
  }
}

void CompareHiddenItems(const Report& student, Problems* problems) {
  for (const Item& item : student.items) {
    if (!item.hidden) continue;
    if (!IsNoKind(item.verdict)) {
      problems->push_back(
          absl::StrCat(item.id, " tells the student how it is not right"));
    }
    if (absl::StrContains(item.message, "LEAK:") || !item.input.empty() ||
        !item.printed.empty() || !item.property.empty()) {
      problems->push_back(
          absl::StrCat(item.id, " tells the student more than it may"));
    }
  }
}

// What was judged beside the reference had its code at hand: right or not, and
// nothing of how.
void CompareBeside(const Report& student, Problems* problems) {
  using boundary::Verdict;
  for (const Item& item : student.items) {
    if (item.hidden || item.beside.empty()) continue;
    const bool one_bit = item.verdict == Verdict::kRight ||
                         item.verdict == Verdict::kWrong ||
                         item.verdict == Verdict::kSkipped;
    if (!one_bit || !item.input.empty() || !item.printed.empty() ||
        absl::StrContains(item.message, "LEAK:")) {
      problems->push_back(absl::StrCat(
          item.id, " tells the student more than right or not right"));
    }
  }
}

void CompareTexts(const Attack& attack, const Report& report,
                  const Canary& canary, Problems* problems) {
  const Report student = grader::StudentView(report);
  CompareHiddenItems(student, problems);
  CompareBeside(student, problems);
  CompareQuestions(student, problems);
  for (const std::string& text : {ReportHtml(student, Audience::kStudent),
                                  ReportMarkdown(student, Audience::kStudent),
                                  ReportJson(student, Audience::kStudent),
                                  ReportHtml(report, Audience::kInstructor),
                                  ReportMarkdown(report, Audience::kInstructor),
                                  ReportJson(report, Audience::kInstructor)}) {
    if (absl::StrContains(text, canary.token)) {
      problems->push_back("a report holds the canary");
    }
  }
  std::vector<std::string> pages = {ReportHtml(student, Audience::kStudent),
                                    ReportHtml(report, Audience::kInstructor)};
  for (const grader::OutputFile& output : report.outputs) {
    for (const char* text : {".md", ".json", ".csv"}) {
      if (output.name.ends_with(text)) pages.push_back(output.bytes);
    }
  }
  const std::string terminal = ReportText(student, grader::TextStyle{});
  for (const std::string& absent : attack.absent) {
    for (const std::string& page : pages) {
      if (absl::StrContains(page, absent)) {
        problems->push_back(absl::StrCat("a page holds '", absent, "'"));
      }
    }
    // Markup is text to a terminal.
    if (absent[0] != '<' && absl::StrContains(terminal, absent)) {
      problems->push_back(absl::StrCat("the terminal shows '", absent, "'"));
    }
  }
}

absl::StatusOr<Problems> RunCase() {
  const absl::StatusOr<grader::Unit> unit =
      grader::LoadUnit(absl::GetFlag(FLAGS_lab));
  if (!unit.ok()) return unit.status();
  const absl::StatusOr<std::string> text =
      io::ReadRunfile(absl::GetFlag(FLAGS_attack));
  if (!text.ok()) return text.status();
  const absl::StatusOr<Attack> attack = ParseAttack(*text);
  if (!attack.ok()) return attack.status();
  absl::StatusOr<Files> sources = ReadRunfiles(absl::GetFlag(FLAGS_starter));
  if (!sources.ok()) return sources.status();
  absl::StatusOr<Files> handed_in = ReadRunfiles(absl::GetFlag(FLAGS_solution));
  if (!handed_in.ok()) return handed_in.status();
  if (attack->on_solution) {
    for (auto& [name, bytes] : *sources) {
      const auto solved = handed_in->extract(name);
      if (!solved.empty()) bytes = solved.mapped();
    }
  }

  const Canary canary = PlantCanary();
  const absl::StatusOr<Files> files = Compose(
      *attack, *sources,
      {{"@CANARY_FILE@", canary.file}, {"@HIDDEN_TEST@", unit->hidden_check}});
  if (!files.ok()) return files.status();
  grader::Submission submission;
  submission.files = *files;
  // An attack on the solution hands in the rest of it, too.
  if (attack->on_solution) {
    submission.files.insert(handed_in->begin(), handed_in->end());
  }
  grader::Stopwatch watch;
  grader::GradeOptions options;
  options.limits = kLimits;
  const Report report =
      grader::GradeCollected(*unit, submission, options, &watch);
  if (!report.graded) return absl::InternalError(report.why_not_graded);

  Problems problems;
  for (const Expectation& expectation : attack->expectations) {
    if (expectation.what == "submission") {
      CompareSources(expectation, report, &problems);
    } else if (expectation.what == "experiment") {
      CompareExperiment(expectation, report, &problems);
    } else {
      CompareChecks(expectation, report, &problems);
    }
  }
  ComparePoints(*attack, report, &problems);
  CompareTexts(*attack, report, canary, &problems);
  return problems;
}

}  // namespace
}  // namespace wbm::attacks

int main(int argc, char** argv) {
  return wbm::proofs::RunProof(
      argc, argv, "Proves the verdict on one attack; see attack.h.",
      wbm::attacks::RunCase);
}
