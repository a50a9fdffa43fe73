// report.md: the report as Markdown.
#pragma once

#include <string>

#include "grading/grader/report/audience.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// `report` is StudentView()'s for the student. A student's bytes stand in
// fences or code spans that they cannot close, or are escaped.
std::string ReportMarkdown(const Report& report, Audience audience);

}  // namespace wbm::grader
