// The header of a .npy file: a Python dictionary, of which only the form that
// NumPy writes is read. Internal to io/.
//
//   {'descr': '<f4', 'fortran_order': False, 'shape': (64, 5), }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::io {

struct NpyHeader {
  std::string descr;
  bool fortran_order = false;
  std::vector<int64_t> shape;
};

// The three keys, each once, in any order; nothing after the dictionary but
// spaces and a newline. Errors do not name the file.
absl::StatusOr<NpyHeader> ParseNpyHeader(std::string_view text,
                                         int max_dimensions);

}  // namespace wbm::io
