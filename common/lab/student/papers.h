#pragma once

// What is left to fill in of the files that are handed in beside the code.
//
//     std::vector<Paper> open = OpenPapers(
//         plan, {{"answers.json", "{\"q1\": null}"}, {"REPORT.md", "…"}});
//     open[0].left[0]     // "not answered yet: q1"
//
// Read as the grader reads them (read_answers.h, read_claims.h): what is told
// here is what a grade would say. Whether an answer is right it cannot say.

#include <map>
#include <string>
#include <vector>

#include "common/lab/plan/lab_plan.h"

namespace wbm::lab {

// A file that is not finished, and what it lacks, a line each.
struct Paper {
  std::string file;
  std::vector<std::string> left;
};

// `files` is what lies in the lab's folder, by name; of the plan's files one
// that is absent is told, too. In the order of the plan.
std::vector<Paper> OpenPapers(const LabPlan& plan,
                              const std::map<std::string, std::string>& files);

}  // namespace wbm::lab
