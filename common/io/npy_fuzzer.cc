// libFuzzer's entry into the .npy and .npz readers: whatever parses as .npy is
// written, and what was written parses to the same bytes.
//
//   bazel run --config=fuzz //common/io:npy_fuzzer -- -max_total_time=60
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/io/npy.h"
#include "common/io/npz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)wbm::io::ParseNpz(bytes, "npz", {.max_unpacked_bytes = 1 << 20});
  const auto array = wbm::io::ParseNpy(bytes);
  if (!array.ok()) return 0;
  const auto written = wbm::io::FormatNpy(*array);
  if (!written.ok()) std::abort();
  const auto again = wbm::io::ParseNpy(*written);
  if (!again.ok() || *wbm::io::FormatNpy(*again) != *written) std::abort();
  return 0;
}
