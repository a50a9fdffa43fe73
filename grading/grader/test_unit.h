// The unit in miniature, and submissions for it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "common/io/runfiles.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/unit.h"

namespace wbm::grader {

inline Unit DoublingUnit() {
  absl::StatusOr<Unit> unit = LoadUnit("testdata/01_doubling");
  EXPECT_TRUE(unit.ok()) << unit.status();
  return *std::move(unit);
}

inline std::string DoublingSolution() {
  const auto path = io::Runfile("solutions/testdata/01_doubling/doubling.cc");
  EXPECT_TRUE(path.ok()) << path.status();
  return *ReadOwnFile(*path, 1u << 20);
}

inline Submission HandIn(const std::string& doubling_cc) {
  Submission submission;
  submission.files["doubling.cc"] = doubling_cc;
  return submission;
}

// A whole doubling.cc around two function bodies.
inline std::string Doubling(const std::string& of_double,
                            const std::string& of_double_all,
                            const std::string& top = "") {
  return "#include \"labs/testdata/01_doubling/doubling.h\"\n"
         "#include <cstdio>\n#include <stdexcept>\n#include <string>\n" +
         top +
         "\nnamespace doubling_lab {\n"
         "int Double(int x) { " +
         of_double +
         " }\n"
         "std::vector<int> DoubleAll(std::span<const int> x) { " +
         of_double_all + " }\n}\n";
}

}  // namespace wbm::grader
