#include "common/io/npz.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/utf8_names.h"
#include "common/io/zip_directories.h"

namespace wbm::io {
namespace {

constexpr std::string_view kSuffix = ".npy";

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};

absl::Status Bad(const std::string& name, const std::string& message) {
  return absl::InvalidArgumentError(absl::StrCat(name, ": ", message));
}

class NpzReader {
 public:
  NpzReader(const std::string& name, const NpzLimits& limits)
      : archive_(archive_read_new()), name_(name), limits_(limits) {}

  absl::StatusOr<std::map<std::string, NpyArray>> Read(std::string_view bytes) {
    const absl::StatusOr<size_t> checked = CheckZipDirectories(bytes);
    if (!checked.ok()) return Damaged(std::string(checked.status().message()));
    const Utf8Names utf8_names;
    archive* a = archive_.get();
    if (a == nullptr || archive_read_support_format_zip(a) != ARCHIVE_OK ||
        archive_read_open_memory(a, bytes.data(), bytes.size()) != ARCHIVE_OK) {
      return Damaged();
    }
    archive_entry* entry = nullptr;
    int rc = ARCHIVE_OK;
    while ((rc = archive_read_next_header(a, &entry)) == ARCHIVE_OK) {
      const absl::Status added = Add(entry);
      if (!added.ok()) return added;
    }
    if (rc != ARCHIVE_EOF) return Damaged();
    return std::move(arrays_);
  }

 private:
  absl::Status Add(archive_entry* entry) {
    const std::string member = EntryName(entry);
    if (!member.ends_with(kSuffix)) {
      return Bad(name_, absl::StrCat("member '", member,
                                     "' is not a .npy file; write the file "
                                     "with np.savez"));
    }
    const std::string array = member.substr(0, member.size() - kSuffix.size());
    if (arrays_.count(array) > 0) {
      return Bad(name_, absl::StrCat("has '", member, "' twice; keep one"));
    }
    if (static_cast<int>(arrays_.size()) >= limits_.max_members) {
      return Bad(name_, absl::StrCat("has more than ", limits_.max_members,
                                     " members; split it"));
    }
    const absl::StatusOr<std::string> bytes = Unpack();
    if (!bytes.ok()) return bytes.status();
    absl::StatusOr<NpyArray> parsed =
        ParseNpy(*bytes, absl::StrCat(name_, "/", member),
                 {.max_bytes = limits_.max_unpacked_bytes});
    if (!parsed.ok()) return parsed.status();
    arrays_.emplace(array, *std::move(parsed));
    return absl::OkStatus();
  }

  // The member that the archive is at.
  absl::StatusOr<std::string> Unpack() {
    std::string bytes;
    std::array<char, 1 << 16> part;
    la_ssize_t got = 0;
    while ((got = archive_read_data(archive_.get(), part.data(), part.size())) >
           0) {
      unpacked_ += got;
      if (unpacked_ > limits_.max_unpacked_bytes) {
        return Bad(name_, absl::StrCat("unpacks to more than ",
                                       limits_.max_unpacked_bytes, " bytes"));
      }
      bytes.append(part.data(), static_cast<size_t>(got));
    }
    if (got < 0) return Damaged();
    return bytes;
  }

  absl::Status Damaged() const {
    const char* why =
        archive_ == nullptr ? nullptr : archive_error_string(archive_.get());
    return Damaged(why == nullptr ? "no zip archive" : why);
  }

  absl::Status Damaged(const std::string& why) const {
    return Bad(name_, absl::StrCat("is not a readable .npz file (", why,
                                   "); write it again with np.savez"));
  }

  std::unique_ptr<archive, FreeArchive> archive_;
  std::string name_;
  NpzLimits limits_;
  int64_t unpacked_ = 0;
  std::map<std::string, NpyArray> arrays_;
};

}  // namespace

absl::StatusOr<std::map<std::string, NpyArray>> ParseNpz(
    std::string_view bytes, const std::string& name, const NpzLimits& limits) {
  return NpzReader(name, limits).Read(bytes);
}

absl::StatusOr<std::map<std::string, NpyArray>> ReadNpz(
    const std::string& path, const NpzLimits& limits) {
  const absl::StatusOr<std::string> bytes = ReadFile(path, limits.max_bytes);
  if (!bytes.ok()) return bytes.status();
  return ParseNpz(*bytes, path, limits);
}

}  // namespace wbm::io
