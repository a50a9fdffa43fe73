#pragma once

// For tests of an experiment: runs it as a person does and looks at what it
// wrote.
//
//   const std::string out = testing::TempDir() + "/one";
//   const os::ChildResult result =
//       RunBuiltExperiment("solutions/05_noise/experiment", {"--out=" + out});
//   ASSERT_EQ(result.exit_code, 0) << result.errors;
//   EXPECT_EQ(FilesIn(out), (std::vector<std::string>{"results.json"}));

#include <string>
#include <vector>

#include "common/os/child_process.h"

namespace wbm::lab {

// `program` is a runfile of the test. One that cannot be started fails the
// test; the result is then empty.
os::ChildResult RunBuiltExperiment(const std::string& program,
                                   std::vector<std::string> flags);

// The names of the files in `folder`, sorted.
std::vector<std::string> FilesIn(const std::string& folder);

// The bytes of a file; of one that cannot be read the reason, which names it.
std::string TextOf(const std::string& path);

}  // namespace wbm::lab
