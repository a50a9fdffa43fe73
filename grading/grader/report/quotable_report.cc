#include "grading/grader/report/quotable_report.h"

#include <initializer_list>
#include <string>

#include "common/io/utf8.h"

namespace wbm::grader {
namespace {

void Clean(std::initializer_list<std::string*> texts) {
  for (std::string* text : texts) *text = io::QuotableText(*text);
}

void CleanAll(std::vector<std::string>* texts) {
  for (std::string& text : *texts) text = io::QuotableText(text);
}

void CleanItem(Item* item) {
  Clean({&item->id, &item->task, &item->test, &item->property, &item->category,
         &item->message, &item->input, &item->printed, &item->key,
         &item->blocker, &item->beside, &item->counts_once, &item->hint_id,
         &item->hint, &item->section, &item->command});
}

// Without the experiment's files, which may be large.
Report Copy(const Report& report) {
  Report copy;
  copy.lab = report.lab;
  copy.title = report.title;
  copy.graded = report.graded;
  copy.why_not_graded = report.why_not_graded;
  copy.score = report.score;
  copy.max_score = report.max_score;
  copy.reveal_answers = report.reveal_answers;
  copy.withheld_points = report.withheld_points;
  copy.tasks = report.tasks;
  copy.items = report.items;
  copy.sources = report.sources;
  copy.experiment = report.experiment;
  copy.figures = report.figures;
  copy.found_in = report.found_in;
  copy.taken = report.taken;
  copy.missing = report.missing;
  copy.ignored = report.ignored;
  copy.remarks = report.remarks;
  copy.attention = report.attention;
  copy.drawn_from = report.drawn_from;
  return copy;
}

}  // namespace

Report Quotable(const Report& report) {
  Report safe = Copy(report);
  Clean({&safe.lab, &safe.title, &safe.why_not_graded, &safe.found_in,
         &safe.drawn_from, &safe.experiment.message,
         &safe.experiment.difference});
  for (Item& item : safe.items) CleanItem(&item);
  for (TaskScore& task : safe.tasks) {
    Clean({&task.id, &task.block, &task.title, &task.section});
  }
  for (SourceReport& source : safe.sources) {
    Clean({&source.file, &source.message, &source.diagnostics});
  }
  for (FigureReport& figure : safe.figures) {
    Clean({&figure.file, &figure.title, &figure.section, &figure.text});
  }
  for (auto* texts : {&safe.taken, &safe.missing, &safe.ignored, &safe.remarks,
                      &safe.attention}) {
    CleanAll(texts);
  }
  return safe;
}

}  // namespace wbm::grader
