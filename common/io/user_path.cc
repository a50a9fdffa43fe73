#include "common/io/user_path.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace wbm::io {
namespace {

std::filesystem::path WhereThePersonTyped() {
  const char* typed_in = std::getenv("BUILD_WORKING_DIRECTORY");
  if (typed_in != nullptr && *typed_in == '/') return typed_in;
  std::error_code error;
  std::filesystem::path here = std::filesystem::current_path(error);
  return error ? std::filesystem::path("/") : here;
}

}  // namespace

std::string UserPath(std::string_view typed) {
  if (typed.empty()) return "";
  std::filesystem::path path(typed);
  if (path.is_relative()) path = WhereThePersonTyped() / path;
  std::string text = path.lexically_normal().string();
  if (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

}  // namespace wbm::io
