#include "common/io/safetensors_layout.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace wbm::io::safetensors {

absl::Status Bad(const std::string& where, const std::string& message) {
  return absl::InvalidArgumentError(absl::StrCat(where, ": ", message));
}

std::optional<int64_t> BytesOf(const std::vector<int64_t>& shape,
                               SafetensorsDtype dtype, int64_t limit) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  const int64_t most_bits = limit * 8;
  int64_t bits = Bits(dtype);
  for (int64_t extent : shape) {
    if (extent < 0 || extent > most_bits / bits) return std::nullopt;
    bits *= extent;
  }
  if (bits > most_bits || bits % 8 != 0) return std::nullopt;
  return bits / 8;
}

absl::Status CheckBools(const SafetensorsTensor& tensor,
                        const std::string& where) {
  if (tensor.dtype != SafetensorsDtype::kBool) return absl::OkStatus();
  const bool good = std::all_of(tensor.bytes.begin(), tensor.bytes.end(),
                                [](char c) { return c == 0 || c == 1; });
  if (good) return absl::OkStatus();
  return Bad(where, "has a BOOL that is neither 0 nor 1; save it again");
}

}  // namespace wbm::io::safetensors
