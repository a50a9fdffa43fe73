// NumPy's .npz files: several arrays in one zip archive.
//
//   absl::StatusOr<std::map<std::string, NpyArray>> file = ReadNpz("p.npz");
//   const NpyArray& ids = file->at("ids");       // np.savez("p.npz", ids=...)
//
// Both np.savez and np.savez_compressed are read, in every locale: names are
// UTF-8. The reader takes its input as hostile: members, their number and
// their unpacked bytes are bounded, a member that is no .npy file or comes
// twice is refused, checksums are verified, the archive's two directories must
// agree, and each array goes through ParseNpy.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/io/npy.h"

namespace wbm::io {

struct NpzLimits {
  int64_t max_bytes = int64_t{1} << 30;           // of the file
  int64_t max_unpacked_bytes = int64_t{1} << 30;  // of all members together
  int max_members = 10'000;
};

// The arrays by their names, without ".npy". Errors are InvalidArgument
// "NAME: what is wrong; what to do".
absl::StatusOr<std::map<std::string, NpyArray>> ParseNpz(
    std::string_view bytes, const std::string& name = "npz",
    const NpzLimits& limits = {});
absl::StatusOr<std::map<std::string, NpyArray>> ReadNpz(
    const std::string& path, const NpzLimits& limits = {});

}  // namespace wbm::io
