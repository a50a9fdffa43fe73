#include "grading/grader/report/first_to_mend.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grading/grader/report/likely_file.h"
#include "grading/grader/report/other_labs.h"
#include "grading/grader/report/sentences.h"

namespace wbm::grader {
namespace {

constexpr char kCompiling[] = "compiling";

std::string TaskAnchor(const Item& item) {
  return absl::StrCat("task-", item.task);
}

// A file of another lab fails at its first include: said as what it is.
std::optional<FirstToMend> Uncompiled(const Report& report) {
  for (const SourceReport& source : report.sources) {
    if (source.verdict == Verdict::kRight ||
        source.verdict == Verdict::kNotWritten) {
      continue;
    }
    const auto others = OtherLabs(source.diagnostics, report.lab);
    if (others.empty()) return FirstToMend{source.message, kCompiling};
    return FirstToMend{
        absl::StrCat(source.message, " It asks for a header of lab ",
                     absl::StrJoin(others, ", "),
                     ": perhaps it is that lab's file."),
        kCompiling};
  }
  return std::nullopt;
}

std::optional<FirstToMend> NotHandedIn(const Report& report) {
  for (const SourceReport& source : report.sources) {
    if (source.verdict != Verdict::kNotWritten) continue;
    const Likely likely = LikelyFiles(report.ignored, source.file);
    if (likely.names.empty()) return FirstToMend{source.message, kCompiling};
    return FirstToMend{
        absl::StrCat(source.file, " was not handed in, but ",
                     absl::StrJoin(likely.names, ", "), " was: ",
                     likely.near ? "rename it and hand in again."
                                 : "another name, or another lab's file?"),
        kCompiling};
  }
  return std::nullopt;
}

// The experiment says it of public inputs; hidden checks that ended for it are
// not told apart from wrong ones.
std::optional<FirstToMend> Printing(const Report& report) {
  const std::string& message = report.experiment.message;
  const std::string mark = ": output_limit: ";
  const std::size_t at = message.find(mark);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + mark.size();
  return FirstToMend{
      absl::StrCat(message.substr(begin, message.find('\n', begin) - begin),
                   " Take out what it prints: a check is stopped by it."),
      "experiment"};
}

std::string What(const Item& item) {
  return item.hidden ? absl::StrCat("hidden: ", item.category) : item.property;
}

FirstToMend TheItem(const Item& item) {
  return {absl::StrCat(item.id, ", ", What(item), ": ", VerdictLabel(item)),
          TaskAnchor(item)};
}

bool IsUnwritten(const Item& item) {
  return item.verdict == Verdict::kNotWritten;
}

// Says more once the task that the reference stands in for is written: what is
// wrong beside it, and the hidden checks of the same task.
bool WaitsForAnother(const Report& report, const Item& item) {
  if (!item.hidden) return !item.beside.empty();
  return std::any_of(
      report.items.begin(), report.items.end(), [&](const Item& other) {
        return other.task == item.task && !other.hidden &&
               !other.beside.empty() && other.verdict != Verdict::kRight;
      });
}

std::optional<FirstToMend> WrongCheck(const Report& report) {
  for (const Item& item : report.items) {
    if (item.kind != ItemKind::kCheck || IsUnwritten(item)) continue;
    if (WaitsForAnother(report, item)) continue;
    if (IsToldInFull(item)) return TheItem(item);
  }
  return std::nullopt;
}

std::string TitleOf(const Report& report, const std::string& task) {
  for (const TaskScore& each : report.tasks) {
    if (each.id == task) return each.title;
  }
  return "";
}

bool NothingIsWritten(const Report& report, const std::string& task) {
  return std::all_of(
      report.items.begin(), report.items.end(), [&](const Item& item) {
        return item.task != task || item.kind != ItemKind::kCheck ||
               IsUnwritten(item);
      });
}

// A task by its title; of one with two functions, the one that is missing.
std::optional<FirstToMend> UnwrittenCheck(const Report& report) {
  for (const Item& item : report.items) {
    if (item.kind != ItemKind::kCheck || !IsUnwritten(item)) continue;
    if (!NothingIsWritten(report, item.task)) {
      return FirstToMend{
          absl::StrCat(item.id, ", ", What(item), ": ",
                       item.message.empty() ? "not written yet" : item.message),
          TaskAnchor(item)};
    }
    return FirstToMend{absl::StrCat(item.task, " ", TitleOf(report, item.task),
                                    ": not written yet"),
                       TaskAnchor(item)};
  }
  return std::nullopt;
}

std::optional<FirstToMend> WhatIsLeft(const Report& report) {
  for (const Item& item : report.items) {
    if (IsToldInFull(item)) return TheItem(item);
  }
  return std::nullopt;
}

}  // namespace

std::optional<FirstToMend> FindFirstToMend(const Report& report) {
  for (const auto& find : {Uncompiled, NotHandedIn, Printing, WrongCheck,
                           UnwrittenCheck, WhatIsLeft}) {
    std::optional<FirstToMend> first = find(report);
    if (first.has_value()) return first;
  }
  return std::nullopt;
}

std::string MendFirstSentence(const Report& report) {
  const std::optional<FirstToMend> first = FindFirstToMend(report);
  if (!first.has_value()) return "";
  return absl::StrCat("Mend first: ", first->what);
}

}  // namespace wbm::grader
