// The strict reader behind ParseJson. Internal to io/.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/json.h"

namespace wbm::io {

// Builds the document from nlohmann's parse events, so that a limit stops the
// parser where it is passed. (nlohmann's own builder drops a repeated key in
// silence and looks a new key up in linear time.)
class JsonParser final : public nlohmann::json_sax<Json> {
 public:
  JsonParser(std::string_view text, std::string name, const JsonLimits& limits)
      : text_(text), name_(std::move(name)), limits_(limits) {}

  absl::StatusOr<Json> Parse();

  // Events; false stops the parser.
  bool null() override { return Add(nullptr); }
  bool boolean(bool value) override { return Add(value); }
  bool number_integer(int64_t value) override { return Add(value); }
  bool number_unsigned(uint64_t value) override { return Add(value); }
  bool number_float(double value, const std::string&) override {
    return Add(value);
  }
  bool string(std::string& value) override { return Add(std::move(value)); }
  bool binary(Json::binary_t&) override { return Fail("binary data"); }
  bool start_object(size_t) override;
  bool key(std::string& name) override;
  bool end_object() override;
  bool start_array(size_t) override { return Open(Json::array()); }
  bool end_array() override;
  bool parse_error(size_t, const std::string&,
                   const nlohmann::json::exception& error) override;

 private:
  bool Add(Json value);
  bool Open(Json container);
  Json* Place(Json value);
  bool Fail(const std::string& message);

  std::string_view text_;
  std::string name_;
  JsonLimits limits_;
  size_t consumed_ = 0;  // bytes that the parser has taken
  int64_t values_ = 0;

  Json root_;
  std::vector<Json*> open_;
  std::vector<std::set<std::string>> keys_;  // of the open objects
  std::string key_;                          // waits for its value
  absl::Status status_;
};

}  // namespace wbm::io
