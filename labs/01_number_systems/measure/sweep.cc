#include "labs/01_number_systems/measure/sweep.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "labs/01_number_systems/measure/refusals.h"
#include "labs/01_number_systems/numbers.h"

namespace bits_lab {
namespace {

constexpr int kPerUnit = 256;
constexpr int kReach = 10;

void MeasureErrors(Sweep& sweep) {
  int inside = 0;
  for (std::size_t i = 0; i < sweep.x.size(); ++i) {
    if (sweep.x[i] < kQ34Least || sweep.x[i] > kQ34Most) continue;
    const double error = std::abs(sweep.back[i] - sweep.x[i]);
    sweep.max_error = std::max(sweep.max_error, error);
    sweep.mean_error += error;
    ++inside;
  }
  sweep.mean_error /= inside;
}

}  // namespace

absl::StatusOr<Sweep> SweepQ34() {
  Sweep sweep;
  for (int i = -kReach * kPerUnit; i <= kReach * kPerUnit; ++i) {
    sweep.x.push_back(static_cast<double>(i) / kPerUnit);
  }
  Refusals refusals;
  const FixedArray array =
      refusals.Take(EncodeAll(sweep.x, kQ34), "EncodeAll(-10 ... 10, Q3.4)");
  if (refusals.status().ok() && array.raw.size() != sweep.x.size()) {
    refusals.Add(absl::StrCat("EncodeAll returned ", array.raw.size(),
                              " raw integers for ", sweep.x.size(), " values"));
  }
  sweep.saturated = array.saturated;
  for (const std::int32_t raw : array.raw) {
    if (!refusals.status().ok()) break;
    const std::string call = absl::StrCat("DecodeQ({", raw, ", Q3.4})");
    const double back =
        refusals.Take(DecodeQ({.raw = raw, .format = kQ34}), call);
    if (!std::isfinite(back)) {
      refusals.Add(absl::StrCat(call, " is ", back, ", not a finite number"));
    }
    sweep.back.push_back(back);
  }
  if (!refusals.status().ok()) return refusals.status();
  MeasureErrors(sweep);
  return sweep;
}

}  // namespace bits_lab
