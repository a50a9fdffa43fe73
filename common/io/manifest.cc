#include "common/io/manifest.h"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "common/os/cpu_features.h"

namespace wbm::io {
namespace {

namespace fs = std::filesystem;

absl::Status Record(std::vector<std::pair<std::string, FileDigest>>& files,
                    const std::string& name, const std::string& path) {
  absl::StatusOr<FileDigest> digest = DigestFile(path);
  if (!digest.ok()) return digest.status();
  files.emplace_back(name, *std::move(digest));
  return absl::OkStatus();
}

Json FilesAsJson(const std::vector<std::pair<std::string, FileDigest>>& files) {
  Json json = Json::object();
  for (const auto& [name, digest] : files) {
    json[name] = {{"sha256", digest.sha256}, {"bytes", digest.bytes}};
  }
  return json;
}

// "2026-01-31T12:00:00Z".
std::string Utc(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts = {};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Json Build() {
  Json json;
#if defined(__clang__)
  json["compiler"] = std::string("clang ") + __clang_version__;
#elif defined(__GNUC__)
  json["compiler"] = std::string("gcc ") + __VERSION__;
#endif
  json["standard"] = __cplusplus;
#if defined(NDEBUG)
  json["assertions"] = false;
#else
  json["assertions"] = true;
#endif
  return json;
}

Json Machine() {
  Json json;
  json["cpu"] = os::CpuModel();
  json["cpu_features"] = os::CpuFeatureNames(os::GetCpuFeatures());
  json["gpus"] = VisibleGpus();
  return json;
}

// The value of "Model:  NVIDIA H200" in a driver's information file.
std::string ModelIn(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  while (std::getline(stream, line)) {
    if (!line.starts_with("Model:")) continue;
    const size_t start = line.find_first_not_of(" \t", 6);
    return start == std::string::npos ? "" : line.substr(start);
  }
  return "";
}

}  // namespace

std::vector<std::string> VisibleGpus() {
  std::vector<std::string> models;
  std::error_code error;
  for (const fs::directory_entry& gpu :
       fs::directory_iterator("/proc/driver/nvidia/gpus", error)) {
    std::string model = ModelIn(gpu.path() / "information");
    models.push_back(model.empty() ? "NVIDIA GPU" : std::move(model));
  }
  struct stat info;
  if (models.empty() && stat("/dev/nvidia0", &info) == 0) {
    models.push_back("NVIDIA GPU");
  }
  std::sort(models.begin(), models.end());
  return models;
}

Manifest::Manifest(std::string lab)
    : lab_(std::move(lab)),
      started_(std::chrono::system_clock::now()),
      started_steady_(std::chrono::steady_clock::now()) {}

void Manifest::SetSeed(uint64_t seed) { seed_ = seed; }

void Manifest::AddFlag(const std::string& name, const std::string& value) {
  flags_[name] = value;
}

absl::Status Manifest::AddInput(const std::string& name,
                                const std::string& path) {
  return Record(inputs_, name, path);
}

absl::Status Manifest::AddOutput(const std::string& name,
                                 const std::string& path) {
  return Record(outputs_, name, path);
}

void Manifest::AddDuration(const std::string& name, double seconds) {
  durations_[name] = seconds;
}

void Manifest::AddDoubt(const std::string& doubt) { doubts_.push_back(doubt); }

Json Manifest::ToJson() const {
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - started_steady_;
  Json json;
  json["lab"] = lab_;
  json["seed"] = seed_;
  json["flags"] = flags_;
  json["inputs"] = FilesAsJson(inputs_);
  json["outputs"] = FilesAsJson(outputs_);
  json["doubts"] = doubts_;
  json["build"] = Build();
  json["machine"] = Machine();
  json["stamps"] = {{"started", Utc(started_)},
                    {"finished", Utc(std::chrono::system_clock::now())},
                    {"seconds", elapsed.count()},
                    {"durations", durations_}};
  return json;
}

absl::Status Manifest::Write(const std::string& path) const {
  return WriteJson(path, ToJson());
}

}  // namespace wbm::io
