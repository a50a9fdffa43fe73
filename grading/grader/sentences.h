// What a verdict says to a person.
#pragma once

#include <string>

#include "grading/boundary/verdict.h"
#include "grading/grader/check_results.h"
#include "grading/grader/report.h"

namespace wbm::grader {

// "right", "not written", "timed out": for a table.
std::string VerdictLabel(boundary::Verdict verdict);

// What an item's `input` is called: "Given" of a check, "You wrote" of the
// rest.
std::string InputLabel(const Item& item);

// One sentence that says nothing but the verdict: all that a student reads of
// a hidden check. "" for kRight.
std::string BareSentence(boundary::Verdict verdict);

// The whole story of a check: the check program's own words, or else what
// happened in which call. "" for kRight.
std::string FullSentence(const CheckResult& result);

}  // namespace wbm::grader
