// report.html: what may not be in it, and what a reader who does not see it
// needs.
#include "grading/grader/report/report_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "grading/grader/report/html.h"
#include "grading/grader/report/report_json.h"
#include "grading/grader/report/report_markdown.h"
#include "grading/grader/report/report_style.h"
#include "grading/grader/report/report_text.h"

namespace wbm::grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kEvil[] =
    "</pre></section><script>alert('1')</script><img src=http://x "
    "onerror=\"a\">"
    "&amp; ``` | ~~~\n# heading\n[link](http://x) ![i](http://y)";

Item EvilItem(Verdict verdict, bool hidden) {
  Item item;
  item.id = hidden ? "9.1.h1" : "9.1.p1";
  item.task = "9.1";
  item.hidden = hidden;
  item.verdict = verdict;
  item.max_points = 3;
  item.points = verdict == Verdict::kRight ? 3 : 0;
  for (std::string* text :
       {&item.property, &item.category, &item.message, &item.input,
        &item.printed, &item.key, &item.hint, &item.test}) {
    *text = kEvil;
  }
  item.section = "labs/09_test/README.md#task-9-1";
  item.command = "bazel test //labs/09_test --test_filter=A.B";
  return item;
}

Report EvilReport() {
  Report report;
  report.lab = "09_test";
  report.title = kEvil;
  report.graded = true;
  report.max_score = 9;
  report.tasks = {{"9.1", "A", kEvil, "", 3, 9}};
  report.items = {EvilItem(Verdict::kRight, false),
                  EvilItem(Verdict::kWrong, false),
                  EvilItem(Verdict::kSkipped, true)};
  report.sources = {{"one.cc", Verdict::kCompileError, kEvil, kEvil}};
  report.experiment = {Verdict::kWrong, kEvil, kEvil};
  report.figures = {{"errors", kEvil, "", kEvil, "<svg>drawn here</svg>"}};
  report.taken = report.missing = report.ignored = report.remarks = {kEvil};
  return report;
}

std::string Page() { return ReportHtml(EvilReport(), Audience::kInstructor); }

// All matches of `pattern`'s first group.
std::vector<std::string> All(const std::string& text,
                             const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end;
       ++it) {
    found.push_back((*it)[1]);
  }
  return found;
}

TEST(ReportHtml, EveryByteOfAStudentIsEscaped) {
  const std::string page = Page();
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img src=http")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)"));
  EXPECT_THAT(page, HasSubstr("&amp;amp;"));
}

TEST(ReportHtml, NothingIsAskedFromOutsideAndNothingRuns) {
  const std::string page = Page();
  for (const std::string& address : All(page, "(?:src|href)=\"([^\"]*)\"")) {
    EXPECT_TRUE(address.starts_with("#") ||
                address.starts_with("data:image/svg+xml;base64,"))
        << address;
  }
  for (const char* word : {"@import", "url(", "<link", "<iframe", "<object",
                           "javascript:", " onerror=\"a\"", "<form"}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_LT(page.find("Content-Security-Policy"), page.find("<style>"));
}

TEST(ReportHtml, HeadingsBeginAtOneAndLeaveNoGap) {
  int before = 0, firsts = 0;
  for (const std::string& level : All(Page(), "<h([1-6])[ >]")) {
    const int now = std::stoi(level);
    firsts += now == 1;
    EXPECT_LE(now, before + 1);
    before = now;
  }
  EXPECT_EQ(firsts, 1);
}

TEST(ReportHtml, LandmarksLanguageTitleAndSkipLinkAreThere) {
  const std::string page = Page();
  for (const char* part :
       {"<html lang=\"en\">", "<header>", "<main id=\"main\">",
        "<nav aria-label=", "<footer>", "<title>09_test", "href=\"#main\"",
        "width=device-width"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

TEST(ReportHtml, TablesHaveCaptionsAndScopesAndTheKeyboardReachesThem) {
  const std::string page = Page();
  const std::size_t tables = All(page, "(<table)[ >]").size();
  EXPECT_GE(tables, 2u);
  EXPECT_EQ(All(page, "(<caption>)").size(), tables);
  EXPECT_EQ(All(page, "(role=\"region\" tabindex=\"0\" aria-label=)").size(),
            tables);
  for (const std::string& head : All(page, "<th([^>]*)>")) {
    if (head.starts_with("ead")) continue;
    EXPECT_THAT(head, HasSubstr("scope="));
  }
}

TEST(ReportHtml, PicturesHaveTextAndAnchorsAreUniqueAndLeadSomewhere) {
  const std::string page = Page();
  EXPECT_EQ(All(page, "(<img )").size(), All(page, "alt=\"([^\"]+)\"").size());
  std::set<std::string> ids;
  for (const std::string& id : All(page, " id=\"([^\"]*)\"")) {
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
  for (const std::string& target : All(page, "href=\"#([^\"]*)\"")) {
    EXPECT_TRUE(ids.contains(target)) << target;
  }
}

TEST(ReportHtml, EveryOpenedElementIsClosed) {
  const std::string page = Page();
  for (const char* tag : {"section", "table", "tbody", "tr", "td", "dl", "dd",
                          "pre", "figure", "main", "details", "ul", "p"}) {
    const std::string name = tag;
    EXPECT_EQ(All(page, "(<" + name + ")[ >]").size(),
              All(page, "(</" + name + ">)").size())
        << tag;
  }
}

// WCAG 2.1: relative luminance and contrast ratio.
double Luminance(const std::string& color) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(color.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] *
           (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double Contrast(const std::string& a, const std::string& b) {
  const double x = Luminance(a), y = Luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(ReportHtml, TextHasEnoughContrastInBothSchemes) {
  const std::string style = kReportStyle;
  const std::size_t dark = style.find("prefers-color-scheme: dark");
  ASSERT_NE(dark, std::string::npos);
  const std::size_t end = style.find("* {", dark);
  for (const std::string& scheme :
       {style.substr(0, dark), style.substr(dark, end - dark)}) {
    std::map<std::string, std::string> colors;
    const std::regex one("--([a-z]+): (#[0-9a-f]{6})");
    for (std::sregex_iterator it(scheme.begin(), scheme.end(), one), last;
         it != last; ++it) {
      colors[(*it)[1]] = (*it)[2];
    }
    for (const char* text : {"text", "soft", "link", "good", "bad", "wait"}) {
      for (const char* ground : {"page", "panel"}) {
        EXPECT_GE(Contrast(colors.at(text), colors.at(ground)), 4.5)
            << text << " on " << ground;
      }
    }
  }
}

TEST(ReportMarkdown, NothingOfAStudentsIsMarkup) {
  const std::string md = ReportMarkdown(EvilReport(), Audience::kInstructor);
  // Outside of fences every '<', '[' and '#' of theirs is escaped.
  bool fenced = false;
  std::string fence;
  std::string line;
  for (const char c : md + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    if (!fenced && line.starts_with("```")) {
      fence = line.substr(0, line.find_first_not_of('`'));
      fenced = true;
    } else if (fenced && line == fence) {
      fenced = false;
    } else if (!fenced) {
      EXPECT_THAT(line, Not(HasSubstr("<script")));
      EXPECT_THAT(line, Not(HasSubstr("[link](")));
    }
    line.clear();
  }
  EXPECT_FALSE(fenced);
}

// ESC, a bidirectional override, a zero-width space: in no form, whoever wrote
// the report's fields.
TEST(EveryForm, NothingMovesOrHides) {
  Report report = EvilReport();
  const std::string sly = "a\x1b[2J\u202e\u200b\u00ad\x7f z";
  for (Item& item : report.items) {
    for (std::string* text :
         {&item.property, &item.category, &item.message, &item.input,
          &item.printed, &item.key, &item.hint, &item.test, &item.command}) {
      *text = sly;
    }
  }
  report.sources = {{"one.cc", Verdict::kCompileError, sly, sly}};
  report.experiment = {Verdict::kWrong, sly, sly};
  report.figures = {{"errors", sly, "", sly, "<svg/>"}};
  report.taken = report.missing = report.ignored = report.remarks = {sly};
  for (const std::string& form : {ReportHtml(report, Audience::kStudent),
                                  ReportMarkdown(report, Audience::kStudent),
                                  ReportJson(report, Audience::kStudent),
                                  ReportText(report, TextStyle{})}) {
    for (const char* bad :
         {"\x1b", "\\u001b", "\u202e", "\u200b", "\u00ad", "\x7f"}) {
      EXPECT_THAT(form, Not(HasSubstr(bad)));
    }
    EXPECT_THAT(form, HasSubstr("u{202e}"));
  }
}

TEST(ReportMarkdown, NoAddressBecomesALink) {
  Report report = EvilReport();
  report.remarks = {"see https://evil.example and www.evil.example"};
  const std::string md = ReportMarkdown(report, Audience::kStudent);
  EXPECT_THAT(md, Not(HasSubstr("see https://")));
  EXPECT_THAT(md, Not(HasSubstr("www.evil")));
}

TEST(ReportText, WithoutColorThereIsNoEscapeAndWithItThereIs) {
  const Report report = EvilReport();
  EXPECT_THAT(ReportText(report, {false, 80}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(ReportText(report, {true, 80}), HasSubstr("\x1b[31m"));
}

TEST(ReportText, LinesKeepToTheWidth) {
  Report report = EvilReport();
  report.title = "Title";
  report.tasks[0].title = std::string(200, 'x');
  report.items[1].message = "many words of a message " + std::string(60, 'y') +
                            " and some more of them to be broken";
  for (const int width : {40, 80, 100}) {
    const std::string text = ReportText(report, {false, width});
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = text.find('\n', begin);
      const std::string line = text.substr(begin, end - begin);
      // One word that is longer than a line stays whole.
      if (line.find(' ', line.find_first_not_of(' ')) != std::string::npos) {
        const auto columns =
            std::count_if(line.begin(), line.end(),
                          [](unsigned char c) { return (c & 0xC0u) != 0x80u; });
        EXPECT_LE(columns, width) << line;
      }
      begin = end + 1;
    }
  }
}

TEST(ReportText, WhatWasNotGradedShowsNoScore) {
  Report report = EvilReport();
  report.graded = false;
  report.why_not_graded = "the disk is full";
  const std::string text = ReportText(report, {});
  EXPECT_THAT(text, HasSubstr("NOT GRADED"));
  EXPECT_THAT(text, HasSubstr("the disk is full"));
  EXPECT_THAT(text, Not(HasSubstr("Score")));
}

}  // namespace
}  // namespace wbm::grader
