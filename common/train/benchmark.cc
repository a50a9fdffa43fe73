// Training speed of a TinyGPT: 2 layers, width 128, 4 heads, 64 positions,
// batches of 32 sequences, 38 tokens; forward, backward and AdamW in float32.
//
//   bazel run //common/train:benchmark
//   bazel run //common/train:benchmark -- --threads=2 --torch=/usr/bin/python3
//
// Prints tokens a second for each number of threads: the best step and the
// median. With --torch, a Python that has PyTorch trains the same model (see
// torch_peer.py). All take turns, so that they meet the same machine. To
// compare on one core, run the whole under taskset. PyTorch is at its best when
// its OpenBLAS knows the CPU (OPENBLAS_CORETYPE) and, with two threads, leaves
// them to PyTorch (OPENBLAS_NUM_THREADS=1).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/io/runfiles.h"
#include "common/kernels/cpu/thread_pool.h"
#include "common/nn/minigpt.h"
#include "common/nn/optimizer.h"
#include "common/os/command_line.h"
#include "common/random/generator.h"
#include "common/train/gradients.h"

ABSL_FLAG(double, seconds, 2, "how long a turn lasts");
ABSL_FLAG(int, turns, 5, "how many turns each one has");
ABSL_FLAG(std::vector<std::string>, threads,
          (std::vector<std::string>{"1", "2"}),
          "numbers of threads to compare");
ABSL_FLAG(std::string, torch, "",
          "a Python interpreter that has PyTorch, to compare with");

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

class Ours {
 public:
  explicit Ours(int threads) : pool_(threads) {}

  // The seconds of each step of a turn.
  std::vector<double> Turn(double seconds) {
    std::vector<double> times;
    const Clock::time_point start = Clock::now();
    while (SecondsSince(start) < seconds) {
      const Clock::time_point before = Clock::now();
      const auto result = wbm::train::BatchGradients(model_, batch_, pool_);
      optimizer_.Step(result.gradients, 1e-3);
      times.push_back(SecondsSince(before));
    }
    return times;
  }

 private:
  ThreadPool pool_;
  wbm::train::Batch batch_ = RandomBatch(2);
  MiniGpt model_ = MiniGpt::Initialise({.vocabulary = kVocabulary,
                                        .context = kPositions,
                                        .width = 128,
                                        .layers = 2,
                                        .heads = 4,
                                        .hidden = 512},
                                       1);
  wbm::nn::AdamW optimizer_{model_.parameters(), {}};
};

// Empty when PyTorch does not run.
std::vector<double> TorchTurn(int threads, double seconds) {
  std::vector<double> times;
  const auto script = wbm::io::Runfile("common/train/torch_peer.py");
  if (!script.ok()) return times;
  const std::string command = absl::StrCat(
      absl::GetFlag(FLAGS_torch), " '", *script, "' ", threads, " ", seconds);
  FILE* output = popen(command.c_str(), "r");
  if (output == nullptr) return times;
  double time = 0;
  while (std::fscanf(output, "%lf", &time) == 1) times.push_back(time);
  pclose(output);
  return times;
}

struct Contender {
  std::string name;
  std::function<std::vector<double>(double)> turn;
  std::vector<double> times;

  double TokensPerSecond(double fraction) {
    std::sort(times.begin(), times.end());
    const auto last = static_cast<double>(times.size() - 1);
    return static_cast<double>(kSequences * kPositions) /
           times[static_cast<size_t>(last * fraction)];
  }
};

void AddContenders(int threads, std::vector<Contender>& contenders) {
  const auto ours = std::make_shared<Ours>(threads);
  contenders.push_back({absl::StrCat("ours, ", threads, " thread(s)"),
                        [=](double seconds) { return ours->Turn(seconds); },
                        {}});
  if (absl::GetFlag(FLAGS_torch).empty()) return;
  contenders.push_back(
      {absl::StrCat("PyTorch, ", threads, " thread(s)"),
       [=](double seconds) { return TorchTurn(threads, seconds); },
       {}});
}

}  // namespace

int main(int argc, char** argv) {
  const auto line = wbm::os::ParseCommandLine(argc, argv);
  if (!line.ok()) {
    std::cerr << line.status().message() << "\n";
    return 2;
  }
  if (line->help) {
    std::cout << "Measures training speed.\n\n" << wbm::os::FlagsHelp();
    return 0;
  }
  std::vector<Contender> contenders;
  for (const std::string& threads : absl::GetFlag(FLAGS_threads)) {
    int count = 0;
    if (!absl::SimpleAtoi(threads, &count) || count < 1) {
      std::cerr << "--threads: " << threads << " is not a number of threads\n";
      return 2;
    }
    AddContenders(count, contenders);
  }
  for (int turn = 0; turn < absl::GetFlag(FLAGS_turns); ++turn) {
    for (Contender& c : contenders) {
      const std::vector<double> times = c.turn(absl::GetFlag(FLAGS_seconds));
      c.times.insert(c.times.end(), times.begin(), times.end());
    }
  }
  std::printf("tokens a second, best (median) of all steps\n");
  for (Contender& c : contenders) {
    if (c.times.empty()) {
      std::printf("%s: did not run\n", c.name.c_str());
      continue;
    }
    std::printf("%-24s %.0f (%.0f)\n", c.name.c_str(), c.TokensPerSecond(0),
                c.TokensPerSecond(0.5));
  }
}
