#pragma once

// All that passes between the trusted side and its workers, written down: for
// whoever wants to see it, and for the tests that answer it from a table.
//
//   WBM_TRANSCRIPT=/abs/file WBM_WORKER=/abs/worker public_check
//
//   absl::StatusOr<std::vector<Exchange>> all = ReadTranscript("/abs/file");
//
// The file is added to, so that it may be that of several programs, one after
// the other. A worker never learns of it.

#include <sys/uio.h>

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::boundary {

class Transcript {
 public:
  // By WBM_TRANSCRIPT; null without it.
  static std::unique_ptr<Transcript> FromEnvironment();
  explicit Transcript(const std::string& path);

  void AddRequest(const std::vector<iovec>& pieces);
  void AddReply(const void* bytes, std::size_t size);

 private:
  void Add(char direction, const void* bytes, std::size_t size);

  std::ofstream file_;
};

// A call and what came back, each from its head (wire.h) to its last byte.
struct Exchange {
  std::string request;
  std::string reply;
};

// DataLoss when the file does not end where something ends, or cannot be read.
absl::StatusOr<std::vector<Exchange>> ReadTranscript(const std::string& path);

}  // namespace wbm::boundary
