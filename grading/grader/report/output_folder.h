// Writes what a grading has given into the folder that a person named.
//
//   DIR/report.json report.md report.html   the student's: safe to hand over
//   DIR/figures/*.svg                       the figures of the report
//   DIR/outputs/*                           what the experiment wrote
//   DIR/instructor/report.*                 hidden checks whole; keep it
//   DIR/instructor/timing.json              where the time went
//   DIR/instructor/files.txt                what the grader wrote, for the next
//                                           run and for sha256sum -c
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// Whole or not at all: everything is written beside `folder` and then takes
// its place. A folder that is there already is replaced when it is empty or
// holds what this grader wrote and nothing else, and refused (AlreadyExists)
// otherwise: notes that were added, or a report that was edited, are somebody's
// work. Other errors say what failed; `folder` is then as it was.
absl::Status WriteOutputFolder(const std::string& folder, const Report& report,
                               const Stopwatch& watch);

// Held by one run at a time; the second is told AlreadyExists and to wait or to
// name another folder. Taken before the grading, it also tells whether `folder`
// can be written at all. A run that is killed lets go of it.
class OutputLock {
 public:
  static absl::StatusOr<std::unique_ptr<OutputLock>> Take(
      const std::string& folder);
  ~OutputLock();
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;

 private:
  OutputLock(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  std::string path_;
  int fd_;
};

// AlreadyExists or InvalidArgument when WriteOutputFolder() would refuse
// `folder`, so that nobody waits for a grading that cannot be written.
absl::Status CheckOutputFolder(const std::string& folder);

// {"wall_seconds": 1.9, "stages": [{"stage": "compile quantizer.cc", …}]}
std::string TimingJson(const Stopwatch& watch);

}  // namespace wbm::grader
