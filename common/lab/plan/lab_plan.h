#pragma once

// A lab's plan (`labs/NN_topic/lab.json`) and its hidden rubric
// (`grading/NN_topic/rubric.json`), read strictly.
//
//     absl::StatusOr<LabPlan> plan = ReadLabPlan("labs/04_int8/lab.json");
//     if (!plan.ok()) return plan.status();  // says file, field and remedy
//     const Task* task = plan->FindTask("4.2");
//
// Strict means: no unknown or doubled field, no doubled id, every reference
// (check to task, hint, needed check) resolves, every task has a hint, no text
// is empty, points are positive integers and add up. All problems of a file
// are reported at once, one a line. `labs/schema.md` explains each field.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace wbm::lab {

// One step of help. `id` is "<task>.<slug>".
struct Hint {
  std::string id;
  std::string text;
};

// What the student does in one go; usually one function.
struct Task {
  std::string id;               // "4.2"
  std::string slug;             // "nearest-step": its name in the handout
  std::string block;            // "A"
  std::string title;            // "Quantize with ties to even"
  std::string file;             // a student file, or a file to hand in
  std::string function;         // "" where the task is no function
  std::string section;          // anchor in the handout
  std::string chapter_section;  // anchor in the chapter; may be ""
  int points = 0;
  std::vector<Hint> hints;  // in the order in which they are shown
};

// One test with points. Public ones are in lab.json, hidden in rubric.json.
struct Check {
  std::string id;    // "4.2.p1", hidden: "4.2.h1"
  std::string task;  // Task::id
  std::string test;  // "Suite.Name"
  int points = 0;
  std::string property;            // what must hold, for people
  std::string hint;                // Hint::id
  std::vector<std::string> needs;  // checks that must be right first
  std::string category;            // hidden only: what the student is told
  bool hidden = false;
};

// How a theory question is answered.
enum class QuestionKind { kNumber, kChoice };

// A theory question, answered in the student's answers.json.
struct Question {
  std::string id;  // "q1"
  std::string task;
  QuestionKind kind = QuestionKind::kNumber;
  std::string text;
  std::string unit;                            // of a number; "" is none
  std::map<std::string, std::string> choices;  // of a choice: key to text
  int points = 0;
  std::string hint;  // Hint::id for a wrong answer; may be ""
};

// A row of the `| claim | value |` table in the student's REPORT.md; its value
// is compared with the student's own recomputed results.
struct Claim {
  std::string id;  // "c1"
  std::string task;
  std::string claim;   // the row's name, "verb_probs symmetric scale"
  std::string source;  // JSON pointer into results.json
  double relative_tolerance = 0;
  int points = 0;
};

// A file that the experiment writes.
struct PlannedOutput {
  std::string file;
  std::string what;
};

// A figure that the experiment draws.
struct PlannedFigure {
  std::string file;  // without extension: the PNG and SVG share it
  std::string title;
  std::string section;
};

// What student files may use beside the contract and standard C++.
struct Uses {
  std::vector<std::string> libraries;  // Bazel labels
  std::vector<std::string> headers;    // paths as in #include
  std::vector<std::string> data;       // Bazel labels
};

// All of one lab.json.
struct LabPlan {
  std::string lab;  // "04_int8"
  std::string title;
  std::string question;
  int minutes_least = 0;
  int minutes_most = 0;
  std::vector<std::string> prerequisites;
  std::string chapter;                     // "theory/04_int8"
  std::string next;                        // next lab; "" after the last
  std::vector<std::string> contract;       // headers, names in the lab's dir
  std::vector<std::string> student_files;  // names in the lab's directory
  std::vector<std::string> hand_in;        // files beside the student files
  Uses uses;
  std::vector<Task> tasks;
  std::vector<Check> checks;  // public ones
  std::vector<Question> questions;
  std::vector<Claim> claims;
  std::vector<PlannedOutput> outputs;
  std::vector<PlannedFigure> figures;

  // Null when there is none.
  const Task* FindTask(std::string_view id) const;
  const Hint* FindHint(std::string_view id) const;
  const Check* FindCheck(std::string_view id) const;
  // The public check that the test "Suite.Name" decides.
  const Check* FindCheckOfTest(std::string_view test) const;
  // Points that public checks alone can give.
  int PublicPoints() const;
};

// Key of a question. A number is right when
// |answer - value| <= max(absolute_tolerance, relative_tolerance * |value|).
struct Answer {
  std::optional<double> value;
  double relative_tolerance = 0;
  double absolute_tolerance = 0;
  std::string choice;
};

// All of one rubric.json.
struct Rubric {
  std::string lab;
  std::vector<Check> checks;              // hidden ones
  std::map<std::string, Answer> answers;  // by Question::id
  // Check or claim to the hidden checks that have to be right, too, for its
  // points to count: the twin of a public check (the same property on inputs
  // that nobody can look up), the value beside a refusal.
  std::map<std::string, std::vector<std::string>> counts_with;

  const Check* FindCheck(std::string_view id) const;
  // What `id` counts with; empty when it counts alone.
  const std::vector<std::string>& CountsWith(const std::string& id) const;
};

// Parses the text of a lab.json. `name` stands for the file in messages.
absl::StatusOr<LabPlan> ParseLabPlan(const std::string& json,
                                     const std::string& name);

// Parses the text of a rubric.json and holds it against its plan: the same
// lab, known tasks and hints, a key for every question, and every task's
// points equal to the sum of its checks, questions and claims, and for every
// public check a hidden one of the same task that it counts with.
absl::StatusOr<Rubric> ParseRubric(const std::string& json,
                                   const std::string& name,
                                   const LabPlan& plan);

// The same from a file. NotFound when there is none.
absl::StatusOr<LabPlan> ReadLabPlan(const std::string& path);
absl::StatusOr<Rubric> ReadRubric(const std::string& path, const LabPlan& plan);

}  // namespace wbm::lab
