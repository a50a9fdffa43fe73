// NumPy's .npy files, versions 1 and 2, in C order.
//
//   std::vector<float> w = ...;
//   absl::Status s = WriteNpy<float>("w.npy", {64, 5}, w);
//   absl::StatusOr<NpyArray> a = ReadNpy("w.npy");
//   absl::StatusOr<std::vector<float>> back = a->Values<float>();
//
// The reader takes its input as hostile: the header has its own small grammar,
// sizes are checked against the bytes that are there before anything is
// allocated, and objects, records, big-endian and Fortran-ordered arrays are
// refused with the call that would make a readable file.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::io {

enum class Dtype {
  kBool,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kFloat16,
  kFloat32,
  kFloat64,
};

// The code of an IEEE binary16 number: this library does no arithmetic on it.
struct Float16Bits {
  uint16_t bits = 0;
  friend bool operator==(Float16Bits, Float16Bits) = default;
};

// "float32" for kFloat32, as NumPy calls it.
std::string_view DtypeName(Dtype dtype);
int DtypeBytes(Dtype dtype);

// The Dtype of int8_t .. uint64_t, Float16Bits, float, double; bool arrays are
// held as NpyBool, one byte each.
enum class NpyBool : uint8_t { kFalse = 0, kTrue = 1 };
template <typename T>
Dtype DtypeOf();

struct NpyArray {
  Dtype dtype = Dtype::kFloat64;
  std::vector<int64_t> shape;  // empty for a scalar
  std::string bytes;           // little-endian, C order

  int64_t size() const;  // number of elements

  // The elements; InvalidArgument if T is not the array's type.
  template <typename T>
  absl::StatusOr<std::vector<T>> Values() const;
};

struct NpyLimits {
  int64_t max_bytes = int64_t{1} << 30;
  int max_dimensions = 32;
};

// Errors are InvalidArgument "NAME: what is wrong; what to do".
absl::StatusOr<NpyArray> ParseNpy(std::string_view bytes,
                                  const std::string& name = "array",
                                  const NpyLimits& limits = {});
absl::StatusOr<NpyArray> ReadNpy(const std::string& path,
                                 const NpyLimits& limits = {});

// What np.save writes for the same array, byte for byte.
absl::StatusOr<std::string> FormatNpy(const NpyArray& array);
absl::Status WriteNpy(const std::string& path, const NpyArray& array);
template <typename T>
absl::Status WriteNpy(const std::string& path, std::vector<int64_t> shape,
                      std::span<const T> values);

// Implementation of the templates.

absl::Status NpyTypeError(Dtype found, Dtype asked);

template <typename T>
absl::StatusOr<std::vector<T>> NpyArray::Values() const {
  if (dtype != DtypeOf<T>()) return NpyTypeError(dtype, DtypeOf<T>());
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) {
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
  }
  return values;
}

template <typename T>
absl::Status WriteNpy(const std::string& path, std::vector<int64_t> shape,
                      std::span<const T> values) {
  NpyArray array{DtypeOf<T>(), std::move(shape), {}};
  array.bytes.assign(reinterpret_cast<const char*>(values.data()),
                     values.size_bytes());
  return WriteNpy(path, array);
}

}  // namespace wbm::io
