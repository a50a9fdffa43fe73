// Recorded streams for the tests of this package.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace wbm::random {

// testdata/rng_vectors.json and testdata/numpy_more.json.
const nlohmann::json& RngVectors();
const nlohmann::json& MoreNumpyVectors();

// A JSON string. (Compared with std::string, a JSON value is ambiguous in C++20
// from nlohmann/json 3.11.3 on.)
const std::string& Text(const nlohmann::json& text);

// C99 hex floats as strings, e.g. "0x1.8p-1".
double HexDouble(const nlohmann::json& text);
std::vector<double> HexDoubles(const nlohmann::json& texts);
std::vector<float> HexFloats(const nlohmann::json& texts);  // exact

// "0xfe40eb07" or a JSON integer.
uint64_t HexWord(const nlohmann::json& text);
std::vector<uint64_t> HexWords(const nlohmann::json& texts);

}  // namespace wbm::random
