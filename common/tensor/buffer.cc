#include "common/tensor/buffer.h"

#include <cstdlib>
#include <new>
#include <unordered_map>
#include <vector>

#include "common/tensor/check.h"

namespace wbm::tensor {
namespace {

constexpr int64_t kAlignment = 64;
constexpr int64_t kMaxKept = int64_t{256} << 20;  // bytes a thread keeps

int64_t RoundUp(int64_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

class Cache {
 public:
  ~Cache() {
    for (auto& [size, blocks] : free_) {
      for (std::byte* block : blocks) std::free(block);
    }
    alive_ = false;
  }

  // The thread's cache; null when the thread is ending.
  static Cache* OfThread() {
    thread_local Cache cache;
    return alive_ ? &cache : nullptr;
  }

  std::byte* Take(int64_t size) {
    const auto found = free_.find(size);
    if (found == free_.end() || found->second.empty()) return nullptr;
    std::byte* block = found->second.back();
    found->second.pop_back();
    kept_ -= size;
    return block;
  }

  bool Keep(std::byte* block, int64_t size) {
    if (kept_ + size > kMaxKept) return false;
    free_[size].push_back(block);
    kept_ += size;
    return true;
  }

 private:
  // Outlives the cache, which other thread-local tensors may not.
  static thread_local bool alive_;

  std::unordered_map<int64_t, std::vector<std::byte*>> free_;
  int64_t kept_ = 0;
};

thread_local bool Cache::alive_ = true;

std::byte* Allocate(int64_t size) {
  if (size == 0) return nullptr;
  Cache* cache = Cache::OfThread();
  std::byte* block = cache == nullptr ? nullptr : cache->Take(size);
  if (block != nullptr) return block;
  void* fresh = std::aligned_alloc(kAlignment, static_cast<size_t>(size));
  Check(fresh != nullptr, "Buffer", [&] {
    return "no memory for a tensor of " + std::to_string(size) + " bytes";
  });
  return static_cast<std::byte*>(fresh);
}

}  // namespace

Buffer::Buffer(int64_t bytes)
    : bytes_(bytes), data_(Allocate(RoundUp(bytes))) {}

Buffer::~Buffer() {
  if (data_ == nullptr) return;
  Cache* cache = Cache::OfThread();
  if (cache == nullptr || !cache->Keep(data_, RoundUp(bytes_))) {
    std::free(data_);
  }
}

}  // namespace wbm::tensor
