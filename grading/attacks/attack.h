// A submission that attacks the grader, and what must become of it.
//
// An attack is a text file. Lines that begin with `# ` say what it is:
//
//   # attack: exit(0) inside a function          what it tries
//   # base: solution                             what it changes; else starter
//   # expect: 4.1 exited                         what each check must end as
//   # earns: 4.2.p1                              checks it may really pass
//   # absent: <script>alert                      what no page may contain
//
// `expect` names a check, a task (all its checks), `all`, `submission` or
// `experiment`, and a verdict. The rest are parts:
//
//   //= 4.1              in place of that task's first NOT_YET
//   //= every            the same in every function of the lab
//   //= top, //= end     before the first line and after the last of each file
//   //= file NAME        what is handed in under that name beside the sources
//
// So everything that an attack on the starter leaves alone is "not written",
// and any point is a point that it did not compute. An attack on the solution
// does not lack the knowledge: `every` begins each of its functions, and what
// is right all the same is `# earns: *`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grading/boundary/verdict.h"

namespace wbm::attacks {

struct Expectation {
  std::string what;  // "4.1.p1", "4.1", "all", "submission", "experiment"
  boundary::Verdict verdict = boundary::Verdict::kWrong;
};

struct Attack {
  std::string purpose;
  bool on_solution = false;
  std::vector<Expectation> expectations;
  std::vector<std::string> earns;            // ids of checks, or "*"
  std::vector<std::string> absent;           // from every form of the report
  std::map<std::string, std::string> parts;  // "top", "end", "every", a task
  std::map<std::string, std::string> files;  // handed in as they are
};

// Errors name the line.
absl::StatusOr<Attack> ParseAttack(const std::string& text);

// Bytes by name. `sources` are the starter's or the solution's, as the attack
// asks. `words` are replaced in its parts first ("@CANARY_FILE@": "/tmp/…").
// Error: a task, or a function, that no source has.
using Files = std::map<std::string, std::string>;
absl::StatusOr<Files> Compose(const Attack& attack, const Files& sources,
                              const std::map<std::string, std::string>& words);

}  // namespace wbm::attacks
