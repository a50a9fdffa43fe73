#include "labs/04_int8/measure/predictions.h"

#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/io/json.h"

namespace int8_lab {
namespace {

using ::wbm::io::Json;

// Takes the fields one by one and collects what is wrong with them.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  void Tensor(const char* key, std::string& value) {
    const Json* field = Filled(key);
    if (field == nullptr) return;
    if (field->is_string()) value = field->get<std::string>();
    if (value != "tense_logits" && value != "verb_probs" && value != "hidden") {
      Problem(key, "write \"tense_logits\", \"verb_probs\" or \"hidden\"");
    }
  }

  void Text(const char* key, std::string& value) {
    const Json* field = Filled(key);
    if (field == nullptr) return;
    if (!field->is_string()) return Problem(key, "write text in quotes");
    value = field->get<std::string>();
  }

  void Number(const char* key, double& value) {
    const Json* field = Filled(key);
    if (field == nullptr) return;
    if (!field->is_number()) return Problem(key, "write a number");
    value = field->get<double>();
    if (!(value >= 0)) Problem(key, "write a number that is not negative");
  }

  void YesNo(const char* key, bool& value) {
    const Json* field = Filled(key);
    if (field == nullptr) return;
    if (!field->is_boolean()) return Problem(key, "write true or false");
    value = field->get<bool>();
  }

  // Call last: whatever was not asked for is unknown.
  std::vector<std::string> Problems() {
    for (const auto& [key, value] : json_.items()) {
      if (known_.count(key) == 0) {
        Problem(key, "is not one of the questions; is it misspelt?");
      }
    }
    return problems_;
  }

 private:
  const Json* Filled(const char* key) {
    known_.insert(key);
    const auto field = json_.find(key);
    if (field == json_.end()) {
      Problem(key, "is missing; copy the line from the lab's own file");
      return nullptr;
    }
    const bool blank =
        field->is_null() ||
        (field->is_string() &&
         absl::StripAsciiWhitespace(field->get<std::string>()).empty());
    if (blank) {
      Problem(key, "is not filled in");
      return nullptr;
    }
    return &*field;
  }

  void Problem(const std::string& key, const char* what) {
    problems_.push_back(absl::StrCat("  ", key, ": ", what));
  }

  const Json& json_;
  std::set<std::string> known_;
  std::vector<std::string> problems_;
};

}  // namespace

absl::StatusOr<Predictions> ParsePredictions(std::string_view text,
                                             const std::string& name) {
  absl::StatusOr<Json> json = wbm::io::ParseJson(text, name);
  if (!json.ok()) return json.status();
  if (!json->is_object()) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": an object { … } was expected"));
  }
  Predictions p;
  Reader reader(*json);
  reader.Tensor("most_accurate", p.most_accurate);
  reader.Text("most_accurate_metric", p.most_accurate_metric);
  reader.Text("most_accurate_why", p.most_accurate_why);
  reader.Tensor("most_painful", p.most_painful);
  reader.Text("most_painful_why", p.most_painful_why);
  reader.Number("verb_probs_step", p.verb_probs_step);
  reader.Number("verb_probs_relative_error_at_0.001",
                p.verb_probs_relative_error_at_0_001);
  reader.Number("verb_probs_zeros_created", p.verb_probs_zeros_created);
  reader.YesNo("verb_probs_top10_same_set", p.verb_probs_top10_same_set);
  reader.YesNo("verb_probs_top10_same_order", p.verb_probs_top10_same_order);
  reader.YesNo("tense_logits_same_winner", p.tense_logits_same_winner);
  const std::vector<std::string> problems = reader.Problems();
  if (problems.empty()) return p;
  return absl::InvalidArgumentError(
      absl::StrCat(name, " has to be filled in before anything is measured:\n",
                   absl::StrJoin(problems, "\n"),
                   "\nGuess: no prediction costs points. What is asked: "
                   "labs/04_int8/README.md, \"Predict first\"."));
}

}  // namespace int8_lab
