#pragma once

// Runs gnuplot as a child process: script in, picture out, nothing else.

#include <chrono>
#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace wbm::plot {

struct GnuplotLimits {
  std::string program = "gnuplot";  // looked up in PATH
  std::chrono::seconds cpu{60};
  // Gnuplot never waits for anything: who has not come to its limit of CPU time
  // by then was not given it.
  std::chrono::milliseconds wall = std::chrono::minutes(10);
  std::size_t output_bytes = 256u << 20;
};

// What the script writes to standard output. The child gets its script as
// standard input, an environment of its own (no HOME, LC_ALL=C.UTF-8), and
// reads no start-up file, so the result depends on the script alone.
//
// NotFound: no gnuplot (the message names the package). DeadlineExceeded: not
// done within its CPU time. ResourceExhausted: more output than the limit.
// Unavailable: the machine kept it waiting, or killed it; whatever the script
// is, it may be drawn another time. Internal: gnuplot failed; the message has
// its own words.
absl::StatusOr<std::string> RunGnuplot(const std::string& script,
                                       const GnuplotLimits& limits = {});

// Whether gnuplot works on this machine at all, by a picture that it can always
// draw. Unavailable, with the remedy, when not.
absl::Status CheckGnuplot(const std::string& program = "gnuplot");

// Of a picture that could not be drawn: whether the machine was at fault, by
// what `failure` is or because gnuplot draws nothing at all. Unavailable then.
absl::Status MachineFault(const absl::Status& failure);

}  // namespace wbm::plot
