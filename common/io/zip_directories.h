// A zip archive lists its files twice: in a header before each file, and in
// the central directory at the end. Programs differ in which they believe, so
// an archive whose two lists disagree holds other files for one reader than
// for the next.
//
//   absl::StatusOr<size_t> entries = CheckZipDirectories(bytes);
//   if (!entries.ok()) ...   // InvalidArgument: "its central directory ..."
//
// Source: PKWARE, "APPNOTE.TXT", 6.3.10, sections 4.3.7 (local header), 4.3.12
// (central header), 4.3.14 to 4.3.16 (the end records).
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"

namespace wbm::io {

// Is this a zip archive by its first bytes or by its end record?
bool LooksLikeZip(std::string_view bytes);

// The number of entries in the central directory, once each is found to have a
// local header that says the same: name, method, whether it is encrypted, and,
// where the local header knows them, checksum and sizes. Bytes before the
// archive (a self-extracting one) and after it are allowed.
absl::StatusOr<std::size_t> CheckZipDirectories(std::string_view bytes);

}  // namespace wbm::io
