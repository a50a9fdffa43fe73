#include "grading/grader/run/redraw.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "common/plot/figure_json.h"
#include "grading/grader/judge/test_plan.h"

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;

// The first in PATH.
std::string Gnuplot() {
  std::istringstream folders(std::getenv("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string path = folder + "/gnuplot";
    if (access(path.c_str(), X_OK) == 0) return path;
  }
  return "";
}

plot::Figure Errors(std::vector<double> counts, double level = 4) {
  plot::Figure figure;
  figure.title = "Errors";
  figure.takeaway = "Flat.";
  figure.alt_text = "A histogram of errors up to the bound.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"error", plot::kUnitless};
  panel.y = {"values", "count"};
  panel.series = {plot::Histogram("measured", {0, 1, 2}, std::move(counts)),
                  plot::Line("uniform", {0, 2}, {level, level})};
  panel.lines = {plot::VerticalLine(1.5, "bound")};
  return figure;
}

TEST(Beside, EqualFiguresStayAsTheyAre) {
  const plot::Figure both = Beside(Errors({4, 4}), Errors({4, 4}));
  EXPECT_EQ(plot::FigureJson(both), plot::FigureJson(Errors({4, 4})));
}

TEST(Beside, WhatDiffersIsAddedAsAnOutline) {
  const plot::Figure both = Beside(Errors({8, 0}), Errors({4, 5}));
  ASSERT_EQ(both.panels[0].series.size(), 3u);
  const plot::Series& added = both.panels[0].series[2];
  EXPECT_EQ(added.name, "reference: measured");
  EXPECT_EQ(added.kind, plot::SeriesKind::kSteps);
  EXPECT_EQ(added.x, (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(added.y, (std::vector<double>{4, 5, 5}));
  EXPECT_EQ(both.panels[0].lines.size(), 1u);  // the bound stays
  EXPECT_THAT(both.alt_text, HasSubstr("The reference differs"));
}

TEST(Beside, NanIsNoDifferenceFromNan) {
  EXPECT_EQ(Beside(Errors({NAN, 4}), Errors({NAN, 4})).panels[0].series.size(),
            2u);
}

TEST(Beside, FiguresOfAnotherShapeAreLeftAlone) {
  plot::Figure other = Errors({1, 2});
  other.panels[0].series.pop_back();
  EXPECT_EQ(Beside(Errors({8, 0}), other).panels[0].series.size(), 2u);
  other.panels.clear();
  EXPECT_EQ(Beside(Errors({8, 0}), other).panels[0].series.size(), 2u);
}

TEST(RedrawFigures, TheStudentsDataBecomeAPictureWithItsText) {
  lab::LabPlan plan = TestPlan();
  plan.figures = {{"errors", "Errors", "task-9-2"}};
  Report report;
  report.outputs = {{"errors.figure.json", plot::FigureJson(Errors({8, 0}))},
                    {"results.json", "{}"}};
  Stopwatch watch;
  ASSERT_TRUE(RedrawFigures(plan, "labs/09_test", "", &report, &watch).ok());
  ASSERT_EQ(report.figures.size(), 1u)
      << (report.remarks.empty() ? "" : report.remarks[0]);
  EXPECT_THAT(report.figures[0].svg, HasSubstr("<svg"));
  EXPECT_THAT(report.figures[0].text, HasSubstr("histogram of errors"));
  EXPECT_EQ(report.figures[0].section, "labs/09_test/README.md#task-9-2");
  EXPECT_EQ(report.outputs.size(), 2u);  // the manifest names them all
}

TEST(RedrawFigures, AFigureThatCannotBeDrawnIsARemark) {
  lab::LabPlan plan = TestPlan();
  plan.figures = {{"errors", "Errors", "task-9-2"}};
  Report report;
  report.outputs = {{"errors.figure.json", "{}"}};
  Stopwatch watch;
  ASSERT_TRUE(RedrawFigures(plan, "labs/09_test", "", &report, &watch).ok());
  EXPECT_TRUE(report.figures.empty());
  ASSERT_EQ(report.remarks.size(), 1u);
  EXPECT_THAT(report.remarks[0], HasSubstr("errors could not be drawn"));
}

// The next picture would be drawn: nobody but the machine can help it.
TEST(RedrawFigures, AGnuplotThatIsKilledOnceIsTheMachinesFault) {
  const std::string folder = ::testing::TempDir();
  std::ofstream(folder + "/gnuplot")
      << "#!/bin/sh\n[ -e " << folder << "/killed ] && exec " << Gnuplot()
      << " \"$@\"\n: >" << folder << "/killed\nkill -9 $$\n";
  chmod((folder + "/gnuplot").c_str(), 0755);
  const std::string path = std::getenv("PATH");
  setenv("PATH", (folder + ":" + path).c_str(), 1);
  lab::LabPlan plan = TestPlan();
  plan.figures = {{"errors", "Errors", "task-9-2"}};
  Report report;
  report.outputs = {{"errors.figure.json", plot::FigureJson(Errors({8, 0}))}};
  Stopwatch watch;
  const absl::Status drawn =
      RedrawFigures(plan, "labs/09_test", "", &report, &watch);
  setenv("PATH", path.c_str(), 1);
  EXPECT_TRUE(absl::IsUnavailable(drawn)) << drawn;
  EXPECT_TRUE(report.remarks.empty());
}

}  // namespace
}  // namespace wbm::grader
