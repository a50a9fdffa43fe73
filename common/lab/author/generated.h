#pragma once

// The files of a lab that follow from its plan and its solution: starters,
// the handout's generated parts, the forms to fill in.
//
//     const auto files = GeneratedFiles(plan, ReadRunfile);
//     for (const GeneratedFile& file : *files) ...

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

struct GeneratedFile {
  std::string file;       // "labs/04_int8/README.md"
  std::string source;     // what it follows from, "labs/04_int8/lab.json"
  std::string committed;  // as it lies there; "" when it does not
  std::string text;       // as it should be
};

// Reads a file of the source tree by its path from the root.
using ReadText =
    std::function<absl::StatusOr<std::string>(const std::string& path)>;

// All of them, in the order: starters, contract.sha256, README.md,
// answers.json, REPORT.md. The handout and the report are edited in parts, so
// they have to be there; a lab without a handout (a test's) has none of these
// parts. The first error that a file gives is returned.
absl::StatusOr<std::vector<GeneratedFile>> GeneratedFiles(
    const LabPlan& plan, const std::string& folder, const ReadText& read);

// The first line on which `committed` differs from `generated`, 1-based; 0
// when they are equal.
int FirstDifferentLine(const std::string& committed,
                       const std::string& generated);

}  // namespace wbm::lab
