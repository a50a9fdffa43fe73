// Conversions beside memcpy and the peers, in one run:
//
//   bazel run //common/kernels/cpu:convert_bench
//
// One line a kernel: billions of elements a second, and the rate as a ratio of
// memcpy's on floats (elements read and written) and of the best peer's. "L1"
// is 4 096 elements, "L2" 64 K, "memory" 16 M. Kernels and peers take turns and
// each keeps its best turn, because clocks and neighbours come and go.
#include <immintrin.h>

#include <Eigen/Core>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "common/kernels/cpu/convert.h"
#include "common/kernels/cpu/cpu_features.h"

namespace wbm::kernels {
namespace {

using formats::Saturation;
using Clock = std::chrono::steady_clock;

struct Contender {
  std::string name;
  std::function<void()> run;
  double best = 0;  // elements a second
};

// Turns of about 3 ms; the best of all turns counts.
void Race(std::vector<Contender>& contenders, size_t n) {
  constexpr int kTurns = 30;
  const size_t repeats = std::max<size_t>(1, 6000000 / n);
  for (Contender& c : contenders) c.run();  // warm: pages, clocks, caches
  for (int turn = 0; turn < kTurns; ++turn) {
    for (Contender& c : contenders) {
      const auto start = Clock::now();
      for (size_t i = 0; i < repeats; ++i) c.run();
      const std::chrono::duration<double> took = Clock::now() - start;
      c.best =
          std::max(c.best, static_cast<double>(n * repeats) / took.count());
    }
  }
}

// Prints contenders[1] … as ratios of contenders[0], which is memcpy.
void Print(const std::string& what, const std::string& where,
           const std::vector<Contender>& contenders) {
  for (const Contender& c : contenders) {
    std::printf("%-22s %-7s %-24s %8.3f G/s  %6.3f of memcpy\n", what.c_str(),
                where.c_str(), c.name.c_str(), c.best * 1e-9,
                c.best / contenders[0].best);
  }
}

std::vector<float> Normal(size_t n) {
  std::mt19937 generator(7);
  std::normal_distribution<float> normal;
  std::vector<float> x(n);
  for (float& value : x) value = normal(generator);
  return x;
}

// ---- Peers ----

__attribute__((target("f16c,avx"))) void F16cLoop(const float* in,
                                                  uint16_t* out, size_t n) {
  for (size_t i = 0; i + 8 <= n; i += 8) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(in + i), 0));
  }
}

__attribute__((target("f16c,avx"))) void F16cBack(const uint16_t* in,
                                                  float* out, size_t n) {
  for (size_t i = 0; i + 8 <= n; i += 8) {
    _mm256_storeu_ps(out + i, _mm256_cvtph_ps(_mm_loadu_si128(
                                  reinterpret_cast<const __m128i*>(in + i))));
  }
}

template <typename Narrow>
void EigenCast(const float* in, uint16_t* out, size_t n) {
  using Index = Eigen::Index;
  Eigen::Map<Eigen::Array<Narrow, Eigen::Dynamic, 1>>(
      reinterpret_cast<Narrow*>(out), static_cast<Index>(n)) =
      Eigen::Map<const Eigen::ArrayXf>(in, static_cast<Index>(n))
          .template cast<Narrow>();
}

template <typename Narrow>
void EigenBack(const uint16_t* in, float* out, size_t n) {
  using Index = Eigen::Index;
  Eigen::Map<Eigen::ArrayXf>(out, static_cast<Index>(n)) =
      Eigen::Map<const Eigen::Array<Narrow, Eigen::Dynamic, 1>>(
          reinterpret_cast<const Narrow*>(in), static_cast<Index>(n))
          .template cast<float>();
}

// The table that a program without kernels would use.
template <formats::FormatType T>
void TableBack(const T* in, float* out, size_t n) {
  static const std::vector<float> table = [] {
    std::vector<float> values(256);
    for (uint32_t c = 0; c < 256; ++c) {
      values[c] = formats::ToFloat(formats::FromBits<T>(c));
    }
    return values;
  }();
  for (size_t i = 0; i < n; ++i) out[i] = table[in[i].bits];
}

// ---- Races ----

template <formats::FormatType T>
void AddPeers(const float* in, T* out, size_t n,
              std::vector<Contender>& contenders) {
  auto* words = reinterpret_cast<uint16_t*>(out);
  if constexpr (std::is_same_v<T, formats::float16>) {
    contenders.push_back({"F16C loop", [=] { F16cLoop(in, words, n); }});
    contenders.push_back(
        {"Eigen cast", [=] { EigenCast<Eigen::half>(in, words, n); }});
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    contenders.push_back(
        {"Eigen cast", [=] { EigenCast<Eigen::bfloat16>(in, words, n); }});
  }
}

template <formats::FormatType T>
void AddBackPeers(const T* in, float* out, size_t n,
                  std::vector<Contender>& contenders) {
  const auto* words = reinterpret_cast<const uint16_t*>(in);
  if constexpr (std::is_same_v<T, formats::float16>) {
    contenders.push_back({"F16C loop", [=] { F16cBack(words, out, n); }});
    contenders.push_back(
        {"Eigen cast", [=] { EigenBack<Eigen::half>(words, out, n); }});
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    contenders.push_back(
        {"Eigen cast", [=] { EigenBack<Eigen::bfloat16>(words, out, n); }});
  } else {
    contenders.push_back({"table", [=] { TableBack(in, out, n); }});
  }
}

template <formats::FormatType T>
void RaceFormat(size_t n, const std::string& where) {
  const std::vector<float> x = Normal(n);
  std::vector<float> copy(n);
  std::vector<T> y(n);
  const std::string name(T::kFormat.name);
  const Contender memcpy_floats = {
      "memcpy", [&] { std::memcpy(copy.data(), x.data(), n * sizeof(float)); }};

  std::vector<Contender> there = {memcpy_floats};
  AddPeers(x.data(), y.data(), n, there);
  for (const Isa isa : AvailableIsas()) {
    there.push_back({"ours, " + std::string(IsaName(isa)), [&, isa] {
                       FromFloat<T>(x, y, Saturation::kSatFinite, isa);
                     }});
  }
  Race(there, n);
  Print("float32->" + name, where, there);

  std::vector<Contender> back = {memcpy_floats};
  AddBackPeers(y.data(), copy.data(), n, back);
  for (const Isa isa : AvailableIsas()) {
    back.push_back({"ours, " + std::string(IsaName(isa)),
                    [&, isa] { ToFloat<T>(y, copy, isa); }});
  }
  Race(back, n);
  Print(name + "->float32", where, back);
}

void RaceAll(size_t n, const std::string& where) {
  RaceFormat<formats::float16>(n, where);
  RaceFormat<formats::bfloat16>(n, where);
  RaceFormat<formats::float8_e4m3fn>(n, where);
  RaceFormat<formats::float8_e5m2>(n, where);
  RaceFormat<formats::float6_e3m2fn>(n, where);
  RaceFormat<formats::float6_e2m3fn>(n, where);
  RaceFormat<formats::float4_e2m1fn>(n, where);
}

constexpr char kHelp[] =
    R"(convert_bench: conversions beside memcpy and peers, as ratios in one run

usage: convert_bench [L1|L2|memory ...]     default: all three

Exit status: 0 run, 2 wrong use.
)";

int Run(int argc, char** argv) {
  struct Size {
    const char* name;
    size_t n;
  };
  constexpr Size kSizes[] = {
      {"L1", 4096}, {"L2", 65536}, {"memory", size_t{1} << 24}};
  std::vector<Size> wanted(kSizes, argc < 2 ? kSizes + 3 : kSizes);
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--help" || argument == "-h") {
      std::fputs(kHelp, stdout);
      return 0;
    }
    const auto known =
        std::find_if(std::begin(kSizes), std::end(kSizes),
                     [&](const Size& size) { return argument == size.name; });
    if (known == std::end(kSizes)) {
      std::fprintf(stderr, "convert_bench: no size is called '%s'; %s\n",
                   argv[i], "known are L1, L2 and memory");
      return 2;
    }
    wanted.push_back(*known);
  }
  std::printf("CPU: %s\n", CpuModel().c_str());
  for (const Size& size : wanted) RaceAll(size.n, size.name);
  return 0;
}

}  // namespace
}  // namespace wbm::kernels

int main(int argc, char** argv) { return wbm::kernels::Run(argc, argv); }
