#pragma once

// Whether to write colours.
//
//     ReportStyle style = {.color = WantsColor(STDOUT_FILENO)};

namespace wbm::os {

// True when `fd` is a terminal that is not "dumb" and NO_COLOR is unset or
// empty (https://no-color.org).
bool WantsColor(int fd);

}  // namespace wbm::os
