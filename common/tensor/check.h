// Preconditions of tensor operations.
//
//   Check(a.rank() == 2, "MatMul", [&] { return "a is " + a.Describe(); });
//
// A wrong shape or dtype is a mistake in the program, not in its input (files
// are checked where they are read), so it ends the program with a message
// that names the operation.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace wbm::tensor {

[[noreturn]] inline void Fail(const char* op, const std::string& message) {
  std::fprintf(stderr, "%s: %s\n", op, message.c_str());
  std::abort();
}

// `message` is called only when the condition fails.
template <class Message>
void Check(bool condition, const char* op, const Message& message) {
  if (!condition) [[unlikely]] {
    Fail(op, message());
  }
}

}  // namespace wbm::tensor
