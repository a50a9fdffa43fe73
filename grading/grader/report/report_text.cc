#include "grading/grader/report/report_text.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grading/grader/report/first_to_mend.h"
#include "grading/grader/report/quotable_report.h"
#include "grading/grader/report/sentences.h"
#include "grading/grader/report/told.h"

namespace wbm::grader {
namespace {

constexpr int kLeastWidth = 40;
constexpr int kMostWidth = 100;
// A failure's text on the terminal; the report has all of it.
constexpr std::size_t kMostLines = 8;

enum class Tone { kGood, kBad, kDim, kStrong };

class Writer {
 public:
  explicit Writer(const TextStyle& style)
      : color_(style.color),
        width_(std::clamp(style.width, kLeastWidth, kMostWidth)) {}

  std::string Tinted(Tone tone, const std::string& text) const {
    if (!color_) return text;
    const char* code = tone == Tone::kGood  ? "32"
                       : tone == Tone::kBad ? "31"
                       : tone == Tone::kDim ? "2"
                                            : "1";
    return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
  }

  void Line(const std::string& text = "") {
    absl::StrAppend(&out_, text, "\n");
  }

  // Breaks `text` at spaces; every line begins with `indent` spaces.
  void Wrapped(int indent, const std::string& text) {
    std::size_t lines = 0;
    for (const auto piece : absl::StrSplit(text, '\n')) {
      const std::string paragraph(piece);
      if (paragraph.empty()) continue;
      std::string line;
      for (const auto part : absl::StrSplit(paragraph, ' ')) {
        const std::string word(part);
        const bool full = Columns(line) + 1 + Columns(word) > width_ - indent;
        if (!line.empty() && full) {
          if (++lines > kMostLines) return Line(Pad(indent) + "…");
          Line(Pad(indent) + line);
          line.clear();
        }
        absl::StrAppend(&line, line.empty() ? "" : " ", word);
      }
      if (++lines > kMostLines) return Line(Pad(indent) + "…");
      Line(Pad(indent) + line);
    }
  }

  // Characters, not bytes: titles have accents and arrows.
  static int Columns(const std::string& text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
  }

  static std::string Pad(int columns) {
    return std::string(static_cast<std::size_t>(std::max(columns, 0)), ' ');
  }

  // Cut or filled to exactly `columns`.
  static std::string Cell(const std::string& text, int columns) {
    if (Columns(text) <= columns) return text + Pad(columns - Columns(text));
    std::string cut;
    int used = 0;
    for (const char c : text) {
      const bool starts = (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
      if (starts && ++used == columns) break;
      cut += c;
    }
    return cut + "…";
  }

  int width() const { return width_; }
  std::string Take() { return std::move(out_); }

 private:
  bool color_;
  int width_;
  std::string out_;
};

std::string Points(int points, int most) {
  return absl::StrFormat("%3d / %d", points, most);
}

void WriteTasks(const Report& report, Writer* w) {
  constexpr int kId = 6, kPoints = 11;
  const int title = w->width() - kId - kPoints;
  w->Line(Writer::Cell("Task", kId) + Writer::Cell("", title) + "    Points");
  for (const TaskScore& task : report.tasks) {
    const bool full = task.points == task.max_points;
    w->Line(Writer::Cell(task.id, kId) + Writer::Cell(task.title, title) +
            "  " +
            w->Tinted(full               ? Tone::kGood
                      : task.points == 0 ? Tone::kBad
                                         : Tone::kStrong,
                      Points(task.points, task.max_points)));
  }
  w->Line(w->Tinted(Tone::kStrong, Writer::Cell("Score", kId + title) + "  " +
                                       Points(report.score, report.max_score)));
}

void WriteItem(const Item& item, Writer* w) {
  const std::string what =
      item.hidden ? absl::StrCat("hidden: ", item.category) : item.property;
  w->Line();
  w->Line(absl::StrCat(w->Tinted(Tone::kStrong, item.id), "  ",
                       w->Tinted(Tone::kBad, VerdictLabel(item)), "  ",
                       w->Tinted(Tone::kDim, PointsLabel(item))));
  w->Wrapped(2, what);
  if (!item.message.empty()) w->Wrapped(2, item.message);
  if (!item.input.empty()) {
    w->Wrapped(2, absl::StrCat(InputLabel(item), ": ", item.input));
  }
  if (!item.hint.empty()) w->Wrapped(2, absl::StrCat("Hint: ", item.hint));
  if (!item.command.empty()) w->Wrapped(2, absl::StrCat("Try: ", item.command));
}

// Of what is not written there are many; one line does for all, and one name
// for a task of which nothing is.
void WriteUnfinished(const Report& report, Writer* w) {
  std::vector<std::string> not_written;
  for (const TaskScore& task : report.tasks) {
    std::vector<std::string> ids;
    int checks = 0, written_checks = 0, written = 0;
    for (const Item& item : report.items) {
      if (item.task != task.id) continue;
      const bool check = item.kind == ItemKind::kCheck;
      const bool there = item.verdict != Verdict::kNotWritten;
      checks += check;
      written_checks += check && there;
      written += there;
      if (!there) ids.push_back(item.id);
    }
    const bool whole = checks > 0 ? written_checks == 0 : written == 0;
    if (whole && ids.size() > 1) ids = {absl::StrCat("task ", task.id)};
    not_written.insert(not_written.end(), ids.begin(), ids.end());
  }
  if (not_written.empty()) return;
  w->Line();
  w->Wrapped(
      0, absl::StrCat("Not written yet: ", absl::StrJoin(not_written, ", ")));
}

// What is right and not paid: a line for all that wait for the same check.
void WriteUnpaid(const Report& report, Writer* w) {
  std::vector<std::pair<std::string, std::vector<std::string>>> waiting;
  for (const Item& item : report.items) {
    if (item.counts_once.empty()) continue;
    if (waiting.empty() || waiting.back().first != item.counts_once) {
      waiting.push_back({item.counts_once, {}});
    }
    waiting.back().second.push_back(item.id);
  }
  if (!waiting.empty()) w->Line();
  for (const auto& [check, items] : waiting) {
    w->Wrapped(0, absl::StrCat("Right, and counts once ", check,
                               " is right, too: ", absl::StrJoin(items, " ")));
  }
}

// What is wrong and said by another item: a line for all.
void WriteWrongWithAnother(const Report& report,
                           const std::set<const Item*>& told, Writer* w) {
  const std::vector<std::string> ids = WrongWithAnother(report, told);
  if (ids.empty()) return;
  w->Line();
  w->Wrapped(0, absl::StrCat("Wrong with that: ", absl::StrJoin(ids, ", ")));
}

// Those that compiled have warnings, or nothing to say.
void WriteSources(const Report& report, bool compiled, Writer* w) {
  for (const SourceReport& source : report.sources) {
    const bool right = source.verdict == Verdict::kRight;
    // A missing file is told first, and once more at the end.
    const bool missing = source.verdict == Verdict::kNotWritten;
    if (right != compiled || missing) continue;
    if (right && source.diagnostics.empty()) continue;
    w->Line();
    w->Wrapped(0, source.message);
    w->Wrapped(2, source.diagnostics);
  }
}

bool AnythingCompiled(const Report& report) {
  return std::any_of(report.items.begin(), report.items.end(),
                     [](const Item& item) {
                       return item.kind == ItemKind::kCheck &&
                              item.verdict != Verdict::kCompileError;
                     });
}

void WriteExperiment(const Report& report, Writer* w) {
  // Without a worker there was none, and the compiler has said why.
  if (report.experiment.message.empty() || !AnythingCompiled(report)) return;
  w->Line();
  w->Wrapped(0, report.experiment.message);
}

void WriteSubmission(const Report& report, Writer* w) {
  if (!report.missing.empty()) {
    w->Line();
    w->Wrapped(0, absl::StrCat("Not handed in: ",
                               absl::StrJoin(report.missing, ", ")));
  }
  if (!report.ignored.empty()) {
    w->Line();
    w->Wrapped(0,
               absl::StrCat("Ignored: ", absl::StrJoin(report.ignored, ", ")));
  }
  for (const std::string& remark : report.remarks) w->Wrapped(0, remark);
  if (!report.experiment.difference.empty()) {
    w->Line();
    w->Wrapped(
        0, "The results.json that was handed in is not what your code gives:");
    w->Wrapped(2, report.experiment.difference);
  }
}

}  // namespace

TextStyle StyleOfStdout() {
  TextStyle style;
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  const char* no_color = std::getenv("NO_COLOR");
  style.color = terminal && (no_color == nullptr || *no_color == '\0');
  winsize size{};
  const char* columns = std::getenv("COLUMNS");
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0) {
    style.width = size.ws_col;
  } else if (columns != nullptr) {
    int width = 0;
    if (absl::SimpleAtoi(columns, &width) && width > 0) style.width = width;
  }
  return style;
}

std::string ReportText(const Report& given, const TextStyle& style) {
  const Report report = Quotable(given);
  Writer w(style);
  w.Line(w.Tinted(Tone::kStrong, absl::StrCat(report.lab, "  ", report.title)));
  w.Line();
  if (!report.graded) {
    w.Line(w.Tinted(Tone::kBad, "NOT GRADED"));
    w.Wrapped(2, report.why_not_graded);
    return w.Take();
  }
  WriteTasks(report, &w);
  w.Wrapped(0, WithheldSentence(report));
  if (const std::string first = MendFirstSentence(report); !first.empty()) {
    w.Line();
    w.Wrapped(0, first);
  }
  WriteSources(report, /*compiled=*/false, &w);
  const std::set<const Item*> told = ToldInFull(report);
  for (const Item& item : report.items) {
    const bool said = !told.contains(&item) ||
                      item.verdict == Verdict::kNotWritten ||
                      item.verdict == Verdict::kCompileError;
    if (!said) WriteItem(item, &w);
  }
  WriteWrongWithAnother(report, told, &w);
  WriteUnfinished(report, &w);
  WriteUnpaid(report, &w);
  WriteSources(report, /*compiled=*/true, &w);
  WriteExperiment(report, &w);
  WriteSubmission(report, &w);
  return w.Take();
}

}  // namespace wbm::grader
