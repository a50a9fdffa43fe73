#include "grading/boundary/message.h"

#include <algorithm>
#include <string>
#include <utility>

namespace wbm::boundary {
namespace {

// Below this, copying costs less than another piece.
constexpr std::size_t kCopied = 4096;

}  // namespace

void Sink::Bytes(const void* data, std::size_t size) {
  if (size == 0) return;
  if (pieces_.empty() || pieces_.back().array != nullptr) {
    pieces_.push_back({nullptr, copied_.size(), 0});
  }
  copied_.append(static_cast<const char*>(data), size);
  pieces_.back().size += size;
  size_ += size;
}

void Sink::Array(const void* data, std::size_t size) {
  if (size < kCopied) return Bytes(data, size);
  pieces_.push_back({data, 0, size});
  size_ += size;
}

std::vector<iovec> Sink::Pieces() const {
  std::vector<iovec> pieces;
  pieces.reserve(pieces_.size());
  for (const Piece& piece : pieces_) {
    const void* from =
        piece.array != nullptr ? piece.array : copied_.data() + piece.begin;
    pieces.push_back({const_cast<void*>(from), piece.size});
  }
  return pieces;
}

void Source::Begin(std::size_t size) {
  left_ = size;
  memory_ = kMemory;
  ok_ = true;
  problem_.clear();
}

bool Source::Malformed(std::string problem) {
  if (ok_) problem_ = std::move(problem);
  ok_ = false;
  return false;
}

bool Source::Bytes(void* to, std::size_t size) {
  if (!ok_) return false;
  if (size > left_) {
    return Malformed("the message is shorter than its contents");
  }
  left_ -= size;
  return Fill(static_cast<char*>(to), size);
}

// Large arrays are read straight to where they belong.
bool Source::Fill(char* to, std::size_t size) {
  while (size > 0) {
    if (begin_ == end_ && size < kBuffer) {
      const std::ptrdiff_t got = ReadSome(buffer_.get(), kBuffer);
      if (got <= 0) return ok_ = false;
      begin_ = 0;
      end_ = static_cast<std::size_t>(got);
    }
    std::size_t moved = std::min(size, end_ - begin_);
    if (moved > 0) {
      std::memcpy(to, buffer_.get() + begin_, moved);
      begin_ += moved;
    } else {
      const std::ptrdiff_t got = ReadSome(to, size);
      if (got <= 0) return ok_ = false;
      moved = static_cast<std::size_t>(got);
    }
    to += moved;
    size -= moved;
  }
  return true;
}

bool Source::Skip() {
  ok_ = true;
  char dropped[4096];
  while (left_ > 0) {
    if (!Bytes(dropped, std::min(left_, sizeof dropped))) return false;
  }
  return true;
}

bool Source::Count(std::uint64_t& count, std::size_t least, std::size_t claim) {
  if (!Value(count)) return false;
  if (count > left_ / least) {
    return Malformed("a length goes beyond the message");
  }
  if (count > memory_ / claim) {
    return Malformed("the message needs more memory than a reply may");
  }
  memory_ -= static_cast<std::size_t>(count) * claim;
  return true;
}

bool Source::TextSize(std::uint64_t& size) {
  if (!Count(size, 1, 1)) return false;
  if (size <= most_text_) return true;
  return Malformed("a text of " + std::to_string(size) +
                   " bytes, more than any right value has");
}

}  // namespace wbm::boundary
