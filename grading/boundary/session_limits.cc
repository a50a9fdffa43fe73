#include "grading/boundary/session_limits.h"

#include <cmath>
#include <limits>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace wbm::boundary {
namespace {

using Json = nlohmann::json;

absl::Status Bad(const std::string& field, const char* need) {
  return absl::InvalidArgumentError(
      absl::StrCat("WBM_LIMITS: \"", field, "\" ", need));
}

// Sets the field of that name; false when there is none.
bool SetSeconds(const std::string& name, double value, SessionLimits& limits) {
  if (name == "call_cpu_seconds") {
    limits.call_cpu_seconds = value;
  } else if (name == "call_idle_seconds") {
    limits.call_idle_seconds = value;
  } else if (name == "call_wall_seconds") {
    limits.call_wall_seconds = value;
  } else if (name == "total_seconds") {
    limits.total_seconds = value;
  } else if (name == "cpu_seconds") {
    limits.worker.cpu_seconds = value;
  } else {
    return false;
  }
  return true;
}

bool SetCount(const std::string& name, std::uint64_t value,
              SessionLimits& limits) {
  if (name == "reply_bytes") {
    limits.reply_bytes = value;
  } else if (name == "surplus_bytes") {
    limits.surplus_bytes = value;
  } else if (name == "timeouts_per_function") {
    limits.timeouts_per_function = static_cast<int>(value);
  } else if (name == "memory_bytes") {
    limits.worker.memory_bytes = value;
  } else if (name == "address_space_bytes") {
    limits.worker.address_space_bytes = value;
  } else if (name == "file_bytes") {
    limits.worker.file_bytes = value;
  } else if (name == "output_bytes") {
    limits.worker.output_bytes = value;
  } else if (name == "open_files") {
    limits.worker.open_files = static_cast<std::uint32_t>(value);
  } else if (name == "threads") {
    limits.worker.threads = static_cast<std::uint32_t>(value);
  } else {
    return false;
  }
  return true;
}

absl::Status SetTimeouts(const Json& value, SessionLimits& limits) {
  if (!value.is_object()) {
    return Bad("earlier_timeouts", "is to be an object of counts");
  }
  for (const auto& [function, count] : value.items()) {
    if (!count.is_number_unsigned() || count > 1'000'000) {
      return Bad("earlier_timeouts", "is to be an object of counts");
    }
    limits.earlier_timeouts[function] = count.get<int>();
  }
  return absl::OkStatus();
}

absl::Status SetField(const std::string& name, const Json& value,
                      SessionLimits& limits) {
  constexpr double kMostSeconds = 1e6;
  constexpr std::uint64_t kMostCount = std::uint64_t{1} << 50;
  if (name == "earlier_timeouts") return SetTimeouts(value, limits);
  if (!value.is_number()) return Bad(name, "is to be a number");
  const double number = value.get<double>();
  if (number > 0 && number <= kMostSeconds &&
      SetSeconds(name, number, limits)) {
    return absl::OkStatus();
  }
  if (value.is_number_unsigned() && value > 0 && value <= kMostCount &&
      SetCount(name, value.get<std::uint64_t>(), limits)) {
    return absl::OkStatus();
  }
  return Bad(name, "is not a limit, or its value is not one that it can have");
}

}  // namespace

absl::StatusOr<SessionLimits> ParseSessionLimits(const std::string& json) {
  const Json fields = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!fields.is_object()) {
    return absl::InvalidArgumentError("WBM_LIMITS is not a JSON object");
  }
  SessionLimits limits;
  for (const auto& [name, value] : fields.items()) {
    absl::Status set = SetField(name, value, limits);
    if (!set.ok()) return set;
  }
  return limits;
}

}  // namespace wbm::boundary
