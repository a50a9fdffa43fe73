// The versions behind normal_float.h, one block each. Callers check the CPU.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wbm::kernels {

// The greatest finite |x|, 0 if there is none.
float Nf4AbsMaxScalar(const float* x, std::size_t n);
float Nf4AbsMaxAvx2(const float* x, std::size_t n);
float Nf4AbsMaxAvx512(const float* x, std::size_t n);

void Nf4EncodeScalar(const float* x, float absmax, std::uint8_t* codes,
                     std::size_t n);
void Nf4EncodeAvx2(const float* x, float absmax, std::uint8_t* codes,
                   std::size_t n);
void Nf4EncodeAvx512(const float* x, float absmax, std::uint8_t* codes,
                     std::size_t n);

void Nf4DecodeScalar(const std::uint8_t* codes, float absmax, float* values,
                     std::size_t n);
void Nf4DecodeAvx2(const std::uint8_t* codes, float absmax, float* values,
                   std::size_t n);
void Nf4DecodeAvx512(const std::uint8_t* codes, float absmax, float* values,
                     std::size_t n);

}  // namespace wbm::kernels
