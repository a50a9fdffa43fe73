#if defined(__x86_64__)
#include <immintrin.h>

#include <cstdint>
#include <initializer_list>

#include "grading/boundary/floating_point_environment.h"

namespace wbm::boundary {
namespace {

constexpr unsigned kFlags = 0x3f;  // sticky: say what happened, change nothing
constexpr unsigned kMxcsrAtStart = 0x1f80;
constexpr unsigned kFlushToZero = 1u << 15;
constexpr unsigned kDenormalsAreZero = 1u << 6;
constexpr unsigned kMxcsrMasks = 0x1f80;
constexpr unsigned kMxcsrRounding = 13;  // position of two bits
constexpr std::uint16_t kX87AtStart = 0x037f;
constexpr unsigned kX87Rounding = 10;

constexpr const char* kDirections[] = {"to nearest", "downward", "upward",
                                       "toward zero"};

std::uint16_t X87ControlWord() {
  std::uint16_t word = 0;
  asm volatile("fnstcw %0" : "=m"(word));
  return word;
}

void Add(std::string& text, std::initializer_list<const char*> words) {
  if (!text.empty()) text += ", ";
  for (const char* word : words) text += word;
}

}  // namespace

std::string FloatingPointChange() {
  std::string text;
  const unsigned mxcsr = _mm_getcsr() & ~kFlags;
  if (const unsigned rounding = (mxcsr >> kMxcsrRounding) & 3; rounding != 0) {
    Add(text, {"rounds ", kDirections[rounding]});
  }
  if ((mxcsr & kFlushToZero) != 0) Add(text, {"flushes results to zero"});
  if ((mxcsr & kDenormalsAreZero) != 0) {
    Add(text, {"reads subnormals as zero"});
  }
  if ((mxcsr & kMxcsrMasks) != kMxcsrMasks) {
    Add(text, {"traps on floating-point exceptions"});
  }
  const std::uint16_t x87 = X87ControlWord();
  if (const unsigned rounding = (x87 >> kX87Rounding) & 3; rounding != 0) {
    Add(text, {"x87 rounds ", kDirections[rounding]});
  } else if (x87 != kX87AtStart) {
    Add(text, {"x87 precision or exceptions changed"});
  }
  return text;
}

void RestoreFloatingPoint() {
  _mm_setcsr(kMxcsrAtStart);
  const std::uint16_t word = kX87AtStart;
  asm volatile("fnclex\n\tfldcw %0" : : "m"(word));
}

}  // namespace wbm::boundary

#endif  // __x86_64__
