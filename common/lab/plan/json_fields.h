#pragma once

// Reads the fields of a JSON object strictly and collects every problem.
//
//     Problems problems("labs/04_int8/lab.json");
//     Fields fields(json, "tasks[0]", problems);
//     task.id = fields.Text("id");
//     task.block = fields.Text("block", Fields::kOptional);
//     fields.Finish();  // unknown fields are problems too
//     if (!problems.empty()) return problems.ToStatus();
//
// A reader never stops at the first problem: it returns an empty value and
// goes on, so that an author sees all of them at once.

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/io/json.h"
#include "nlohmann/json.hpp"

namespace wbm::lab {

// What is wrong with one file. At most 20 problems are kept.
class Problems {
 public:
  explicit Problems(absl::string_view file) : file_(file) {}

  // `where` is the field, such as "tasks[2].points".
  void Add(absl::string_view where, absl::string_view what);
  bool empty() const { return lines_.empty(); }
  // InvalidArgument with one line a problem, each naming file and field.
  absl::Status ToStatus() const;

 private:
  std::string file_;
  std::vector<std::string> lines_;
  int dropped_ = 0;
};

// io::ParseJson for those who want the unordered kind of value.
absl::StatusOr<nlohmann::json> ParseStrictJson(const std::string& text,
                                               const std::string& name);

// One JSON object, read field by field.
class Fields {
 public:
  enum Presence { kRequired, kOptional };

  // `object` and `problems` must outlive the reader. `where` is the object's
  // own place in the file, "" for the whole.
  Fields(const io::Json& object, absl::string_view where, Problems& problems);

  // A string, not empty unless it is optional; "" when absent or wrong.
  std::string Text(const std::string& name, Presence presence = kRequired);
  // An integer in [least, most]; `least` when wrong.
  int Integer(const std::string& name, int least, int most);
  // A finite number that is at least 0; 0 when absent or wrong.
  double Tolerance(const std::string& name, Presence presence = kRequired);
  // A finite number; 0 when wrong.
  double Number(const std::string& name);
  // A list of strings, none empty, none twice.
  std::vector<std::string> Texts(const std::string& name,
                                 Presence presence = kRequired);
  // The elements of a list; null when absent or no list.
  const io::Json* List(const std::string& name, Presence presence = kRequired);
  // An object; null when absent or none.
  const io::Json* Object(const std::string& name,
                         Presence presence = kRequired);
  bool Has(const std::string& name) const;
  // Every field that was not asked for is a problem.
  void Finish();

  // "tasks[2].points" for "points".
  std::string At(absl::string_view name) const;

 private:
  const io::Json* Find(const std::string& name, Presence presence);
  void Expected(absl::string_view name, absl::string_view what,
                const io::Json& found);

  const io::Json& object_;
  std::string where_;
  Problems& problems_;
  std::set<std::string> asked_;
};

}  // namespace wbm::lab
