#include "common/lab/author/generated.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/lab/author/hand_in.h"
#include "common/lab/author/handout.h"
#include "common/lab/author/starter.h"
#include "common/lab/plan/contract_sums.h"

namespace wbm::lab {
namespace {

using Files = std::vector<GeneratedFile>;

std::string OrNothing(const absl::StatusOr<std::string>& text) {
  return text.ok() ? *text : "";
}

absl::Status AddStarters(const LabPlan& plan, const std::string& folder,
                         const ReadText& read, Files& files) {
  for (const std::string& name : plan.student_files) {
    const std::string solution = absl::StrCat("solutions/", folder, "/", name);
    const auto written = read(solution);
    if (!written.ok()) return written.status();
    const auto starter = StarterOf(plan, name, *written, solution);
    if (!starter.ok()) return starter.status();
    const std::string file = absl::StrCat("labs/", folder, "/", name);
    files.push_back({file, solution, OrNothing(read(file)), *starter});
  }
  return absl::OkStatus();
}

// What a student's own headers are held to.
absl::Status AddContractSums(const LabPlan& plan, const std::string& folder,
                             const ReadText& read, Files& files) {
  const std::string place = absl::StrCat("labs/", folder, "/");
  std::map<std::string, std::string> headers;
  for (const std::string& name : plan.contract) {
    const auto text = read(place + name);
    if (!text.ok()) return text.status();
    headers[name] = *text;
  }
  const std::string file = place + kContractSums;
  files.push_back({file, absl::StrCat("the contract in ", place),
                   OrNothing(read(file)), ContractSums(headers)});
  return absl::OkStatus();
}

// Adds what `generate(committed, file)` makes of a paper of the lab.
template <typename Generate>
absl::Status AddPaper(const std::string& folder, const std::string& name,
                      const ReadText& read, Files& files, Generate generate) {
  const std::string file = absl::StrCat("labs/", folder, "/", name);
  const std::string committed = OrNothing(read(file));
  const absl::StatusOr<std::string> text = generate(committed, file);
  if (!text.ok()) return text.status();
  files.push_back(
      {file, absl::StrCat("labs/", folder, "/lab.json"), committed, *text});
  return absl::OkStatus();
}

bool HandsIn(const LabPlan& plan, const std::string& name) {
  return std::count(plan.hand_in.begin(), plan.hand_in.end(), name) > 0;
}

}  // namespace

absl::StatusOr<std::vector<GeneratedFile>> GeneratedFiles(
    const LabPlan& plan, const std::string& folder, const ReadText& read) {
  Files files;
  absl::Status status = AddStarters(plan, folder, read, files);
  if (status.ok()) status = AddContractSums(plan, folder, read, files);
  const bool has_handout =
      read(absl::StrCat("labs/", folder, "/README.md")).ok();
  if (!status.ok() || !has_handout) {
    if (!status.ok()) return status;
    return files;
  }
  status = AddPaper(folder, "README.md", read, files,
                    [&](const std::string& text, const std::string& name) {
                      return HandoutOf(plan, text, name);
                    });
  if (status.ok() && HandsIn(plan, "answers.json")) {
    status = AddPaper(folder, "answers.json", read, files,
                      [&](const std::string&, const std::string&) {
                        return absl::StatusOr<std::string>(AnswersForm(plan));
                      });
  }
  if (status.ok() && HandsIn(plan, "REPORT.md")) {
    status = AddPaper(folder, "REPORT.md", read, files,
                      [&](const std::string& text, const std::string& name) {
                        return ReportForm(plan, text, name);
                      });
  }
  if (!status.ok()) return status;
  return files;
}

int FirstDifferentLine(const std::string& committed,
                       const std::string& generated) {
  if (committed == generated) return 0;
  const std::vector<std::string> a = absl::StrSplit(committed, '\n');
  const std::vector<std::string> b = absl::StrSplit(generated, '\n');
  const auto [in_a, in_b] =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<int>(in_a - a.begin()) + 1;
}

}  // namespace wbm::lab
