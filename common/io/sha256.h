// SHA-256, to name files by what is in them.
//
//   Sha256Hex("abc");  // "ba7816bf8f01cfea4141..."
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace wbm::io {

// 64 lower-case hex digits.
std::string Sha256Hex(std::string_view bytes);

// Of an array's bytes in memory (little-endian, C order).
template <typename T>
std::string Sha256HexOf(std::span<const T> values) {
  return Sha256Hex(
      {reinterpret_cast<const char*>(values.data()), values.size_bytes()});
}

struct FileDigest {
  std::string sha256;
  int64_t bytes = 0;
};

// Of a regular file of any size, read in pieces. Errors name the file.
absl::StatusOr<FileDigest> DigestFile(const std::string& path);

}  // namespace wbm::io
