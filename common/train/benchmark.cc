// Training speed of a TinyGPT: 2 layers, width 128, 4 heads, 64 positions,
// batches of 32 sequences, 38 tokens; forward, backward and AdamW in float32.
//
//   bazel run //common/train:benchmark [-- --seconds=10 --threads=1,2]
//
// Prints tokens a second for each number of threads; they take turns so that
// all meet the same machine: the best step and the median.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <list>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/numbers.h"
#include "common/kernels/cpu/thread_pool.h"
#include "common/lab/command_line.h"
#include "common/nn/minigpt.h"
#include "common/nn/optimizer.h"
#include "common/random/generator.h"
#include "common/train/gradients.h"

ABSL_FLAG(double, seconds, 10, "how long to measure");
ABSL_FLAG(std::vector<std::string>, threads,
          (std::vector<std::string>{"1", "2"}),
          "numbers of threads to compare");

namespace {

using wbm::kernels::ThreadPool;
using wbm::nn::MiniGpt;
using Clock = std::chrono::steady_clock;

constexpr int64_t kSequences = 32;
constexpr int64_t kPositions = 64;
constexpr int64_t kVocabulary = 38;

wbm::train::Batch RandomBatch(uint64_t seed) {
  wbm::random::Generator rng = wbm::random::DefaultRng(seed);
  wbm::train::Sequences sequences;
  for (int64_t i = 0; i < kSequences; ++i) {
    sequences.push_back(rng.Integers<int64_t>(0, kVocabulary, kPositions + 1));
  }
  return wbm::train::NextTokenBatch(sequences, 0);
}

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Contender {
  explicit Contender(int threads) : pool(threads) {}

  void Step(const wbm::train::Batch& batch) {
    const Clock::time_point start = Clock::now();
    const auto result = wbm::train::BatchGradients(model, batch, pool);
    optimizer.Step(result.gradients, 1e-3);
    times.push_back(SecondsSince(start));
  }

  double TokensPerSecond(double fraction) {
    std::sort(times.begin(), times.end());
    const auto last = static_cast<double>(times.size() - 1);
    return static_cast<double>(kSequences * kPositions) /
           times[static_cast<size_t>(last * fraction)];
  }

  ThreadPool pool;
  MiniGpt model = MiniGpt::Initialise({.vocabulary = kVocabulary,
                                       .context = kPositions,
                                       .width = 128,
                                       .layers = 2,
                                       .heads = 4,
                                       .hidden = 512},
                                      1);
  wbm::nn::AdamW optimizer{model.parameters(), {}};
  std::vector<double> times;
};

}  // namespace

int main(int argc, char** argv) {
  const auto line = wbm::lab::ParseCommandLine(argc, argv);
  if (!line.ok()) {
    std::cerr << line.status().message() << "\n";
    return 2;
  }
  if (line->help) {
    std::cout << "Measures training speed.\n\n" << wbm::lab::FlagsHelp();
    return 0;
  }
  const wbm::train::Batch batch = RandomBatch(2);
  std::list<Contender> contenders;
  for (const std::string& threads : absl::GetFlag(FLAGS_threads)) {
    int count = 0;
    if (!absl::SimpleAtoi(threads, &count) || count < 1) {
      std::cerr << "--threads: " << threads << " is not a number of threads\n";
      return 2;
    }
    contenders.emplace_back(count);
  }
  if (contenders.empty()) return 2;
  const Clock::time_point start = Clock::now();
  do {
    for (Contender& c : contenders) c.Step(batch);
  } while (SecondsSince(start) < absl::GetFlag(FLAGS_seconds));
  std::printf("tokens a second, best (median) of %zu steps\n",
              contenders.front().times.size());
  for (Contender& c : contenders) {
    std::printf("%d thread(s) %.0f (%.0f)\n", c.pool.threads(),
                c.TokensPerSecond(0), c.TokensPerSecond(0.5));
  }
}
