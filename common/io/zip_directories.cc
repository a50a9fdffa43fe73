#include "common/io/zip_directories.h"

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"

namespace wbm::io {
namespace {

constexpr std::string_view kLocal("PK\3\4", 4);
constexpr std::string_view kCentral("PK\1\2", 4);
constexpr std::string_view kEnd("PK\5\6", 4);
constexpr std::string_view kEnd64("PK\6\6", 4);
constexpr std::string_view kLocator64("PK\6\7", 4);
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22;
constexpr std::size_t kEnd64Size = 56, kLocator64Size = 20;
constexpr std::uint64_t kSeeZip64 = 0xFFFFFFFF;
constexpr unsigned kEncrypted = 1u << 0;
constexpr unsigned kSizesFollow = 1u << 3;  // in a data descriptor

absl::Status Bad(std::string_view what) {
  return absl::InvalidArgumentError(std::string(what));
}

// A little-endian number of `size` bytes; `at` is known to be inside.
std::uint64_t Number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

// `size` bytes at `at` that begin with `signature`, or nothing.
std::optional<std::string_view> Record(std::string_view bytes, std::uint64_t at,
                                       std::size_t size,
                                       std::string_view signature) {
  if (at > bytes.size() || bytes.size() - at < size) return std::nullopt;
  const std::string_view record =
      bytes.substr(static_cast<std::size_t>(at), size);
  if (record.substr(0, 4) != signature) return std::nullopt;
  return record;
}

// Where the central directory lies. `shift` is what stands before the archive.
struct Directory {
  std::uint64_t entries = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t shift = 0;
};

std::size_t FindEnd(std::string_view bytes) {
  const std::size_t at = bytes.rfind(kEnd);
  return at != std::string_view::npos && bytes.size() - at >= kEndSize
             ? at
             : std::string_view::npos;
}

absl::StatusOr<Directory> FindDirectory(std::string_view bytes) {
  std::size_t at = FindEnd(bytes);
  if (at == std::string_view::npos) {
    return Bad("it has no central directory at its end: it was cut short");
  }
  std::uint64_t entries = Number(bytes, at + 10, 2);
  std::uint64_t size = Number(bytes, at + 12, 4);
  std::uint64_t offset = Number(bytes, at + 16, 4);
  const bool see_zip64 =
      entries == 0xFFFF || size == kSeeZip64 || offset == kSeeZip64;
  if (see_zip64 && at >= kLocator64Size + kEnd64Size &&
      Record(bytes, at - kLocator64Size, kLocator64Size, kLocator64)) {
    const std::size_t at64 = at - kLocator64Size - kEnd64Size;
    if (!Record(bytes, at64, kEnd64Size, kEnd64)) {
      return Bad("its central directory has no readable end");
    }
    entries = Number(bytes, at64 + 32, 8);
    size = Number(bytes, at64 + 40, 8);
    offset = Number(bytes, at64 + 48, 8);
    at = at64;
  }
  if (size > at || offset > at - size) {
    return Bad("its central directory is not where it should be");
  }
  return Directory{entries, at - size, at, at - size - offset};
}

// What both headers say of an entry.
struct Entry {
  std::string_view name;
  unsigned flags = 0;
  std::uint64_t method = 0, crc = 0, packed = 0, unpacked = 0;
};

// The offset of the local header, which a zip64 extra field may hold. That
// field has only those numbers that are saturated in the header, in order.
std::optional<std::uint64_t> LocalOffset(std::string_view header,
                                         std::string_view extra) {
  const std::uint64_t offset = Number(header, 42, 4);
  if (offset != kSeeZip64) return offset;
  while (extra.size() >= 4) {
    const std::uint64_t id = Number(extra, 0, 2);
    const std::size_t size = static_cast<std::size_t>(Number(extra, 2, 2));
    if (size > extra.size() - 4) return std::nullopt;
    if (id == 1) {
      const std::size_t before = (Number(header, 24, 4) == kSeeZip64 ? 8u : 0) +
                                 (Number(header, 20, 4) == kSeeZip64 ? 8u : 0);
      if (before + 8 > size) return std::nullopt;
      return Number(extra, 4 + before, 8);
    }
    extra.remove_prefix(4 + size);
  }
  return std::nullopt;
}

bool Agree(std::uint64_t local, std::uint64_t central) {
  return local == central || local == kSeeZip64 || central == kSeeZip64;
}

absl::Status Compare(const Entry& local, const Entry& central) {
  if (local.name != central.name) {
    return Bad("its two directories name an entry differently");
  }
  if (local.method != central.method ||
      ((local.flags ^ central.flags) & kEncrypted) != 0) {
    return Bad("its two directories disagree about how an entry is packed");
  }
  if ((local.flags & kSizesFollow) != 0) return absl::OkStatus();
  if (local.crc != central.crc || !Agree(local.packed, central.packed) ||
      !Agree(local.unpacked, central.unpacked)) {
    return Bad("its two directories disagree about an entry's size");
  }
  return absl::OkStatus();
}

// The local header that a central one points at.
absl::StatusOr<Entry> ReadLocal(std::string_view bytes, std::uint64_t at) {
  const auto header = Record(bytes, at, kLocalSize, kLocal);
  if (!header.has_value()) {
    return Bad("its central directory names an entry that is not there");
  }
  const auto name_size = static_cast<std::size_t>(Number(*header, 26, 2));
  const std::string_view rest =
      bytes.substr(static_cast<std::size_t>(at) + kLocalSize);
  if (rest.size() < name_size) return Bad("an entry is cut short");
  return Entry{
      rest.substr(0, name_size), static_cast<unsigned>(Number(*header, 6, 2)),
      Number(*header, 8, 2),     Number(*header, 14, 4),
      Number(*header, 18, 4),    Number(*header, 22, 4)};
}

// Checks the central header at `*at`, and moves on to the next.
absl::Status CheckEntry(std::string_view bytes, const Directory& directory,
                        std::uint64_t* at) {
  const auto header = Record(bytes, *at, kCentralSize, kCentral);
  if (!header.has_value()) return Bad("its central directory is damaged");
  const auto name_size = static_cast<std::size_t>(Number(*header, 28, 2));
  const auto extra_size = static_cast<std::size_t>(Number(*header, 30, 2));
  const auto comment_size = static_cast<std::size_t>(Number(*header, 32, 2));
  const std::string_view rest =
      bytes.substr(static_cast<std::size_t>(*at) + kCentralSize);
  *at += kCentralSize + name_size + extra_size + comment_size;
  if (*at > directory.end) return Bad("its central directory is cut short");
  const auto offset = LocalOffset(*header, rest.substr(name_size, extra_size));
  if (!offset.has_value() || *offset > bytes.size()) {
    return Bad("its central directory is damaged");
  }
  const absl::StatusOr<Entry> local =
      ReadLocal(bytes, *offset + directory.shift);
  if (!local.ok()) return local.status();
  return Compare(*local, {rest.substr(0, name_size),
                          static_cast<unsigned>(Number(*header, 8, 2)),
                          Number(*header, 10, 2), Number(*header, 16, 4),
                          Number(*header, 20, 4), Number(*header, 24, 4)});
}

}  // namespace

bool LooksLikeZip(std::string_view bytes) {
  return bytes.substr(0, 4) == kLocal || bytes.substr(0, 4) == kEnd ||
         FindEnd(bytes) != std::string_view::npos;
}

absl::StatusOr<std::size_t> CheckZipDirectories(std::string_view bytes) {
  const absl::StatusOr<Directory> directory = FindDirectory(bytes);
  if (!directory.ok()) return directory.status();
  std::uint64_t at = directory->begin;
  std::size_t entries = 0;
  for (; at < directory->end; ++entries) {
    const absl::Status good = CheckEntry(bytes, *directory, &at);
    if (!good.ok()) return good;
  }
  // The count has 16 bits in the end record: compare what fits.
  if ((entries & 0xFFFF) != (directory->entries & 0xFFFF)) {
    return Bad("its central directory is not as long as it says");
  }
  return entries;
}

}  // namespace wbm::io
