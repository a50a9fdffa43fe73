#include "common/random/rng_vectors.h"

#include <cstdlib>
#include <fstream>

#include "common/io/runfiles.h"

namespace wbm::random {
namespace {

nlohmann::json Load(const std::string& name) {
  std::ifstream stream(io::Runfile("common/random/testdata/" + name).value());
  return nlohmann::json::parse(stream);
}

}  // namespace

const nlohmann::json& RngVectors() {
  static const nlohmann::json kVectors = Load("rng_vectors.json");
  return kVectors;
}

const nlohmann::json& MoreNumpyVectors() {
  static const nlohmann::json kVectors = Load("numpy_more.json");
  return kVectors;
}

const std::string& Text(const nlohmann::json& text) {
  return text.get_ref<const std::string&>();
}

double HexDouble(const nlohmann::json& text) {
  return std::strtod(text.get<std::string>().c_str(), nullptr);
}

std::vector<double> HexDoubles(const nlohmann::json& texts) {
  std::vector<double> values;
  for (const auto& text : texts) values.push_back(HexDouble(text));
  return values;
}

std::vector<float> HexFloats(const nlohmann::json& texts) {
  std::vector<float> values;
  for (double value : HexDoubles(texts)) {
    values.push_back(static_cast<float>(value));
  }
  return values;
}

uint64_t HexWord(const nlohmann::json& text) {
  if (text.is_number()) return text.get<uint64_t>();
  return std::strtoull(text.get<std::string>().c_str(), nullptr, 16);
}

std::vector<uint64_t> HexWords(const nlohmann::json& texts) {
  std::vector<uint64_t> words;
  for (const auto& text : texts) words.push_back(HexWord(text));
  return words;
}

}  // namespace wbm::random
