// GoogleTest's main for tests that call through a proxy: TEST_WORKER names,
// among the runfiles, the worker that serves them.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "common/io/runfiles.h"
#include "gtest/gtest.h"

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (const char* worker = std::getenv("TEST_WORKER"); worker != nullptr) {
    const absl::StatusOr<std::string> path = wbm::io::Runfile(worker);
    if (!path.ok()) {
      std::fprintf(stderr, "%s\n",
                   std::string(path.status().message()).c_str());
      return 1;
    }
    setenv("WBM_WORKER", path->c_str(), 1);
  }
  return RUN_ALL_TESTS();
}
