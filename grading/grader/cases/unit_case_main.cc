// What `bazel test //...` proves of a unit, one case a run:
//
//   unit_case --lab=04_int8 --expect=solution --files=FILE,FILE,…
//   unit_case --lab=04_int8 --expect=starter  --files=…
//   unit_case --lab=04_int8 --expect=mutant   --files=…  --patch=FILE
//   unit_case --lab=04_int8 --expect=right    --files=…  --patch=FILE
//   unit_case --lab=04_int8 --expect=nothing  --files=…
//   unit_case --lab=04_int8 --expect=constants --files=…
//   unit_case --lab=04_int8 --expect=table    --files=…  --solution=FILE,…
//   unit_case --lab=04_int8 --expect=unwritten --files=…
//
// solution: full points. right: the same, of a solution of another kind.
// starter: no points, everything "not written". mutant: exactly the checks,
// questions and claims that it names fail, what they are worth is lost and no
// more, and its hint is in what the student reads. nothing: no points.
// constants: no points either, though the claims repeat what right functions
// measure, or what these do. table: no points, though a table of what the
// solution answers to every call of the public checks stands before the files.
// unwritten: the solution, with one task after another cut out of it as in the
// starter, and then hanging: what is neither of that task nor counts with it
// keeps its points. FILEs are runfiles and are handed in by their last name.
// Exit code 0 when so, 1 with a list of what differs.
//
// --keys=N does it under N keys, which draw N sets of hidden inputs: no verdict
// may depend on them.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/io/read_runfile.h"
#include "grading/grader/cases/case_comparison.h"
#include "grading/grader/cases/lazy_case.h"
#include "grading/grader/cases/mutant.h"
#include "grading/grader/cases/unwritten_case.h"
#include "grading/grader/grade_submission.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/run/hidden_key.h"
#include "grading/grader/unit.h"
#include "grading/proofs/proof_main.h"

ABSL_FLAG(std::string, lab, "", "the unit: 04_int8");
ABSL_FLAG(std::string, expect, "solution",
          "solution, right, starter, mutant, nothing, constants, table or "
          "unwritten");
ABSL_FLAG(std::string, files, "", "what is handed in: runfiles, by comma");
ABSL_FLAG(std::string, patch, "", "of the solution: a runfile");
ABSL_FLAG(std::string, solution, "",
          "whose answers a table is made of: runfiles, by comma");
ABSL_FLAG(int, keys, 1, "how many draws of the hidden inputs to try");

namespace wbm::grader {
namespace {

absl::StatusOr<Submission> HandIn(const std::string& files) {
  Submission submission;
  for (const std::string& name : std::vector<std::string>(
           absl::StrSplit(files, ',', absl::SkipWhitespace()))) {
    absl::StatusOr<std::string> bytes = io::ReadRunfile(name);
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

Problems Compare(const std::string& expect, const Report& report,
                 bool measured) {
  if (expect == "starter") return CompareStarter(report);
  if (expect == "nothing") return CompareNothing(report);
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
  if (expect == "constants") return RunConstants(*unit, *submission);
  if (expect == "table") {
    const absl::StatusOr<Submission> solution =
        HandIn(absl::GetFlag(FLAGS_solution));
    if (!solution.ok()) return solution.status();
    return RunTable(*unit, *solution, *submission);
  }
  const int keys = expect == "starter" ? 1 : absl::GetFlag(FLAGS_keys);
  GradeOptions options;
  absl::StatusOr<Mutant> mutant;
  if (expect == "mutant") {
    const std::string name = absl::GetFlag(FLAGS_patch);
    const absl::StatusOr<std::string> patch = io::ReadRunfile(name);
    if (!patch.ok()) return patch.status();
    mutant = ParseMutant(*patch, name);
    if (!mutant.ok()) return mutant.status();
    if (auto s = Patch(mutant->files, &*submission); !s.ok()) return s;
    // A mutant is about the checks, and about what each of them finds; only one
    // of the report is about what is measured.
    options.experiment = mutant->files.contains("REPORT.md");
    options.reveal_answers = true;
    options.beside_reference = false;
  }
  if (expect == "right") {
    const std::string name = absl::GetFlag(FLAGS_patch);
    const absl::StatusOr<std::string> patch = io::ReadRunfile(name);
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

}  // namespace
}  // namespace wbm::grader

int main(int argc, char** argv) {
  return wbm::proofs::RunProof(
      argc, argv, "Proves one case of a unit; see unit_case_main.cc.",
      wbm::grader::RunCase);
}
