#pragma once

// Writes bytes to a descriptor, whole.
//
//   if (!WriteAll(fd, text)) return ErrnoError("writing", path);

#include <string_view>

namespace wbm::os {

// Goes on after an interruption and after a part. False: `errno` says why, and
// a beginning may have been written. May be called in a signal handler.
bool WriteAll(int fd, std::string_view bytes);

}  // namespace wbm::os
