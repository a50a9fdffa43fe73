#pragma once

// What the calls of a program have cost by now, in a file for whoever has
// started it: also when it does not live to tell.
//
//   Account::Open(path)                  // before it is started
//   WBM_ACCOUNT=/abs/file WBM_WORKER=/abs/worker experiment
//   Account::Seconds(path)               // after
//
// A check program tells it with its results; an experiment, whose output is
// the lab's, has nothing else to tell it by.

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/sandbox/unique_fd.h"

namespace wbm::boundary {

class Account {
 public:
  // Nothing has been spent yet. Its size is the last that it will have, so
  // that a disk which fills up later changes nothing.
  static absl::Status Open(const std::string& path);
  static absl::StatusOr<double> Seconds(const std::string& path);

  // By WBM_ACCOUNT; null without it.
  static std::unique_ptr<Account> FromEnvironment();
  explicit Account(const std::string& path);

  void Write(double seconds);

 private:
  sandbox::UniqueFd file_;
};

}  // namespace wbm::boundary
