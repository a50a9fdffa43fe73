#include "labs/01_number_systems/measure/doubts.h"

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/io/json.h"

namespace bits_lab {
namespace {

using ::wbm::io::Json;

// Q3.4's step is 2^-4; both halves of it are exact.
constexpr double kHalfStep = 0.03125;

}  // namespace

std::vector<std::string> Doubts(const Json& results) {
  const double error = results["q3_4"]["sweep"]["max_error_inside"];
  if (error <= kHalfStep) return {};
  return {absl::StrFormat(
      "the largest error of Q3.4 inside its range is %g; the nearest mark is "
      "never further than half a step, %g (task 1.10)",
      error, kHalfStep)};
}

}  // namespace bits_lab
