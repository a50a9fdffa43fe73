// The least int has no negative, and in a constant the compiler must say so.

#include <limits>

// [region negate]
constexpr int kLeast = std::numeric_limits<int>::min();
constexpr int kNegated = -kLeast;
// [/region]
