#include "grading/grader/collect/gunzip.h"

#include <zlib.h>

#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace wbm::grader {
namespace {

constexpr int kGzip = 15 + 16;  // the largest window, and a gzip header

absl::Status Damaged(const char* why) {
  return absl::InvalidArgumentError(absl::StrCat(
      "is not a readable .tar.gz (", why == nullptr ? "it was cut short" : why,
      "). Pack the lab's files again"));
}

absl::Status CheckSize(std::size_t packed, std::size_t unpacked,
                       const CollectLimits& limits) {
  if (unpacked > limits.expansion_floor &&
      unpacked / limits.expansion > packed) {
    return absl::InvalidArgumentError(absl::StrCat(
        "unpacks to more than ", limits.expansion,
        " times its size, as no source text does. Pack the lab's files only"));
  }
  if (unpacked > limits.total_bytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("more than ", limits.total_bytes >> 20,
                     " MiB when unpacked. Hand in the lab's files only"));
  }
  return absl::OkStatus();
}

// Everything of one member goes to `out`; `stream` is then behind its trailer.
absl::Status InflateMember(z_stream* stream, std::size_t packed,
                           const CollectLimits& limits, std::string* out) {
  std::vector<char> buffer(1 << 16);
  for (;;) {
    stream->next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream->avail_out = static_cast<uInt>(buffer.size());
    const int rc = inflate(stream, Z_NO_FLUSH);
    out->append(buffer.data(), buffer.size() - stream->avail_out);
    if (auto s = CheckSize(packed, out->size(), limits); !s.ok()) return s;
    if (rc == Z_STREAM_END) return absl::OkStatus();
    if (rc != Z_OK) return Damaged(stream->msg);
  }
}

}  // namespace

bool LooksLikeGzip(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b");
}

absl::StatusOr<std::string> Gunzip(std::string_view bytes,
                                   const CollectLimits& limits) {
  z_stream stream = {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  if (inflateInit2(&stream, kGzip) != Z_OK) {
    return absl::ResourceExhaustedError("no memory to unpack with");
  }
  absl::Cleanup end_it = [&stream] { inflateEnd(&stream); };
  std::string out;
  do {
    if (auto s = InflateMember(&stream, bytes.size(), limits, &out); !s.ok()) {
      return s;
    }
    inflateReset(&stream);
  } while (LooksLikeGzip(bytes.substr(bytes.size() - stream.avail_in)));
  return out;
}

}  // namespace wbm::grader
