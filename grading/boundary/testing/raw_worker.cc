// A worker without the runtime: it speaks the protocol by hand, and each
// function that it is asked for is one way of breaking it.

#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <ctime>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace {

constexpr int kRequests = 3, kReplies = 4;
constexpr std::uint32_t kValue = 1, kThrew = 3;
constexpr std::uint64_t kHuge = std::uint64_t{1} << 60;

struct Request {
  std::uint64_t id;
  std::uint64_t size;
};
struct Head {
  std::uint64_t id;
  std::uint32_t kind;
  std::uint32_t zero;
  std::uint64_t size;
};

void Read(void* to, std::size_t size) {
  for (char* at = static_cast<char*>(to); size > 0;) {
    const ssize_t got = read(kRequests, at, size);
    if (got <= 0) _exit(0);
    at += got;
    size -= static_cast<std::size_t>(got);
  }
}

void Write(const void* from, std::size_t size) {
  for (const char* at = static_cast<const char*>(from); size > 0;) {
    const ssize_t put = write(kReplies, at, size);
    if (put <= 0) _exit(0);
    at += put;
    size -= static_cast<std::size_t>(put);
  }
}

template <class... T>
std::string Bytes(const T&... values) {
  std::string bytes;
  (bytes.append(reinterpret_cast<const char*>(&values), sizeof values), ...);
  return bytes;
}

// A head that says `size`, and `body`, whatever its size is.
std::string Reply(std::uint64_t id, std::uint32_t kind, std::uint64_t size,
                  const std::string& body) {
  return Bytes(Head{id, kind, 0, size}) + body;
}
std::string Value(std::uint64_t id, const std::string& body) {
  return Reply(id, kValue, body.size(), body);
}

void Send(const std::string& bytes) { Write(bytes.data(), bytes.size()); }

void Hang() {
  for (;;) pause();
}

const std::string kSeven = Bytes(std::int32_t{7});

using Misdeed = void (*)(std::uint64_t id);
const std::map<std::string_view, Misdeed> kMisdeeds = {
    {"Honest", [](auto id) { Send(Value(id, kSeven)); }},
    {"ComputesNothing",
     [](auto id) { Send(Value(id, Bytes(std::int32_t{0}))); }},
    {"StaleId", [](auto id) { Send(Value(id + 1, kSeven)); }},
    {"Surplus", [](auto id) { Send(Value(id, kSeven) + "more"); }},
    {"AnotherReply",
     [](auto id) { Send(Value(id, kSeven) + Value(id, kSeven)); }},
    {"LateSurplus",
     [](auto id) {
       Send(Value(id, kSeven));
       usleep(20'000);
       Send(Value(id, kSeven));
       Hang();
     }},
    {"ShortAndExits",
     [](auto id) {
       Send(Reply(id, kValue, 100, kSeven));
       _exit(0);
     }},
    {"ShortAndHangs",
     [](auto id) {
       Send(Reply(id, kValue, 100, kSeven));
       Hang();
     }},
    {"HalfAHead",
     [](auto id) {
       Send(Bytes(id));
       Hang();
     }},
    {"ShorterThanItsContents",
     [](auto id) { Send(Value(id, std::string("\7\0", 2))); }},
    {"LongerThanItsContents", [](auto id) { Send(Value(id, kSeven + "x")); }},
    {"Oversized", [](auto id) { Send(Reply(id, kValue, kHuge, kSeven)); }},
    {"OversizedComplaint",
     [](auto id) {
       Send(Reply(id, kThrew, 1 << 20, std::string(1 << 20, 'x')));
     }},
    {"MalformedComplaint", [](auto id) { Send(Reply(id, kThrew, 4, kSeven)); }},
    {"UnknownKind", [](auto id) { Send(Reply(id, 99, 4, kSeven)); }},
    {"KindZero", [](auto id) { Send(Reply(id, 0, 4, kSeven)); }},
    {"NonZeroGap",
     [](auto id) {
       Send(Bytes(Head{id, kValue, 1, 4}) + kSeven);
     }},
    {"BadRequest", [](auto id) { Send(Reply(id, 6, 20, std::string(20, 0))); }},
    {"BadBool", [](auto id) { Send(Value(id, "\2")); }},
    {"HugeVector", [](auto id) { Send(Value(id, Bytes(kHuge, kHuge))); }},
    {"HugeSpan", [](auto id) { Send(Value(id, Bytes(kHuge) + kSeven)); }},
    {"BadStatusCode",
     [](auto id) { Send(Value(id, Bytes(std::uint32_t{17}))); }},
    {"SlowDrip",
     [](auto id) {
       Send(Reply(id, kValue, 1 << 20, ""));
       for (;; usleep(10'000)) Send("x");
     }},
    {"SleepsInItsReply",
     [](auto id) {
       const std::string reply = Value(id, kSeven);
       Send(reply.substr(0, 1));
       usleep(900'000);
       Send(reply.substr(1));
     }},
    {"SleepsLongInItsReply",
     [](auto id) {
       const std::string reply = Value(id, kSeven);
       Send(reply.substr(0, 1));
       sleep(3);
       Send(reply.substr(1));
     }},
    {"Trickles",
     [](auto id) {
       for (const char byte : Value(id, kSeven)) {
         Send(std::string(1, byte));
         usleep(40'000);
       }
     }},
    {"PrintsNowAndThen",
     [](auto id) {
       for (int i = 0; i < 90; ++i) {
         if (write(1, "x", 1) != 1) _exit(0);
         // Who is woken by it looks now.
         const std::clock_t end = std::clock() + CLOCKS_PER_SEC / 1000;
         while (std::clock() < end) {
         }
         usleep(10'000);
       }
       Send(Value(id, kSeven));
     }},
    {"Flood",
     [](auto id) {
       Send(Reply(id, kValue, 256 << 20, ""));
       const std::string block(1 << 20, 'x');
       for (;;) Send(block);
     }},
    {"NeverReads", [](auto) { Hang(); }},
    {"RepliesUnread",
     [](auto id) {
       Send(Value(id, kSeven));
       Hang();
     }},
    {"ClosesRequests",
     [](auto) {
       close(kRequests);
       Hang();
     }},
};

}  // namespace

int main() {
  for (;;) {
    Request request;
    Read(&request, sizeof request);
    std::uint32_t mode;
    std::uint64_t size;
    Read(&mode, sizeof mode);
    Read(&size, sizeof size);
    std::string name(size, '\0');
    Read(name.data(), size);
    const std::size_t head = sizeof mode + sizeof size + name.size();
    const bool reads = name != "NeverReads" && name != "RepliesUnread" &&
                       name != "ClosesRequests";
    std::string arguments(reads ? request.size - head : 0, '\0');
    Read(arguments.data(), arguments.size());
    kMisdeeds.at(name)(request.id);
  }
}
