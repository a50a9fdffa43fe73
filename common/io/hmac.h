// HMAC-SHA256 (RFC 2104, FIPS 198-1): a digest that only the holder of a key
// can compute.
//
//   HmacSha256(key, "message")[0]  // the first of 32 bytes
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace wbm::io {

using Mac = std::array<std::uint8_t, 32>;

// Key and message are bytes of any length, zero included.
Mac HmacSha256(std::string_view key, std::string_view message);

// 64 lower-case hex digits.
std::string HmacSha256Hex(std::string_view key, std::string_view message);

}  // namespace wbm::io
