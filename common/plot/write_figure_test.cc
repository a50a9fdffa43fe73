// From a figure to its three files, through gnuplot itself.

#include "common/plot/write_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "common/plot/csv.h"
#include "common/plot/gallery_figures.h"
#include "common/plot/run_gnuplot.h"
#include "common/plot/script.h"
#include "common/plot/text.h"

namespace wbm::plot {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

Figure Small() {
  Figure figure;
  figure.title = "Loss of a small run";
  figure.takeaway = "It falls.";
  figure.alt_text = "A line that falls from two to one.";
  Panel& panel = figure.panels.emplace_back();
  panel.x = {"step", kUnitless};
  panel.y = {"loss", "nat"};
  panel.series.push_back(Line("run", {1, 2, 3}, {2, 1.5, 1}));
  return figure;
}

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A new folder of this test.
fs::path Scratch(const std::string& name) {
  const fs::path folder = fs::path(::testing::TempDir()) / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

// Width and height in a PNG's header (ISO/IEC 15948, 11.2.2).
std::pair<unsigned, unsigned> PngSize(const std::string& png) {
  const auto number = [&](std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value = value << 8 | static_cast<unsigned char>(png.at(at + i));
    }
    return value;
  };
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
  return {number(16), number(20)};
}

// Every tag closed in order, no stray "<" or "&": enough for what we write.
bool IsWellFormed(const std::string& svg) {
  std::vector<std::string> open;
  for (std::size_t at = svg.find('<'); at != std::string::npos;
       at = svg.find('<', at + 1)) {
    const std::size_t end = svg.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = svg.substr(at + 1, end - at - 1);
    if (tag.find('<') != std::string::npos) return false;
    const std::string name = tag.substr(0, tag.find_first_of(" \t\n/", 1));
    if (tag.front() == '/') {
      if (open.empty() || "/" + open.back() != tag) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
  }
  return open.empty();
}

std::vector<std::string> Ids(const std::string& svg) {
  std::vector<std::string> ids;
  for (const std::string mark : {" id=\"", " id='"}) {
    for (std::size_t at = svg.find(mark); at != std::string::npos;
         at = svg.find(mark, at + 1)) {
      const std::size_t from = at + mark.size();
      ids.push_back(svg.substr(from, svg.find(mark.back(), from) - from));
    }
  }
  return ids;
}

// What a reader sees: the contents of the <text> elements, one a line.
std::string Shown(const std::string& svg) {
  std::string shown;
  const std::string open = "<text>";
  for (std::size_t at = svg.find(open); at != std::string::npos;
       at = svg.find(open, at + 1)) {
    const std::size_t from = at + open.size();
    shown += svg.substr(from, svg.find("</text>", from) - from) + "\n";
  }
  for (const auto& [entity, character] :
       {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&amp;", "&"}}) {
    for (std::size_t at = shown.find(entity); at != std::string::npos;
         at = shown.find(entity, at + 1)) {
      shown.replace(at, std::string(entity).size(), character);
    }
  }
  return shown;
}

TEST(WriteFigure, WritesThreeFiles) {
  const fs::path folder = Scratch("three");
  ASSERT_TRUE(WriteFigure(Small(), (folder / "loss").string()).ok());
  EXPECT_GE(PngSize(Contents(folder / "loss.png")).first, 1600u);
  EXPECT_TRUE(IsWellFormed(Contents(folder / "loss.svg")));
  EXPECT_THAT(Contents(folder / "loss.csv"), HasSubstr("1,run,line,2,"));
}

TEST(WriteFigure, LeavesNothingOfABadFigure) {
  const fs::path folder = Scratch("nothing");
  Figure figure = Small();
  figure.alt_text = "";
  const absl::Status status = WriteFigure(figure, (folder / "loss").string());
  EXPECT_THAT(std::string(status.message()), HasSubstr("alt_text"));
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST(Draw, PngHasTwiceTheSizeOfTheSvg) {
  const Figure figure = Small();
  const absl::StatusOr<Drawing> drawing = Draw(figure);
  ASSERT_TRUE(drawing.ok()) << drawing.status();
  const Size size = SizeOf(figure);
  EXPECT_EQ(PngSize(drawing->png),
            std::pair(2u * static_cast<unsigned>(size.width),
                      2u * static_cast<unsigned>(size.height)));
}

TEST(Draw, EveryFigureOfTheGallery) {
  for (const auto& [name, figure] : GalleryFigures()) {
    const absl::StatusOr<Drawing> drawing = Draw(figure);
    ASSERT_TRUE(drawing.ok()) << name << ": " << drawing.status();
    EXPECT_TRUE(IsWellFormed(drawing->svg)) << name;
    EXPECT_GE(PngSize(drawing->png).first, 1600u) << name;
  }
}

// Home, locale, terminal and start-up files of the person who runs it.
TEST(Draw, SameBytesForEveryone) {
  const absl::StatusOr<Drawing> first = Draw(Small());
  ASSERT_TRUE(first.ok()) << first.status();
  const fs::path home = Scratch("home");
  std::ofstream(home / ".gnuplot") << "set title 'mine'\n";
  std::ofstream(home / ".wgnuplotrc") << "set title 'mine'\n";
  for (const auto& [name, value] :
       std::vector<std::pair<const char*, std::string>>{
           {"HOME", home.string()},
           {"XDG_CONFIG_HOME", home.string()},
           {"LC_ALL", "de_DE.UTF-8"},
           {"LC_NUMERIC", "de_DE.UTF-8"},
           {"GNUTERM", "dumb"},
           {"GNUPLOT_DEFAULT_GDFONT", "Courier"},
           {"FONTCONFIG_FILE", (home / "none").string()}}) {
    setenv(name, value.c_str(), 1);
  }
  const fs::path before = fs::current_path();
  fs::current_path(home);
  const absl::StatusOr<Drawing> second = Draw(Small());
  fs::current_path(before);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(first->png, second->png);
  EXPECT_EQ(first->svg, second->svg);
  EXPECT_EQ(first->csv, second->csv);
}

TEST(Draw, CountsWhatItLeavesOut) {
  Figure figure = Small();
  figure.panels[0].series[0] = Line("run", {1, 2, 3, 4}, {2, kNan, kInf, 1});
  const absl::StatusOr<Drawing> drawing = Draw(figure);
  ASSERT_TRUE(drawing.ok()) << drawing.status();
  EXPECT_THAT(drawing->svg, HasSubstr("2 values are not drawn"));
  EXPECT_THAT(drawing->csv, HasSubstr(",nan,"));
  EXPECT_THAT(drawing->csv, HasSubstr(",inf,"));
}

TEST(Draw, ABarChartOfZerosOnALogAxisIsEmptyNotBroken) {
  Figure figure = Small();
  figure.panels[0].y.scale = Scale::kLog10;
  figure.panels[0].series[0] = Histogram("run", {0, 1, 2}, {0, 0});
  EXPECT_TRUE(Draw(figure).ok());
}

// Text that would do harm as gnuplot, shell, XML or as gnuplot's markup.
TEST(Draw, ShowsHostileTextAsItStands) {
  const fs::path folder = Scratch("hostile");
  const fs::path before = fs::current_path();
  fs::current_path(folder);
  const std::vector<std::string> texts = {
      "`touch hacked`",
      "\"; system('touch hacked'); \"",
      "'.system(\"touch hacked\").'",
      "$(touch hacked)",
      "a\\nb \\042",
      "x_{i}^2 @ & ~",
      "</text><script>alert(1)</script>",
      "]]> &amp; <!-- -->",
      "100% of %g %s",
      "EOD",
      "#gpDot id='figure'",
  };
  for (const std::string& text : texts) {
    Figure figure = Small();
    figure.title = figure.takeaway = text;
    figure.alt_text = "Hostile text everywhere: " + text;
    Panel& panel = figure.panels[0];
    panel.title = panel.y.label = panel.y.unit = text;
    panel.x = {text, "", Scale::kLinear, {}, {}, {"a", text.substr(0, 30)}};
    panel.series[0] = Bars(text, {0, 1}, {1, 2});
    panel.lines = {HorizontalLine(1.5, text)};
    panel.annotations = {{0, 1, text, true}};
    panel.legend = Legend::kTopLeft;
    const absl::StatusOr<std::string> svg = SvgText(figure);
    ASSERT_TRUE(svg.ok()) << text << ": " << svg.status();
    EXPECT_TRUE(IsWellFormed(*svg)) << text;
    EXPECT_THAT(*svg, Not(HasSubstr("<script"))) << text;
    EXPECT_THAT(Shown(*svg), HasSubstr(text)) << text;
  }
  fs::current_path(before);
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST(Draw, ALineFeedIsALineFeed) {
  Figure figure = Small();
  figure.title = "first\n!touch hacked\nsystem('touch hacked')";
  const absl::StatusOr<Drawing> drawing = Draw(figure);
  ASSERT_TRUE(drawing.ok()) << drawing.status();
  EXPECT_THAT(drawing->svg, HasSubstr("<text>!touch hacked</text>"));
  EXPECT_FALSE(fs::exists("hacked"));
}

TEST(SvgText, CarriesTitleAndAltText) {
  const absl::StatusOr<std::string> svg = SvgText(Small(), "loss");
  ASSERT_TRUE(svg.ok()) << svg.status();
  EXPECT_THAT(*svg, HasSubstr("role=\"img\""));
  EXPECT_THAT(*svg, HasSubstr("aria-labelledby=\"loss-title loss-desc\""));
  EXPECT_THAT(*svg, HasSubstr("<title id=\"loss-title\">Loss of a small run<"));
  EXPECT_THAT(*svg, HasSubstr("A line that falls from two to one."));
  EXPECT_THAT(*svg, Not(HasSubstr("GNUPLOT")));
  EXPECT_EQ(svg->rfind("<svg ", 0), 0u);
}

TEST(SvgText, AllIdsAreItsOwnAndEachReferenceHasOne) {
  for (const auto& [name, figure] : GalleryFigures()) {
    if (name != "four_panels" && name != "grouped_bars") continue;
    const absl::StatusOr<std::string> svg = SvgText(figure, "f7");
    ASSERT_TRUE(svg.ok()) << svg.status();
    const std::vector<std::string> ids = Ids(*svg);
    const std::set<std::string> known(ids.begin(), ids.end());
    EXPECT_GT(ids.size(), 3u);
    for (const std::string& id : ids) EXPECT_EQ(id.rfind("f7-", 0), 0u) << id;
    for (const std::string mark : {"href='#", "url(#"}) {
      for (std::size_t at = svg->find(mark); at != std::string::npos;
           at = svg->find(mark, at + 1)) {
        const std::size_t from = at + mark.size();
        const std::string id =
            svg->substr(from, svg->find_first_of("')", from) - from);
        EXPECT_TRUE(known.count(id)) << name << ": " << id;
      }
    }
  }
}

TEST(SvgText, RefusesAnIdThatWouldBreakThePage) {
  for (const char* id : {"", "1a", "a b", "a\"><script>"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(SvgText(Small(), id).status())) << id;
  }
}

TEST(RunGnuplot, NamesThePackageWhenThereIsNone) {
  GnuplotLimits limits;
  limits.program = "gnuplot-that-is-not-there";
  const absl::Status status = RunGnuplot("print 1\n", limits).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("install the package gnuplot-nox"));
}

TEST(RunGnuplot, StopsWhatComputesTooMuch) {
  GnuplotLimits limits;
  limits.cpu = std::chrono::seconds(1);
  const absl::Status status =
      RunGnuplot("x = 0\nwhile (1) { x = x + 1 }\n", limits).status();
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("1 s of CPU time"));
}

// No script of ours waits: it is the machine that has not let it go on.
TEST(RunGnuplot, WhatIsKeptWaitingIsTheMachinesFault) {
  GnuplotLimits limits;
  limits.wall = std::chrono::milliseconds(300);
  const auto start = std::chrono::steady_clock::now();
  const absl::Status status = RunGnuplot("pause 50\n", limits).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("Remedy: run fewer"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(RunGnuplot, WhatTheSystemKillsIsTheMachinesFaultToo) {
  GnuplotLimits limits;
  limits.program = ::testing::TempDir() + "/killed";
  std::ofstream(limits.program) << "#!/bin/sh\nkill -9 $$\n";
  chmod(limits.program.c_str(), 0755);
  const absl::Status status = RunGnuplot("plot x\n", limits).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
}

TEST(CheckGnuplot, SaysWhetherItIsMissingOrKilled) {
  const absl::Status missing = CheckGnuplot("gnuplot-that-is-not-there");
  EXPECT_TRUE(absl::IsUnavailable(missing)) << missing;
  EXPECT_THAT(std::string(missing.message()), HasSubstr("apt-get install"));
}

TEST(RunGnuplot, StopsAFloodOfOutput) {
  GnuplotLimits limits;
  limits.output_bytes = 1000;
  const absl::Status status =
      RunGnuplot("set print '-'\ndo for [i=1:100000] {print 'flood'}\n", limits)
          .status();
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
}

TEST(RunGnuplot, PassesOnWhatGnuplotComplainsAbout) {
  const absl::Status status = RunGnuplot("nonsense\n").status();
  EXPECT_TRUE(absl::IsInternal(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("nonsense"));
}

TEST(CsvText, QuotesAndAlignsEveryKind) {
  Figure figure = Small();
  Panel& panel = figure.panels[0];
  panel.x.categories = {"plain", "a,\"b\""};
  panel.series = {WithSpread(Bars("s", {0, 1}, {1, 0.1}), {0, 0}, {2, 3}),
                  Histogram("h", {0, 1, 2}, {5, 6}),
                  HeatMap({0, 1, 2}, {0, 1}, {7, kNan})};
  std::istringstream lines(CsvText(figure));
  std::string header, line;
  std::getline(lines, header);
  std::vector<std::string> rows;
  while (std::getline(lines, line)) rows.push_back(line);
  EXPECT_EQ(rows,
            (std::vector<std::string>{
                "1,s,bars,0,plain,,,1,0,2,,,",
                "1,s,bars,1,\"a,\"\"b\"\"\",,,0.1,0,3,,,",
                "1,h,histogram,,,0,1,5,,,,,", "1,h,histogram,,,1,2,6,,,,,",
                "1,,heat_map,,,0,1,,0,1,,,7", "1,,heat_map,,,1,2,,0,1,,,nan"}));
  EXPECT_EQ(std::count(header.begin(), header.end(), ','), 12);
}

}  // namespace
}  // namespace wbm::plot
