#include "grading/grader/report/sentences.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;

// What the function did, after its name.
std::string Deed(Verdict verdict) {
  switch (verdict) {
    case Verdict::kRight:
      return "returned the expected value";
    case Verdict::kWrong:
      return "did not return what the contract asks for";
    case Verdict::kNotWritten:
      return "is not written yet";
    case Verdict::kCrashed:
      return "crashed";
    case Verdict::kExited:
      return "ended the program instead of returning";
    case Verdict::kThrew:
      return "threw an exception";
    case Verdict::kTimedOut:
      return "did not return in time";
    case Verdict::kMemoryLimit:
      return "asked for more memory than a check may use";
    case Verdict::kOutputLimit:
      return "printed more than a check may print";
    case Verdict::kProcessLimit:
      return "made a system call that a lab has no use for (a new process, "
             "the network, …)";
    case Verdict::kFileLimit:
      return "wrote a larger file than a check may write";
    case Verdict::kFloatingPointEnvironment:
      return "left the floating-point environment changed (rounding mode or "
             "flush-to-zero)";
    case Verdict::kProtocolViolation:
      return "answered with something that is no reply";
    case Verdict::kCompileError:
      return "does not compile";
    case Verdict::kSkipped:
      return "was not tried";
    case Verdict::kNotGraded:
      return "was not graded: a fault of the grader, not yours";
  }
  return "";
}

}  // namespace

std::string VerdictLabel(Verdict verdict) {
  const std::string_view name = boundary::VerdictName(verdict);
  std::string label(name);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

std::string VerdictLabel(const Item& item) {
  if (item.withheld) return "answered";
  std::string label = VerdictLabel(item.verdict);
  if (item.verdict == Verdict::kSkipped && !item.blocker.empty()) {
    absl::StrAppend(&label, " because of ", item.blocker);
  }
  if (!item.beside.empty() && item.verdict == Verdict::kRight) {
    absl::StrAppend(&label, " where ", item.beside, " is");
  } else if (!item.beside.empty()) {
    absl::StrAppend(&label, ", even where ", item.beside, " is right");
  }
  if (!item.counts_once.empty()) {
    absl::StrAppend(&label, ", counts with ", item.counts_once);
  }
  return label;
}

std::string VerdictLabel(const SourceReport& source) {
  if (source.verdict == Verdict::kNotWritten) return "not handed in";
  return VerdictLabel(source.verdict);
}

bool IsToldInFull(const Item& item) {
  const bool quiet = item.verdict == Verdict::kSkipped && !item.blocker.empty();
  return item.verdict != Verdict::kRight && !quiet && !item.withheld;
}

std::string PointsLabel(const Item& item) {
  if (item.withheld) return "later";
  if (item.max_points == 0) return "–";
  return absl::StrCat(item.points, " / ", item.max_points);
}

std::string WithheldSentence(const Report& report) {
  if (report.withheld_points == 0) return "";
  return absl::StrCat("Questions give ", report.withheld_points,
                      " points more. They are marked when submissions close.");
}

std::string InputLabel(const Item& item) {
  return item.kind == ItemKind::kCheck ? "Given" : "You wrote";
}

std::string BareSentence(Verdict verdict) {
  if (verdict == Verdict::kRight) return "";
  return absl::StrCat("Your code ", Deed(verdict), ".");
}

std::string BesideSentence(const Item& item) {
  return absl::StrCat("Even with a right ", item.beside,
                      " in the place of yours, your code ",
                      Deed(Verdict::kWrong), ". Get ", item.beside,
                      " right, and this says more.");
}

std::string SkippedSentence(const std::string& blocker) {
  return absl::StrCat("Skipped because of ", blocker,
                      ": get that one right first.");
}

std::string CountsOnceSentence(const Item& item) {
  if (item.kind == ItemKind::kClaim) {
    return absl::StrCat("Right, and counts once ", item.counts_once,
                        " is right: a hidden check of what it measures.");
  }
  return absl::StrCat("Right, and counts once ", item.counts_once,
                      item.hidden ? " is right, too: values before refusals."
                                  : " is right, too: the same on inputs that "
                                    "are not public.");
}

std::string FullSentence(const CheckResult& result) {
  if (result.verdict == Verdict::kRight) return "";
  if (!result.message.empty()) return result.message;
  std::string text =
      absl::StrCat(result.call.empty() ? "Your code" : result.call, " ",
                   Deed(result.verdict));
  if (!result.detail.empty()) absl::StrAppend(&text, ": ", result.detail);
  return absl::StrCat(text, ".");
}

}  // namespace wbm::grader
