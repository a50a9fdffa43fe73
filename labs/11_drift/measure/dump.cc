#include "labs/11_drift/measure/dump.h"

#include <cstddef>
#include <span>
#include <string>

#include "absl/strings/str_cat.h"

namespace drift_lab {
namespace {

void Add(const std::string& place, const ForwardPass& pass,
         wbm::io::Safetensors& file) {
  for (const Capture& capture : pass.captures) {
    file.tensors[absl::StrCat(place, "/", capture.name)] =
        wbm::io::MakeSafetensorsTensor<float>(
            capture.array.shape, std::span<const float>(capture.array.values));
  }
}

}  // namespace

wbm::io::Safetensors Dump(const Measured& m) {
  wbm::io::Safetensors file;
  for (std::size_t p = 0; p < m.reference.size(); ++p) {
    Add(absl::StrCat("p", p, "/fp32"), m.reference[p], file);
    Add(absl::StrCat("p", p, "/", m.format), m.rounded[p], file);
  }
  return file;
}

}  // namespace drift_lab
