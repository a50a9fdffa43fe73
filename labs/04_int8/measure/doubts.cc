#include "labs/04_int8/measure/doubts.h"

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/io/json.h"

namespace int8_lab {
namespace {

using ::wbm::io::Json;

// For the roundings of scale, quotient and product on the way.
constexpr double kSlack = 1.001;

// Null, for what is not finite, is as wrong as too large.
bool IsAtMost(const Json& value, double bound) {
  return value.is_number() && value.get<double>() <= bound;
}

}  // namespace

std::vector<std::string> Doubts(const Json& results) {
  std::vector<std::string> doubts;
  for (const char* tensor : {"tense_logits", "verb_probs", "hidden"}) {
    for (const bool symmetric : {true, false}) {
      const char* ruler = symmetric ? "symmetric" : "asymmetric";
      const Json& trip = results[tensor][ruler];
      const double scale =
          trip["scale"].is_number() ? trip["scale"].get<double>() : 0;
      const double bound = (symmetric ? 0.5 : 1) * scale;
      if (IsAtMost(trip["max_err"], bound * kSlack)) continue;
      doubts.push_back(absl::StrFormat(
          "the largest error of %s, %s, is %s; on its ruler it is at most %s "
          "step, %.4g (tasks %s)",
          tensor, ruler, trip["max_err"].dump(), symmetric ? "half a" : "one",
          bound, symmetric ? "4.1 to 4.4" : "4.4 to 4.6"));
    }
  }
  return doubts;
}

}  // namespace int8_lab
