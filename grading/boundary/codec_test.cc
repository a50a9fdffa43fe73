// Every type there and back in memory; and a decoder that nothing surprises.

#include "grading/boundary/codec.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "grading/boundary/signature.h"
#include "grading/boundary/testing/sample.h"
#include "grading/boundary/wire.h"
#include "gtest/gtest.h"

namespace wbm::boundary {
namespace {

using ::boundary_sample::Affine;
using ::boundary_sample::Everything;
using ::boundary_sample::Half;
using ::boundary_sample::Numbers;
using ::boundary_sample::Plain;
using ::boundary_sample::Rounding;

// A message in memory, handed out in pieces of at most `step` bytes.
class TextSource final : public Source {
 public:
  explicit TextSource(std::string text, std::size_t step = 1 << 20)
      : text_(std::move(text)), step_(step) {
    Begin(text_.size());
  }

 protected:
  std::ptrdiff_t ReadSome(void* to, std::size_t size) override {
    const std::size_t some = std::min({size, step_, text_.size() - at_});
    std::copy_n(text_.data() + at_, some, static_cast<char*>(to));
    at_ += some;
    return static_cast<std::ptrdiff_t>(some);
  }

 private:
  std::string text_;
  std::size_t step_;
  std::size_t at_ = 0;
};

template <class T>
std::string Encoded(const T& value) {
  Sink sink;
  Encode(sink, value);
  std::string text;
  for (const iovec& piece : sink.Pieces()) {
    text.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
  }
  EXPECT_EQ(text.size(), sink.size());
  return text;
}

template <class T>
T ThereAndBack(const T& value) {
  TextSource source(Encoded(value), 3);
  T back = Blank<T>();
  EXPECT_TRUE(Decode(source, back)) << source.problem();
  EXPECT_EQ(source.left(), 0u);
  return back;
}

template <class T>
std::string ProblemOf(const std::string& text) {
  TextSource source(text);
  T value = Blank<T>();
  EXPECT_FALSE(Decode(source, value));
  EXPECT_FALSE(source.ok());
  return source.problem();
}

template <class... T>
std::string Bytes(const T&... values) {
  std::string bytes;
  (bytes.append(reinterpret_cast<const char*>(&values), sizeof values), ...);
  return bytes;
}

// Every prefix of a message is refused, and never read beyond.
template <class T>
void ExpectTruncationsRefused(const T& value) {
  const std::string whole = Encoded(value);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    TextSource source(whole.substr(0, size));
    T back = Blank<T>();
    EXPECT_FALSE(Decode(source, back)) << size << " of " << whole.size();
    EXPECT_NE(source.problem(), "");
  }
}

Everything Full() {
  return {.flag = true,
          .rounding = Rounding::kUpward,
          .name = "name",
          .affine = {0.5f, -7},
          .values = {1, -0.0f, 3},
          .flags = {true, false},
          .halves = {{0x3c00}},
          .words = {{"", {}}, {"verb", {"go", "went"}}},
          .maybe = Affine{2, 2},
          .three = {-1, 0, 1},
          .names = {std::nullopt, "one", ""},
          .pair = {3, 0.25}};
}

TEST(Codec, EveryNumberTypeKeepsItsExtremes) {
  const auto check = []<class T>(T) {
    for (const T value : {std::numeric_limits<T>::lowest(), T{0}, T{1},
                          std::numeric_limits<T>::max()}) {
      EXPECT_EQ(ThereAndBack(value), value);
      EXPECT_EQ(Encoded(value).size(), sizeof(T));
    }
  };
  check(std::int8_t{});
  check(std::uint8_t{});
  check(std::int16_t{});
  check(std::uint16_t{});
  check(std::int32_t{});
  check(std::uint32_t{});
  check(std::int64_t{});
  check(std::uint64_t{});
  check(char{});
  check(float{});
  check(double{});
}

TEST(Codec, FloatsKeepEveryBit) {
  for (const std::uint32_t bits :
       {0x80000000u, 0x00000001u, 0x7f800000u, 0xff800000u, 0x7f800001u,
        0x7fc12345u, 0xffffffffu}) {
    const float value = std::bit_cast<float>(bits);
    EXPECT_EQ(std::bit_cast<std::uint32_t>(ThereAndBack(value)), bits);
    const std::vector<float> back = ThereAndBack(std::vector<float>{value});
    EXPECT_EQ(std::bit_cast<std::uint32_t>(back.at(0)), bits);
  }
}

TEST(Codec, BooleansAndEnums) {
  EXPECT_TRUE(ThereAndBack(true));
  EXPECT_FALSE(ThereAndBack(false));
  EXPECT_EQ(ThereAndBack(Rounding::kUpward), Rounding::kUpward);
  EXPECT_EQ(ThereAndBack(static_cast<Rounding>(200)),
            static_cast<Rounding>(200));
  EXPECT_EQ(ThereAndBack(boundary_sample::kPlainOne),
            boundary_sample::kPlainOne);
}

TEST(Codec, TextOfAnyBytes) {
  for (const std::string& text :
       {std::string(), std::string("a\0b", 3), std::string(100'000, '\xff')}) {
    EXPECT_EQ(ThereAndBack(text), text);
  }
}

TEST(Codec, ContainersAndWhatIsInThem) {
  EXPECT_EQ(ThereAndBack(std::vector<int>{}), std::vector<int>{});
  EXPECT_EQ(ThereAndBack(std::vector<double>(100'000, 0.5)),
            std::vector<double>(100'000, 0.5));
  const std::vector<bool> flags = {true, false, true};
  EXPECT_EQ(ThereAndBack(flags), flags);
  const std::vector<std::vector<std::string>> nested = {{}, {"a"}, {"", "b"}};
  EXPECT_EQ(ThereAndBack(nested), nested);
  const std::map<std::string, std::optional<float>> map = {{"", 1.0f},
                                                           {"a", std::nullopt}};
  EXPECT_EQ(ThereAndBack(map), map);
  EXPECT_EQ(ThereAndBack(std::optional<std::string>()), std::nullopt);
}

TEST(Codec, StructsOfOneToSixteenFields) {
  struct One {
    float a;
    bool operator==(const One&) const = default;
  };
  struct Sixteen {
    int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o;
    std::string p;
    bool operator==(const Sixteen&) const = default;
  };
  static_assert(kFieldCount<One> == 1 && kFieldCount<Numbers> == 12 &&
                kFieldCount<Everything> == 12 && kFieldCount<Sixteen> == 16);
  EXPECT_EQ(ThereAndBack(One{2}), One{2});
  const Sixteen sixteen = {1, 2,  3,  4,  5,  6,  7,  8,
                           9, 10, 11, 12, 13, 14, 15, "sixteen"};
  EXPECT_EQ(ThereAndBack(sixteen), sixteen);
  EXPECT_EQ(ThereAndBack(Full()), Full());
  EXPECT_EQ(ThereAndBack(Everything()), Everything());
}

TEST(Codec, AStructWithAStatusOrInIt) {
  struct Try {
    absl::StatusOr<int> value;
    std::string name;
  };
  Try attempt;
  attempt.value = 3;
  EXPECT_EQ(*ThereAndBack(attempt).value, 3);
  attempt.value = absl::DataLossError("gone");
  EXPECT_EQ(ThereAndBack(attempt).value.status(), absl::DataLossError("gone"));
}

TEST(Codec, StatusesKeepCodeAndMessage) {
  EXPECT_TRUE(ThereAndBack(absl::OkStatus()).ok());
  const absl::Status status = absl::NotFoundError(std::string(10'000, 'x'));
  EXPECT_EQ(ThereAndBack(status), status);
  EXPECT_EQ(*ThereAndBack(absl::StatusOr<std::string>("value")), "value");
}

TEST(Codec, ArraysWithoutGapsTravelAsABlock) {
  struct Gap {
    char a;
    int b;
  };
  static_assert(Flat<Half> && Flat<Affine> && Flat<std::array<Half, 3>> &&
                Flat<Rounding> && Flat<Plain>);
  static_assert(!Flat<bool> && !Flat<Gap> && !Flat<Everything> &&
                !Flat<std::string> && !Flat<std::vector<int>>);
  const std::vector<Half> halves(1000, Half{0xabcd});
  EXPECT_EQ(Encoded(halves).size(), 8 + 2 * halves.size());
  EXPECT_EQ(ThereAndBack(halves), halves);
}

TEST(Decoder, RefusesEveryTruncation) {
  ExpectTruncationsRefused(Full());
  ExpectTruncationsRefused(absl::Status(absl::StatusCode::kInternal, "text"));
  ExpectTruncationsRefused(std::vector<std::string>{"a", "bc"});
  ExpectTruncationsRefused(std::vector<float>(100, 1));
  ExpectTruncationsRefused(Complaint{.text = "file", .task = "1.2", .line = 3});
}

TEST(Decoder, RefusesLengthsBeyondTheMessage) {
  const std::string problem = "a length goes beyond the message";
  for (const std::uint64_t count :
       {std::uint64_t{3}, std::uint64_t{1} << 32, ~std::uint64_t{0},
        ~std::uint64_t{0} / 4 + 2}) {
    const std::string text = Bytes(count, 1.0f, 2.0f);
    EXPECT_EQ(ProblemOf<std::vector<float>>(text), problem);
    EXPECT_EQ(ProblemOf<std::vector<std::string>>(text), problem);
    EXPECT_EQ((ProblemOf<std::map<std::string, int>>(text)), problem);
  }
  EXPECT_EQ(ProblemOf<std::string>(Bytes(std::uint64_t{9}) + "12345678"),
            problem);
  EXPECT_EQ(ProblemOf<std::vector<bool>>(Bytes(std::uint64_t{9}) + "12345678"),
            problem);
}

TEST(Decoder, RefusesWhatGrowsBeyondItsMemory) {
  // A byte each in the message, a kilobyte each in memory.
  using Large = std::optional<std::array<double, 128>>;
  const std::size_t count = Source::kMemory / sizeof(Large) + 1;
  const std::string text =
      Bytes(static_cast<std::uint64_t>(count)) + std::string(count, '\0');
  EXPECT_EQ(ProblemOf<std::vector<Large>>(text),
            "the message needs more memory than a reply may");
}

TEST(Decoder, RefusesValuesThatTheTypeDoesNotHave) {
  EXPECT_EQ(ProblemOf<bool>("\2"), "a bool is neither 0 nor 1");
  EXPECT_EQ(ProblemOf<std::optional<int>>("\xff 123"),
            "a bool is neither 0 nor 1");
  EXPECT_EQ(ProblemOf<absl::Status>(Bytes(17)), "an unknown status code");
  EXPECT_EQ(ProblemOf<absl::StatusOr<int>>(Bytes(-1)),
            "an unknown status code");
  const std::string a = Encoded(std::string("a")) + Bytes(1);
  EXPECT_EQ(
      (ProblemOf<std::map<std::string, int>>(Bytes(std::uint64_t{2}) + a + a)),
      "the keys of a map are not ascending");
}

TEST(Decoder, AnOkStatusOrNeedsItsValue) {
  EXPECT_NE(ProblemOf<absl::StatusOr<int>>(Bytes(0)), "");
}

// Bytes that nobody meant: decoding ends, keeps to its memory, and what it
// accepts encodes to the very same bytes, so no two messages mean one value.
TEST(Decoder, SurvivesRandomAndDamagedMessages) {
  std::mt19937_64 random(20240817);
  const std::string good = Encoded(Full());
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = good;
    if (round % 4 == 0) {
      text.resize(random() % 200);
      for (char& c : text) c = static_cast<char>(random());
    } else {
      for (std::uint64_t n = 1 + random() % 4; n > 0; --n) {
        text[random() % text.size()] = static_cast<char>(random());
      }
    }
    TextSource source(text, 1 + random() % 64);
    Everything value;
    if (!Decode(source, value)) continue;
    ++accepted;
    const std::string used = text.substr(0, text.size() - source.left());
    ASSERT_EQ(Encoded(value), used);
  }
  EXPECT_GT(accepted, 100);  // damage to a number goes unnoticed
}

TEST(Source, KeepsItsFirstProblem) {
  TextSource source("\2\2");
  bool value;
  EXPECT_FALSE(Decode(source, value));
  std::uint64_t number;
  EXPECT_FALSE(Decode(source, number));
  EXPECT_EQ(source.problem(), "a bool is neither 0 nor 1");
}

TEST(Source, SkipDropsTheRestOfTheMessageOnly) {
  TextSource source(std::string(100'000, 'x') + "y", 1000);
  source.Begin(100'000);
  std::uint64_t number;
  EXPECT_TRUE(Decode(source, number));
  EXPECT_TRUE(source.Skip());
  source.Begin(1);
  char last;
  EXPECT_TRUE(Decode(source, last));
  EXPECT_EQ(last, 'y');
}

TEST(Source, TellsAShortMessageFromATransportThatEnds) {
  TextSource source("abc");
  source.Begin(8);  // the sender has promised more than it sends
  std::uint64_t number;
  EXPECT_FALSE(Decode(source, number));
  EXPECT_EQ(source.problem(), "");
}

TEST(HeldArray, HasExactlyTheCallersSize) {
  TextSource source(Encoded(std::vector<std::string>{"a", "b"}));
  HeldArray<std::string> held;
  ASSERT_TRUE(held.Get(source));
  EXPECT_EQ(held.span().size(), 2u);
  EXPECT_EQ(held.span()[1], "b");
  TextSource hostile(Bytes(~std::uint64_t{0}));
  EXPECT_FALSE(held.Get(hostile));
}

}  // namespace
}  // namespace wbm::boundary
