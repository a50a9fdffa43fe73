#include "common/tensor/buffer.h"

#include <cstdlib>
#include <mutex>
#include <string>
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

}  // namespace

// The free blocks of one thread. Others only give blocks back.
class BlockCache {
 public:
  ~BlockCache() {
    for (auto& [size, blocks] : free_) {
      for (std::byte* block : blocks) std::free(block);
    }
  }

  static const std::shared_ptr<BlockCache>& OfThread() {
    thread_local const auto cache = std::make_shared<BlockCache>();
    return cache;
  }

  std::byte* Take(int64_t size) {
    if (std::byte* block = TakeFree(size)) return block;
    void* fresh = std::aligned_alloc(kAlignment, static_cast<size_t>(size));
    Check(fresh != nullptr, "Buffer", [&] {
      return "no memory for a tensor of " + std::to_string(size) + " bytes";
    });
    return static_cast<std::byte*>(fresh);
  }

  void GiveBack(std::byte* block, int64_t size) {
    {
      const std::lock_guard lock(mutex_);
      if (kept_ + size <= kMaxKept) {
        free_[size].push_back(block);
        kept_ += size;
        return;
      }
    }
    std::free(block);
  }

 private:
  std::byte* TakeFree(int64_t size) {
    const std::lock_guard lock(mutex_);
    const auto found = free_.find(size);
    if (found == free_.end() || found->second.empty()) return nullptr;
    std::byte* block = found->second.back();
    found->second.pop_back();
    kept_ -= size;
    return block;
  }

  std::mutex mutex_;
  std::unordered_map<int64_t, std::vector<std::byte*>> free_;
  int64_t kept_ = 0;
};

Buffer::Buffer(int64_t bytes)
    : bytes_(bytes),
      cache_(BlockCache::OfThread()),
      data_(bytes == 0 ? nullptr : cache_->Take(RoundUp(bytes))) {}

Buffer::~Buffer() {
  if (data_ != nullptr) cache_->GiveBack(data_, RoundUp(bytes_));
}

}  // namespace wbm::tensor
