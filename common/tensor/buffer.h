// Memory of tensors, aligned to 64 bytes and used again.
//
// A training step allocates the same sizes in the same order as the step
// before. Each thread therefore keeps the blocks that it frees, by size, last
// freed first handed out: no page faults, and the block is still in the cache.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wbm::tensor {

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
  std::byte* data_;
};

}  // namespace wbm::tensor
