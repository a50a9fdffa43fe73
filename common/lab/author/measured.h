#pragma once

// Numbers that a document quotes from a run of its lab's experiment.
//
// A table of an output stands between `<!-- measured -->` and
// `<!-- /measured -->`, whole or some rows of it:
//
//     <!-- measured -->
//     | bits | uniform |
//     | --- | ---: |
//     | 2 | 6.0 |
//     <!-- /measured -->
//
// Numbers in prose are named in a line above their paragraph, in the order in
// which they stand there: `<!-- says /rotation/gain %.2f; 100 * /error %.1f
// -->`. Either is invisible in the page.
//
//     absl::StatusOr<std::string> fresh =
//         MeasuredOf(document, "labs/05_noise/README.md", tables_md);
//     std::vector<std::string> wrong =
//         Unsaid(document, "labs/05_noise/README.md", results);

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/json.h"

namespace wbm::lab {

// `document` with every marked table as `outputs` (the experiment's Markdown)
// has it: the head is found there, then each row by its first cell, so a
// document may leave rows out. InvalidArgument names file and line of a table
// or row that the outputs do not have, and of a mark that does not end. `name`
// stands for the document in messages.
absl::StatusOr<std::string> MeasuredOf(const std::string& document,
                                       const std::string& name,
                                       const std::string& outputs);

// One line "file:line: …" for each number that the lines below a
// `<!-- says … -->`, up to an empty one, do not say, and for each such mark
// that cannot be understood. U+2212 counts as a minus.
std::vector<std::string> Unsaid(const std::string& document,
                                const std::string& name,
                                const io::Json& results);

}  // namespace wbm::lab
