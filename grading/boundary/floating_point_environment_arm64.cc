#if defined(__aarch64__)
#include <cstdint>

#include "grading/boundary/floating_point_environment.h"

namespace wbm::boundary {
namespace {

// FPCR; the sticky flags are in another register.
constexpr std::uint64_t kAtStart = 0;
constexpr std::uint64_t kTraps = 0x9f00;
constexpr std::uint64_t kHalfToZero = 1u << 19;
constexpr int kRounding = 22;  // position of two bits
constexpr std::uint64_t kFlushToZero = 1u << 24;
constexpr std::uint64_t kDefaultNan = 1u << 25;
constexpr std::uint64_t kOtherHalf = 1u << 26;
constexpr std::uint64_t kOperandsToZero = 1u << 0;
constexpr std::uint64_t kOtherHandling = 3u << 1;

constexpr const char* kDirections[] = {"to nearest", "upward", "downward",
                                       "toward zero"};

struct Mode {
  std::uint64_t bits;
  const char* change;
};

// One bit flushes operands and results; newer CPUs have one for the operands
// alone beside it.
constexpr Mode kModes[] = {
    {kFlushToZero, "flushes results to zero"},
    {kFlushToZero | kOperandsToZero, "reads subnormals as zero"},
    {kHalfToZero, "flushes float16 to zero"},
    {kDefaultNan, "drops what a NaN carries"},
    {kOtherHalf, "reads float16 without infinities"},
    {kOtherHandling, "handles special values in another way"},
    {kTraps, "traps on floating-point exceptions"},
};

void Add(const std::string& change, std::string& text) {
  if (!text.empty()) text += ", ";
  text += change;
}

}  // namespace

std::string FloatingPointChange() {
  std::string text;
  const std::uint64_t word = __builtin_aarch64_get_fpcr64();
  if (const std::uint64_t rounding = (word >> kRounding) & 3; rounding != 0) {
    Add(std::string("rounds ") + kDirections[rounding], text);
  }
  for (const Mode& mode : kModes) {
    if ((word & mode.bits) != 0) Add(mode.change, text);
  }
  return text;
}

void RestoreFloatingPoint() { __builtin_aarch64_set_fpcr64(kAtStart); }

}  // namespace wbm::boundary

#endif  // __aarch64__
