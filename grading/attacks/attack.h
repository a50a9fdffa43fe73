// A submission that attacks the grader, and what must become of it.
//
// An attack is a text file. Lines that begin with `# ` say what it is:
//
//   # attack: exit(0) inside a function          what it tries
//   # expect: 4.1 exited                         what each check must end as
//   # earns: 4.2.p1                              checks it may really pass
//   # absent: <script>alert                      what no page may contain
//
// `expect` names a check, a task (all its checks), `all` or `submission`, and a
// verdict. The rest is C++, put into the lab's starter in place of a task's
// NOT_YET (`//= 4.1`), before its first line (`//= top`) or after its last
// (`//= end`). So everything the attack leaves alone is "not written", and any
// point is a point that it did not compute.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/boundary/verdict.h"

namespace wbm::attacks {

struct Expectation {
  std::string what;  // "4.1.p1", "4.1", "all" or "submission"
  boundary::Verdict verdict = boundary::Verdict::kWrong;
};

struct Attack {
  std::string purpose;
  std::vector<Expectation> expectations;
  std::vector<std::string> earns;            // ids of checks
  std::vector<std::string> absent;           // from the HTML
  std::map<std::string, std::string> parts;  // "top", "end" or a task's id
};

// Errors name the line.
absl::StatusOr<Attack> ParseAttack(const std::string& text);

// The starter with the attack's parts in it. `words` are replaced in the parts
// first ("@CANARY_FILE@": "/tmp/…"). Error: a task that the starter lacks.
absl::StatusOr<std::string> Compose(
    const Attack& attack, const std::string& starter,
    const std::map<std::string, std::string>& words);

}  // namespace wbm::attacks
