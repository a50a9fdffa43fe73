#include "common/kernels/cpu/gemm_kernel.h"

#include <cmath>
#include <vector>

#include "common/os/cpu_features.h"

namespace wbm::kernels {
namespace {

constexpr int kRows = 4;
constexpr int kCols = 8;

struct Scalar {
  template <int kTileRows>
  static void Tile(std::ptrdiff_t depth, const Panel& a, const Panel& b,
                   float* c, std::ptrdiff_t stride, bool add) {
    float tile[kTileRows][kCols] = {};
    for (std::ptrdiff_t k = 0; k < depth; ++k) {
      for (int i = 0; i < kTileRows; ++i) {
        const float a_i = a.data[k * a.step + i * a.lane];
        for (int j = 0; j < kCols; ++j) {
          tile[i][j] = std::fma(a_i, b.data[k * b.step + j], tile[i][j]);
        }
      }
    }
    for (int i = 0; i < kTileRows; ++i) {
      for (int j = 0; j < kCols; ++j) {
        float& out = c[i * stride + j];
        out = add ? out + tile[i][j] : tile[i][j];
      }
    }
  }
};
constexpr const GemmTile* kTiles = kGemmTiles<Scalar, kRows>.data();

std::vector<const GemmKernel*> Usable() {
  std::vector<const GemmKernel*> kernels = {&kGemmScalar};
#if defined(__aarch64__)
  kernels.push_back(&kGemmNeon);
#elif defined(__x86_64__)
  const os::CpuFeatures& cpu = os::GetCpuFeatures();
  if (cpu.avx2 && cpu.fma) kernels.push_back(&kGemmAvx2);
  if (cpu.avx512f) kernels.push_back(&kGemmAvx512);
#endif
  return kernels;
}

}  // namespace

const GemmKernel kGemmScalar = {"scalar", kRows, kCols, kTiles, kTiles};

std::span<const GemmKernel* const> GemmKernels() {
  static const std::vector<const GemmKernel*> kernels = Usable();
  return kernels;
}

}  // namespace wbm::kernels
