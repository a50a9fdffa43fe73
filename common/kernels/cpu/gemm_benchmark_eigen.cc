// Compiled once for the baseline and once with AVX-512's flags. Eigen's names
// are given another namespace in each, so that the linker cannot mix the two.
#if defined(__AVX512F__)
#define Eigen EigenForAvx512
#define WBM_PRODUCT EigenProductAvx512
#else
#define WBM_PRODUCT EigenProductBaseline
#endif

#include "common/kernels/cpu/gemm_benchmark_eigen.h"

#include <Eigen/Core>

namespace wbm::kernels {

void WBM_PRODUCT(const float* a, const float* b, float* c, int m, int n, int k,
                 int threads) {
  using Matrix =
      Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::setNbThreads(threads);
  Eigen::Map<Matrix>(c, m, n).noalias() =
      Eigen::Map<const Matrix>(a, m, k) * Eigen::Map<const Matrix>(b, k, n);
}

}  // namespace wbm::kernels
