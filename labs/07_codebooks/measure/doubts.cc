#include "labs/07_codebooks/measure/doubts.h"

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/io/json.h"

namespace codebook_lab {
namespace {

using ::wbm::io::Json;

// For the roundings of logarithm, step and power to float32.
constexpr double kSlack = 1.001;

bool IsAtMost(const Json& value, double bound) {
  return value.is_number() && value.get<double>() <= bound;
}

}  // namespace

std::vector<std::string> Doubts(const Json& results) {
  std::vector<std::string> doubts;
  for (const auto& [name, trip] : results["verb_probs"].items()) {
    const auto bound = trip.find("bound_relative");
    if (bound == trip.end() || !bound->is_number()) continue;
    const double most = bound->get<double>();
    if (IsAtMost(trip["max_relative"], most * kSlack)) continue;
    doubts.push_back(absl::StrFormat(
        "the largest relative error of verb_probs in %s is %s; with its step "
        "it is at most %.4g (task 7.7)",
        name, trip["max_relative"].dump(), most));
  }
  return doubts;
}

}  // namespace codebook_lab
