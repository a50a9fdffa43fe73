// The score table on a terminal.
#pragma once

#include <string>

#include "grading/grader/report/report.h"

namespace wbm::grader {

struct TextStyle {
  bool color = false;
  int width = 80;  // columns; at least 40
};

// For this process's stdout: colour on a terminal unless NO_COLOR is set,
// width of the terminal (else COLUMNS, else 80).
TextStyle StyleOfStdout();

// Tasks with points, then each item that is not right, with its hint.
std::string ReportText(const Report& report, const TextStyle& style);

}  // namespace wbm::grader
