// What the reader and the writer of safetensors share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/io/safetensors.h"

namespace wbm::io::safetensors {

inline constexpr size_t kLengthBytes = 8;  // of the header's length
inline constexpr char kMetadata[] = "__metadata__";

// InvalidArgument "WHERE: MESSAGE".
absl::Status Bad(const std::string& where, const std::string& message);

// The bytes that a tensor needs, or nothing when they pass `limit` (which is at
// most 2^59) or its bits do not fill whole bytes.
std::optional<int64_t> BytesOf(const std::vector<int64_t>& shape,
                               SafetensorsDtype dtype, int64_t limit);

// Every element of a BOOL tensor is 0 or 1.
absl::Status CheckBools(const SafetensorsTensor& tensor,
                        const std::string& where);

}  // namespace wbm::io::safetensors
