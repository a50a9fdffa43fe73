// What a unit's mutants prove together:
//
//   mutants_case --lab=04_int8 --mutants=PATCH,PATCH,… [--covered=FILE]
//
// Every pitfall of the handout is shown by a mutant (pitfalls.h); with
// --covered, every check is failed alone by one or named in that file
// (alone.h). That each mutant fails what it says is its own case
// (grader/unit_case_main.cc). Files are runfiles. Exit code 0 when so, 1 with a
// list of what is amiss.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/io/read_runfile.h"
#include "common/lab/plan/lab_plan.h"
#include "grading/grader/cases/mutant.h"
#include "grading/proofs/alone.h"
#include "grading/proofs/covered.h"
#include "grading/proofs/pitfalls.h"
#include "grading/proofs/proof_main.h"

ABSL_FLAG(std::string, lab, "", "the unit: 04_int8");
ABSL_FLAG(std::string, mutants, "", "its patches: runfiles, by comma");
ABSL_FLAG(std::string, covered, "",
          "the unit's covered.txt: a runfile; without it checks are not looked "
          "at");

namespace wbm::proofs {
namespace {

absl::StatusOr<std::vector<NamedMutant>> ReadMutants(const std::string& names) {
  std::vector<NamedMutant> mutants;
  for (const std::string& name : std::vector<std::string>(
           absl::StrSplit(names, ',', absl::SkipWhitespace()))) {
    const absl::StatusOr<std::string> patch = io::ReadRunfile(name);
    if (!patch.ok()) return patch.status();
    absl::StatusOr<grader::Mutant> mutant = grader::ParseMutant(*patch, name);
    if (!mutant.ok()) return mutant.status();
    mutants.push_back({name, *std::move(mutant)});
  }
  return mutants;
}

absl::StatusOr<Unit> ReadUnit(const std::string& lab) {
  const std::string plan_name = absl::StrCat("labs/", lab, "/lab.json");
  const std::string rubric_name = absl::StrCat("grading/", lab, "/rubric.json");
  const absl::StatusOr<std::string> plan_text = io::ReadRunfile(plan_name);
  const absl::StatusOr<std::string> rubric_text = io::ReadRunfile(rubric_name);
  if (!plan_text.ok()) return plan_text.status();
  if (!rubric_text.ok()) return rubric_text.status();
  const auto plan = lab::ParseLabPlan(*plan_text, plan_name);
  if (!plan.ok()) return plan.status();
  const auto rubric = lab::ParseRubric(*rubric_text, rubric_name, *plan);
  if (!rubric.ok()) return rubric.status();
  return Unit(*plan, *rubric);
}

absl::StatusOr<CoveredFile> ReadCovered(const std::string& name) {
  const absl::StatusOr<std::string> text = io::ReadRunfile(name);
  if (!text.ok()) return text.status();
  auto lines = ParseCovered(*text, name);
  if (!lines.ok()) return lines.status();
  return CoveredFile{name, *std::move(lines)};
}

absl::StatusOr<std::vector<std::string>> Pitfalls(
    const std::string& lab, const std::vector<NamedMutant>& mutants) {
  const std::string name = absl::StrCat("labs/", lab, "/README.md");
  const absl::StatusOr<std::string> handout = io::ReadRunfile(name);
  if (!handout.ok()) return handout.status();
  return PitfallProblems({name, *handout}, mutants);
}

absl::StatusOr<std::vector<std::string>> Checks(
    const std::string& lab, const std::string& covered_name,
    const std::vector<NamedMutant>& mutants) {
  const absl::StatusOr<Unit> unit = ReadUnit(lab);
  if (!unit.ok()) return unit.status();
  const absl::StatusOr<CoveredFile> covered = ReadCovered(covered_name);
  if (!covered.ok()) return covered.status();
  return AloneProblems(*unit, mutants, *covered);
}

absl::StatusOr<std::vector<std::string>> RunCase() {
  const std::string lab = absl::GetFlag(FLAGS_lab);
  const auto mutants = ReadMutants(absl::GetFlag(FLAGS_mutants));
  if (!mutants.ok()) return mutants.status();
  absl::StatusOr<std::vector<std::string>> problems = Pitfalls(lab, *mutants);
  const std::string covered = absl::GetFlag(FLAGS_covered);
  if (!problems.ok() || covered.empty()) return problems;
  const auto more = Checks(lab, covered, *mutants);
  if (!more.ok()) return more.status();
  problems->insert(problems->end(), more->begin(), more->end());
  return problems;
}

}  // namespace
}  // namespace wbm::proofs

int main(int argc, char** argv) {
  return wbm::proofs::RunProof(argc, argv,
                               "Proves what a unit's mutants prove together.",
                               wbm::proofs::RunCase);
}
