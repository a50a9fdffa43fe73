#include "grading/grader/report/other_labs.h"

#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/io/utf8.h"

namespace wbm::grader {

std::set<std::string> OtherLabs(const std::string& text,
                                const std::string& lab) {
  constexpr std::string_view kRoom = "\"labs/";
  std::set<std::string> labs;
  for (std::size_t at = text.find(kRoom); at != std::string::npos;
       at = text.find(kRoom, at + 1)) {
    const std::size_t end = text.find_first_of("\"\n", at + 1);
    const std::string path = text.substr(at + 1, end - at - 1);
    if (absl::StrContains(path, absl::StrCat("/", lab, "/"))) continue;
    const std::size_t name = kRoom.size() - 1;
    const std::size_t slash = path.find('/', name);
    if (slash == std::string::npos) continue;
    labs.insert(io::QuotableName(path.substr(name, slash - name), 40));
  }
  return labs;
}

}  // namespace wbm::grader
