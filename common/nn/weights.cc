#include "common/nn/weights.h"

#include <span>

#include "absl/strings/str_cat.h"
#include "common/formats/float.h"
#include "common/io/file.h"
#include "common/io/safetensors.h"
#include "common/kernels/cpu/convert.h"

namespace wbm::nn {
namespace {

using io::Safetensors;
using io::SafetensorsDtype;
using io::SafetensorsTensor;

template <formats::FormatType T>
std::vector<float> Widened(const std::string& bytes) {
  std::vector<T> codes(bytes.size() / sizeof(T));
  if (!codes.empty()) std::memcpy(codes.data(), bytes.data(), bytes.size());
  std::vector<float> values(codes.size());
  kernels::ToFloat<T>(codes, values);
  return values;
}

absl::StatusOr<NamedArray> ToArray(const SafetensorsTensor& tensor) {
  NamedArray array = {tensor.shape, {}, {}};
  switch (tensor.dtype) {
    case SafetensorsDtype::kF32:
      array.values = *tensor.Values<float>();
      return array;
    case SafetensorsDtype::kF16:
      array.values = Widened<formats::float16>(tensor.bytes);
      return array;
    case SafetensorsDtype::kBF16:
      array.values = Widened<formats::bfloat16>(tensor.bytes);
      return array;
    case SafetensorsDtype::kI64:
      array.integers = *tensor.Values<int64_t>();
      return array;
    default:
      return absl::InvalidArgumentError(
          absl::StrCat("is ", std::string(Name(tensor.dtype)),
                       "; save it as F32, F16, BF16 or I64"));
  }
}

absl::StatusOr<Checkpoint> FromFile(const Safetensors& file,
                                    const std::string& name) {
  Checkpoint checkpoint = {{}, file.metadata};
  for (const auto& [tensor_name, tensor] : file.tensors) {
    absl::StatusOr<NamedArray> array = ToArray(tensor);
    if (!array.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, ": tensor '", tensor_name, "' ",
                       std::string(array.status().message())));
    }
    checkpoint.weights.emplace(tensor_name, *std::move(array));
  }
  return checkpoint;
}

}  // namespace

absl::StatusOr<Checkpoint> ParseCheckpoint(const std::string& bytes,
                                           const std::string& name) {
  const absl::StatusOr<Safetensors> file = io::ParseSafetensors(bytes, name);
  if (!file.ok()) return file.status();
  return FromFile(*file, name);
}

absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& path) {
  const absl::StatusOr<Safetensors> file = io::ReadSafetensors(path);
  if (!file.ok()) return file.status();
  return FromFile(*file, path);
}

absl::StatusOr<std::string> FormatCheckpoint(const Checkpoint& checkpoint) {
  Safetensors file;
  file.metadata = checkpoint.metadata;
  for (const auto& [name, array] : checkpoint.weights) {
    file.tensors[name] =
        array.integers.empty()
            ? io::MakeSafetensorsTensor<float>(array.shape, array.values)
            : io::MakeSafetensorsTensor<int64_t>(array.shape, array.integers);
  }
  return io::FormatSafetensors(file);
}

absl::Status WriteCheckpoint(const std::string& path,
                             const Checkpoint& checkpoint) {
  const absl::StatusOr<std::string> bytes = FormatCheckpoint(checkpoint);
  if (!bytes.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": ", std::string(bytes.status().message())));
  }
  return io::WriteFile(path, *bytes);
}

}  // namespace wbm::nn
