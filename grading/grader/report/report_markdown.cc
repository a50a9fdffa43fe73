#include "grading/grader/report/report_markdown.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/io/markdown_text.h"
#include "grading/grader/report/first_to_mend.h"
#include "grading/grader/report/quotable_report.h"
#include "grading/grader/report/sentences.h"
#include "grading/grader/report/told.h"

namespace wbm::grader {
namespace {

std::string Escaped(const std::string& text) { return io::MarkdownText(text); }

std::size_t LongestRun(const std::string& text, char c) {
  std::size_t longest = 0, run = 0;
  for (const char other : text) {
    run = other == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// A fence that is longer than any inside.
std::string Fenced(const std::string& text) {
  const std::string fence(std::max<std::size_t>(3, LongestRun(text, '`') + 1),
                          '`');
  return absl::StrCat(fence, "text\n", text, text.ends_with('\n') ? "" : "\n",
                      fence, "\n\n");
}

std::string Points(int points, int most) {
  return absl::StrCat(points, " / ", most);
}

std::string What(const Item& item) {
  return item.hidden ? absl::StrCat("hidden: ", item.category) : item.property;
}

std::string Paragraph(const std::string& text) {
  return text.empty() ? "" : absl::StrCat(text, "\n\n");
}

std::string Tasks(const Report& report) {
  std::string out = "| Task | What | Points |\n| --- | --- | ---: |\n";
  for (const TaskScore& task : report.tasks) {
    absl::StrAppend(&out, "| ", Escaped(task.id), " | ", Escaped(task.title),
                    " | ", Points(task.points, task.max_points), " |\n");
  }
  absl::StrAppend(&out, "| | **Score** | **",
                  Points(report.score, report.max_score), "** |\n\n");
  return absl::StrCat(out, Paragraph(WithheldSentence(report)));
}

std::string Block(const std::string& name, const std::string& text) {
  if (text.empty()) return "";
  return absl::StrCat(name, "\n\n", Fenced(text));
}

std::string Field(const char* name, const std::string& text) {
  if (text.empty()) return "";
  return absl::StrCat(name, " ", text, "\n\n");
}

std::string Details(const Item& item) {
  std::string out =
      absl::StrCat("#### ", Escaped(item.id), ": ", VerdictLabel(item), " (",
                   PointsLabel(item), ")\n\n", Escaped(What(item)), "\n\n");
  if (!item.test.empty()) {
    absl::StrAppend(&out, Field("Test:", Escaped(item.test)));
  }
  absl::StrAppend(
      &out, Block("What happened:", item.message),
      Block(absl::StrCat(InputLabel(item), ":"), item.input),
      Block("Printed:", item.printed), Field("Key:", Escaped(item.key)),
      Field("**Hint:**", Escaped(item.hint)),
      Field("Handout:", Escaped(item.section)), Block("Try it:", item.command));
  return out;
}

std::string Checks(const Report& report, const TaskScore& task,
                   const std::set<const Item*>& told) {
  std::string table =
      "| Id | What must hold | Verdict | Points |\n"
      "| --- | --- | --- | ---: |\n";
  std::string details;
  for (const Item& item : report.items) {
    if (item.task != task.id) continue;
    absl::StrAppend(&table, "| ", Escaped(item.id), " | ", Escaped(What(item)),
                    " | ", VerdictLabel(item), " | ", PointsLabel(item),
                    " |\n");
    if (told.contains(&item)) absl::StrAppend(&details, Details(item));
  }
  return absl::StrCat(table, "\n", details);
}

// What did not compile or is not there.
std::string Compiling(const Report& report) {
  std::string out;
  for (const SourceReport& source : report.sources) {
    if (source.verdict == Verdict::kRight) continue;
    absl::StrAppend(&out, "### ", Escaped(source.file), ": ",
                    VerdictLabel(source), "\n\n", Escaped(source.message),
                    "\n\n", Block("The compiler says:", source.diagnostics));
  }
  return out.empty() ? "" : absl::StrCat("## Compiling\n\n", out);
}

std::string Warnings(const Report& report) {
  std::string out;
  for (const SourceReport& source : report.sources) {
    if (source.verdict != Verdict::kRight || source.diagnostics.empty()) {
      continue;
    }
    absl::StrAppend(&out, "### ", Escaped(source.file), "\n\n",
                    Block("The compiler says:", source.diagnostics));
  }
  return out.empty() ? "" : absl::StrCat("## Compiler warnings\n\n", out);
}

std::string Bullets(const char* title, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string out = absl::StrCat(title, "\n\n");
  for (const std::string& line : lines) {
    absl::StrAppend(&out, "- ", Escaped(line), "\n");
  }
  return absl::StrCat(out, "\n");
}

std::string Experiment(const Report& report) {
  std::string out = "## The experiment\n\n";
  if (report.experiment.verdict == Verdict::kRight) {
    absl::StrAppend(&out,
                    "Run again on this code; its files are in "
                    "`outputs/`.\n\n");
  }
  absl::StrAppend(&out, Block("", report.experiment.message));
  absl::StrAppend(&out,
                  Block("The results.json that was handed in differs from "
                        "what this code gives:",
                        report.experiment.difference));
  for (const FigureReport& figure : report.figures) {
    absl::StrAppend(&out, "![", Escaped(figure.title), "](figures/",
                    figure.file, ".svg)\n\n", Escaped(figure.text), "\n\n");
  }
  return out;
}

}  // namespace

std::string ReportMarkdown(const Report& given, Audience audience) {
  const Report report = Quotable(given);
  std::string out = absl::StrCat("# ", Escaped(report.lab), ": ",
                                 Escaped(report.title), "\n\n");
  if (audience == Audience::kInstructor) {
    out += "For the instructor: hidden checks are shown whole.\n\n";
  }
  if (!report.graded) {
    return absl::StrCat(out, "**Not graded.**\n\n",
                        Block("Why:", report.why_not_graded));
  }
  absl::StrAppend(&out, "**Score: ", Points(report.score, report.max_score),
                  "**\n\n", Paragraph(Escaped(MendFirstSentence(report))),
                  Bullets("**Needs attention:**", report.attention),
                  Tasks(report), Compiling(report), "## Checks\n\n");
  const std::set<const Item*> told = ToldInFull(report);
  for (const TaskScore& task : report.tasks) {
    absl::StrAppend(&out, "### ", Escaped(task.id), " ", Escaped(task.title),
                    " (", Points(task.points, task.max_points), ")\n\n",
                    Checks(report, task, told));
  }
  absl::StrAppend(&out, Warnings(report), Experiment(report),
                  "## The submission\n\n", Bullets("Taken:", report.taken),
                  Bullets("Not handed in:", report.missing),
                  Bullets("Ignored:", report.ignored),
                  Bullets("Remarks:", report.remarks));
  if (!report.drawn_from.empty()) {
    absl::StrAppend(&out, Escaped(report.drawn_from), "\n");
  }
  return out;
}

}  // namespace wbm::grader
