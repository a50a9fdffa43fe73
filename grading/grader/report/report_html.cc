#include "grading/grader/report/report_html.h"

#include <optional>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grading/grader/report/first_to_mend.h"
#include "grading/grader/report/html.h"
#include "grading/grader/report/quotable_report.h"
#include "grading/grader/report/report_style.h"
#include "grading/grader/report/sentences.h"
#include "grading/grader/report/told.h"

namespace wbm::grader {
namespace {

constexpr char kPolicy[] =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'";

// What is not yet there is not as bad as what is wrong.
const char* Tone(Verdict verdict) {
  switch (verdict) {
    case Verdict::kRight:
      return "right";
    case Verdict::kNotWritten:
    case Verdict::kSkipped:
    case Verdict::kNotGraded:
      return "waiting";
    default:
      return "wrong";
  }
}

std::string What(const Item& item) {
  return item.hidden ? absl::StrCat("hidden: ", item.category) : item.property;
}

std::string Points(int points, int most) {
  return absl::StrCat(points, " / ", most);
}

std::string TaskAnchor(const TaskScore& task) {
  return absl::StrCat("task-", Html(task.id));
}

// A scrolling box that the keyboard can reach.
std::string TableBox(const std::string& label, const std::string& table) {
  return Wrap(absl::StrCat("div class=\"table\" role=\"region\" tabindex=\"0\" "
                           "aria-label=\"",
                           Html(label), "\""),
              table);
}

std::string TaskTable(const Report& report) {
  std::string rows;
  for (const TaskScore& task : report.tasks) {
    const std::string link = absl::StrCat("<a href=\"#", TaskAnchor(task),
                                          "\">", Html(task.id), "</a>");
    absl::StrAppend(
        &rows,
        Wrap("tr", absl::StrCat(Wrap("th scope=\"row\"", link),
                                Element("td", task.title),
                                Element("td class=\"points\"",
                                        Points(task.points, task.max_points)))),
        "\n");
  }
  return TableBox(
             "Points by task",
             Wrap("table",
                  absl::StrCat(
                      "<caption>Points by task</caption>\n<thead><tr>"
                      "<th scope=\"col\">Task</th><th scope=\"col\">What</th>"
                      "<th scope=\"col\" "
                      "class=\"points\">Points</th></tr></thead>\n",
                      Wrap("tbody", rows),
                      "\n<tfoot><tr><th scope=\"row\" "
                      "colspan=\"2\">Score</th>",
                      Element("td class=\"points\"",
                              Points(report.score, report.max_score)),
                      "</tr></tfoot>"))) +
         (report.withheld_points > 0 ? Element("p", WithheldSentence(report))
                                     : "");
}

// The roles are those that the elements have anyway. A narrow screen shows the
// rows as blocks, and some readers then forget them.
std::string ItemRow(const Item& item) {
  return absl::StrCat(
      Wrap(
          "tr role=\"row\"",
          absl::StrCat(
              Element("th role=\"rowheader\" scope=\"row\"", item.id),
              Element("td role=\"cell\"", What(item)),
              Element(absl::StrCat("td role=\"cell\" class=\"verdict ",
                                   Tone(item.verdict), "\""),
                      VerdictLabel(item)),
              Element("td role=\"cell\" class=\"points\"", PointsLabel(item)))),
      "\n");
}

std::string ItemTable(const TaskScore& task,
                      const std::vector<const Item*>& items) {
  std::string head;
  for (const char* name : {"Check", "What must hold", "Verdict"}) {
    head += Element("th role=\"columnheader\" scope=\"col\"", name);
  }
  head += Element("th role=\"columnheader\" scope=\"col\" class=\"points\"",
                  "Points");
  std::string rows;
  for (const Item* item : items) rows += ItemRow(*item);
  const std::string label = absl::StrCat("Checks of task ", task.id);
  return TableBox(
      label, Wrap("table class=\"wide\" role=\"table\"",
                  absl::StrCat(Element("caption", label), "\n",
                               Wrap("thead role=\"rowgroup\"",
                                    Wrap("tr role=\"row\"", head)),
                               "\n", Wrap("tbody role=\"rowgroup\"", rows))));
}

std::string Pre(const std::string& name, const std::string& text) {
  if (text.empty()) return "";
  return absl::StrCat("<dt>", name, "</dt>", Wrap("dd", Element("pre", text)),
                      "\n");
}

std::string Text(const char* name, const std::string& text,
                 const char* open = "dd") {
  if (text.empty()) return "";
  return absl::StrCat("<dt>", name, "</dt>", Element(open, text), "\n");
}

std::string Code(const char* name, const std::string& text) {
  if (text.empty()) return "";
  return absl::StrCat("<dt>", name, "</dt>", Wrap("dd", Element("code", text)),
                      "\n");
}

std::string ItemCard(const Item& item) {
  return Wrap(
      absl::StrCat("section class=\"card ", Tone(item.verdict), "\""),
      absl::StrCat(
          Wrap("h4",
               absl::StrCat(Html(item.id), ": ",
                            Element(absl::StrCat("span class=\"",
                                                 Tone(item.verdict), "\""),
                                    VerdictLabel(item)))),
          Element("p", What(item)),
          Wrap("dl",
               absl::StrCat(Code("Test", item.test),
                            Pre("What happened", item.message),
                            Pre(InputLabel(item), item.input),
                            Pre("Printed", item.printed), Text("Key", item.key),
                            Text("Hint", item.hint, "dd class=\"hint\""),
                            Code("Handout", item.section),
                            Code("Try it yourself", item.command)))));
}

std::string TaskSection(const Report& report, const TaskScore& task,
                        const std::set<const Item*>& told) {
  std::vector<const Item*> items;
  std::string cards;
  for (const Item& item : report.items) {
    if (item.task != task.id) continue;
    items.push_back(&item);
    if (told.contains(&item)) cards += ItemCard(item) + "\n";
  }
  const std::string anchor = TaskAnchor(task);
  return Wrap(
      absl::StrCat("section aria-labelledby=\"", anchor, "\""),
      absl::StrCat(Element(absl::StrCat("h3 id=\"", anchor, "\""),
                           absl::StrCat(task.id, " ", task.title, ": ",
                                        task.points, " of ", task.max_points)),
                   ItemTable(task, items), "\n", cards));
}

std::string SourceCard(const SourceReport& source) {
  const bool right = source.verdict == Verdict::kRight;
  return Wrap(
      absl::StrCat("section class=\"card ", Tone(source.verdict), "\""),
      absl::StrCat(Element("h3", right ? source.file
                                       : absl::StrCat(source.file, ": ",
                                                      VerdictLabel(source))),
                   right ? "" : Element("p", source.message),
                   Wrap("dl", Pre("The compiler says", source.diagnostics))));
}

// What did not compile or is not there.
std::string Compiling(const Report& report) {
  std::string cards;
  for (const SourceReport& source : report.sources) {
    if (source.verdict == Verdict::kRight) continue;
    absl::StrAppend(&cards, SourceCard(source), "\n");
  }
  if (cards.empty()) return "";
  return absl::StrCat("<h2 id=\"compiling\">Compiling</h2>\n", cards);
}

std::string Warnings(const Report& report) {
  std::string cards;
  for (const SourceReport& source : report.sources) {
    if (source.verdict != Verdict::kRight || source.diagnostics.empty()) {
      continue;
    }
    absl::StrAppend(&cards, SourceCard(source), "\n");
  }
  if (cards.empty()) return "";
  return absl::StrCat("<h2 id=\"warnings\">Compiler warnings</h2>\n", cards);
}

std::string Figures(const Report& report) {
  std::string out;
  for (const FigureReport& figure : report.figures) {
    absl::StrAppend(
        &out,
        Wrap("figure",
             absl::StrCat(
                 SvgImage(figure.svg, figure.text),
                 Wrap("figcaption",
                      absl::StrCat(
                          Html(figure.title),
                          "<details><summary>The figure in words</summary>",
                          Element("p", figure.text), "</details>")))),
        "\n");
  }
  return out;
}

std::string Experiment(const Report& report) {
  std::string out = "<h2 id=\"experiment\">The experiment</h2>\n";
  if (report.experiment.verdict == Verdict::kRight) {
    out +=
        "<p>Run again on this code. Where a value of the reference differs "
        "from yours, the figure shows both.</p>\n";
  }
  if (!report.experiment.message.empty()) {
    absl::StrAppend(&out, Element("pre", report.experiment.message), "\n");
  }
  if (!report.experiment.difference.empty()) {
    absl::StrAppend(
        &out,
        Wrap("section class=\"card waiting\"",
             absl::StrCat("<h3>The results.json that was handed in "
                          "is not what this code gives</h3>",
                          Element("pre", report.experiment.difference))),
        "\n");
  }
  return out + Figures(report);
}

std::string Bullets(const char* name, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string items;
  for (const std::string& line : lines) items += Element("li", line);
  return absl::StrCat(Element("h3", name), Wrap("ul", items), "\n");
}

std::string Submission(const Report& report) {
  return absl::StrCat(
      "<h2 id=\"submission\">The submission</h2>\n",
      Bullets("Taken", report.taken), Bullets("Not handed in", report.missing),
      Bullets("Ignored", report.ignored), Bullets("Remarks", report.remarks),
      report.drawn_from.empty() ? "" : Element("p", report.drawn_from));
}

std::string Attention(const Report& report) {
  if (report.attention.empty()) return "";
  std::string items;
  for (const std::string& line : report.attention) items += Element("li", line);
  return absl::StrCat(Wrap("section class=\"card waiting\"",
                           absl::StrCat("<h2 id=\"attention\">Needs attention"
                                        "</h2>",
                                        Wrap("ul", items))),
                      "\n");
}

std::string MendFirst(const Report& report) {
  const std::optional<FirstToMend> first = FindFirstToMend(report);
  if (!first.has_value()) return "";
  return absl::StrCat("<p class=\"mend\">Mend first: <a href=\"#",
                      Html(first->anchor), "\">", Html(first->what),
                      "</a></p>\n");
}

std::string Navigation(const Report& report) {
  std::string items;
  if (!Compiling(report).empty()) {
    items += "<li><a href=\"#compiling\">Compiling</a></li>";
  }
  items += "<li><a href=\"#checks\">Checks</a></li>";
  if (!Warnings(report).empty()) {
    items += "<li><a href=\"#warnings\">Warnings</a></li>";
  }
  items +=
      "<li><a href=\"#experiment\">Experiment</a></li>"
      "<li><a href=\"#submission\">Submission</a></li>";
  return absl::StrCat("<nav aria-label=\"Contents\"><ul>", items,
                      "</ul></nav>\n");
}

std::string Header(const Report& report, Audience audience) {
  const std::string score =
      report.graded
          ? absl::StrCat("<p class=\"score\">", report.score, " <small>of ",
                         report.max_score, " points</small></p>\n")
          : std::string("<p class=\"score\">Not graded</p>\n");
  return absl::StrCat(
      "<header>\n", Element("h1", report.title),
      Element("p class=\"soft\"",
              absl::StrCat("Lab ", report.lab, " · report for the ",
                           AudienceName(audience))),
      score, report.graded ? MendFirst(report) + Navigation(report) : "",
      "</header>\n");
}

std::string Main(const Report& report) {
  if (!report.graded) {
    return Wrap("section class=\"card waiting\"",
                absl::StrCat("<h2>Why not</h2>",
                             Element("pre", report.why_not_graded)));
  }
  std::string out =
      absl::StrCat(Attention(report), TaskTable(report), "\n",
                   Compiling(report), "<h2 id=\"checks\">Checks</h2>\n");
  const std::set<const Item*> told = ToldInFull(report);
  for (const TaskScore& task : report.tasks) {
    absl::StrAppend(&out, TaskSection(report, task, told), "\n");
  }
  return absl::StrCat(out, Warnings(report), Experiment(report),
                      Submission(report));
}

}  // namespace

std::string ReportHtml(const Report& given, Audience audience) {
  const Report report = Quotable(given);
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"",
      kPolicy,
      "\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
      Element("title", absl::StrCat(report.lab, " ", report.title, ": report")),
      "\n<style>", kReportStyle, "</style>\n</head>\n<body>\n",
      "<a class=\"skip\" href=\"#main\">To the results</a>\n",
      Header(report, audience), "<main id=\"main\">\n", Main(report),
      "\n</main>\n<footer><p>A hidden check shows its category, whether it "
      "is right, and a hint. Public checks are yours to run: each names its "
      "command.</p>"
      "</footer>\n</body>\n</html>\n");
}

}  // namespace wbm::grader
