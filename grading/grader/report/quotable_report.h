// A report in which nothing moves or hides what stands around it.
//
//   const Report safe = Quotable(report);
//
// The last wall, before any form is written: a student's text has passed
// io::QuotableText() where it came in (utf8.h), and what has not passes here.
// Files of the experiment are not copied: no form of a report shows them.
#pragma once

#include "grading/grader/report/report.h"

namespace wbm::grader {

Report Quotable(const Report& report);

}  // namespace wbm::grader
