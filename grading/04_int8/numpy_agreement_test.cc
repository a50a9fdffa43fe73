// The solution against NumPy: the same seed gives the same tensors and codes to
// the bit, the same counts and ranks, and statistics to 1e-6.
//
// testdata/numpy_{a,b}.json were written by NumPy 2.4.6: default_rng(42), the
// draws of tensors.h, float32 quantizers (np.round, np.clip), statistics in
// float64. NumPy's own float32 statistics of the same arrays, np.abs(x - y)
// .mean() and the like, agree with these to 7e-8.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "gtest/gtest.h"
#include "labs/04_int8/measure/results.h"
#include "labs/04_int8/measure/round_trip.h"
#include "labs/04_int8/measure/tensors.h"

namespace int8_lab {
namespace {

using ::wbm::io::Json;

// Memory order of little-endian float32, as numpy's tobytes().hex().
std::string Bits(const std::vector<float>& values) {
  std::string hex;
  for (float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift : {0, 8, 16, 24}) {
      absl::StrAppendFormat(&hex, "%02x", bits >> shift & 0xff);
    }
  }
  return hex;
}

// Integers, truth values, text and their lists exactly; other numbers to 1e-6,
// the difference between float32 and float64 arithmetic and to spare. What
// NumPy's record lacks (at_0.001) is not compared.
void ExpectSame(const Json& ours, const Json& numpy, const std::string& where) {
  if (numpy.is_object()) {
    for (const auto& [key, value] : numpy.items()) {
      const std::string name = key == "softmax" ? where : where + "/" + key;
      const bool flat = key == "softmax";  // ours has its members one level up
      ASSERT_TRUE(flat || ours.contains(key)) << name;
      ExpectSame(flat ? ours : ours[key], value, name);
    }
  } else if (numpy.is_number_float()) {
    ASSERT_TRUE(ours.is_number()) << where;
    const double expected = numpy.get<double>();
    EXPECT_LE(std::abs(ours.get<double>() - expected),
              1e-6 * std::abs(expected))
        << where;
  } else {
    EXPECT_EQ(ours, numpy) << where;
  }
}

class NumpyAgreement : public testing::TestWithParam<Variant> {
 protected:
  void SetUp() override {
    const std::string name =
        absl::StrCat("grading/04_int8/testdata/numpy_",
                     GetParam() == Variant::kFixedLogits ? "a" : "b", ".json");
    const absl::StatusOr<std::string> path = wbm::io::Runfile(name);
    ASSERT_TRUE(path.ok()) << path.status();
    const absl::StatusOr<Json> json = wbm::io::ReadJson(*path);
    ASSERT_TRUE(json.ok()) << json.status();
    numpy_ = *json;
    tensors_ = MakeTensors(GetParam(), 42);
    const absl::StatusOr<Measurements> measured = MeasureAll(tensors_);
    ASSERT_TRUE(measured.ok()) << measured.status();
    measured_ = *measured;
  }

  Json numpy_;
  Tensors tensors_;
  Measurements measured_;
};

TEST_P(NumpyAgreement, TensorsToTheBit) {
  const Json& expected = numpy_["tensors"];
  EXPECT_EQ(Json(Bits(tensors_.tense_logits)),
            expected["tense_logits"]["bits"]);
  EXPECT_EQ(Json(Bits(tensors_.verb_probs)), expected["verb_probs"]["bits"]);
  EXPECT_EQ(Json(Bits(tensors_.hidden)), expected["hidden"]["bits"]);
}

TEST_P(NumpyAgreement, EveryCode) {
  for (const Measured* m :
       {&measured_.tense_logits, &measured_.verb_probs, &measured_.hidden}) {
    const Json& expected = numpy_["tensors"][m->name];
    EXPECT_EQ(Json(m->symmetric.codes), expected["symmetric"]) << m->name;
    EXPECT_EQ(Json(m->asymmetric.codes), expected["asymmetric"]) << m->name;
  }
}

TEST_P(NumpyAgreement, ScalesToTheBitAndStatisticsToAMillionth) {
  const absl::StatusOr<Json> results = Results(measured_);
  ASSERT_TRUE(results.ok()) << results.status();
  ExpectSame(*results, numpy_["results"], "");
  for (const auto& [tensor, rulers] : numpy_["results"].items()) {
    for (const auto& [ruler, values] : rulers.items()) {
      EXPECT_EQ((*results)[tensor][ruler]["scale"].get<float>(),
                values["scale"].get<float>())
          << tensor << " " << ruler;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Variants, NumpyAgreement,
                         testing::Values(Variant::kFixedLogits,
                                         Variant::kSixtyFourRows),
                         [](const auto& info) {
                           return info.param == Variant::kFixedLogits ? "A"
                                                                      : "B";
                         });

}  // namespace
}  // namespace int8_lab
