#pragma once

// Reads the table that opens REPORT.md, as far as that can be done without the
// numbers that the experiment measures.
//
//   | claim                      | value  |
//   | -------------------------- | ------ |
//   | verb_probs symmetric scale | 0.0023 |
//
//   const GivenClaims given = ReadClaims(text, plan);
//   given.claims[0].value      // "0.0023"
//
// The student's tests and the grader both read the file by this, so that they
// cannot disagree about it.

#include <optional>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// Rows of the first table whose header is `claim | value`; nullopt when there
// is none. Code fences are skipped. Cells are trimmed, `\|` is a bar and `\_`
// an underscore, the outer bars may be missing, and a value may be emphasised.
struct ClaimRow {
  std::string claim;
  std::string value;
};
std::optional<std::vector<ClaimRow>> ParseClaimsTable(
    const std::string& report_md);

enum class ClaimState {
  kNotGiven,  // no file, no table, no such row, or nothing in it
  kTwice,     // the table has the row twice
  kGiven,
};

struct GivenClaim {
  ClaimState state = ClaimState::kNotGiven;
  bool has_row = true;       // the table is there, and this row in it
  std::string message = {};  // why nothing is given
  std::string value = {};    // the cell
};

struct GivenClaims {
  std::vector<GivenClaim> claims;    // one a claim, in the plan's order
  std::vector<std::string> remarks;  // rows that no claim has
};

// `report_md` is absent when there is no file.
GivenClaims ReadClaims(const std::optional<std::string>& report_md,
                       const LabPlan& plan);

// What two names have in common that look the same: spaces, dashes and quotes
// as a word processor makes them count as plain ones.
std::string Comparable(const std::string& name);

// "0.0023", "+2.3e-3": all of the text is a finite number.
std::optional<double> ParseNumber(const std::string& text);

// What to write in place of a cell that is no number.
std::string WhyNoNumber(const std::string& given);

}  // namespace wbm::lab
