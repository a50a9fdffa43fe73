// The types of a tensor's elements.
//
// float32 and float64 are computed in; float16, bfloat16 and int64 are stored
// (int64 as token ids and targets) and converted with Cast (ops.h).
#pragma once

#include <cstdint>
#include <string_view>

#include "common/formats/float.h"

namespace wbm::tensor {

enum class Dtype { kFloat16, kBFloat16, kFloat32, kFloat64, kInt64 };

// "float32", as NumPy and ml_dtypes call it.
std::string_view Name(Dtype dtype);
int64_t Bytes(Dtype dtype);
constexpr bool IsFloat(Dtype dtype) { return dtype != Dtype::kInt64; }

// The dtype that holds elements of a C++ type.
template <class T>
struct DtypeOf;
template <class T>
inline constexpr Dtype kDtypeOf = DtypeOf<T>::kValue;

template <>
struct DtypeOf<formats::float16> {
  static constexpr Dtype kValue = Dtype::kFloat16;
};
template <>
struct DtypeOf<formats::bfloat16> {
  static constexpr Dtype kValue = Dtype::kBFloat16;
};
template <>
struct DtypeOf<float> {
  static constexpr Dtype kValue = Dtype::kFloat32;
};
template <>
struct DtypeOf<double> {
  static constexpr Dtype kValue = Dtype::kFloat64;
};
template <>
struct DtypeOf<int64_t> {
  static constexpr Dtype kValue = Dtype::kInt64;
};

}  // namespace wbm::tensor
