// Conversions beside memcpy and the peers, in one run:
//
//   bazel run //common/kernels/cpu:convert_benchmark -- L1
//
// One line a kernel: billions of elements a second; that as a share of
// memcpy's floats a second; and bytes read and written a second as a share of
// memcpy's. "L1" is 4 096 elements, "L2" 64 K, "memory" 16 M. The contenders of
// a race take turns in random order and each keeps its best turn, because
// clocks and neighbours come and go.
#include <benchmark/benchmark.h>
#include <immintrin.h>

#include <Eigen/Core>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "common/kernels/cpu/convert.h"
#include "common/kernels/cpu/line_array.h"
#include "common/os/cpu_features.h"

namespace wbm::kernels {
namespace {

using formats::Saturation;

struct Contender {
  std::string name;
  size_t bytes;  // read and written, an element
  std::function<void()> run;
};

// Keeps the best rate of each benchmark instead of printing every turn.
class BestRates : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      double& best = best_[run.run_name.function_name];
      best = std::max(best, run.counters.at("items_per_second").value);
    }
  }
  double Of(const std::string& name) const { return best_.at(name); }

 private:
  std::map<std::string, double> best_;
};

// Runs and prints; contenders[0] is memcpy of n floats.
void Race(const std::string& what, const std::string& where, size_t n,
          const std::vector<Contender>& contenders) {
  for (const Contender& c : contenders) {
    const auto turn = [&c, n](benchmark::State& state) {
      for (auto _ : state) c.run();
      state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(n));
    };
    benchmark::RegisterBenchmark(c.name.c_str(), turn)
        ->Repetitions(25)
        ->MinTime(0.003);
  }
  BestRates rates;
  benchmark::RunSpecifiedBenchmarks(&rates);
  benchmark::ClearRegisteredBenchmarks();
  const double copy = rates.Of(contenders[0].name);
  for (const Contender& c : contenders) {
    const double rate = rates.Of(c.name);
    const double bytes =
        static_cast<double>(c.bytes) / static_cast<double>(contenders[0].bytes);
    std::printf("%-22s %-6s %-12s %8.3f G/s  %6.3f of memcpy, bytes %6.3f\n",
                what.c_str(), where.c_str(), c.name.c_str(), rate * 1e-9,
                rate / copy, rate / copy * bytes);
  }
  std::fflush(stdout);
}

LineArray<float> Normal(size_t n) {
  std::mt19937 generator(7);
  std::normal_distribution<float> normal;
  LineArray<float> x(n);
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
    contenders.push_back({"F16C loop", 6, [=] { F16cLoop(in, words, n); }});
    contenders.push_back(
        {"Eigen cast", 6, [=] { EigenCast<Eigen::half>(in, words, n); }});
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    contenders.push_back(
        {"Eigen cast", 6, [=] { EigenCast<Eigen::bfloat16>(in, words, n); }});
  }
}

template <formats::FormatType T>
void AddBackPeers(const T* in, float* out, size_t n,
                  std::vector<Contender>& contenders) {
  const auto* words = reinterpret_cast<const uint16_t*>(in);
  if constexpr (std::is_same_v<T, formats::float16>) {
    contenders.push_back({"F16C loop", 6, [=] { F16cBack(words, out, n); }});
    contenders.push_back(
        {"Eigen cast", 6, [=] { EigenBack<Eigen::half>(words, out, n); }});
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    contenders.push_back(
        {"Eigen cast", 6, [=] { EigenBack<Eigen::bfloat16>(words, out, n); }});
  } else {
    contenders.push_back({"table", 5, [=] { TableBack(in, out, n); }});
  }
}

// float16 and bfloat16 without saturation, as the peers convert; the others,
// which overflow soon, with it.
template <formats::FormatType T>
constexpr Saturation kPolicy = T::kFormat.Bits() == 16 ? Saturation::kSatNone
                                                       : Saturation::kSatFinite;

template <formats::FormatType T>
void RaceFormat(size_t n, const std::string& where) {
  const LineArray<float> x = Normal(n);
  LineArray<float> copy(n);
  LineArray<T> y(n);
  const std::string name(T::kFormat.name);
  constexpr size_t kBytes = sizeof(float) + sizeof(T);
  const Contender memcpy_floats = {
      "memcpy", 2 * sizeof(float),
      [&] { std::memcpy(copy.data(), x.data(), n * sizeof(float)); }};

  std::vector<Contender> there = {memcpy_floats};
  AddPeers(x.data(), y.data(), n, there);
  for (const Isa isa : AvailableIsas()) {
    there.push_back({"ours, " + std::string(IsaName(isa)), kBytes,
                     [&, isa] { FromFloat<T>(x, y, kPolicy<T>, isa); }});
  }
  Race("float32->" + name, where, n, there);

  std::vector<Contender> back = {memcpy_floats};
  AddBackPeers(y.data(), copy.data(), n, back);
  for (const Isa isa : AvailableIsas()) {
    back.push_back({"ours, " + std::string(IsaName(isa)), kBytes,
                    [&, isa] { ToFloat<T>(y, copy, isa); }});
  }
  Race(name + "->float32", where, n, back);
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
    R"(convert_benchmark: conversions beside memcpy and peers, as ratios in one run

usage: convert_benchmark [L1|L2|memory ...]     default: all three

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
      std::fprintf(stderr, "convert_benchmark: no size is called '%s'; %s\n",
                   argv[i], "known are L1, L2 and memory");
      return 2;
    }
    wanted.push_back(*known);
  }
  // Contenders take turns.
  char name[] = "convert_benchmark";
  char interleave[] = "--benchmark_enable_random_interleaving=true";
  char* flags[] = {name, interleave};
  int count = 2;
  benchmark::Initialize(&count, flags);
  std::printf("CPU: %s\n", os::CpuModel().c_str());
  for (const Size& size : wanted) RaceAll(size.n, size.name);
  return 0;
}

}  // namespace
}  // namespace wbm::kernels

int main(int argc, char** argv) { return wbm::kernels::Run(argc, argv); }
