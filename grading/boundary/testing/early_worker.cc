// Code that runs before main. EARLY_REPLY: sends a well-formed reply before
// there is a request. Else: ends the program, successfully.

#include <unistd.h>

#include <cstdint>

namespace {

#ifdef EARLY_REPLY
struct Reply {
  std::uint64_t id = 0;
  std::uint32_t kind = 1;
  std::uint32_t zero = 0;
  std::uint64_t size = 4;
  std::int32_t value = 7;
  std::int32_t padding = 0;
};
[[gnu::constructor]] void Early() {
  const Reply reply;
  if (write(4, &reply, 28) != 28) _exit(1);
}
#else
[[gnu::constructor]] void Early() { _exit(0); }
#endif

}  // namespace

int main() {
  for (;;) pause();
}
