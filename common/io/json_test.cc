#include "common/io/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "common/io/file.h"
#include "common/io/mutation.h"
#include "common/random/generator.h"

namespace wbm::io {
namespace {

using testing::HasSubstr;

std::string ErrorOf(std::string_view text, const JsonLimits& limits = {}) {
  const absl::StatusOr<Json> json = ParseJson(text, "a.json", limits);
  return json.ok() ? "parsed" : std::string(json.status().message());
}

std::string Dump(const Json& json) { return DumpJson(json).value(); }

TEST(ParseJson, EveryKindOfValueIsRead) {
  const Json json =
      ParseJson(R"({"b": [1, -2, 2.5, 1e3, true, null], "a": {"": "\u00e9"}})")
          .value();
  EXPECT_EQ(json["b"][0], 1);
  EXPECT_EQ(json["b"][1], -2);
  EXPECT_EQ(json["b"][2], 2.5);
  EXPECT_EQ(json["b"][3], 1000.0);
  EXPECT_EQ(json["b"][4], true);
  EXPECT_TRUE(json["b"][5].is_null());
  EXPECT_EQ(json["a"][""], "é");
  EXPECT_EQ(json.begin().key(), "b") << "keys keep their order";
}

TEST(ParseJson, ScalarsStandAlone) {
  EXPECT_EQ(ParseJson("3").value(), 3);
  EXPECT_EQ(ParseJson(" \"x\"\n").value(), "x");
  EXPECT_EQ(ParseJson("18446744073709551615").value(),
            std::numeric_limits<uint64_t>::max());
}

TEST(ParseJson, ErrorsNameFileLineAndColumn) {
  EXPECT_THAT(ErrorOf("{\n  \"a\": 1,\n  \"b\": x\n}"),
              HasSubstr("a.json:3:8: "));
  EXPECT_THAT(ErrorOf("x"), HasSubstr("a.json:1:1: "));
}

TEST(ParseJson, KeysThatStandTwiceAreRefused) {
  const std::string error = ErrorOf("{\"a\": {\"x\": 1,\n  \"x\": 2}}");
  EXPECT_THAT(error, HasSubstr("a.json:2:5: "));
  EXPECT_THAT(error, HasSubstr("\"x\""));
  EXPECT_THAT(error, HasSubstr("keep one"));
  EXPECT_EQ(ErrorOf(R"({"a": {"x": 1}, "b": {"x": 2}})"), "parsed");
}

TEST(ParseJson, NanAndInfinityAreRefusedWithTheRemedy) {
  for (const char* text :
       {"NaN", "[nan]", "{\"a\": Infinity}", "[-Infinity]"}) {
    EXPECT_THAT(ErrorOf(text), HasSubstr("no NaN or infinity")) << text;
  }
  EXPECT_THAT(ErrorOf("[1e999]"), HasSubstr("a.json:1:"));
  EXPECT_THAT(ErrorOf("[-1e999]"), HasSubstr("overflow"));
}

TEST(ParseJson, WhatLooksLikeJsonIsRefusedWithTheRemedy) {
  EXPECT_THAT(ErrorOf("[1, 2,]"), HasSubstr("comma"));
  EXPECT_THAT(ErrorOf("{\"a\": 1,\n}"), HasSubstr("comma"));
  EXPECT_THAT(ErrorOf("[1] // one"), HasSubstr("no comments"));
  EXPECT_THAT(ErrorOf("/* one */ [1]"), HasSubstr("no comments"));
  EXPECT_THAT(ErrorOf("{'a': 1}"), HasSubstr("double quotes"));
  EXPECT_THAT(ErrorOf(""), HasSubstr("is empty"));
}

TEST(ParseJson, NothingMayFollowTheValue) {
  EXPECT_NE(ErrorOf("{} {}"), "parsed");
  EXPECT_NE(ErrorOf("1 2"), "parsed");
  EXPECT_THAT(ErrorOf(std::string("1\n\0x", 4)),
              HasSubstr("a.json:2:1: a zero byte"));
}

TEST(ParseJson, NumbersThatJsonDoesNotKnowAreRefused) {
  for (const char* text :
       {"01", "+1", ".5", "1.", "0x10", "1e", "--1", "1_0"}) {
    EXPECT_NE(ErrorOf(text), "parsed") << text;
  }
}

TEST(ParseJson, TextThatIsNotUtf8IsRefused) {
  for (const char* text :
       {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xf5\x80\x80\x80\"",
        "\"\xe2\x82\"", "\"\\ud800\"", "\"a\nb\"", "{\"\x80\": 1}"}) {
    EXPECT_NE(ErrorOf(text), "parsed") << text;
  }
}

TEST(ParseJson, DepthHasALimit) {
  const std::string deep(1000000, '[');
  EXPECT_THAT(ErrorOf(deep), HasSubstr("nested deeper than 64"));
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  EXPECT_THAT(ErrorOf(objects), HasSubstr("nested deeper than 64"));
  EXPECT_EQ(ErrorOf(std::string(64, '[') + std::string(64, ']')), "parsed");
}

TEST(ParseJson, SizeAndNumberOfValuesHaveLimits) {
  EXPECT_THAT(ErrorOf("[1, 2, 3]", {.max_bytes = 8}), HasSubstr("limit of 8"));
  EXPECT_THAT(ErrorOf("[1, 2, 3]", {.max_values = 3}),
              HasSubstr("more than 3 values"));
  EXPECT_THAT(ErrorOf("[[[]]]", {.max_values = 2}),
              HasSubstr("more than 2 values"));
  EXPECT_EQ(ErrorOf("[1, 2, 3]", {.max_bytes = 9, .max_values = 4}), "parsed");
}

TEST(ParseJson, AnObjectWithManyKeysIsReadInTime) {
  std::string text = "{";
  for (int i = 0; i < 200000; ++i) {
    text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  }
  EXPECT_EQ(ParseJson(text + "}").value().size(), 200000u);
}

TEST(ParseJson, ErrorsStayShortWhenTheTokenIsLong) {
  EXPECT_LT(ErrorOf("\"" + std::string(1000000, 'a')).size(), 400u);
  EXPECT_LT(ErrorOf("1" + std::string(1000000, '0')).size(), 400u);
}

// Whatever is done to a document, reading it ends in a value or in an error,
// and what could be read can be written and read again.
TEST(ParseJson, MutatedDocumentsNeverCrash) {
  const std::string seed =
      "{\"lab\": \"04_int8\", \"checks\": [{\"id\": \"4.1\", \"points\": 4.5e0,"
      " \"ok\": true}, null, [-1, 18446744073709551615, \"\\u00e9\\n\"]]}";
  const std::string alphabet = "{}[]\",:\\0123456789eE+-.u/ntf\x80\xff \n";
  random::Generator rng = random::DefaultRng(7);
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = Mutate(seed, alphabet, rng);
    const absl::StatusOr<Json> json = ParseJson(text);
    if (!json.ok()) continue;
    ++parsed;
    EXPECT_EQ(ParseJson(DumpJson(*json).value()).value(), *json) << text;
  }
  EXPECT_GT(parsed, 100) << "the mutations should leave some documents valid";
}

TEST(ReadJson, FileThatIsNotThereIsNamed) {
  const absl::Status status = ReadJson("/no/such/file.json").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("/no/such/file.json"));
}

TEST(DumpJson, LayoutIsFixed) {
  Json json;
  json["lab"] = "04_int8";
  json["empty"] = Json::array();
  json["none"] = Json::object();
  json["scales"] = {0.5, 1.0, -0.0};
  json["rows"] = {{1, 2}, {3, 4}};
  json["nothing"] = nullptr;
  EXPECT_EQ(Dump(json),
            "{\n"
            "  \"lab\": \"04_int8\",\n"
            "  \"empty\": [],\n"
            "  \"none\": {},\n"
            "  \"scales\": [0.5, 1.0, -0.0],\n"
            "  \"rows\": [\n"
            "    [1, 2],\n"
            "    [3, 4]\n"
            "  ],\n"
            "  \"nothing\": null\n"
            "}\n");
}

TEST(DumpJson, LongArraysFillLinesOf80Columns) {
  const Json json = std::vector<int>(100, 1234);
  const std::string text = Dump(json);
  size_t start = 0;
  for (size_t end; (end = text.find('\n', start)) != std::string::npos;
       start = end + 1) {
    EXPECT_LE(end - start, 80u);
  }
  EXPECT_EQ(ParseJson(text).value(), json);
  EXPECT_EQ(text.substr(0, 10), "[\n  1234, ");
}

TEST(DumpJson, AnArrayAndTheCommaAfterItFitInto80Columns) {
  // 75 letters, two quotes, two brackets and a comma.
  const Json fits = {Json{std::string(75, 'a')}, 0};
  const Json does_not = {Json{std::string(76, 'a')}, 0};
  EXPECT_EQ(Dump(fits.at(0)).size(), 80u);  // without comma, with newline
  EXPECT_EQ(Dump(does_not.at(0))[1], '\n');
}

TEST(DumpJson, NumbersAreTheShortestThatReadBack) {
  const struct {
    double value;
    const char* text;
  } cases[] = {{0.1, "0.1"},
               {1.0 / 3, "0.3333333333333333"},
               {100.0, "100.0"},
               {123456789012345680.0, "1.2345678901234568e+17"},
               {1e15, "1000000000000000.0"},
               {1e16, "1e+16"},
               {0.0001, "0.0001"},
               {0.00001, "1e-05"},
               {-2.5, "-2.5"},
               {0.0, "0.0"},
               {-0.0, "-0.0"},
               {5e-324, "5e-324"},
               {1.7976931348623157e308, "1.7976931348623157e+308"},
               {9007199254740993.0, "9007199254740992.0"}};
  for (const auto& c : cases)
    EXPECT_EQ(Dump(c.value), std::string(c.text) + "\n");
}

TEST(DumpJson, AnyFiniteDoubleReadsBack) {
  random::Generator rng = random::DefaultRng(8);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t bits = rng.bits().Next64();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(ParseJson(Dump(value)).value().get<double>(), value);
  }
}

TEST(DumpJson, NanAndInfinityAreRefusedByName) {
  Json json;
  json["stats"]["scale"] = {1.0, std::numeric_limits<double>::quiet_NaN()};
  const absl::Status status = DumpJson(json).status();
  EXPECT_THAT(std::string(status.message()), HasSubstr("/stats/scale/1"));
  EXPECT_FALSE(DumpJson(std::numeric_limits<double>::infinity()).ok());
}

TEST(DumpJson, BytesThatAreNotUtf8AreReplaced) {
  EXPECT_EQ(Dump("a\xff"), "\"a\xef\xbf\xbd\"\n");
  EXPECT_EQ(Dump("\x01\"\\é"), "\"\\u0001\\\"\\\\é\"\n");
}

TEST(ShortestDouble, PrintsTheFloatsOwnDigits) {
  EXPECT_EQ(Dump(ShortestDouble(0.1f)), "0.1\n");
  EXPECT_EQ(Dump(ShortestDouble(16777216.0f)), "16777216.0\n");
  EXPECT_EQ(Dump(ShortestDouble(1e-45f)), "1e-45\n");
  EXPECT_TRUE(
      std::isnan(ShortestDouble(std::numeric_limits<float>::quiet_NaN())));
}

TEST(ShortestDouble, AnyFloatReadsBack) {
  random::Generator rng = random::DefaultRng(9);
  for (int i = 0; i < 20000; ++i) {
    const uint32_t bits = rng.bits().Next32();
    float value;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(static_cast<float>(ShortestDouble(value)), value);
  }
}

TEST(WriteJson, WritesAtomicallyAndNamesTheFileInErrors) {
  const std::string path = testing::TempDir() + "/out/results.json";
  ASSERT_TRUE(WriteJson(path, {{"a", 1}}).ok());
  EXPECT_EQ(ReadFile(path).value(), "{\n  \"a\": 1\n}\n");
  const absl::Status status = WriteJson(path, std::nan(""));
  EXPECT_THAT(std::string(status.message()), HasSubstr(path));
  EXPECT_EQ(ReadFile(path).value(), "{\n  \"a\": 1\n}\n") << "kept";
}

}  // namespace
}  // namespace wbm::io
