// What the boundary costs: calls of a few and of many floats, elementwise
// service, the start of a worker.
//
//   bazel run //grading/boundary:benchmark
//
// Prints the median and the best of each, and what a byte costs.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "common/io/runfiles.h"
#include "common/lab/each.h"
#include "grading/boundary/session.h"
#include "grading/boundary/testing/sample.h"

namespace wbm::boundary {
namespace {

using Clock = std::chrono::steady_clock;

// `bytes` pass through the pipes, both ways together, in one `run`.
void Measure(const std::string& name, int times, double bytes,
             const std::function<void()>& run) {
  run();
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const auto start = Clock::now();
    run();
    seconds.push_back(
        std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::sort(seconds.begin(), seconds.end());
  const double median = seconds[seconds.size() / 2];
  std::printf("%-34s median %10.1f us   best %10.1f us", name.c_str(),
              median * 1e6, seconds.front() * 1e6);
  if (bytes > 0) std::printf("   %6.2f GB/s", bytes / median * 1e-9);
  std::printf("\n");
  std::fflush(stdout);
}

void MeasureCalls(std::size_t size, int times) {
  using boundary_sample::Quantize;
  const std::vector<float> x(size, 1.0f);
  Measure("Quantize, " + std::to_string(size) + " floats", times,
          8.0 * static_cast<double>(size),
          [&] { Quantize(x, {.scale = 1, .zero_point = 0}); });
}

void MeasureAll() {
  using boundary_sample::EchoFloat;
  Measure("Seven, no arguments", 5000, 0, [] { boundary_sample::Seven(); });
  MeasureCalls(5, 5000);
  MeasureCalls(1 << 10, 2000);
  MeasureCalls(1 << 20, 30);
  const std::vector<float> x(1 << 24, 1.0f);
  Measure("Each<&EchoFloat>, 2^24 floats", 5,
          8.0 * static_cast<double>(x.size()),
          [&] { lab::Each<&EchoFloat>(x); });
  Measure("worker: start, one call, end", 100, 0, [] {
    Session::Current().StartCheck();
    boundary_sample::Seven();
  });
}

int Main(int argc) {
  const auto worker = io::Runfile("grading/boundary/testing/sample_worker");
  if (argc > 1 || !worker.ok()) {
    std::fprintf(stderr, "usage: bazel run //grading/boundary:benchmark\n");
    return 2;
  }
  setenv("WBM_WORKER", worker->c_str(), 1);
  setenv("WBM_LIMITS", R"({"total_seconds": 100000})", 1);
  MeasureAll();
  return 0;
}

}  // namespace
}  // namespace wbm::boundary

int main(int argc, char**) { return wbm::boundary::Main(argc); }
