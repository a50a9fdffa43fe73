// Memory of tensors, aligned to 64 bytes and used again.
//
// A training step allocates the same sizes in the same order as the step
// before. Blocks that are freed therefore go back to the thread that made
// them, by size, last freed first handed out: no page faults, and the block is
// often still in that core's cache.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace wbm::tensor {

class BlockCache;

class Buffer {
 public:
  // Uninitialised; ends the program when there is no memory.
  explicit Buffer(int64_t bytes);
  ~Buffer();
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  std::byte* data() { return data_; }
  const std::byte* data() const { return data_; }
  int64_t bytes() const { return bytes_; }

 private:
  int64_t bytes_;
  std::shared_ptr<BlockCache> cache_;
  std::byte* data_;
};

}  // namespace wbm::tensor
