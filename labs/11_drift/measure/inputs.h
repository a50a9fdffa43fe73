// What the experiment runs on: weights, prompts, and words for the tokens.
//
//   absl::StatusOr<Inputs> inputs =
//       ParseInputs(bytes, "minigpt.safetensors", "", "", 0);
//
// Everything is checked here, against the course's own MiniGPT, before a
// function of the contract sees it: a file that does not fit is an error of
// whoever typed its name, and the message says what to change.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "labs/11_drift/drift.h"

namespace drift_lab {

struct Inputs {
  Weights weights;
  std::int64_t blocks = 0;
  std::vector<std::vector<std::int64_t>> prompts;
  std::vector<std::string> vocabulary;  // may be empty: then tokens are "#17"

  std::string Token(std::int64_t id) const;
  std::string Text(const std::vector<std::int64_t>& ids) const;
};

// `checkpoint` is a safetensors file's bytes, `ids` those of an int64 .npy
// [prompts, t]; empty: the five representative prompts, in the vocabulary that
// the checkpoint's metadata carry. `heads` 0: what the metadata say, else 4.
// InvalidArgument names the file and what to do.
absl::StatusOr<Inputs> ParseInputs(const std::string& checkpoint,
                                   const std::string& checkpoint_name,
                                   const std::string& ids,
                                   const std::string& ids_name,
                                   std::int64_t heads);

}  // namespace drift_lab
