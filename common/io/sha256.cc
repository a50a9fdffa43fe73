#include "common/io/sha256.h"

#include <openssl/evp.h>

#include <memory>

#include "common/io/regular_file.h"

namespace wbm::io {
namespace {

class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void Add(const char* bytes, size_t count) {
    EVP_DigestUpdate(context_.get(), bytes, count);
  }
  std::string Hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), digest, &size);
    constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
      hex += kDigits[digest[i] >> 4];
      hex += kDigits[digest[i] & 15];
    }
    return hex;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  Digest digest;
  digest.Add(bytes.data(), bytes.size());
  return digest.Hex();
}

absl::StatusOr<FileDigest> DigestFile(const std::string& path) {
  absl::StatusOr<RegularFile> file = RegularFile::Open(path);
  if (!file.ok()) return file.status();
  Digest digest;
  FileDigest result;
  char buffer[1 << 16];
  for (;;) {
    absl::StatusOr<size_t> n = file->Read(buffer, sizeof buffer);
    if (!n.ok()) return n.status();
    if (*n == 0) break;
    digest.Add(buffer, *n);
    result.bytes += static_cast<int64_t>(*n);
  }
  result.sha256 = digest.Hex();
  return result;
}

}  // namespace wbm::io
