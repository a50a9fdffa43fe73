#include "common/io/markdown_table.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/io/markdown_text.h"

namespace wbm::io {
namespace {

bool IsZero(const std::string& number) {
  return number.find_first_of("123456789") == std::string::npos;
}

}  // namespace

std::string TableRow(const std::vector<std::string>& cells) {
  return absl::StrCat("| ", absl::StrJoin(cells, " | "), " |\n");
}

std::string TableHead(const std::vector<std::string>& names) {
  std::vector<std::string> rule(names.size(), "---:");
  rule[0] = "---";
  return TableRow(names) + TableRow(rule);
}

std::string Cell(const Json& value, int digits) {
  if (value.is_string()) return MarkdownText(value.get<std::string>());
  if (!value.is_number_float() || digits == kAllDigits) return value.dump();
  return absl::StrFormat("%.*g", digits, value.get<double>());
}

std::string Fixed(const Json& value, int decimals) {
  if (!value.is_number()) return Cell(value);
  std::string text = absl::StrFormat("%.*f", decimals, value.get<double>());
  if (text[0] == '-' && IsZero(text)) text.erase(0, 1);
  return text;
}

std::string NestedTable(const std::string& corner, const Json& rows,
                        int digits) {
  std::vector<std::string> names = {corner};
  for (const auto& column : rows.begin()->items()) {
    names.push_back(column.key());
  }
  std::string text = TableHead(names);
  for (const auto& row : rows.items()) {
    std::vector<std::string> cells = {row.key()};
    for (std::size_t i = 1; i < names.size(); ++i) {
      const auto value = row.value().find(names[i]);
      cells.push_back(value == row.value().end() ? "" : Cell(*value, digits));
    }
    text += TableRow(cells);
  }
  return text;
}

std::string FlatTable(const std::string& left, const std::string& right,
                      const Json& rows, int digits) {
  std::string text = TableHead({left, right});
  for (const auto& row : rows.items()) {
    if (row.value().is_structured()) continue;
    text += TableRow({row.key(), Cell(row.value(), digits)});
  }
  return text;
}

}  // namespace wbm::io
