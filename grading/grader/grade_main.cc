// Grades one submission:
//
//   bazel run //grading:grade -- --lab=04_int8 --submission=PATH --out=DIR
#include <signal.h>

#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/io/user_path.h"
#include "common/io/utf8.h"
#include "common/os/command_line.h"
#include "grading/grader/grade_submission.h"
#include "grading/grader/report/output_folder.h"
#include "grading/grader/report/report_text.h"
#include "grading/grader/report/student_view.h"
#include "grading/grader/run/hidden_key.h"
#include "grading/grader/unit.h"

ABSL_FLAG(std::string, lab, "", "the lab, such as 04_int8");
ABSL_FLAG(std::string, submission, "",
          "what was handed in: a folder, a .zip or a .tar.gz");
ABSL_FLAG(std::string, out, "", "folder for the reports; else out/<lab>");
ABSL_FLAG(
    bool, reveal_answers, false,
    "submissions are closed: the student's report shows how the questions "
    "were marked, and counts their points");
ABSL_FLAG(std::string, key, "",
          "file with the key that hidden inputs are drawn from; else this "
          "account's own, made at the first use");

namespace wbm::grader {
namespace {

constexpr int kGraded = 0;
constexpr int kWrongUse = 2;
constexpr int kNotGraded = 3;

constexpr char kUsage[] =
    "Grades one submission of a lab.\n"
    "\n"
    "  bazel run //grading:grade -- --lab=04_int8 --submission=hand_in.zip "
    "--out=DIR\n"
    "\n"
    "DIR/report.{html,md,json} are for the student, DIR/instructor/report.*\n"
    "show the hidden checks too and are not to be handed on. Relative paths\n"
    "start where you typed the command.\n"
    "\n"
    "While submissions are open the student's report does not say how the\n"
    "questions were marked: answers would be found by trying. Once they are\n"
    "closed, grade again with --reveal_answers.\n"
    "\n"
    "The inputs of hidden checks are drawn from a key and from what was\n"
    "handed in: a regrade repeats them, and nobody can learn them. Without\n"
    "--key=FILE the key is ~/.config/which-bits-matter/hidden.key, which is\n"
    "made at the first use. Keep it secret; several machines that are to draw\n"
    "the same inputs need a copy. Its fingerprint is in the instructor's\n"
    "report.\n"
    "\n"
    "Exit codes: 0 graded, whatever the score; 2 wrong use, or a submission\n"
    "that cannot be read (nothing is written); 3 not graded, by a fault of\n"
    "the grader or the machine (no points for anyone).\n";

int WrongUse(const std::string& message) {
  std::fprintf(stderr, "grade: %s\n", message.c_str());
  return kWrongUse;
}

int NotGraded(const std::string& message) {
  std::fprintf(stderr, "grade: not graded: %s\n", message.c_str());
  return kNotGraded;
}

std::string KnownLabs() {
  const absl::StatusOr<std::vector<std::string>> known = KnownUnits();
  return known.ok() ? absl::StrJoin(*known, ", ") : "(none)";
}

// No times: what is printed may reach the student, and how long a hidden check
// took depends on its inputs.
void PrintEnd(const std::string& out) {
  std::printf("\nReport for the student:    %s/report.html\n", out.c_str());
  std::printf("Report for the instructor: %s/instructor/report.html\n",
              out.c_str());
  std::printf("Where the time went:       %s/instructor/timing.json\n",
              out.c_str());
}

// What --key names; else this account's own, made when there is none.
absl::StatusOr<HiddenKey> Key() {
  const std::string typed = absl::GetFlag(FLAGS_key);
  if (!typed.empty()) return HiddenKey::Read(io::UserPath(typed));
  const std::string own = KeyFileOfThisAccount();
  if (own.empty()) {
    return absl::InternalError(
        "this account has no home folder to keep the key for hidden inputs "
        "in. Set HOME, or name a key file with --key=FILE");
  }
  return HiddenKey::ReadOrMake(own);
}

int Grade(const std::string& lab, const std::string& submission,
          const std::string& out) {
  Stopwatch watch;
  if (auto s = CheckKnown(lab); !s.ok()) {
    return absl::IsNotFound(s) ? WrongUse(std::string(s.message()))
                               : NotGraded(std::string(s.message()));
  }
  const absl::StatusOr<Unit> unit = LoadUnit(lab);
  if (!unit.ok()) return NotGraded(std::string(unit.status().message()));
  // Before the grading, so that nobody waits for what cannot be written.
  const auto lock = OutputLock::Take(out);
  if (!lock.ok()) {
    const std::string why(lock.status().message());
    return absl::IsResourceExhausted(lock.status()) ? NotGraded(why)
                                                    : WrongUse(why);
  }
  if (auto s = CheckOutputFolder(out); !s.ok()) {
    return WrongUse(std::string(s.message()));
  }
  const absl::StatusOr<HiddenKey> key = Key();
  if (!key.ok()) {
    const std::string why(key.status().message());
    return absl::IsInternal(key.status()) ? NotGraded(why) : WrongUse(why);
  }
  GradeOptions options;
  options.key = *key;
  options.reveal_answers = absl::GetFlag(FLAGS_reveal_answers);
  const absl::StatusOr<Report> report =
      GradeSubmission(*unit, submission, options, &watch);
  if (!report.ok()) return WrongUse(std::string(report.status().message()));
  // Points that are not on the disk are none: written first, then said.
  if (auto s = WriteOutputFolder(out, *report, watch); !s.ok()) {
    return NotGraded(std::string(s.message()));
  }
  std::fputs(ReportText(StudentView(*report), StyleOfStdout()).c_str(), stdout);
  // What needs attention is said there alone: even how much there is can tell
  // what an answer, or a hidden input, should be.
  PrintEnd(out);
  if (!report->graded) return NotGraded(report->why_not_graded);
  return kGraded;
}

int Help() {
  std::printf("%s\nFlags:\n%s\nLabs: %s\n", kUsage, os::FlagsHelp().c_str(),
              KnownLabs().c_str());
  return kGraded;
}

int Main(int argc, char** argv) {
  const absl::StatusOr<os::CommandLine> line = os::ParseCommandLine(argc, argv);
  // A file over the limit of this shell is then an error that can be told.
  signal(SIGXFSZ, SIG_IGN);
  if (!line.ok()) return WrongUse(std::string(line.status().message()));
  if (line->help) return Help();
  if (!line->positional.empty()) {
    return WrongUse(absl::StrCat("unexpected ",
                                 io::QuotableName(line->positional.front()),
                                 ". Name it with --submission=PATH"));
  }
  const std::string lab = absl::GetFlag(FLAGS_lab);
  const std::string submission = absl::GetFlag(FLAGS_submission);
  if (lab.empty()) {
    return WrongUse(
        absl::StrCat("say which lab, with --lab=NAME. Labs: ", KnownLabs()));
  }
  if (submission.empty()) {
    return WrongUse("say what to grade, with --submission=PATH");
  }
  std::string out = absl::GetFlag(FLAGS_out);
  if (out.empty()) out = absl::StrCat("out/", lab);
  return Grade(lab, io::UserPath(submission), io::UserPath(out));
}

}  // namespace
}  // namespace wbm::grader

int main(int argc, char** argv) { return wbm::grader::Main(argc, argv); }
