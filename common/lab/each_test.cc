#include "common/lab/each.h"

#include <cstdint>
#include <stdexcept>

#include "gtest/gtest.h"

namespace wbm::lab {
namespace {

int Doubled(int x) { return 2 * x; }
bool IsOdd(const std::uint8_t& x) noexcept { return x % 2 == 1; }
// Stands for a function that another process serves.
int Elsewhere(int) { throw std::logic_error("called in this process"); }
bool OddElsewhere(int) { throw std::logic_error("called in this process"); }

void ServeElsewhere(const void* in, std::size_t count, void* out) {
  for (std::size_t i = 0; i < count; ++i) {
    static_cast<int*>(out)[i] = static_cast<const int*>(in)[i] + 100;
  }
}
void ServeOddElsewhere(const void* in, std::size_t count, void* out) {
  for (std::size_t i = 0; i < count; ++i) {
    static_cast<bool*>(out)[i] = static_cast<const int*>(in)[i] % 2 == 1;
  }
}

TEST(Each, LoopsOverAFunctionOfThisProcess) {
  EXPECT_EQ(Each<&Doubled>(std::vector<int>{1, 2, 3}),
            (std::vector<int>{2, 4, 6}));
}

TEST(Each, AnEmptyArrayGivesAnEmptyResult) {
  EXPECT_TRUE(Each<&Doubled>({}).empty());
}

TEST(Each, TakesReferencesAndReturnsBooleans) {
  EXPECT_EQ(Each<&IsOdd>(std::vector<std::uint8_t>{1, 2}),
            (std::vector<bool>{true, false}));
}

TEST(Each, ARegisteredFunctionIsServedInOneBatch) {
  internal::RegisterBatch(reinterpret_cast<internal::AnyFunction>(&Elsewhere),
                          &ServeElsewhere);
  internal::RegisterBatch(
      reinterpret_cast<internal::AnyFunction>(&OddElsewhere),
      &ServeOddElsewhere);
  EXPECT_EQ(Each<&Elsewhere>(std::vector<int>{1, 2}),
            (std::vector<int>{101, 102}));
  EXPECT_EQ(Each<&OddElsewhere>(std::vector<int>{1, 2}),
            (std::vector<bool>{true, false}));
}

int fresh_workers = 0;

TEST(FreshWorker, DoesNothingUntilAProxyServesIt) {
  FreshWorker();
  EXPECT_EQ(fresh_workers, 0);
  internal::RegisterFreshWorker([] { ++fresh_workers; });
  FreshWorker();
  EXPECT_EQ(fresh_workers, 1);
}

}  // namespace
}  // namespace wbm::lab
