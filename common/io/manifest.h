// manifest.json: what a run was made from and what it made.
//
//   Manifest manifest("04_int8");
//   manifest.SetSeed(42);
//   manifest.AddFlag("variant", "A");
//   status = manifest.AddInput("predictions.json", path);
//   ... run ...
//   manifest.AddDuration("quantize", seconds);
//   status = manifest.AddOutput("results.json", out + "/results.json");
//   status = manifest.Write(out + "/manifest.json");
//
// Everything that differs between two equal runs (start, finish, durations) is
// in the one member "stamps"; the rest is the same, byte for byte, on the same
// machine.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/io/json.h"
#include "common/io/sha256.h"

namespace wbm::io {

class Manifest {
 public:
  // Notes the time as the start of the run.
  explicit Manifest(std::string lab);

  void SetSeed(uint64_t seed);
  void AddFlag(const std::string& name, const std::string& value);

  // Hashes the file now and records it under `name` (not under its path, which
  // would name the machine).
  absl::Status AddInput(const std::string& name, const std::string& path);
  absl::Status AddOutput(const std::string& name, const std::string& path);

  void AddDuration(const std::string& name, double seconds);

  // Notes what the run itself says cannot be right about its outputs.
  void AddDoubt(const std::string& doubt);

  // lab, seed, flags, inputs, outputs, doubts, build {compiler, ...}, machine
  // {cpu, cpu_features, gpus}, stamps {started, finished, seconds, durations}.
  Json ToJson() const;
  absl::Status Write(const std::string& path) const;

 private:
  using Files = std::vector<std::pair<std::string, FileDigest>>;

  std::string lab_;
  Json seed_;  // null until set
  Json flags_ = Json::object();
  Json durations_ = Json::object();
  Json doubts_ = Json::array();
  Files inputs_;
  Files outputs_;
  std::chrono::system_clock::time_point started_;
  std::chrono::steady_clock::time_point started_steady_;
};

// The models of the GPUs that a driver shows; empty without one.
std::vector<std::string> VisibleGpus();

}  // namespace wbm::io
