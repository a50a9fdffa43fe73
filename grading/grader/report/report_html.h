// report.html: one file, no outside request, no script.
//
// Accessible: a language, one h1 and headings without gaps, landmarks, a link
// past the navigation, captions and scopes on tables, verdicts in words beside
// their colour, contrast of at least 4.5:1 in the light and in the dark scheme
// (report_html_test.cc computes it), everything reachable by keyboard. A
// Content-Security-Policy that allows inline style and data: pictures alone
// stands behind the escaping of every byte that came from a student.
#pragma once

#include <string>

#include "grading/grader/report/audience.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

// `report` is StudentView()'s for the student.
std::string ReportHtml(const Report& report, Audience audience);

}  // namespace wbm::grader
