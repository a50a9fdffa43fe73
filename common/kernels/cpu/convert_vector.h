// Conversions between float and the narrow formats, four vectors at a time,
// written once: convert_neon.cc, convert_avx2.cc and convert_avx512.cc define
// the operations of their instruction set in the unnamed namespace of
// wbm::kernels::WBM_ISA and then include this file, which defines the functions
// of convert_internal.h.
//
// NaN is rare: a block that holds one is put right after the fact; where the
// clamp alone gives the right code (E4M3's NaN is what follows its greatest
// number), nothing need be.
#pragma once

#include <cstddef>
#include <type_traits>

#include "common/kernels/cpu/convert_blocks.h"
#include "common/kernels/cpu/convert_internal.h"
#include "common/kernels/cpu/narrow_constants.h"

namespace wbm::kernels::WBM_ISA {
namespace {

constexpr size_t kBlock = 4 * kLanes;

Mask IsNan(Floats x) { return Unordered(x, x); }

// min(|x|, limit) with x's sign; NaN passes.
Floats Clamp(Floats x, float limit) {
  return Min(Float(limit), Max(Float(-limit), x));
}

// ---- float to eight bits and fewer (see narrow_constants.h) ----

template <formats::FormatType T, bool kFinite>
Ints Narrow(Ints x) {
  using C = NarrowConstants<T::kFormat>;
  const Ints clamped = Min(And(x, Int(0x7fffffff)), Int(C::Clamp(kFinite)));
  // The binade above the least normal's, at least 0: the exponent's bits are
  // all in the high half of the word, so a saturating subtraction will do.
  const Ints above =
      SubtractWords(And(clamped, Int(0x7f800000)), Int(C::kLeastNormal));
  const Ints magic = Add(above, Int(C::kLeastNormal + C::kMagicStep));
  const Floats sum = Add(FromBits(clamped), FromBits(magic));
  const Ints quanta = Subtract(Bits(sum), magic);
  const Ints code = Add(quanta, Right<C::kToCode>(above));
  return OrAnd(code, Right<C::kSignShift>(x), Int(C::kSign));
}

// `code`, put right where x is NaN.
template <formats::FormatType T>
Ints FixNan(Ints code, Floats x) {
  using C = NarrowConstants<T::kFormat>;
  Ints nan = Int(C::kNan);
  if constexpr (C::kKeepsPayload) {
    nan = OrAnd(nan, Right<C::kToCode>(Bits(x)), Int(C::kMagnitude));
  }
  if constexpr (C::kHasNan) {
    nan = OrAnd(nan, Right<C::kSignShift>(Bits(x)), Int(C::kSign));
  }
  return Where(IsNan(x), nan, code);
}

// E4M3's unsaturated clamp is its NaN already, sign and all.
template <formats::FormatType T, bool kFinite>
constexpr bool kClampGivesNan =
    T::kFormat.nans == formats::NanPolicy::kAllOnes && !kFinite;

template <formats::FormatType T, bool kFinite, bool kStream>
void NarrowBlock(const float* in, T* out) {
  const Floats a = LoadFloats(in), b = LoadFloats(in + kLanes);
  const Floats c = LoadFloats(in + 2 * kLanes), d = LoadFloats(in + 3 * kLanes);
  const auto narrow = [](Floats x) { return Narrow<T, kFinite>(Bits(x)); };
  Ints ka = narrow(a), kb = narrow(b), kc = narrow(c), kd = narrow(d);
  if constexpr (!kClampGivesNan<T, kFinite>) {
    // Unordered with each other: a NaN in either.
    if (Any(Unordered(a, b), Unordered(c, d))) [[unlikely]] {
      ka = FixNan<T>(ka, a);
      kb = FixNan<T>(kb, b);
      kc = FixNan<T>(kc, c);
      kd = FixNan<T>(kd, d);
    }
  }
  Store<kStream>(out, PackBytes(ka, kb, kc, kd));
}

// ---- eight bits and fewer to float ----

template <formats::FormatType T>
Ints Float16Codes(Halves bytes) {
  using C = NarrowConstants<T::kFormat>;
  const Ints words = WordsFromBytes(bytes);
  const Ints magnitude = LeftWords<C::kToHalf>(words);
  if constexpr (C::kToHalf == C::kSignToHalf) return magnitude;
  const Ints all = Word(C::kMagnitude << C::kToHalf);
  Ints kept = And(magnitude, all);
  if constexpr (T::kFormat.nans == formats::NanPolicy::kAllOnes) {
    kept = ReplaceWords(kept, all, Word(0x7e00));
  }
  return OrAnd(kept, LeftWords<C::kSignToHalf>(words), Word(0x8000));
}

template <formats::FormatType T, bool kStream>
void WidenNarrow(const T* in, float* out) {
  for (size_t i = 0; i < kBlock; i += 2 * kLanes) {
    const Ints codes = Float16Codes<T>(LoadHalves(in + i));
    Floats low = FromFloat16(FirstHalf(codes));
    Floats high = FromFloat16(SecondHalf(codes));
    if constexpr (T::kFormat.bias != 15) {
      const Floats scale = Float(NarrowConstants<T::kFormat>::kHalfScale);
      low = Multiply(low, scale);
      high = Multiply(high, scale);
    }
    Store<kStream>(out + i, low);
    Store<kStream>(out + i + kLanes, high);
  }
}

// ---- float16: the hardware's own conversion, which is exact ----

template <bool kFinite, bool kStream>
void Float16Block(const float* in, formats::float16* out) {
  for (size_t i = 0; i < kBlock; i += kLanes) {
    Floats x = LoadFloats(in + i);
    if constexpr (kFinite) x = Clamp(x, 65504);
    Store<kStream>(out + i, ToFloat16(x));
  }
}

template <bool kStream>
void WidenFloat16(const formats::float16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += kLanes) {
    Store<kStream>(out + i, FromFloat16(LoadHalves(in + i)));
  }
}

// ---- bfloat16 and tf32: float with fewer fraction bits ----

constexpr int kQuiet = 0x00400000;

// x rounded to kDropped fraction bits fewer, which are left as they come out;
// NaN keeps its own, made quiet. Adds half of the last kept place, and a little
// less when that place is even.
template <int kDropped, bool kFinite>
Ints RoundInPlace(Floats x, float greatest) {
  const Mask nan = IsNan(x);
  const Ints quiet = Or(Bits(x), Int(kQuiet));
  if constexpr (kFinite) x = Clamp(x, greatest);
  const Ints odd = And(Right<kDropped>(Bits(x)), Int(1));
  const Ints half = Int((1 << (kDropped - 1)) - 1);
  return Where(nan, quiet, Add(Add(Bits(x), half), odd));
}

template <bool kFinite, bool kStream>
void BFloat16Block(const float* in, formats::bfloat16* out) {
  const auto upper_half = [](const float* p) {
    const Floats x = LoadFloats(p);
    return Right<16>(RoundInPlace<16, kFinite>(x, 0x1.fep+127f));
  };
  for (size_t i = 0; i < kBlock; i += 2 * kLanes) {
    Store<kStream>(out + i,
                   PackWords(upper_half(in + i), upper_half(in + i + kLanes)));
  }
}

template <bool kStream>
void WidenBFloat16(const formats::bfloat16* in, float* out) {
  for (size_t i = 0; i < kBlock; i += kLanes) {
    const Ints x = Left<16>(IntsFromWords(LoadHalves(in + i)));
    Store<kStream>(out + i,
                   FromBits(OrWhere(IsNan(FromBits(x)), x, Int(kQuiet))));
  }
}

template <bool kFinite, bool kStream>
void Tf32Block(const float* in, float* out) {
  for (size_t i = 0; i < kBlock; i += kLanes) {
    const Ints rounded =
        RoundInPlace<13, kFinite>(LoadFloats(in + i), 0x1.ffcp+127f);
    Store<kStream>(out + i, FromBits(And(rounded, Int(~0x1fff))));
  }
}

template <formats::FormatType T, bool kFinite, bool kStream>
void Block(const float* in, T* out) {
  if constexpr (std::is_same_v<T, formats::float16>) {
    Float16Block<kFinite, kStream>(in, out);
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    BFloat16Block<kFinite, kStream>(in, out);
  } else {
    NarrowBlock<T, kFinite, kStream>(in, out);
  }
}

template <formats::FormatType T, bool kStream>
void Widen(const T* in, float* out) {
  if constexpr (std::is_same_v<T, formats::float16>) {
    WidenFloat16<kStream>(in, out);
  } else if constexpr (std::is_same_v<T, formats::bfloat16>) {
    WidenBFloat16<kStream>(in, out);
  } else {
    WidenNarrow<T, kStream>(in, out);
  }
}

}  // namespace

template <formats::FormatType T>
void FromFloat(const float* in, T* out, size_t n, bool finite) {
  if (finite) {
    ForManyBlocks<kBlock, Block<T, true, false>, Block<T, true, true>>(in, out,
                                                                       n);
  } else {
    ForManyBlocks<kBlock, Block<T, false, false>, Block<T, false, true>>(
        in, out, n);
  }
}

template <formats::FormatType T>
void ToFloat(const T* in, float* out, size_t n) {
  ForManyBlocks<kBlock, Widen<T, false>, Widen<T, true>>(in, out, n);
}

void RoundToTf32(const float* in, float* out, size_t n, bool finite) {
  if (finite) {
    ForManyBlocks<kBlock, Tf32Block<true, false>, Tf32Block<true, true>>(
        in, out, n);
  } else {
    ForManyBlocks<kBlock, Tf32Block<false, false>, Tf32Block<false, true>>(
        in, out, n);
  }
}

WBM_FOR_EACH_ARRAY_FORMAT(WBM_INSTANTIATE_CONVERT)

}  // namespace wbm::kernels::WBM_ISA
