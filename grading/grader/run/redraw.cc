#include "grading/grader/run/redraw.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/plot/figure_json.h"
#include "common/plot/run_gnuplot.h"
#include "common/plot/write_figure.h"
#include "grading/grader/machine/temporary_folder.h"

namespace wbm::grader {
namespace {

using plot::Figure;
using plot::Panel;
using plot::Series;
using plot::SeriesKind;

constexpr char kSuffix[] = ".figure.json";
constexpr std::size_t kMaxFigure = 64u << 20;

bool SameNumbers(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](double x, double y) { return x == y || (x != x && y != y); });
}

bool SameData(const Series& a, const Series& b) {
  return SameNumbers(a.x, b.x) && SameNumbers(a.y, b.y) &&
         SameNumbers(a.low, b.low) && SameNumbers(a.high, b.high) &&
         SameNumbers(a.box_low, b.box_low) &&
         SameNumbers(a.box_high, b.box_high) && SameNumbers(a.edges, b.edges) &&
         SameNumbers(a.y_edges, b.y_edges) && SameNumbers(a.z, b.z);
}

// The names of series may carry measured numbers, so position decides.
bool Corresponds(const Figure& a, const Figure& b) {
  return std::equal(
      a.panels.begin(), a.panels.end(), b.panels.begin(), b.panels.end(),
      [](const Panel& p, const Panel& q) {
        return std::equal(
            p.series.begin(), p.series.end(), q.series.begin(), q.series.end(),
            [](const Series& s, const Series& t) { return s.kind == t.kind; });
      });
}

// A histogram over a histogram would hide it; its outline does not.
Series Outline(const Series& histogram) {
  Series outline;
  outline.kind = SeriesKind::kSteps;
  outline.x = histogram.edges;
  outline.y = histogram.y;
  if (!outline.y.empty()) outline.y.push_back(outline.y.back());
  return outline;
}

Series AsReference(const Series& series) {
  Series reference =
      series.kind == SeriesKind::kHistogram ? Outline(series) : series;
  reference.name = absl::StrCat("reference: ", series.name);
  reference.style.reset();
  return reference;
}

// What two heat maps or two boxes at one place would show is a muddle.
bool CanStandBeside(const Series& series) {
  return series.kind != SeriesKind::kHeatMap && series.kind != SeriesKind::kBox;
}

// Adds what differs; returns its names.
std::vector<std::string> AddReferences(const Panel& reference, Panel* panel) {
  std::vector<std::string> added;
  const std::size_t own = panel->series.size();
  for (std::size_t i = 0; i < own; ++i) {
    const Series& theirs = reference.series[i];
    const bool room =
        panel->series.size() < static_cast<std::size_t>(plot::kMaxStyles);
    if (SameData(panel->series[i], theirs) || !CanStandBeside(theirs) ||
        !room) {
      continue;
    }
    added.push_back(theirs.name);
    panel->series.push_back(AsReference(theirs));
  }
  return added;
}

absl::StatusOr<FigureReport> Redraw(const lab::PlannedFigure& planned,
                                    const std::string& student,
                                    const std::string& reference) {
  absl::StatusOr<Figure> figure = plot::ParseFigureJson(student);
  if (!figure.ok()) return figure.status();
  if (!reference.empty()) {
    const absl::StatusOr<std::string> json = ReadOwnFile(
        absl::StrCat(reference, "/", planned.file, kSuffix), kMaxFigure);
    if (!json.ok()) return json.status();
    const absl::StatusOr<Figure> right = plot::ParseFigureJson(*json);
    if (!right.ok()) return right.status();
    *figure = Beside(*figure, *right);
  }
  const absl::StatusOr<std::string> svg = plot::SvgText(*figure, planned.file);
  if (!svg.ok()) return svg.status();
  return FigureReport{planned.file, planned.title, planned.section,
                      figure->alt_text, *svg};
}

}  // namespace

Figure Beside(const Figure& student, const Figure& reference) {
  if (!Corresponds(student, reference)) return student;
  Figure both = student;
  std::vector<std::string> added;
  for (std::size_t i = 0; i < both.panels.size(); ++i) {
    const std::vector<std::string> names =
        AddReferences(reference.panels[i], &both.panels[i]);
    added.insert(added.end(), names.begin(), names.end());
  }
  if (added.empty()) return both;
  const std::string text = absl::StrCat(
      student.alt_text, " The reference differs and is drawn beside it: ",
      absl::StrJoin(added, ", "), ". ", reference.alt_text);
  if (text.size() <= static_cast<std::size_t>(plot::kMaxAltText)) {
    both.alt_text = text;
  }
  return both;
}

absl::Status RedrawFigures(const lab::LabPlan& plan,
                           const std::string& directory,
                           const std::string& reference, Report* report,
                           Stopwatch* watch) {
  std::map<std::string, std::string> data;
  for (const OutputFile& output : report->outputs) {
    if (output.name.ends_with(kSuffix)) data[output.name] = output.bytes;
  }
  if (data.empty()) return absl::OkStatus();
  const Stopwatch::Running lap = watch->Time("figures");
  for (const lab::PlannedFigure& planned : plan.figures) {
    const auto student = data.find(planned.file + kSuffix);
    if (student == data.end()) continue;
    absl::StatusOr<FigureReport> figure =
        Redraw(planned, student->second, reference);
    if (!figure.ok()) {
      if (auto s = plot::MachineFault(figure.status()); !s.ok()) return s;
      report->remarks.push_back(
          absl::StrCat("The figure ", planned.file,
                       " could not be drawn: ", figure.status().message()));
      continue;
    }
    figure->section = absl::StrCat(directory, "/README.md#", figure->section);
    report->figures.push_back(*std::move(figure));
  }
  return absl::OkStatus();
}

}  // namespace wbm::grader
