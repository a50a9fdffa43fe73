// libFuzzer's entry into the safetensors reader: whatever parses is written,
// and what was written parses to the same bytes.
//
//   bazel run --config=fuzz //common/io:safetensors_fuzzer
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/io/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = wbm::io::ParseSafetensors(bytes);
  if (!file.ok()) return 0;
  const auto written = wbm::io::FormatSafetensors(*file);
  if (!written.ok()) std::abort();
  const auto again = wbm::io::ParseSafetensors(*written);
  if (!again.ok() || *wbm::io::FormatSafetensors(*again) != *written) {
    std::abort();
  }
  return 0;
}
