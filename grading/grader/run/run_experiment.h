// Runs a lab's experiment on the student's code: the experiment is ours, is
// linked with the proxy, and writes every file itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/lab/plan/lab_plan.h"
#include "grading/boundary/verdict.h"
#include "grading/grader/collect/submission.h"
#include "grading/grader/machine/stopwatch.h"
#include "grading/grader/machine/temporary_folder.h"
#include "grading/grader/report/report.h"

namespace wbm::grader {

struct ExperimentRun {
  // kRight: all outputs are there. kNotWritten: predictions are missing or not
  // filled in. Else what stopped it.
  boundary::Verdict verdict = boundary::Verdict::kSkipped;
  std::string message;
  std::optional<std::string> results;  // bytes of results.json
  std::vector<OutputFile> outputs;     // all files that it wrote, by name
  // Of the budget: what all of it computed, or what its calls computed and
  // slept, whichever is more.
  double seconds = 0;
};

// Predictions have to be there before anything is measured: a lab that takes
// predictions.json and did not get it has no run. A Status is a fault of the
// grader's: the experiment crashed, or said that it is done and left no file.
absl::StatusOr<ExperimentRun> RunExperiment(const std::string& binary,
                                            const std::string& worker,
                                            const std::string& limits,
                                            const lab::LabPlan& plan,
                                            const Submission& submission,
                                            const TemporaryFolder& folder,
                                            Stopwatch* watch);

// How the handed-in results.json differs from the one measured here, in a few
// lines; "" when it does not, or when none was handed in. Floats within 1e-6
// relative are equal: another machine may print another last digit.
std::string ResultsDifference(const Submission& submission,
                              const std::optional<std::string>& measured);

// A sentence when the handed-in manifest.json was measured with other
// predictions than those handed in: they have been changed since. Else "".
std::string PredictionsRemark(const Submission& submission);

}  // namespace wbm::grader
