// How fast the quantizers' kernels are, beside memcpy in the same run:
//
//   bazel run //common/kernels/cpu:quantize_benchmark
//
// Columns: elements/s; of_memcpy, the elements a second over those that memcpy
// copies as float32 in an array of the same length; and bytes_of_memcpy, the
// bytes read and written a second over those of that memcpy. 4,096 elements
// stay in the first-level cache, 16 Mi do not fit any.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "common/kernels/cpu/int4.h"
#include "common/kernels/cpu/isa.h"
#include "common/kernels/cpu/line_array.h"
#include "common/kernels/cpu/normal_float.h"
#include "common/kernels/cpu/quantize_int8.h"
#include "common/kernels/cpu/w4a16_gemv.h"
#include "common/quant/affine.h"
#include "common/quant/normal_float.h"

namespace wbm::kernels {
namespace {

constexpr std::size_t kSmall = 4096;
constexpr std::size_t kLarge = std::size_t{1} << 24;

const LineArray<float>& Floats(std::size_t n) {
  static std::map<std::size_t, LineArray<float>> made;
  LineArray<float>& x = made[n];
  if (x.empty()) {
    std::mt19937 bits(1);
    std::normal_distribution<float> normal;
    x.resize(n);
    for (float& v : x) v = normal(bits);
  }
  return x;
}

// CPU seconds of one call (as the benchmarks count them, so that a busy machine
// does not flatter the kernels), the least of ten rounds of about 20 ms.
template <class F>
double LeastSeconds(F f) {
  const auto seconds = [] {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  };
  // Reading the clock costs as much as a few calls on a small array.
  constexpr int kCalls = 256;
  double least = 1e9;
  for (int round = 0; round < 10; ++round) {
    const double start = seconds();
    int calls = 0;
    double spent = 0.0;
    do {
      for (int i = 0; i < kCalls; ++i) f();
      calls += kCalls;
      spent = seconds() - start;
    } while (spent < 0.02);
    least = std::min(least, spent / calls);
  }
  return least;
}

// float32 elements a second that memcpy copies in an array of n.
double MemcpyRate(std::size_t n) {
  static std::map<std::size_t, double> measured;
  double& rate = measured[n];
  if (rate == 0.0) {
    const LineArray<float>& from = Floats(n);
    LineArray<float> to(n);
    rate = static_cast<double>(n) / LeastSeconds([&] {
             std::memcpy(to.data(), from.data(), n * sizeof(float));
             benchmark::ClobberMemory();
           });
  }
  return rate;
}

// `bytes` are those read and written for an element.
void Report(benchmark::State& state, std::size_t n, double bytes) {
  using benchmark::Counter;
  const double elements =
      static_cast<double>(state.iterations()) * static_cast<double>(n);
  const double memcpy_rate = MemcpyRate(n);
  state.counters["elements/s"] = Counter(elements, Counter::kIsRate);
  state.counters["of_memcpy"] =
      Counter(elements / memcpy_rate, Counter::kIsRate);
  state.counters["bytes_of_memcpy"] =
      Counter(elements * bytes / (8 * memcpy_rate), Counter::kIsRate);
}

void Memcpy(benchmark::State& state, std::size_t n) {
  const LineArray<float>& from = Floats(n);
  LineArray<float> to(n);
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), n * sizeof(float));
    benchmark::ClobberMemory();
  }
  Report(state, n, 8);
}

void Quantize(benchmark::State& state, std::size_t n, quant::IntegerGrid grid,
              Isa isa) {
  const LineArray<float>& x = Floats(n);
  const quant::AffineParams p = quant::ChooseAffine(x, grid);
  LineArray<std::int8_t> codes(n);
  for (auto _ : state) {
    QuantizeInt8(x, p, codes, isa);
    benchmark::ClobberMemory();
  }
  Report(state, n, 5);
}

void Dequantize(benchmark::State& state, std::size_t n, Isa isa) {
  const quant::AffineParams p =
      quant::ChooseAffine(Floats(n), quant::kAsymmetricInt8);
  LineArray<std::int8_t> codes(n);
  QuantizeInt8(Floats(n), p, codes);
  LineArray<float> values(n);
  for (auto _ : state) {
    DequantizeInt8(codes, p, values, isa);
    benchmark::ClobberMemory();
  }
  Report(state, n, 5);
}

void Pack(benchmark::State& state, std::size_t n, Isa isa) {
  const LineArray<std::int8_t> codes(n, 3);
  LineArray<std::uint8_t> bytes(n / 2);
  for (auto _ : state) {
    PackInt4(codes, quant::NibbleOrder::kPairLowFirst, bytes, isa);
    benchmark::ClobberMemory();
  }
  Report(state, n, 1.5);
}

void Unpack(benchmark::State& state, std::size_t n, Isa isa) {
  const LineArray<std::uint8_t> bytes(n / 2, 0x5a);
  LineArray<std::int8_t> codes(n);
  for (auto _ : state) {
    UnpackInt4(bytes, quant::NibbleOrder::kPairLowFirst, codes, isa);
    benchmark::ClobberMemory();
  }
  Report(state, n, 1.5);
}

void EncodeNf4(benchmark::State& state, std::size_t n, Isa isa) {
  LineArray<float> absmax(n / 64);
  LineArray<std::uint8_t> codes(n);
  for (auto _ : state) {
    QuantizeNf4(Floats(n), 64, absmax, codes, isa);
    benchmark::ClobberMemory();
  }
  Report(state, n, 5);
}

void DecodeNf4(benchmark::State& state, std::size_t n, Isa isa) {
  LineArray<float> absmax(n / 64), values(n);
  LineArray<std::uint8_t> codes(n);
  QuantizeNf4(Floats(n), 64, absmax, codes);
  for (auto _ : state) {
    DequantizeNf4(codes, 64, absmax, values, isa);
    benchmark::ClobberMemory();
  }
  Report(state, n, 5);
}

// A square matrix of n weights in groups of 128.
void Gemv(benchmark::State& state, std::size_t n, Isa isa) {
  const auto side = static_cast<std::size_t>(std::sqrt(n));
  const quant::W4Matrix w = quant::PackW4(Floats(n), {side, side}, 128);
  std::vector<formats::float16> x;
  for (std::size_t i = 0; i < side; ++i) {
    x.push_back(formats::Encode<formats::float16>(Floats(n)[i]));
  }
  LineArray<float> y(side);
  for (auto _ : state) {
    W4Gemv(w, x, y, isa);
    benchmark::ClobberMemory();
  }
  Report(state, n, 0.5 + 2.0 / 128);
}

template <class F, class... Arguments>
void Register(const std::string& name, F f, Arguments... arguments) {
  benchmark::RegisterBenchmark(
      name.c_str(), [=](benchmark::State& state) { f(state, arguments...); });
}

void RegisterAll(std::size_t n, const std::string& size) {
  Register("memcpy_float32/" + size, Memcpy, n);
  for (const Isa isa : AvailableIsas()) {
    const std::string tail = "/" + std::string(IsaName(isa)) + "/" + size;
    Register("quantize_int8_symmetric" + tail, Quantize, n,
             quant::kSymmetricInt8, isa);
    Register("quantize_int8_asymmetric" + tail, Quantize, n,
             quant::kAsymmetricInt8, isa);
    Register("dequantize_int8" + tail, Dequantize, n, isa);
    Register("pack_int4" + tail, Pack, n, isa);
    Register("unpack_int4" + tail, Unpack, n, isa);
    Register("quantize_nf4" + tail, EncodeNf4, n, isa);
    Register("dequantize_nf4" + tail, DecodeNf4, n, isa);
    Register("w4a16_gemv" + tail, Gemv, n, isa);
  }
}

}  // namespace
}  // namespace wbm::kernels

int main(int argc, char** argv) {
  wbm::kernels::RegisterAll(wbm::kernels::kSmall, "4Ki");
  wbm::kernels::RegisterAll(wbm::kernels::kLarge, "16Mi");
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
