// What a verdict says to a person.
#pragma once

#include <string>

#include "grading/boundary/verdict.h"
#include "grading/grader/report/report.h"
#include "grading/grader/run/check_results.h"

namespace wbm::grader {

// "right", "not written", "timed out": for a table.
std::string VerdictLabel(boundary::Verdict verdict);

// The same of an item: "right, counts with 4.2.h1" of one that is not paid yet,
// "right where 4.2 is" or "wrong, even where 4.2 is right" of one that was
// judged beside the reference, "answered" of an answer that is not marked yet.
std::string VerdictLabel(const Item& item);

// The same of a source: one that is missing was "not handed in".
std::string VerdictLabel(const SourceReport& source);

// Whether an item is told in full: what is not right, but for what was skipped
// because of something else, which tells it, and an answer that is not marked
// yet.
bool IsToldInFull(const Item& item);

// "2 / 3"; a check that is worth nothing by itself has a dash, an answer that
// is not marked yet "later".
std::string PointsLabel(const Item& item);

// That questions are marked when submissions close; "" when none waits.
std::string WithheldSentence(const Report& report);

// What an item's `input` is called: "Given" of a check, "You wrote" of the
// rest.
std::string InputLabel(const Item& item);

// One sentence that says nothing but the verdict: all that a student reads of
// a hidden check. "" for kRight.
std::string BareSentence(boundary::Verdict verdict);

// That a check is not right beside the reference either: not how, and in no
// words but the grader's.
std::string BesideSentence(const Item& item);

// Of what is skipped until `blocker` is right.
std::string SkippedSentence(const std::string& blocker);

// Why an item that is right has no points yet: what it counts with is not
// right.
std::string CountsOnceSentence(const Item& item);

// The whole story of a check: the check program's own words, or else what
// happened in which call. "" for kRight.
std::string FullSentence(const CheckResult& result);

}  // namespace wbm::grader
