// A model's weights as named arrays, in memory and as safetensors.
//
//   absl::StatusOr<Checkpoint> c = ReadCheckpoint("minigpt.safetensors");
//   const NamedArray& w = c->weights.at("blocks.0.attn.qkv.weight");
//   w.shape;   // {384, 128}: [out, in]
//   w.values;  // 49152 floats, row by row
//
// Plain values: they can be copied, compared, changed and sent to another
// process. Names are those of a PyTorch state_dict.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::nn {

// An array of floats, or of integers (then `values` is empty), in C order.
struct NamedArray {
  std::vector<int64_t> shape;
  std::vector<float> values;
  std::vector<int64_t> integers;

  friend bool operator==(const NamedArray&, const NamedArray&) = default;
};

using Weights = std::map<std::string, NamedArray>;

struct Checkpoint {
  Weights weights;
  // What the file says of itself: "heads", "vocabulary", ... (minigpt.h).
  std::map<std::string, std::string> metadata;
};

// Takes F32, F16, BF16 (widened, exactly) and I64 tensors. Errors are
// InvalidArgument or NotFound, name the file and the tensor, and say what to
// do.
absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& path);
absl::StatusOr<Checkpoint> ParseCheckpoint(const std::string& bytes,
                                           const std::string& name);

// F32 and I64 tensors; InvalidArgument when an array does not fill its shape.
absl::Status WriteCheckpoint(const std::string& path,
                             const Checkpoint& checkpoint);
absl::StatusOr<std::string> FormatCheckpoint(const Checkpoint& checkpoint);

}  // namespace wbm::nn
