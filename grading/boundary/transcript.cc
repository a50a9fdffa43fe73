#include "grading/boundary/transcript.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace wbm::boundary {
namespace {

constexpr char kRequest = '>';
constexpr char kReply = '<';

}  // namespace

std::unique_ptr<Transcript> Transcript::FromEnvironment() {
  const char* path = std::getenv("WBM_TRANSCRIPT");
  if (path == nullptr || *path == '\0') return nullptr;
  return std::make_unique<Transcript>(path);
}

Transcript::Transcript(const std::string& path)
    : file_(path, std::ios::binary | std::ios::app) {}

// A direction, a size and as many bytes.
void Transcript::Add(char direction, const void* bytes, std::size_t size) {
  const std::uint64_t count = size;
  file_.put(direction);
  file_.write(reinterpret_cast<const char*>(&count), sizeof count);
  file_.write(static_cast<const char*>(bytes),
              static_cast<std::streamsize>(size));
  file_.flush();
}

void Transcript::AddRequest(const std::vector<iovec>& pieces) {
  std::string request;
  for (const iovec& piece : pieces) {
    request.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
  }
  Add(kRequest, request.data(), request.size());
}

void Transcript::AddReply(const void* bytes, std::size_t size) {
  Add(kReply, bytes, size);
}

absl::StatusOr<std::vector<Exchange>> ReadTranscript(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const auto broken = [&] {
    return absl::DataLossError(absl::StrCat(path, " is no whole transcript"));
  };
  if (!file) return broken();
  std::vector<Exchange> exchanges;
  for (char direction = 0; file.get(direction);) {
    std::uint64_t count = 0;
    file.read(reinterpret_cast<char*>(&count), sizeof count);
    if (!file) return broken();
    std::string bytes;
    // In steps: a count that is wrong must not ask for all the memory.
    for (char step[4096]; count > 0 && file;) {
      const std::uint64_t most = count < sizeof step ? count : sizeof step;
      file.read(step, static_cast<std::streamsize>(most));
      bytes.append(step, static_cast<std::size_t>(file.gcount()));
      count -= most;
    }
    if (!file) return broken();
    if (direction == kRequest) {
      exchanges.push_back({std::move(bytes), ""});
    } else if (direction == kReply && !exchanges.empty()) {
      exchanges.back().reply += bytes;
    } else {
      return broken();
    }
  }
  return exchanges;
}

}  // namespace wbm::boundary
