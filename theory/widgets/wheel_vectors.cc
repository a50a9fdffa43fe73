// What the native build of wheel.cc answers: every pair of patterns of two to
// six bits, a line each: W bits a b signed(a) sum carry overflow.
#include <cstdio>

#include "theory/widgets/wheel.h"

int main() {
  for (int bits = 2; bits <= 6; ++bits) {
    for (int a = 0; a < 1 << bits; ++a) {
      for (int b = 0; b < 1 << bits; ++b) {
        std::printf("W %d %d %d %d %d %d %d\n", bits, a, b,
                    WbmWheelSigned(a, bits), WbmWheelSum(a, b, bits),
                    WbmWheelCarry(a, b, bits), WbmWheelOverflow(a, b, bits));
      }
    }
  }
}
