#pragma once

// The two ends of a message: a Sink gathers its bytes, a Source takes them
// apart again and trusts nothing.
//
//   Sink sink;                         Source& source = ...;
//   sink.Bytes(&count, sizeof count);  if (!source.Bytes(&count, 8)) return;
//   sink.Array(x.data(), bytes);       if (!source.Bytes(y.data(), bytes)) ...
//   Send(sink.Pieces());
//
// A Source is read with calls that return false once anything went wrong, and
// keep doing so; `problem()` is the first thing that did. Standard library and
// the system only: the worker links this beside the student's code.

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace wbm::boundary {

// Small pieces are copied together; large arrays stay where they are and go
// straight from there into the pipe, so they must outlive the sending.
class Sink {
 public:
  void Bytes(const void* data, std::size_t size);
  void Array(const void* data, std::size_t size);
  // For a number of a size known when compiled.
  template <class T>
  void Value(const T& value) {
    Bytes(&value, sizeof value);
  }

  std::size_t size() const { return size_; }
  // Valid until the next change of the Sink.
  std::vector<iovec> Pieces() const;

 private:
  struct Piece {
    const void* array;  // null: in copied_, from `begin`
    std::size_t begin;
    std::size_t size;
  };

  std::string copied_;
  std::vector<Piece> pieces_;
  std::size_t size_ = 0;
};

class Source {
 public:
  // What decoding one message may claim in memory: its own arrays, and what
  // small elements grow to once they are objects.
  static constexpr std::size_t kMemory = std::size_t{1} << 30;

  // No text of a message may be longer.
  explicit Source(std::uint64_t most_text = kMemory) : most_text_(most_text) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  bool Bytes(void* to, std::size_t size);
  template <class T>
  bool Value(T& value) {
    return Bytes(&value, sizeof value);
  }
  // A count of elements that take `least` bytes each in the message and
  // `claim` bytes each in memory; refused when they cannot all be there.
  bool Count(std::uint64_t& count, std::size_t least, std::size_t claim);

  // The bytes of a text, refused likewise.
  bool TextSize(std::uint64_t& size);

  // Reads and drops what is left of the message; false when it does not come.
  bool Skip();

  // Records what is wrong with the message, and returns false.
  bool Malformed(std::string problem);

  bool ok() const { return ok_; }
  // Empty when the message is fine but the transport failed.
  const std::string& problem() const { return problem_; }
  std::size_t left() const { return left_; }
  // Bytes that were received beyond the end of the message.
  std::size_t surplus() const { return left_ == 0 ? end_ - begin_ : 0; }

  // The next `size` bytes are a message; what went wrong before is forgotten.
  void Begin(std::size_t size);

 protected:
  // Reads at least one and at most `size` bytes; 0 or less: no more will come.
  virtual std::ptrdiff_t ReadSome(void* to, std::size_t size) = 0;

  void DropReceived() { begin_ = end_ = 0; }

 private:
  static constexpr std::size_t kBuffer = std::size_t{64} << 10;

  bool Fill(char* to, std::size_t size);

  std::uint64_t most_text_;
  std::size_t left_ = 0;
  std::size_t memory_ = 0;
  bool ok_ = true;
  std::string problem_;
  std::unique_ptr<char[]> buffer_ = std::make_unique<char[]>(kBuffer);
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace wbm::boundary
