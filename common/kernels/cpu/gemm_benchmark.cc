// float32 matrix products beside Eigen and, where they are installed, OpenBLAS
// and oneDNN.
//
//   bazel run //common/kernels/cpu:gemm_benchmark
//
// The peers and ours take turns, so that all meet the same machine; rates are
// the best and the median of the turns. Eigen is
// compiled for AVX-512 where the CPU has it; the others are loaded at run time
// (set OPENBLAS_CORETYPE, to SkylakeX say, when OpenBLAS does not know the
// CPU).
#include <dlfcn.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "common/kernels/cpu/gemm.h"
#include "common/kernels/cpu/gemm_benchmark_eigen.h"
#include "common/os/cpu_features.h"

namespace {

using wbm::kernels::RowMajor;
using wbm::kernels::ThreadPool;

struct Problem {
  int m, n, k;
  std::vector<float> a, b, c;
  double flops() const { return 2.0 * m * n * k; }
};

Problem MakeProblem(int m, int n, int k) {
  Problem p = {m, n, k, {}, {}, {}};
  p.a.resize(static_cast<std::size_t>(m) * static_cast<std::size_t>(k), 1.1f);
  p.b.resize(static_cast<std::size_t>(k) * static_cast<std::size_t>(n), 0.3f);
  p.c.resize(static_cast<std::size_t>(m) * static_cast<std::size_t>(n));
  return p;
}

using Product = std::function<void(Problem&)>;
struct Contender {
  std::string name;
  Product product;
};

void AddEigen(int threads, std::vector<Contender>& contenders) {
  const wbm::kernels::EigenProduct product =
      wbm::kernels::GetCpuFeatures().avx512dq
          ? wbm::kernels::EigenProductAvx512
          : wbm::kernels::EigenProductBaseline;
  contenders.push_back({"Eigen", [=](Problem& p) {
                          product(p.a.data(), p.b.data(), p.c.data(), p.m, p.n,
                                  p.k, threads);
                        }});
}

// Row-major, no transpose: CBLAS's numbers for these.
constexpr int kRowMajor = 101;
constexpr int kNoTranspose = 111;
using Sgemm = void (*)(int, int, int, int, int, int, float, const float*, int,
                       const float*, int, float, float*, int);

void AddOpenBlas(int threads, std::vector<Contender>& contenders) {
  void* library = dlopen("libopenblas.so.0", RTLD_NOW);
  if (library == nullptr) return;
  const auto sgemm = reinterpret_cast<Sgemm>(dlsym(library, "cblas_sgemm"));
  const auto set_threads = reinterpret_cast<void (*)(int)>(
      dlsym(library, "openblas_set_num_threads"));
  if (sgemm == nullptr || set_threads == nullptr) return;
  set_threads(threads);
  contenders.push_back({"OpenBLAS", [sgemm](Problem& p) {
                          sgemm(kRowMajor, kNoTranspose, kNoTranspose, p.m, p.n,
                                p.k, 1.0f, p.a.data(), p.k, p.b.data(), p.n,
                                0.0f, p.c.data(), p.n);
                        }});
}

// oneDNN's number of threads is OpenMP's.
using DnnlSgemm = int (*)(char, char, std::int64_t, std::int64_t, std::int64_t,
                          float, const float*, std::int64_t, const float*,
                          std::int64_t, float, float*, std::int64_t);

void AddOneDnn(std::vector<Contender>& contenders) {
  void* library = dlopen("libdnnl.so.2", RTLD_NOW);
  if (library == nullptr) return;
  const auto sgemm = reinterpret_cast<DnnlSgemm>(dlsym(library, "dnnl_sgemm"));
  if (sgemm == nullptr) return;
  contenders.push_back({"oneDNN", [=](Problem& p) {
                          sgemm('N', 'N', p.m, p.n, p.k, 1.0f, p.a.data(), p.k,
                                p.b.data(), p.n, 0.0f, p.c.data(), p.n);
                        }});
}

// The best of three, after one to warm up. Idle threads of the one before
// (OpenMP's, OpenBLAS's) first spin for a while, on the core that the next one
// needs: they are waited for.
double Seconds(int threads, const Product& product, Problem& problem) {
  using Clock = std::chrono::steady_clock;
  if (threads > 1) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  product(problem);
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 3; ++i) {
    const auto start = Clock::now();
    product(problem);
    const std::chrono::duration<double> took = Clock::now() - start;
    best = std::min(best, took.count());
  }
  return best;
}

void Compare(int threads, const std::vector<Contender>& contenders,
             Problem problem) {
  const int rounds =
      static_cast<int>(std::clamp(5e9 / problem.flops(), 7.0, 30.0));
  std::vector<std::vector<double>> times(contenders.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      times[i].push_back(Seconds(threads, contenders[i].product, problem));
    }
  }
  std::printf("%d thread(s) %4d x %4d x %4d", threads, problem.m, problem.n,
              problem.k);
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    std::sort(times[i].begin(), times[i].end());
    std::printf("  %s %.0f (%.0f)", contenders[i].name.c_str(),
                problem.flops() / times[i].front() * 1e-9,
                problem.flops() / times[i][times[i].size() / 2] * 1e-9);
    if (i > 0) {
      std::printf(" ours/it %.2f", times[i].front() / times[0].front());
    }
  }
  std::printf("\n");
}

}  // namespace

int main() {
  std::printf("GFLOP/s, best (median)\n");
  for (int threads : {1, 2}) {
    ThreadPool pool(threads);
    std::vector<Contender> contenders = {
        {"ours", [&pool](Problem& p) {
           Gemm(RowMajor<const float>(p.a.data(), p.m, p.k),
                RowMajor<const float>(p.b.data(), p.k, p.n),
                RowMajor(p.c.data(), p.m, p.n), {.pool = &pool});
         }}};
    omp_set_num_threads(threads);
    AddEigen(threads, contenders);
    AddOpenBlas(threads, contenders);
    AddOneDnn(contenders);
    for (int size : {512, 1024, 2048}) {
      Compare(threads, contenders, MakeProblem(size, size, size));
    }
    Compare(threads, contenders, MakeProblem(2048, 384, 128));
    Compare(threads, contenders, MakeProblem(2048, 128, 512));
  }
}
