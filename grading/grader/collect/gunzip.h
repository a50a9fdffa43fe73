// Unpacks gzip in memory and believes nothing: libarchive reads past a wrong
// checksum, so that a damaged .tar.gz would be graded as if it were whole.
//
//   absl::StatusOr<std::string> tar = Gunzip(bytes, limits);
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "grading/grader/collect/submission.h"

namespace wbm::grader {

bool LooksLikeGzip(std::string_view bytes);

// All members one after the other (RFC 1952); each member's checksum and
// length are verified. What follows the last member (padding of a tape, of an
// upload) is ignored. InvalidArgument: damaged, more than `limits.total_bytes`,
// or a bomb: more than `limits.expansion` times the packed size.
absl::StatusOr<std::string> Gunzip(std::string_view bytes,
                                   const CollectLimits& limits);

}  // namespace wbm::grader
