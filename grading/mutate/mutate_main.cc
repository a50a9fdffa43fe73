// Changes a unit's solution mechanically and asks whether the checks notice:
//
//   bazel run //grading/04_int8:mutate
//   bazel run //grading/04_int8:mutate -- --task=4.7 --every=4
//
// Each mutant is compiled and run as the grader does it: about 2 s of one core
// (of it 1.5 s the compiler), 3 s when all checks are right; public checks
// first, up to the first check that fails. So a unit takes a quarter of an hour
// or more; with --results=FILE a run that was stopped goes on where it was, and
// one after a check was added tries only what survived. What survives is
// printed as
// a pair of lines: it asks for another check, or, when no input could tell it
// from the solution or the contract permits what it does, for an entry in
// grading/NN_topic/equivalent.txt (equivalents.h). That list is held: an entry
// that fits no mutation any more, or whose mutant a check kills, is an error.
//
// Exit codes: 0 nothing survives and the list is right; 1 not so; 2 wrong use;
// 3 could not be run.
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/runfiles.h"
#include "common/io/user_path.h"
#include "common/os/command_line.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/unit.h"
#include "grading/mutate/equivalents.h"
#include "grading/mutate/ledger.h"
#include "grading/mutate/mutation.h"
#include "grading/mutate/trial.h"

ABSL_FLAG(std::string, lab, "", "the unit: 04_int8");
ABSL_FLAG(std::string, task, "", "only the regions of this task: 4.7");
ABSL_FLAG(int, every, 1, "only every n-th mutant: a sample");
ABSL_FLAG(int, from, 0, "the first mutant of the sample, counted from 0");
ABSL_FLAG(std::string, results, "",
          "what became of the mutants: go on from it, and add to it");
ABSL_FLAG(bool, list, false, "print the mutants, run none");

namespace wbm::mutate {
namespace {

constexpr std::size_t kMaxFile = 1u << 20;

struct Candidate {
  std::string file;
  Mutation mutation;
  ChangedLines lines;
};

struct Count {
  int mutants = 0, in_public = 0, in_hidden = 0, uncompiled = 0;
  int equivalent = 0, permitted = 0, survivors = 0, wrongly_listed = 0;
};

std::string Pair(const Candidate& c) {
  return absl::StrCat(c.file, ":", c.lines.line, " [", c.mutation.kind, "]\n",
                      c.mutation.task, "\n    - ", c.lines.before, "\n    + ",
                      c.lines.after, "\n");
}

class Run {
 public:
  absl::Status Load(const std::string& lab) {
    absl::StatusOr<grader::Unit> unit = grader::LoadUnit(lab);
    if (!unit.ok()) return unit.status();
    unit_ = *std::move(unit);
    for (const std::string& file : unit_.plan.student_files) {
      absl::StatusOr<std::string> text =
          Runfile(absl::StrCat("solutions/", lab, "/", file));
      if (!text.ok()) return text.status();
      solution_.files[file] = *std::move(text);
    }
    const std::string list = absl::StrCat("grading/", lab, "/equivalent.txt");
    const absl::StatusOr<std::string> text = Runfile(list);
    if (!text.ok()) return text.status();
    absl::StatusOr<Equivalents> equivalents = Equivalents::Parse(*text, list);
    if (!equivalents.ok()) return equivalents.status();
    equivalents_ = *std::move(equivalents);
    return OpenLedger();
  }

  absl::Status TryAll() {
    const std::vector<Candidate> all = All();
    const std::vector<Candidate> chosen = Chosen(all);
    std::printf("%s: %zu of %zu mutants\n", unit_.plan.lab.c_str(),
                chosen.size(), all.size());
    for (const Candidate& candidate : chosen) {
      if (absl::GetFlag(FLAGS_list)) {
        std::printf("%s", Pair(candidate).c_str());
      } else if (const absl::Status s = TryOne(candidate); !s.ok()) {
        return s;
      }
    }
    return absl::OkStatus();
  }

  bool Conclude() const {
    for (const std::string& entry : stale_) {
      std::printf("equivalent.txt lists what is no mutation: %s\n",
                  entry.c_str());
    }
    if (absl::GetFlag(FLAGS_list)) return stale_.empty();
    std::printf(
        "%s: %d mutants; %d do not compile; killed %d (%d by a public check, "
        "%d by a hidden one); %d equivalent; %d permitted; %d survive\n",
        unit_.plan.lab.c_str(), count_.mutants, count_.uncompiled,
        count_.in_public + count_.in_hidden, count_.in_public, count_.in_hidden,
        count_.equivalent, count_.permitted, count_.survivors);
    return count_.survivors == 0 && count_.wrongly_listed == 0 &&
           stale_.empty();
  }

 private:
  static absl::StatusOr<std::string> Runfile(const std::string& name) {
    const absl::StatusOr<std::string> path = io::Runfile(name);
    if (!path.ok()) return path.status();
    return grader::ReadOwnFile(*path, kMaxFile);
  }

  absl::Status OpenLedger() {
    const std::string path = io::UserPath(absl::GetFlag(FLAGS_results));
    if (path.empty()) return absl::OkStatus();
    absl::StatusOr<Ledger> ledger = Ledger::Open(path);
    if (!ledger.ok()) return ledger.status();
    ledger_ = *std::move(ledger);
    return absl::OkStatus();
  }

  // What is known of it, or what a trial says.
  absl::StatusOr<Fate> FateOf(const grader::Submission& mutant,
                              const std::string& text) {
    if (!ledger_.has_value()) return Try(unit_, mutant);
    if (const std::optional<Fate> known = ledger_->Find(text)) return *known;
    const absl::StatusOr<Fate> fate = Try(unit_, mutant);
    if (!fate.ok()) return fate;
    if (absl::Status s = ledger_->Add(text, *fate); !s.ok()) return s;
    return fate;
  }

  std::vector<Candidate> All() {
    std::vector<Candidate> all;
    for (const auto& [file, text] : solution_.files) {
      for (const Mutation& mutation : Mutations(text)) {
        all.push_back({file, mutation, LinesOf(text, mutation)});
        equivalents_.Has(mutation, all.back().lines);
      }
    }
    stale_ = equivalents_.NeverAsked();
    return all;
  }

  static std::vector<Candidate> Chosen(const std::vector<Candidate>& all) {
    const std::string task = absl::GetFlag(FLAGS_task);
    std::vector<Candidate> chosen;
    int n = -absl::GetFlag(FLAGS_from);
    for (const Candidate& candidate : all) {
      if (!task.empty() && candidate.mutation.task != task) continue;
      if (n >= 0 && n % absl::GetFlag(FLAGS_every) == 0) {
        chosen.push_back(candidate);
      }
      ++n;
    }
    return chosen;
  }

  absl::Status TryOne(const Candidate& candidate) {
    grader::Submission mutant = solution_;
    std::string& text = mutant.files[candidate.file];
    text = Mutated(text, candidate.mutation);
    const absl::StatusOr<Fate> fate = FateOf(mutant, text);
    if (!fate.ok()) {
      return absl::InternalError(
          absl::StrCat(Pair(candidate), fate.status().message()));
    }
    Tell(candidate, *fate);
    std::fflush(stdout);
    return absl::OkStatus();
  }

  void Tell(const Candidate& candidate, Fate fate) {
    const bool listed = equivalents_.Has(candidate.mutation, candidate.lines);
    ++count_.mutants;
    if (fate == Fate::kKilledInPublic) ++count_.in_public;
    if (fate == Fate::kKilledInHidden) ++count_.in_hidden;
    if (fate == Fate::kDoesNotCompile) ++count_.uncompiled;
    // Equal lines may stand elsewhere, where the change does not compile.
    const bool killed =
        fate == Fate::kKilledInPublic || fate == Fate::kKilledInHidden;
    if (killed && listed) {
      ++count_.wrongly_listed;
      std::printf("listed as equivalent, but found out: %s",
                  Pair(candidate).c_str());
    } else if (fate == Fate::kSurvives && listed) {
      const bool permitted =
          equivalents_.IsPermitted(candidate.mutation, candidate.lines);
      ++(permitted ? count_.permitted : count_.equivalent);
    } else if (fate == Fate::kSurvives) {
      ++count_.survivors;
      std::printf("survives: %s", Pair(candidate).c_str());
    }
    if (count_.mutants % 50 == 0) {
      std::printf("… %d tried\n", count_.mutants);
    }
  }

  grader::Unit unit_;
  grader::Submission solution_;
  Equivalents equivalents_;
  std::optional<Ledger> ledger_;
  std::vector<std::string> stale_;
  Count count_;
};

int Main(int argc, char** argv) {
  const absl::StatusOr<os::CommandLine> line = os::ParseCommandLine(argc, argv);
  if (!line.ok()) {
    std::fprintf(stderr, "%s\n", line.status().ToString().c_str());
    return 2;
  }
  if (line->help) {
    std::printf("Mutates a unit's solution; see mutate_main.cc.\n%s",
                os::FlagsHelp().c_str());
    return 0;
  }
  if (absl::GetFlag(FLAGS_every) < 1 || absl::GetFlag(FLAGS_from) < 0) {
    std::fprintf(stderr, "--every is at least 1, --from at least 0\n");
    return 2;
  }
  Run run;
  absl::Status status = run.Load(absl::GetFlag(FLAGS_lab));
  if (status.ok()) status = run.TryAll();
  const bool all_well = run.Conclude();
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 3;
  }
  return all_well ? 0 : 1;
}

}  // namespace
}  // namespace wbm::mutate

int main(int argc, char** argv) { return wbm::mutate::Main(argc, argv); }
