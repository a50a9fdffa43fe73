#include "common/random/ziggurat_tables.h"

#include <cmath>
#include <cstddef>

namespace wbm::random {
namespace {

// 113 bits, so that a result rounded to double does not depend on the last
// bit of any C library.
__extension__ using Wide = __float128;

constexpr size_t kLast = Ziggurat::kStrips - 1;

// exp(x) for |x| < 10 to about 1e-32: the Taylor series at x/1024, squared ten
// times. The first omitted term is (10/1024)^18/18! < 1e-51.
Wide Exp(Wide x) {
  x /= 1024;
  Wide sum = 1, term = 1;
  for (int n = 1; n < 18; ++n) {
    term *= x / n;
    sum += term;
  }
  for (int i = 0; i < 10; ++i) sum *= sum;
  return sum;
}

// Halley's iteration for exp(y) = a triples the digits of the double start.
Wide Log(Wide a) {
  Wide y = std::log(static_cast<double>(a));
  for (int i = 0; i < 2; ++i) {
    const Wide e = Exp(y);
    y += 2 * (a - e) / (a + e);
  }
  return y;
}

double RoundedExp(double x) { return static_cast<double>(Exp(x)); }
double RoundedLog(double x) { return static_cast<double>(Log(x)); }

struct Edges {
  std::array<double, Ziggurat::kStrips> x;
  std::array<double, Ziggurat::kStrips> height;
  double Ratio(size_t i) const {
    if (i == 1) return 0;  // the top strip lies wholly under the curve's edge
    return i == 0 ? x[kLast] / x[0] : x[i - 1] / x[i];
  }
};

// NumPy's table was computed in double arithmetic, so this is too.
Edges NormalEdges() {
  constexpr double kArea = 0x1.43016a5a4372ep-8;
  Edges edges;
  edges.x[kLast] = kNormalTail;
  for (size_t i = kLast; i > 0; --i) {
    edges.height[i] = RoundedExp(-0.5 * edges.x[i] * edges.x[i]);
    // This entry of the published table is one unit in the last place above
    // the rounded exponential, and everything after it follows from it.
    if (i == 38) edges.height[i] = 0x1.5ad29acc85c89p-1;
    if (i == 1) break;
    edges.x[i - 1] =
        std::sqrt(-2 * RoundedLog(kArea / edges.x[i] + edges.height[i]));
  }
  edges.x[0] = kArea / edges.height[kLast];
  edges.height[0] = 1;
  return edges;
}

Ziggurat MakeNormal() {
  const Edges edges = NormalEdges();
  Ziggurat z;
  for (size_t i = 0; i <= kLast; ++i) {
    z.inside[i] = static_cast<uint64_t>(std::rint(edges.Ratio(i) * 0x1p52));
    z.width[i] = edges.x[i] * 0x1p-52;
    z.height[i] = edges.height[i];
  }
  return z;
}

ZigguratFloat MakeNormalFloat() {
  const Edges edges = NormalEdges();
  ZigguratFloat z;
  for (size_t i = 0; i <= kLast; ++i) {
    z.inside[i] = static_cast<uint32_t>(std::rint(edges.Ratio(i) * 0x1p23));
    z.width[i] = static_cast<float>(edges.x[i] * 0x1p-23);
    z.height[i] = static_cast<float>(edges.height[i]);
  }
  return z;
}

// NumPy's table was computed in more than double precision and rounded once;
// `inside` was found with 52 bits and doubled.
Ziggurat MakeExponential() {
  const Wide r = static_cast<Wide>(kExponentialTail) - 3.6248703662397484e-16;
  const Wide area = (r + 1) * Exp(-r);
  Ziggurat z;
  Wide x = r, height = Exp(-r);
  const Wide base = area / height;
  for (size_t i = kLast; i > 0; --i) {
    z.width[i] = static_cast<double>(x * 0x1p-53);
    z.height[i] = static_cast<double>(height);
    const Wide next = -Log(area / x + height);
    const Wide ratio = i == 1 ? Wide{0} : next / x;
    z.inside[i] = 2 * static_cast<uint64_t>(ratio * 0x1p52);
    x = next;
    height = Exp(-x);
  }
  z.width[0] = static_cast<double>(base * 0x1p-53);
  z.height[0] = 1;
  z.inside[0] = 2 * static_cast<uint64_t>(r / base * 0x1p52);
  return z;
}

}  // namespace

const Ziggurat& NormalZiggurat() {
  static const Ziggurat kTable = MakeNormal();
  return kTable;
}

const ZigguratFloat& NormalZigguratFloat() {
  static const ZigguratFloat kTable = MakeNormalFloat();
  return kTable;
}

const Ziggurat& ExponentialZiggurat() {
  static const Ziggurat kTable = MakeExponential();
  return kTable;
}

}  // namespace wbm::random
