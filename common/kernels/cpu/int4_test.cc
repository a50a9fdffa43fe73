#include "common/kernels/cpu/int4.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace wbm::kernels {
namespace {

constexpr quant::NibbleOrder kOrders[] = {quant::NibbleOrder::kPairLowFirst,
                                          quant::NibbleOrder::kPairHighFirst,
                                          quant::NibbleOrder::kSplitHalves32};

TEST(PackInt4, EveryVersionEqualsTheScalarOneForEveryOrderAndLength) {
  std::mt19937 bits(1);
  for (const Isa isa : AvailableIsas()) {
    for (const auto order : kOrders) {
      for (std::size_t n = 0; n <= 300; ++n) {
        std::vector<std::int8_t> codes(n);
        // All eight bits at random: only the low four may count.
        for (auto& c : codes) c = static_cast<std::int8_t>(bits());
        const std::size_t size = quant::PackedInt4Size(n);
        std::vector<std::uint8_t> expected(size), bytes(size + 1, 0x77);
        quant::PackInt4(codes, order, expected);
        PackInt4(codes, order, std::span(bytes).first(size), isa);
        ASSERT_TRUE(std::equal(expected.begin(), expected.end(), bytes.begin()))
            << IsaName(isa) << " " << n << " order " << static_cast<int>(order);
        ASSERT_EQ(bytes[size], 0x77);
      }
    }
  }
}

TEST(UnpackInt4, EveryVersionEqualsTheScalarOneForEveryOrderAndLength) {
  std::mt19937 bits(2);
  for (const Isa isa : AvailableIsas()) {
    for (const auto order : kOrders) {
      for (std::size_t n = 0; n <= 300; ++n) {
        std::vector<std::uint8_t> bytes(quant::PackedInt4Size(n));
        for (auto& b : bytes) b = static_cast<std::uint8_t>(bits());
        std::vector<std::int8_t> expected(n), codes(n + 1, 0x55);
        quant::UnpackInt4(bytes, order, expected);
        UnpackInt4(bytes, order, std::span(codes).first(n), isa);
        ASSERT_TRUE(std::equal(expected.begin(), expected.end(), codes.begin()))
            << IsaName(isa) << " " << n << " order " << static_cast<int>(order);
        ASSERT_EQ(codes[n], 0x55);
      }
    }
  }
}

}  // namespace
}  // namespace wbm::kernels
