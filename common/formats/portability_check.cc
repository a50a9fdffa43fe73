// Compiles under every supported compiler, or the headers have lost their
// portability: `portability_test` feeds this file to clang, for the host and
// for WebAssembly. The digest ties each compiler's constant evaluation to
// GCC's.
#include "common/formats/checksum.h"
#include "common/formats/fixed_point.h"
#include "common/formats/formats.h"
#include "common/formats/twos_complement.h"

namespace wbm::formats {

static_assert(ConversionChecksum(1, 10) == 0xc235a40d6e310f3eu);
static_assert(Encode<float8_e4m3fn>(0.1f).bits == 0x1d);
static_assert(std::numeric_limits<bfloat16>::max().bits == 0x7f7f);
static_assert(EncodeFixed(Q(3, 4), Exactly(1.55)) == 25);
static_assert(FromTwosComplement(0xfb, 8) == -5);

}  // namespace wbm::formats
