#include "grading/grader/report/likely_file.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grading/grader/collect/near_miss.h"

namespace wbm::grader {
namespace {

constexpr std::size_t kMost = 3;

std::string Unquoted(const std::string& name) {
  const bool quoted = name.size() > 1 && name.front() == '\'';
  return quoted ? name.substr(1, name.size() - 2) : name;
}

std::string BaseOf(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool EndsAsSource(const std::string& name) {
  for (const char* end : {".cc", ".cpp", ".cxx", ".c", ".txt"}) {
    if (absl::EndsWithIgnoreCase(name, end)) return true;
  }
  return false;
}

bool ComesWithALab(const std::string& path) {
  return BaseOf(path) == "experiment.cc" || path.ends_with("_test.cc") ||
         absl::StrContains(absl::StrCat("/", path), "/measure/");
}

}  // namespace

Likely LikelyFiles(const std::vector<std::string>& ignored,
                   std::string_view wanted) {
  std::vector<std::string> near, others;
  for (const std::string& name : ignored) {
    const std::string path = Unquoted(name);
    if (IsNearMiss(BaseOf(path), wanted)) {
      near.push_back(name);
    } else if (EndsAsSource(path) && !ComesWithALab(path)) {
      others.push_back(name);
    }
  }
  const bool any_source = near.empty() && EndsAsSource(std::string(wanted));
  Likely likely{any_source ? others : near, !near.empty()};
  if (likely.names.size() > kMost) likely.names.resize(kMost);
  return likely;
}

}  // namespace wbm::grader
