// Eigen's matrix product, compiled for the instruction set that it is to use:
// Eigen chooses its kernels when it is compiled, not when it runs.
#pragma once

namespace wbm::kernels {

// c [m, n] = a [m, k] b [k, n], row-major float32, on `threads` threads.
using EigenProduct = void (*)(const float* a, const float* b, float* c, int m,
                              int n, int k, int threads);

// One definition a compiled copy; each keeps to itself what it takes of Eigen.
void EigenProductBaseline(const float* a, const float* b, float* c, int m,
                          int n, int k, int threads);
void EigenProductAvx512(const float* a, const float* b, float* c, int m, int n,
                        int k, int threads);

}  // namespace wbm::kernels
