// How NumPy turns a seed into the state of a generator.
//
// A small seed such as 42 has few set bits; SeedSequence hashes it into a pool
// of 128 bits, from which any number of state words is drawn, so that nearby
// seeds give unrelated streams (M. O'Neill, "Developing a seed_seq
// alternative", 2015). Bit for bit numpy.random.SeedSequence, without spawn:
//
//   SeedSequence seed(42);
//   std::vector<uint64_t> words = seed.GenerateState64(4);
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wbm::random {

class SeedSequence {
 public:
  static constexpr int kPoolSize = 4;

  // SeedSequence(seed): one word when the seed fits into 32 bits, else two.
  explicit SeedSequence(uint64_t seed);

  // SeedSequence([w0, w1, ...]), or an integer of any length given as its
  // 32-bit digits, lowest first.
  explicit SeedSequence(std::span<const uint32_t> words);

  const std::array<uint32_t, kPoolSize>& pool() const { return pool_; }

  // The first `count` words. A 64-bit word is two 32-bit words, low one first.
  std::vector<uint32_t> GenerateState32(int count) const;
  std::vector<uint64_t> GenerateState64(int count) const;

 private:
  void MixEntropy(std::span<const uint32_t> entropy);

  std::array<uint32_t, kPoolSize> pool_ = {};
};

}  // namespace wbm::random
