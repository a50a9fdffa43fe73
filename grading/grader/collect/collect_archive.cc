#include "grading/grader/collect/collect_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/utf8.h"
#include "common/io/utf8_names.h"
#include "common/io/zip_directories.h"
#include "grading/grader/collect/gunzip.h"

namespace wbm::grader {
namespace {

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

absl::Status Damaged(const std::string& why) {
  return absl::InvalidArgumentError(
      absl::StrCat("is not a readable .zip or .tar.gz (", io::QuotableText(why),
                   "). Pack the lab's files again"));
}

absl::Status Damaged(archive* a) {
  const char* why = archive_error_string(a);
  return Damaged(std::string(why == nullptr ? "unknown format" : why));
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

// Reads an archive that lies in memory, twice: the list of its entries first,
// then the bytes of those that the intake wants. Nothing else is unpacked, so
// that what nobody asked for costs nothing, however large it claims to be.
class ArchiveReader {
 public:
  ArchiveReader(std::string_view bytes, bool zip, const CollectLimits& limits,
                Intake* intake)
      : bytes_(bytes), zip_(zip), limits_(limits), intake_(intake) {}

  // Returns how many entries there are.
  absl::StatusOr<std::size_t> List() {
    std::size_t entries = 0;
    const absl::Status listed = ForEach([&](archive*, archive_entry* entry) {
      ++entries;
      const auto declared =
          archive_entry_size_is_set(entry)
              ? static_cast<std::uint64_t>(archive_entry_size(entry))
              : 0;
      return intake_->Enter(io::EntryName(entry), KindOf(entry), declared);
    });
    if (!listed.ok()) return listed;
    return entries;
  }

  absl::Status TakeWanted() {
    return ForEach([this](archive* a, archive_entry* entry) {
      const std::string path = io::EntryName(entry);
      if (!intake_->Wants(path)) return absl::OkStatus();
      if (archive_entry_is_encrypted(entry) != 0) return Encrypted();
      std::string bytes;
      if (auto s = ReadData(a, &bytes); !s.ok()) return s;
      return intake_->Take(path, std::move(bytes));
    });
  }

 private:
  template <class Visit>
  absl::Status ForEach(Visit visit) {
    const Archive a(archive_read_new());
    if (zip_) {
      archive_read_support_format_zip_seekable(a.get());
    } else {
      archive_read_support_format_tar(a.get());
    }
    if (archive_read_open_memory(a.get(), bytes_.data(), bytes_.size()) !=
        ARCHIVE_OK) {
      return Damaged(a.get());
    }
    for (;;) {
      archive_entry* entry = nullptr;
      const int rc = archive_read_next_header(a.get(), &entry);
      if (rc == ARCHIVE_EOF) return absl::OkStatus();
      if (rc < ARCHIVE_WARN) return Damaged(a.get());
      if (auto s = visit(a.get(), entry); !s.ok()) return s;
    }
  }

  // Stops beyond the limit: Take() then says so.
  absl::Status ReadData(archive* a, std::string* bytes) {
    std::vector<char> buffer(1 << 16);
    while (bytes->size() <= limits_.file_bytes) {
      const la_ssize_t got = archive_read_data(a, buffer.data(), buffer.size());
      if (got == 0) return absl::OkStatus();
      if (got < 0) {
        return archive_read_has_encrypted_entries(a) > 0 ? Encrypted()
                                                         : Damaged(a);
      }
      bytes->append(buffer.data(), static_cast<std::size_t>(got));
    }
    return absl::OkStatus();
  }

  std::string_view bytes_;
  bool zip_;
  CollectLimits limits_;
  Intake* intake_;
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

absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     const CollectLimits& limits) {
  const int fd = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) {
    return absl::PermissionDeniedError(
        absl::StrCat("cannot be read: ", strerror(errno),
                     ". Make it readable: chmod u+r FILE"));
  }
  absl::Cleanup close_it = [fd] { close(fd); };
  std::uint64_t size = 0;
  if (auto s = CheckArchiveFile(fd, limits, &size); !s.ok()) return s;
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = read(fd, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return absl::InternalError(strerror(errno));
    if (got == 0) break;  // it shrank: then it is cut short
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

bool LooksLikeTar(std::string_view bytes) {
  return bytes.size() > 262 && bytes.substr(257, 5) == "ustar";
}

// What people hand in that is neither, by its first bytes.
absl::Status NoArchive(std::string_view bytes) {
  const struct {
    std::string_view begin;
    const char* what;
  } kinds[] = {
      {"7z\xBC\xAF", "a 7-Zip archive"},
      {"Rar!", "a RAR archive"},
      {"\xFD"
       "7zXZ",
       "an .xz file"},
      {"BZh", "a .bz2 file"},
      {"\x28\xB5\x2F\xFD", "a .zst file"},
      {"%PDF", "a PDF"},
      {"<", "a web page: was it saved in place of the archive?"},
  };
  for (const auto& kind : kinds) {
    if (!bytes.starts_with(kind.begin)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("is not a readable .zip or .tar.gz (it looks like ",
                     kind.what, "). Pack the lab's files again"));
  }
  return absl::OkStatus();
}

absl::Status ReadTar(std::string_view bytes, const CollectLimits& limits,
                     Intake* intake) {
  ArchiveReader reader(bytes, /*zip=*/false, limits, intake);
  if (auto listed = reader.List(); !listed.ok()) return listed.status();
  if (auto s = intake->Choose(); !s.ok()) return s;
  return reader.TakeWanted();
}

absl::Status ReadZip(std::string_view bytes, const CollectLimits& limits,
                     Intake* intake) {
  const absl::StatusOr<std::size_t> checked = io::CheckZipDirectories(bytes);
  if (!checked.ok()) return Damaged(std::string(checked.status().message()));
  if (*checked == 0) return intake->Choose();  // libarchive knows no empty zip
  ArchiveReader reader(bytes, /*zip=*/true, limits, intake);
  const absl::StatusOr<std::size_t> listed = reader.List();
  if (!listed.ok()) return listed.status();
  if (*listed != *checked) {
    return Damaged("its central directory points at one entry twice");
  }
  if (auto s = intake->Choose(); !s.ok()) return s;
  return reader.TakeWanted();
}

}  // namespace

absl::Status ReadArchive(const std::string& path, const CollectLimits& limits,
                         Intake* intake) {
  absl::StatusOr<std::string> bytes = ReadFile(path, limits);
  if (!bytes.ok()) return bytes.status();
  if (auto s = NoArchive(*bytes); !s.ok()) return s;
  const io::Utf8Names utf8_names;
  if (LooksLikeGzip(*bytes)) {
    bytes = Gunzip(*bytes, limits);
    if (!bytes.ok()) return bytes.status();
    return ReadTar(*bytes, limits, intake);
  }
  if (!LooksLikeTar(*bytes) && io::LooksLikeZip(*bytes)) {
    return ReadZip(*bytes, limits, intake);
  }
  return ReadTar(*bytes, limits, intake);
}

}  // namespace wbm::grader
