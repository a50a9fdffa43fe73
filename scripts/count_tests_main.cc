// count_tests EVENTS: prints "N passed, N failed" for one `bazel test` run.
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "scripts/count_tests.h"

namespace {

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return absl::NotFoundError(absl::StrCat("cannot read ", path));
  }
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || argv[1][0] == '-') {
    std::cerr << "usage: count_tests EVENTS\n"
                 "EVENTS: a file that bazel test --build_event_json_file "
                 "wrote.\n";
    return 2;
  }
  const auto events = ReadWhole(argv[1]);
  const auto count =
      events.ok() ? wbm::scripts::CountTests(*events, ReadWhole)
                  : absl::StatusOr<wbm::scripts::TestCount>(events.status());
  if (!count.ok()) {
    std::cerr << "count_tests: " << argv[1] << ": " << count.status().message()
              << "\n";
    return 2;
  }
  std::cout << wbm::scripts::Summary(*count) << std::endl;
  return count->failed == 0 && count->passed > 0 ? 0 : 1;
}
