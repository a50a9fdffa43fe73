#include "common/io/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdio>
#include <cstdlib>

namespace wbm::io {

Mac HmacSha256(std::string_view key, std::string_view message) {
  // HMAC() takes no null pointer for an empty key.
  const char* key_bytes = key.empty() ? "" : key.data();
  Mac mac{};
  unsigned int size = 0;
  const unsigned char* done =
      HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(message.data()),
           message.size(), mac.data(), &size);
  if (done == nullptr || size != mac.size()) {
    std::fprintf(stderr, "HMAC-SHA256 failed in OpenSSL's libcrypto\n");
    std::abort();  // no digest is better than a known one
  }
  return mac;
}

std::string HmacSha256Hex(std::string_view key, std::string_view message) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const std::uint8_t byte : HmacSha256(key, message)) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace wbm::io
