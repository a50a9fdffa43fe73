#include "common/lab/experiment/experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "common/io/json.h"
#include "common/io/npy.h"
#include "common/io/sha256.h"
#include "common/lab/call_failed.h"
#include "common/lab/not_yet.h"

namespace wbm::lab {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;
using Json = nlohmann::ordered_json;

struct Ended {
  int code = 0;
  std::string out, err;
};

plot::Figure SmallFigure() {
  plot::Figure figure;
  figure.title = "A line";
  figure.alt_text = "A line that rises from one to two.";
  plot::Panel& panel = figure.panels.emplace_back();
  panel.x = {"step", plot::kUnitless};
  panel.y = {"loss", "nat"};
  panel.series.push_back(plot::Line("", {1, 2}, {1, 2}));
  return figure;
}

// Every kind of output once.
absl::Status WriteEverything(Context& context) {
  absl::Status status =
      context.WriteJson("results.json", Json{{"seed", context.seed()}});
  status.Update(context.WriteMarkdown("summary.md", "# Summary\n"));
  status.Update(context.WriteCsv("table.csv", {"a", "b"}, {{"1", "x,\"y\""}}));
  status.Update(context.WriteNpy("x.npy", {1, 2, 3, 4, 5, 6}, {2, 3}));
  status.Update(context.WriteFigure("line", SmallFigure()));
  context.Progress("all written");
  return status;
}

class ExperimentTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(::testing::TempDir()) / test->name();
    fs::remove_all(root_);
    fs::create_directories(root_);
    out_ = root_ / "out";
  }

  Ended RunWith(std::function<absl::Status(Context&)> run,
                const std::vector<std::string>& more = {}) {
    const Experiment experiment = {.lab = "99_test",
                                   .description = "Measures nothing.",
                                   .default_seed = 42,
                                   .run = std::move(run)};
    // Flags keep their values between runs.
    std::vector<std::string> words = {"experiment",
                                      "--seed=", "--out=" + out_.string()};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    Ended ended;
    ended.code =
        RunExperiment(static_cast<int>(argv.size()), argv.data(), experiment);
    ended.out = ::testing::internal::GetCapturedStdout();
    ended.err = ::testing::internal::GetCapturedStderr();
    return ended;
  }
  Ended RunFlags(const std::vector<std::string>& more) {
    return RunWith(WriteEverything, more);
  }

  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(out_)) {
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      files[entry.path().filename()] = text.str();
    }
    return files;
  }
  bool WroteNothing() const { return fs::is_empty(root_); }

  fs::path root_;
  fs::path out_;
};

TEST_F(ExperimentTest, ADoubtIsShownAndKeptInTheManifestAlone) {
  const Ended ended = RunWith([](Context& context) {
    context.Doubt("the error is above half a step");
    return context.WriteJson("results.json", Json{{"error", 0.7}});
  });
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.err,
              HasSubstr("99_test: this cannot be right: the error is above "
                        "half a step\n"));
  EXPECT_EQ(Json::parse(Files()["manifest.json"])["doubts"],
            Json({"the error is above half a step"}));
  EXPECT_EQ(Json::parse(Files()["results.json"]), (Json{{"error", 0.7}}));
}

TEST_F(ExperimentTest, WithoutDoubtsNoneIsShown) {
  const Ended ended = RunWith(WriteEverything);
  EXPECT_EQ(ended.err.find("cannot be right"), std::string::npos);
  EXPECT_EQ(Json::parse(Files()["manifest.json"])["doubts"], Json::array());
}

TEST_F(ExperimentTest, WritesEveryKindOfOutput) {
  const Ended ended = RunWith(WriteEverything);
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("all written"));
  EXPECT_THAT(ended.out, HasSubstr("wrote 8 files"));
  const auto files = Files();
  std::vector<std::string> names;
  for (const auto& [name, text] : files) names.push_back(name);
  EXPECT_THAT(names, UnorderedElementsAre(
                         "results.json", "summary.md", "table.csv", "x.npy",
                         "line.png", "line.svg", "line.csv", "manifest.json"));
  EXPECT_EQ(files.at("table.csv"), "a,b\n1,\"x,\"\"y\"\"\"\n");
  const auto npy = io::ParseNpy(files.at("x.npy"));
  ASSERT_TRUE(npy.ok());
  EXPECT_EQ(npy->shape, (std::vector<std::int64_t>{2, 3}));
}

TEST_F(ExperimentTest, TheManifestHashesEveryOutput) {
  ASSERT_EQ(RunWith(WriteEverything).code, 0);
  const auto files = Files();
  const Json manifest = Json::parse(files.at("manifest.json"));
  EXPECT_EQ(manifest.at("lab"), "99_test");
  EXPECT_EQ(manifest.at("seed"), 42);
  const std::string text = manifest.at("outputs").dump();
  for (const auto& [name, contents] : files) {
    if (name == "manifest.json") continue;
    EXPECT_THAT(text,
                AllOf(HasSubstr(name), HasSubstr(io::Sha256Hex(contents))));
  }
}

TEST_F(ExperimentTest, TwoRunsDifferOnlyInTheStamps) {
  ASSERT_EQ(RunWith(WriteEverything).code, 0);
  auto first = Files();
  ASSERT_EQ(RunWith(WriteEverything).code, 0);
  auto second = Files();
  Json a = Json::parse(first.at("manifest.json"));
  Json b = Json::parse(second.at("manifest.json"));
  EXPECT_EQ(a.erase("stamps"), 1u);
  EXPECT_EQ(b.erase("stamps"), 1u);
  EXPECT_EQ(a, b);
  first.erase("manifest.json");
  second.erase("manifest.json");
  EXPECT_EQ(first, second);
}

TEST_F(ExperimentTest, ASeedForRandomStateHasThirtyTwoBits) {
  const auto run = [](Context& context) {
    const absl::StatusOr<std::uint32_t> seed = context.Seed32();
    if (!seed.ok()) return seed.status();
    return context.WriteJson("results.json", Json{{"seed", *seed}});
  };
  EXPECT_EQ(RunWith(run, {"--seed=4294967295"}).code, 0);
  const Ended ended = RunWith(run, {"--seed=4294967296"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("--seed=4294967296: this lab's streams take "
                                   "a seed below 2^32"));
}

TEST_F(ExperimentTest, TheSeedCanBeChosen) {
  ASSERT_EQ(RunFlags({"--seed=18446744073709551615"}).code, 0);
  EXPECT_THAT(Files().at("results.json"), HasSubstr("18446744073709551615"));
  for (const char* seed : {"--seed=-1", "--seed=1.5", "--seed=x", "--seed= 1",
                           "--seed=18446744073709551616"}) {
    const Ended ended = RunFlags({seed});
    EXPECT_EQ(ended.code, 2) << seed;
    EXPECT_THAT(ended.err, HasSubstr("not a whole number"));
  }
}

TEST_F(ExperimentTest, AnInputsHashIsRecordedByItsName) {
  const std::string path = (root_ / "predictions.json").string();
  std::ofstream(path) << "{}";
  const auto run = [&](Context& context) -> absl::Status {
    const auto text = context.ReadInput(path);
    if (!text.ok()) return text.status();
    return context.WriteMarkdown("copy.md", *text);
  };
  ASSERT_EQ(RunWith(run).code, 0);
  const std::string manifest = Files().at("manifest.json");
  EXPECT_THAT(manifest, HasSubstr(io::Sha256Hex("{}")));
  EXPECT_THAT(manifest, HasSubstr("\"predictions.json\""));
  EXPECT_THAT(manifest, ::testing::Not(HasSubstr(root_.string())));
}

TEST_F(ExperimentTest, AMissingInputIsWrongUse) {
  const Ended ended = RunWith([](Context& context) {
    return context.ReadInput("/nowhere/predictions.json").status();
  });
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("/nowhere/predictions.json"));
  EXPECT_TRUE(WroteNothing());
}

TEST_F(ExperimentTest, AnUnwrittenTaskIsTheNextStep) {
  const Ended ended = RunWith([](Context& context) -> absl::Status {
    absl::Status status = context.WriteMarkdown("early.md", "too early");
    if (!status.ok()) return status;
    NOT_YET("99.3");
  });
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err,
              AllOf(HasSubstr("Next: task 99.3"), HasSubstr("experiment_test"),
                    HasSubstr("bazel run //labs/99_test:hint -- 99.3")));
  EXPECT_TRUE(WroteNothing());
}

TEST_F(ExperimentTest, AFailedCallAtTheBoundaryHasItsOwnCode) {
  const Ended ended = RunWith([](Context&) -> absl::Status {
    throw CallFailed("timed_out", "Quantize: no reply within 2 s");
  });
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.err, HasSubstr("timed_out: Quantize: no reply"));
  EXPECT_TRUE(WroteNothing());
}

TEST_F(ExperimentTest, OtherExceptionsAndErrorsFail) {
  const Ended thrown = RunWith(
      [](Context&) -> absl::Status { throw std::out_of_range("index 600"); });
  EXPECT_EQ(thrown.code, 1);
  EXPECT_THAT(thrown.err, HasSubstr("index 600"));
  EXPECT_EQ(RunWith([](Context&) -> absl::Status { throw 7; }).code, 1);
  EXPECT_EQ(RunWith([](Context&) { return absl::InternalError("no"); }).code,
            1);
  EXPECT_EQ(
      RunWith([](Context&) { return absl::InvalidArgumentError("v"); }).code,
      2);
  EXPECT_TRUE(WroteNothing());
}

TEST_F(ExperimentTest, OutputsThatAreWrongAreNamed) {
  const std::vector<
      std::pair<std::function<absl::Status(Context&)>, const char*>>
      cases = {
          {[](Context& c) {
             return c.WriteJson(
                 "nan.json",
                 Json{{"x", std::numeric_limits<double>::quiet_NaN()}});
           },
           "nan.json"},
          {[](Context& c) {
             return c.WriteNpy("x.npy", {1, 2}, {3});
           },
           "x.npy: the shape"},
          {[](Context& c) {
             return c.WriteNpy("x.npy", {}, {SIZE_MAX, SIZE_MAX});
           },
           "x.npy: the shape"},
          {[](Context& c) {
             return c.WriteCsv("t.csv", {"a"}, {{"1", "2"}});
           },
           "t.csv: a row"},
          {[](Context& c) { return c.WriteFigure("f", plot::Figure()); },
           "f: figure: title"},
          {[](Context& c) { return c.WriteMarkdown("../up.md", ""); },
           "../up.md"},
          {[](Context& c) {
             absl::Status status = c.WriteMarkdown("a.md", "");
             status.Update(c.WriteMarkdown("a.md", ""));
             return status;
           },
           "a.md: this output is written twice"},
      };
  for (const auto& [run, words] : cases) {
    const Ended ended = RunWith(run);
    EXPECT_NE(ended.code, 0) << words;
    EXPECT_THAT(ended.err, HasSubstr(words));
    EXPECT_TRUE(WroteNothing());
  }
}

TEST_F(ExperimentTest, WrongUseIsTwo) {
  const std::vector<std::pair<std::vector<std::string>, const char*>> cases = {
      {{"--sead=1"}, "did you mean --seed?"},
      {{"results"}, "'results' is not understood"},
      {{"--out="}, "--out is missing"},
      {{"--out=/dev/null"}, "is not a folder"},
      {{"--out"}, "needs a value"},
  };
  for (const auto& [words, message] : cases) {
    const Ended ended = RunFlags(words);
    EXPECT_EQ(ended.code, 2) << message;
    EXPECT_THAT(ended.err, HasSubstr(message));
  }
  EXPECT_TRUE(WroteNothing());
}

constexpr char kPlan[] = R"json({
  "lab": "99_test", "title": "T", "question": "?", "time_minutes": [1, 2],
  "prerequisites": [], "chapter": "theory/99_test", "contract": ["a.h"],
  "student_files": ["a.cc"], "hand_in": [],
  "uses": {"libraries": [], "headers": [], "data": []},
  "tasks": [{"id": "1.1", "slug": "f", "block": "A", "title": "Do it",
             "file": "a.cc", "section": "s", "points": 100,
             "hints": [{"id": "1.1.x", "text": "x"}]}],
  "checks": [],
  "outputs": [{"file": "results.json", "what": "the results"}]})json";

TEST_F(ExperimentTest, HelpListsFlagsAndWhatThePlanPromises) {
  const fs::path lab = root_ / "which_bits_matter/labs/99_test";
  fs::create_directories(lab);
  std::ofstream(lab / "lab.json") << kPlan;
  setenv("RUNFILES_DIR", root_.c_str(), 1);
  const Ended ended = RunFlags({"--help"});
  unsetenv("RUNFILES_DIR");
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(
      ended.out,
      AllOf(HasSubstr("Measures nothing."), HasSubstr("--seed"),
            HasSubstr("results.json: the results"), HasSubstr("Exit codes")));
  EXPECT_FALSE(fs::exists(out_));
}

TEST_F(ExperimentTest, HelpWithoutAPlanNamesTheHandout) {
  const Ended ended = RunFlags({"--help"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, HasSubstr("what the handout says"));
  EXPECT_TRUE(WroteNothing());
}

}  // namespace
}  // namespace wbm::lab
