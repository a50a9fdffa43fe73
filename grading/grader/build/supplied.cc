#include "grading/grader/build/supplied.h"

#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/lab/student/definitions.h"
#include "grading/grader/machine/temporary_folder.h"

namespace wbm::grader {
namespace {

constexpr std::size_t kMaxText = 1u << 20;

// A line of symbols.txt (pack_reference.sh).
struct Body {
  std::string number;
  std::string symbol;
  std::string name;
};

absl::StatusOr<std::vector<Body>> Bodies(const Bundle& bundle) {
  const absl::StatusOr<std::string> text =
      ReadOwnFile(absl::StrCat(bundle.reference, "/symbols.txt"), kMaxText);
  if (!text.ok()) return text.status();
  std::vector<Body> bodies;
  std::istringstream lines(*text);
  for (Body body; lines >> body.number >> body.symbol >> body.name;) {
    bodies.push_back(body);
  }
  return bodies;
}

// Whether the stub of `function` in `starter` says that it belongs to one of
// `tasks`: between the line where it begins and the brace that ends it.
bool BelongsTo(const std::string& starter, const std::string& function,
               const std::set<std::string>& tasks) {
  int line = lab::FindDefinition(starter, function);
  if (line == 0) return false;
  std::size_t begin = 0;
  while (--line > 0) begin = starter.find('\n', begin) + 1;
  const std::string body =
      starter.substr(begin, starter.find("\n}", begin) - begin);
  for (const std::string& task : tasks) {
    if (body.find(absl::StrCat("NOT_YET(\"", task, "\")")) !=
        std::string::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

absl::StatusOr<Supplied> SupplyFor(const Bundle& bundle,
                                   const lab::LabPlan& plan,
                                   const std::set<std::string>& tasks) {
  const absl::StatusOr<std::vector<Body>> bodies = Bodies(bundle);
  if (!bodies.ok()) return bodies.status();
  Supplied supplied;
  for (const std::string& file : plan.student_files) {
    const absl::StatusOr<std::string> starter =
        ReadOwnFile(absl::StrCat(bundle.lab, "/starter/", file), kMaxText);
    if (!starter.ok()) return starter.status();
    for (const Body& body : *bodies) {
      if (!BelongsTo(*starter, body.name, tasks)) continue;
      supplied.symbols.push_back(body.symbol);
      supplied.objects.push_back(absl::StrCat(body.number, ".o"));
    }
  }
  if (!tasks.empty() && supplied.empty()) {
    return absl::InternalError("the reference has no function of those tasks");
  }
  return supplied;
}

}  // namespace wbm::grader
