#include "common/random/seed_sequence.h"

namespace wbm::random {
namespace {

// The hash multiplies by a constant that itself changes at every use.
class Hash {
 public:
  Hash(uint32_t start, uint32_t factor) : constant_(start), factor_(factor) {}

  uint32_t operator()(uint32_t value) {
    value ^= constant_;
    constant_ *= factor_;
    value *= constant_;
    return value ^ (value >> 16);
  }

 private:
  uint32_t constant_;
  uint32_t factor_;
};

uint32_t Mix(uint32_t x, uint32_t y) {
  const uint32_t mixed = 0xca01f9ddu * x - 0x4973f715u * y;
  return mixed ^ (mixed >> 16);
}

}  // namespace

SeedSequence::SeedSequence(uint64_t seed) {
  const uint32_t words[2] = {static_cast<uint32_t>(seed),
                             static_cast<uint32_t>(seed >> 32)};
  MixEntropy(std::span(words).first(words[1] == 0 ? 1 : 2));
}

SeedSequence::SeedSequence(std::span<const uint32_t> words) {
  MixEntropy(words);
}

void SeedSequence::MixEntropy(std::span<const uint32_t> entropy) {
  Hash hash(0x43b0d7e5u, 0x931e8875u);
  for (size_t i = 0; i < kPoolSize; ++i) {
    pool_[i] = hash(i < entropy.size() ? entropy[i] : 0);
  }
  // Late words have to reach early ones.
  for (size_t from = 0; from < kPoolSize; ++from) {
    for (size_t to = 0; to < kPoolSize; ++to) {
      if (from != to) pool_[to] = Mix(pool_[to], hash(pool_[from]));
    }
  }
  for (size_t from = kPoolSize; from < entropy.size(); ++from) {
    for (uint32_t& word : pool_) word = Mix(word, hash(entropy[from]));
  }
}

std::vector<uint32_t> SeedSequence::GenerateState32(int count) const {
  Hash hash(0x8b51f9ddu, 0x58f38dedu);
  std::vector<uint32_t> words;
  for (int i = 0; i < count; ++i) {
    words.push_back(hash(pool_[static_cast<size_t>(i % kPoolSize)]));
  }
  return words;
}

std::vector<uint64_t> SeedSequence::GenerateState64(int count) const {
  const std::vector<uint32_t> halves = GenerateState32(2 * count);
  std::vector<uint64_t> words;
  for (size_t i = 0; i < halves.size(); i += 2) {
    words.push_back(halves[i] | static_cast<uint64_t>(halves[i + 1]) << 32);
  }
  return words;
}

}  // namespace wbm::random
