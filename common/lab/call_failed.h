#pragma once

// A call to the code under test that brought no answer: it crashed, ran out
// of time, broke the protocol, ... Thrown where a contract function is served
// from outside the process (the grader's proxy) and no test is there to take
// the verdict. Carries the verdict's name and what a person should read.
//
//   throw wbm::lab::CallFailed("timed_out", "Quantize: no reply within 2 s");

#include <stdexcept>
#include <string>
#include <utility>

namespace wbm::lab {

class CallFailed : public std::runtime_error {
 public:
  CallFailed(std::string verdict, const std::string& message)
      : std::runtime_error(message), verdict_(std::move(verdict)) {}

  const std::string& verdict() const { return verdict_; }

 private:
  std::string verdict_;
};

}  // namespace wbm::lab
