// Named tensors in one file: safetensors, the format of published weights.
//
//   absl::StatusOr<Safetensors> file = ReadSafetensors("model.safetensors");
//   const SafetensorsTensor& w = file->tensors.at("head.weight");
//   absl::StatusOr<std::vector<float>> values = w.Values<float>();
//
//   Safetensors out;
//   out.tensors["w"] = MakeSafetensorsTensor<float>({2, 3}, *values);
//   out.metadata["heads"] = "4";
//   absl::Status written = WriteSafetensors("out.safetensors", out);
//
// A file is eight bytes with the length of a JSON header, the header, and the
// data of the tensors, little-endian and in C order, without gaps.
//
// The reader takes its input as hostile: it wants every byte of the data to
// belong to exactly one tensor, each tensor's bytes to be what its shape and
// dtype need, and no name or field twice; it copies no data before that is
// checked. The writer puts tensors in the reference implementation's order
// (widest dtype first, then by name) and pads the header with spaces to a
// multiple of eight bytes, as that does; metadata are sorted by key.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::io {

// In the order of the reference implementation: later ones are written first.
// F8_E4M3 is float8_e4m3fn, F8_E8M0 float8_e8m0fnu, and F4, F6_E2M3 and F6_E3M2
// are the element formats of OCP Microscaling: packed without gaps, the first
// element in the lowest bits, so that the bits of a tensor fill whole bytes.
// (The reference knows C64 and two "fnuz" formats, too, which we have not.)
enum class SafetensorsDtype {
  kBool,
  kF4,
  kF6E2M3,
  kF6E3M2,
  kU8,
  kI8,
  kF8E5M2,
  kF8E4M3,
  kF8E8M0,
  kI16,
  kU16,
  kF16,
  kBF16,
  kI32,
  kU32,
  kF32,
  kF64,
  kI64,
  kU64,
};

// "F32" for kF32, as files spell it.
std::string_view Name(SafetensorsDtype dtype);
int Bits(SafetensorsDtype dtype);  // of an element

// The dtype of float, double, the integers from int8_t to uint64_t.
template <typename T>
SafetensorsDtype SafetensorsDtypeOf();

struct SafetensorsTensor {
  SafetensorsDtype dtype = SafetensorsDtype::kF32;
  std::vector<int64_t> shape;  // empty for a scalar
  std::string bytes;           // little-endian, C order

  int64_t size() const;  // number of elements

  // The elements; InvalidArgument if T is not the tensor's type. (A tensor of
  // packed or 8-bit floats is read from its `bytes`.)
  template <typename T>
  absl::StatusOr<std::vector<T>> Values() const;
};

struct Safetensors {
  std::map<std::string, SafetensorsTensor> tensors;
  std::map<std::string, std::string> metadata;  // "__metadata__" in the file
};

struct SafetensorsLimits {
  int64_t max_bytes = int64_t{1} << 30;    // of the file
  int64_t max_header_bytes = 100'000'000;  // as in the reference
  int64_t max_values = 1'000'000;          // JSON values in the header
  int max_dimensions = 32;
};

// Errors are InvalidArgument "NAME: what is wrong; what to do".
absl::StatusOr<Safetensors> ParseSafetensors(
    std::string_view bytes, const std::string& name = "safetensors",
    const SafetensorsLimits& limits = {});
absl::StatusOr<Safetensors> ReadSafetensors(
    const std::string& path, const SafetensorsLimits& limits = {});

// InvalidArgument when a tensor's bytes are not what its shape needs, or a
// name is not UTF-8 or is "__metadata__".
absl::StatusOr<std::string> FormatSafetensors(const Safetensors& file);
absl::Status WriteSafetensors(const std::string& path, const Safetensors& file);

// `values` of `shape`, whose product is their number.
template <typename T>
SafetensorsTensor MakeSafetensorsTensor(std::vector<int64_t> shape,
                                        std::span<const T> values);

// Implementation of the templates.

absl::Status SafetensorsTypeError(SafetensorsDtype found,
                                  SafetensorsDtype asked);

template <typename T>
absl::StatusOr<std::vector<T>> SafetensorsTensor::Values() const {
  if (dtype != SafetensorsDtypeOf<T>()) {
    return SafetensorsTypeError(dtype, SafetensorsDtypeOf<T>());
  }
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) {
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
  }
  return values;
}

template <typename T>
SafetensorsTensor MakeSafetensorsTensor(std::vector<int64_t> shape,
                                        std::span<const T> values) {
  return {SafetensorsDtypeOf<T>(), std::move(shape),
          std::string(reinterpret_cast<const char*>(values.data()),
                      values.size_bytes())};
}

}  // namespace wbm::io
