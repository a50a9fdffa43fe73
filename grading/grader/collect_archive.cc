#include "grading/grader/collect_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grading/grader/utf8.h"

namespace wbm::grader {
namespace {

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

absl::Status Damaged(archive* a) {
  const char* why = archive_error_string(a);
  return absl::InvalidArgumentError(
      absl::StrCat("is not a readable .zip or .tar.gz (",
                   QuotableText(why == nullptr ? "unknown format" : why),
                   "). Pack the lab's files again"));
}

absl::Status Encrypted() {
  return absl::InvalidArgumentError(
      "is encrypted. Pack the lab's files again without a password");
}

EntryKind KindOf(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return EntryKind::kHardLink;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return EntryKind::kFile;
    case AE_IFDIR:
      return EntryKind::kFolder;
    case AE_IFLNK:
      return EntryKind::kSymbolicLink;
    case AE_IFCHR:
    case AE_IFBLK:
      return EntryKind::kDevice;
    case AE_IFIFO:
      return EntryKind::kFifo;
    case AE_IFSOCK:
      return EntryKind::kSocket;
    default:
      return EntryKind::kUnknown;
  }
}

std::string NameOf(archive_entry* entry) {
  if (const char* name = archive_entry_pathname(entry)) return name;
  const char* name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? "" : name;
}

class ArchiveReader {
 public:
  ArchiveReader(archive* a, std::uint64_t packed_bytes,
                const CollectLimits& limits, Intake* intake)
      : archive_(a),
        packed_bytes_(packed_bytes),
        limits_(limits),
        intake_(intake) {}

  absl::Status ReadEntries() {
    for (;;) {
      archive_entry* entry = nullptr;
      const int rc = archive_read_next_header(archive_, &entry);
      if (rc == ARCHIVE_EOF) return absl::OkStatus();
      if (rc < ARCHIVE_WARN) return Damaged(archive_);
      if (auto s = ReadEntry(entry); !s.ok()) return s;
    }
  }

 private:
  absl::Status ReadEntry(archive_entry* entry) {
    const std::string path = NameOf(entry);
    if (archive_entry_is_encrypted(entry) != 0) return Encrypted();
    const auto declared =
        archive_entry_size_is_set(entry)
            ? static_cast<std::uint64_t>(archive_entry_size(entry))
            : 0;
    if (declared > limits_.total_bytes) {
      return absl::InvalidArgumentError(
          absl::StrCat("entry ", QuotableName(path), " claims ", declared,
                       " bytes. Hand in the lab's files only"));
    }
    absl::StatusOr<bool> wanted = intake_->Enter(path, KindOf(entry), declared);
    if (!wanted.ok()) return wanted.status();
    std::string bytes;
    if (auto s = ReadData(path, *wanted ? &bytes : nullptr); !s.ok()) return s;
    return *wanted ? intake_->Take(path, std::move(bytes)) : absl::OkStatus();
  }

  // Reads what cannot be skipped safely too: a skip inside libarchive would
  // decompress without a bound.
  absl::Status ReadData(const std::string& path, std::string* bytes) {
    char buffer[1 << 16];
    for (;;) {
      const la_ssize_t got = archive_read_data(archive_, buffer, sizeof buffer);
      if (got == 0) return absl::OkStatus();
      if (got < 0) {
        if (archive_read_has_encrypted_entries(archive_) > 0) {
          return Encrypted();
        }
        return Damaged(archive_);
      }
      const auto size = static_cast<std::uint64_t>(got);
      if (auto s = CountUnpacked(size); !s.ok()) return s;
      if (bytes == nullptr) continue;
      bytes->append(buffer, size);
      if (bytes->size() > limits_.file_bytes) {
        return absl::InvalidArgumentError(
            absl::StrCat("entry ", QuotableName(path), " has more than ",
                         limits_.file_bytes, " bytes. Shorten it"));
      }
    }
  }

  absl::Status CountUnpacked(std::uint64_t size) {
    unpacked_bytes_ += size;
    if (auto s = intake_->Count(size); !s.ok()) return s;
    if (unpacked_bytes_ <= limits_.expansion_floor ||
        unpacked_bytes_ / limits_.expansion <= packed_bytes_) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(absl::StrCat(
        "unpacks to more than ", limits_.expansion,
        " times its size, as no source text does. Pack the lab's files only"));
  }

  archive* archive_;
  std::uint64_t packed_bytes_;
  CollectLimits limits_;
  Intake* intake_;
  std::uint64_t unpacked_bytes_ = 0;
};

// While it lives, this thread reads names as UTF-8, whatever the locale of the
// process: libarchive drops a name that the locale cannot say.
class Utf8Names {
 public:
  Utf8Names() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Names() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

absl::Status CheckArchiveFile(int fd, const CollectLimits& limits,
                              std::uint64_t* size) {
  struct stat st;
  if (fstat(fd, &st) != 0) return absl::InternalError(strerror(errno));
  *size = static_cast<std::uint64_t>(st.st_size);
  if (*size == 0) {
    return absl::InvalidArgumentError(
        "is an empty file. Hand in a folder, a .zip or a .tar.gz");
  }
  if (*size > limits.archive_bytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("is larger than ", limits.archive_bytes >> 20,
                     " MiB. Pack the lab's files only"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadArchive(const std::string& path, const CollectLimits& limits,
                         Intake* intake) {
  const int fd = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) {
    return absl::PermissionDeniedError(
        absl::StrCat("cannot be read: ", strerror(errno),
                     ". Make it readable: chmod u+r FILE"));
  }
  absl::Cleanup close_it = [fd] { close(fd); };
  std::uint64_t packed_bytes = 0;
  if (auto s = CheckArchiveFile(fd, limits, &packed_bytes); !s.ok()) return s;
  const Utf8Names utf8_names;
  const Archive a(archive_read_new());
  archive_read_support_format_zip(a.get());
  archive_read_support_format_tar(a.get());
  archive_read_support_filter_gzip(a.get());
  if (archive_read_open_fd(a.get(), fd, 1 << 16) != ARCHIVE_OK) {
    return Damaged(a.get());
  }
  return ArchiveReader(a.get(), packed_bytes, limits, intake).ReadEntries();
}

}  // namespace wbm::grader
