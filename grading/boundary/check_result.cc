#include "grading/boundary/check_result.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "common/os/write_all.h"
#include "grading/sandbox/unique_fd.h"
#include "nlohmann/json.hpp"

namespace wbm::boundary {
namespace {

using Json = nlohmann::ordered_json;

Json AsJson(const CheckResult& result) {
  return {{"test", result.test},
          {"verdict", std::string(VerdictName(result.verdict))},
          {"message", result.message},
          {"input", result.input},
          {"printed", result.printed},
          {"call", result.call},
          {"detail", result.detail},
          {"where", result.where},
          {"calls", result.calls},
          {"seconds", result.seconds}};
}

std::string Text(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

absl::Status FileError(const char* what, const std::string& path) {
  return absl::UnavailableError(
      absl::StrCat("the results cannot be written: ", what, " ", path, ": ",
                   strerror(errno)));
}

}  // namespace

std::string ToJson(const CheckResult& result) {
  return Text(AsJson(result), -1);
}

absl::StatusOr<CheckResult> CheckResultFromJson(const std::string& line) {
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return absl::DataLossError("a check's result is not a JSON object");
  }
  CheckResult result;
  try {
    result.test = json.at("test").get<std::string>();
    const auto verdict = VerdictFromName(json.at("verdict").get<std::string>());
    if (!verdict.has_value()) {
      return absl::DataLossError("a check's result has an unknown verdict");
    }
    result.verdict = *verdict;
    result.message = json.at("message").get<std::string>();
    result.input = json.at("input").get<std::string>();
    result.printed = json.at("printed").get<std::string>();
    result.call = json.at("call").get<std::string>();
    result.detail = json.at("detail").get<std::string>();
    result.where = json.at("where").get<std::string>();
    result.calls = json.at("calls").get<int>();
    result.seconds = json.at("seconds").get<double>();
  } catch (const Json::exception& error) {
    return absl::DataLossError(
        absl::StrCat("a check's result: ", error.what()));
  }
  return result;
}

absl::Status WriteResults(const std::string& path,
                          const std::vector<CheckResult>& results) {
  Json tests = Json::array();
  for (const CheckResult& result : results) tests.push_back(AsJson(result));
  const std::string temporary =
      absl::StrCat(path, ".", static_cast<int>(getpid()), ".part");
  const sandbox::UniqueFd file(
      open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!file.valid()) return FileError("opening", temporary);
  const std::string text = Text({{"tests", std::move(tests)}}, 2) + "\n";
  if (os::WriteAll(file.get(), text) && fsync(file.get()) == 0 &&
      rename(temporary.c_str(), path.c_str()) == 0) {
    return absl::OkStatus();
  }
  absl::Status error = FileError("writing", path);
  unlink(temporary.c_str());
  return error;
}

}  // namespace wbm::boundary
