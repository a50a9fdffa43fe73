#include "grading/grader/run/hidden_key.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/io/hmac.h"
#include "common/io/sha256.h"
#include "common/os/write_all.h"
#include "grading/grader/machine/temporary_folder.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;

constexpr char kPublic[] = "which bits matter: the key that everybody knows";
constexpr std::size_t kRandomBytes = 32;
// Short of it, whoever has inputs and tests can try all keys.
constexpr std::size_t kLeastBytes = 16;
constexpr std::size_t kMostBytes = 4096;

absl::Status CannotMake(const std::string& path, int error) {
  return absl::InternalError(
      absl::StrCat("cannot make the key for hidden inputs, ", path, ": ",
                   strerror(error), ". Name a key file with --key=FILE"));
}

absl::StatusOr<std::string> RandomHex(const std::string& path) {
  char bytes[kRandomBytes];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) {
    return CannotMake(path, errno);
  }
  return absl::BytesToHexString({bytes, sizeof bytes});
}

absl::Status WriteSecret(const std::string& path, const std::string& text) {
  const int fd =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return CannotMake(path, errno);
  const bool whole = os::WriteAll(fd, text) && fsync(fd) == 0;
  const int why = errno;
  close(fd);
  return whole ? absl::OkStatus() : CannotMake(path, why);
}

// Whole or not at all, and never over one that is there.
absl::Status Make(const std::string& path) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  if (error) return CannotMake(path, error.value());
  const absl::StatusOr<std::string> hex = RandomHex(path);
  if (!hex.ok()) return hex.status();
  const std::string fresh = absl::StrCat(path, ".", getpid());
  absl::Cleanup sweep = [&] { unlink(fresh.c_str()); };
  if (auto s = WriteSecret(fresh, *hex + "\n"); !s.ok()) return s;
  if (link(fresh.c_str(), path.c_str()) != 0 && errno != EEXIST) {
    return CannotMake(path, errno);
  }
  return absl::OkStatus();
}

void AddSized(const std::string& bytes, std::string* all) {
  absl::StrAppend(all, bytes.size(), ":", bytes);
}

}  // namespace

HiddenKey::HiddenKey() : bytes_(kPublic) {}

bool HiddenKey::IsPublic() const { return bytes_ == kPublic; }

absl::StatusOr<HiddenKey> HiddenKey::Read(const std::string& path) {
  if (!fs::is_regular_file(path)) {
    return absl::NotFoundError(absl::StrCat("no key file is at ", path));
  }
  const absl::StatusOr<std::string> text = ReadOwnFile(path, kMostBytes);
  if (!text.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the key file: ", text.status().message()));
  }
  const std::string bytes(absl::StripTrailingAsciiWhitespace(*text));
  if (bytes.size() < kLeastBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, " holds ", bytes.size(), " bytes, and a key has at least ",
        kLeastBytes, ". Make one: openssl rand -hex 32 > FILE"));
  }
  return HiddenKey(bytes);
}

absl::StatusOr<HiddenKey> HiddenKey::ReadOrMake(const std::string& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    if (auto s = Make(path); !s.ok()) return s;
  }
  absl::StatusOr<HiddenKey> key = Read(path);
  if (key.ok()) return key;
  return absl::InternalError(
      absl::StrCat(key.status().message(), ". Or name one with --key=FILE"));
}

std::string HiddenKey::Fingerprint() const {
  return io::HmacSha256Hex(bytes_, "fingerprint").substr(0, 16);
}

std::string HiddenKey::SecretFor(const std::string& unit,
                                 const Submission& submission) const {
  std::string message = "inputs";
  AddSized(unit, &message);
  AddSized(SubmissionHash(submission), &message);
  return io::HmacSha256Hex(bytes_, message);
}

std::string KeyFileOfThisAccount() {
  constexpr char kBelow[] = "/which-bits-matter/hidden.key";
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config == '/') return absl::StrCat(config, kBelow);
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return "";
  return absl::StrCat(home, "/.config", kBelow);
}

std::string SubmissionHash(const Submission& submission) {
  std::string all;
  for (const auto& [name, bytes] : submission.files) {
    AddSized(name, &all);
    AddSized(bytes, &all);
  }
  return io::Sha256Hex(all);
}

}  // namespace wbm::grader
