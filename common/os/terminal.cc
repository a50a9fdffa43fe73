#include "common/os/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace wbm::os {

bool WantsColor(int fd) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool declined = no_color != nullptr && *no_color != '\0';
  return isatty(fd) == 1 && !declined && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

}  // namespace wbm::os
