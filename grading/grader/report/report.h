// What the grading of one submission has found, as a value.
//
// Nothing here depends on the clock, on a path of this machine or on the order
// of work: the same submission gives the same report. How long it took is kept
// apart (stopwatch.h).
//
// This is the instructor's view, whole. What a student may see of it is made
// by StudentView() (student_view.h) and by nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grading/boundary/verdict.h"

namespace wbm::grader {

using boundary::Verdict;

// What gives points: a test of the code, a question of answers.json, a row of
// REPORT.md's table.
enum class ItemKind { kCheck, kQuestion, kClaim };

struct Item {
  ItemKind kind = ItemKind::kCheck;
  std::string id;        // "4.2.p1", "q3", "c1"
  std::string task;      // "4.2"
  bool hidden = false;   // a check that the student has not seen
  std::string test;      // "NearestStep.TiesGoToEven"; checks only
  std::string property;  // what must hold; the question; the claim's name
  std::string category;  // hidden checks only: "every tie"

  Verdict verdict = Verdict::kNotGraded;
  // What the check came to by itself, before it was skipped for another's sake.
  Verdict came_to = Verdict::kNotGraded;
  // Questions: there is an answer that can be marked.
  bool answered = false;
  // For a student, while submissions are open: answered, and not yet marked.
  bool withheld = false;
  int points = 0;
  int max_points = 0;
  std::string message;  // what happened, for people; "" when right
  std::string input;    // what the check had given when it failed
  std::string printed;  // what the code printed in this check
  std::string key;      // questions: the right answer; for the instructor
  std::string blocker;  // kSkipped: the check, task or file that comes first
  // Judged where the reference stands in for what comes before; this task of it
  // is not right by itself: see judge.h.
  std::string beside;
  // Right, but paid only once this hidden check is right, too; "" otherwise.
  std::string counts_once;

  std::string hint_id;  // "4.2.ties"; shown unless right
  std::string hint;     // its text
  std::string section;  // "labs/04_int8/README.md#task-4-2"
  std::string command;  // reproduces it; public checks only
};

struct TaskScore {
  std::string id;
  std::string block;
  std::string title;
  std::string section;
  int points = 0;
  int max_points = 0;
};

// How a student's source went through the compiler.
struct SourceReport {
  std::string file;
  // kRight: compiled. kNotWritten: not handed in, the starter's file stands in.
  Verdict verdict = Verdict::kRight;
  std::string message;      // one sentence
  std::string diagnostics;  // the compiler's own words, filtered
};

// The experiment, run again on the student's code.
struct ExperimentReport {
  Verdict verdict = Verdict::kSkipped;
  std::string message;
  // How a results.json that was handed in differs; "" when it does not.
  std::string difference;
};

struct FigureReport {
  std::string file;  // "error_histogram"
  std::string title;
  std::string section;
  std::string text;  // the text alternative
  std::string svg;   // trusted: drawn here from numbers
};

// A file for the output folder: what the experiment wrote.
struct OutputFile {
  std::string name;
  std::string bytes;
};

struct Report {
  std::string lab;
  std::string title;
  bool graded = false;
  std::string why_not_graded;  // instructor: what went wrong in the grader
  int score = 0;
  int max_score = 0;
  // Submissions are closed: a student may see how questions were marked.
  bool reveal_answers = false;
  // For a student, while they are open: what questions give, not in max_score.
  int withheld_points = 0;
  std::vector<TaskScore> tasks;
  std::vector<Item> items;  // by task, in the plan's order
  std::vector<SourceReport> sources;
  ExperimentReport experiment;
  std::vector<FigureReport> figures;
  std::vector<OutputFile> outputs;
  std::string found_in;            // the folder inside the submission
  std::vector<std::string> taken;  // files of the manifest
  std::vector<std::string> missing;
  std::vector<std::string> ignored;
  std::vector<std::string> remarks;
  // Why a person should look at this grade (attention.h); for the instructor.
  std::vector<std::string> attention;
  // Of which key and submission hidden inputs were drawn; for the instructor.
  std::string drawn_from;
};

}  // namespace wbm::grader
