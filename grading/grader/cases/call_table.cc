#include "grading/grader/cases/call_table.h"

#include <cstdint>
#include <cstring>
#include <map>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grading/boundary/wire.h"

namespace wbm::grader {
namespace {

using boundary::Exchange;
using boundary::ReplyHead;
using boundary::RequestHead;

// The generated part comes before it: kAnswers, by hash, and kBytes, in base64.
// The system's functions have names of their own here, for a header may have
// declared them in another way.
constexpr char kServer[] = R"cpp(
  void Own(exit)(int) __asm__("_exit");
  long Own(read)(int, void*, unsigned long) __asm__("read");
  long Own(write)(int, const void*, unsigned long) __asm__("write");

  // FNV-1a, 64 bits.
  std::uint64_t Hash(const std::string& bytes) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const unsigned char c : bytes) hash = (hash ^ c) * 0x100000001b3;
    return hash;
  }

  int Sextet(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : 63;
  }

  // Bytes `begin` to `begin` + `size` of what kBytes stands for.
  std::string Bytes(std::uint64_t begin, std::uint64_t size) {
    std::string bytes;
    for (std::uint64_t i = begin; i < begin + size; ++i) {
      const std::uint64_t bit = 8 * i, first = bit / 6, skip = bit % 6;
      const int two = Sextet(kBytes[first]) << 6 | Sextet(kBytes[first + 1]);
      bytes += static_cast<char>(two >> (4 - skip) & 0xff);
    }
    return bytes;
  }

  bool ReadAll(int from, void* to, std::uint64_t size) {
    auto* at = static_cast<char*>(to);
    while (size > 0) {
      const long got = Own(read)(from, at, size);
      if (got <= 0) return false;
      at += got;
      size -= static_cast<std::uint64_t>(got);
    }
    return true;
  }

  void WriteAll(int to, const std::string& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
      const long put = Own(write)(to, &bytes[done], bytes.size() - done);
      if (put <= 0) return;
      done += static_cast<std::size_t>(put);
    }
  }

  struct Request {
    std::uint64_t id;
    std::uint64_t size;
  };
  struct ReplyHead {
    std::uint64_t id;
    std::uint32_t kind;
    std::uint32_t zero;
    std::uint64_t size;
  };

  template <class Head>
  std::string Message(const Head& head, const std::string& body) {
    return std::string(reinterpret_cast<const char*>(&head), sizeof head) + body;
  }

  // What the table has for a call; nothing for another.
  std::string Reply(const std::string& call) {
    const std::uint64_t hash = Hash(call);
    const Answer* const end = std::end(kAnswers);
    const Answer* const answer = std::lower_bound(
        std::begin(kAnswers), end, hash,
        [](const Answer& a, std::uint64_t h) { return a.call < h; });
    if (answer == end || answer->call != hash) return "";
    return Bytes(answer->begin, answer->size);
  }

  // In place of main(), which never begins.
  [[gnu::constructor]] void Serve() {
    Request request;
    while (ReadAll(3, &request, sizeof request)) {
      std::string call(request.size, '\0');
      if (!ReadAll(3, call.data(), call.size())) break;
      const std::string reply = Reply(call);
      WriteAll(4, Message(ReplyHead{request.id, 1, 0, reply.size()}, reply));
    }
    Own(exit)(0);
  }

  }  // namespace call_table
)cpp";

constexpr char kTop[] = R"cpp(
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>

  namespace call_table {

#define Own(name) own_##name

  struct Answer {
    std::uint64_t call;  // the hash of its request
    std::uint64_t begin;
    std::uint64_t size;
  };
)cpp";

std::uint64_t Hash(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const unsigned char c : bytes) hash = (hash ^ c) * 0x100000001b3;
  return hash;
}

// What follows the head; an error when it is not the body of a value.
absl::StatusOr<std::string> BodyOfValue(const std::string& reply) {
  ReplyHead head = {};
  if (reply.size() >= sizeof head) {
    std::memcpy(&head, reply.data(), sizeof head);
  }
  if (head.kind != static_cast<std::uint32_t>(boundary::Kind::kValue)) {
    return absl::FailedPreconditionError("a call brought no value");
  }
  return reply.substr(sizeof head);
}

// A string literal of any length but none, in pieces.
std::string Literal(const std::string& bytes) {
  constexpr std::size_t kPiece = 4000;
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += kPiece) {
    absl::StrAppend(&text, "\n    \"", bytes.substr(i, kPiece), "\"");
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> CallTableSource(const std::vector<Exchange>& seen) {
  std::map<std::uint64_t, std::string> answers;
  for (const Exchange& exchange : seen) {
    absl::StatusOr<std::string> body = BodyOfValue(exchange.reply);
    if (!body.ok()) return body.status();
    const std::uint64_t hash =
        Hash(std::string_view(exchange.request).substr(sizeof(RequestHead)));
    const auto [at, fresh] = answers.try_emplace(hash, *body);
    if (!fresh && at->second != *body) {
      return absl::FailedPreconditionError(
          "a call was answered in two ways: the table cannot tell which");
    }
  }
  std::string rows, bytes;
  std::map<std::string, std::size_t> places;
  for (const auto& [hash, body] : answers) {
    const auto [place, fresh] = places.try_emplace(body, bytes.size());
    if (fresh) bytes += body;
    absl::StrAppend(&rows, "    {", hash, "u, ", place->second, "u, ",
                    body.size(), "u},\n");
  }
  return absl::StrCat(kTop, "const Answer kAnswers[] = {\n", rows,
                      "};\nconst char kBytes[] =",
                      Literal(absl::Base64Escape(bytes) + "="), ";\n", kServer);
}

}  // namespace wbm::grader
