#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/safetensors.h"
#include "common/io/safetensors_layout.h"

namespace wbm::io {
namespace {

using safetensors::Bad;
using safetensors::BytesOf;
using safetensors::kLengthBytes;
using safetensors::kMetadata;

// A tensor as the header describes it.
struct Entry {
  std::string name;
  SafetensorsDtype dtype;
  std::vector<int64_t> shape;
  int64_t begin;
  int64_t end;
};

absl::StatusOr<SafetensorsDtype> FindDtype(const JsonRef& info) {
  const absl::StatusOr<std::string> name = info.String("dtype");
  if (!name.ok()) return name.status();
  for (int i = 0; i <= static_cast<int>(SafetensorsDtype::kU64); ++i) {
    const auto dtype = static_cast<SafetensorsDtype>(i);
    if (Name(dtype) == *name) return dtype;
  }
  return info.Error(absl::StrCat("unknown dtype '", *name,
                                 "'; save it as F32, F16, BF16 or I64"));
}

absl::StatusOr<std::vector<int64_t>> ReadNaturals(const JsonRef& info,
                                                  const char* key,
                                                  size_t max_size) {
  const absl::StatusOr<JsonRef> array = info.Array(key);
  if (!array.ok()) return array.status();
  if (array->size() > max_size) {
    return array->Error(absl::StrCat("has ", array->size(),
                                     " numbers; expected at most ", max_size));
  }
  std::vector<int64_t> numbers;
  for (size_t i = 0; i < array->size(); ++i) {
    const absl::StatusOr<JsonRef> element = array->At(i);
    if (!element.ok()) return element.status();
    const absl::StatusOr<int64_t> number = element->AsInteger();
    if (!number.ok()) return number.status();
    if (*number < 0) return element->Error("is negative; save it again");
    numbers.push_back(*number);
  }
  return numbers;
}

absl::StatusOr<Entry> ReadEntry(const std::string& name, const JsonRef& info,
                                const SafetensorsLimits& limits) {
  const absl::Status keys = info.OnlyKeys({"dtype", "shape", "data_offsets"});
  if (!keys.ok()) return keys;
  const absl::StatusOr<SafetensorsDtype> dtype = FindDtype(info);
  if (!dtype.ok()) return dtype.status();
  absl::StatusOr<std::vector<int64_t>> shape =
      ReadNaturals(info, "shape", static_cast<size_t>(limits.max_dimensions));
  if (!shape.ok()) return shape.status();
  const absl::StatusOr<std::vector<int64_t>> offsets =
      ReadNaturals(info, "data_offsets", 2);
  if (!offsets.ok()) return offsets.status();
  if (offsets->size() != 2 || (*offsets)[0] > (*offsets)[1]) {
    return info.Error("data_offsets are not [begin, end]; save it again");
  }
  return Entry{name, *dtype, *std::move(shape), (*offsets)[0], (*offsets)[1]};
}

absl::Status ReadMetadata(const JsonRef& info, Safetensors& file) {
  for (const auto& [key, value] : info.json().items()) {
    if (!value.is_string()) {
      return info.Error(
          absl::StrCat("'", key, "' is not a string; metadata are strings"));
    }
    file.metadata[key] = value.get<std::string>();
  }
  return absl::OkStatus();
}

// Entries in the order of their data; the metadata go into `file`. (Members
// are not looked up by name, which would take quadratic time.)
absl::StatusOr<std::vector<Entry>> ReadHeader(const Json& json,
                                              const std::string& name,
                                              const SafetensorsLimits& limits,
                                              Safetensors& file) {
  std::vector<Entry> entries;
  for (const auto& [key, value] : json.items()) {
    if (key == kMetadata && value.is_null()) continue;  // as if left out
    const JsonRef member(value, absl::StrCat(name, ": '", key, "'"));
    const absl::StatusOr<JsonRef> info = member.AsObject();
    if (!info.ok()) return info.status();
    if (key == kMetadata) {
      const absl::Status read = ReadMetadata(*info, file);
      if (!read.ok()) return read;
      continue;
    }
    absl::StatusOr<Entry> entry = ReadEntry(key, *info, limits);
    if (!entry.ok()) return entry.status();
    entries.push_back(*std::move(entry));
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
  });
  return entries;
}

absl::Status CheckEntry(const Entry& entry, int64_t expected_begin,
                        int64_t available, const std::string& file) {
  const std::string where = absl::StrCat(file, ": tensor '", entry.name, "'");
  if (entry.end > available) {
    return Bad(where,
               absl::StrCat("ends at byte ", entry.end, " of ", available,
                            " bytes of data; copy the file again"));
  }
  const std::optional<int64_t> bytes =
      BytesOf(entry.shape, entry.dtype, available);
  if (!bytes.has_value()) {
    return Bad(where,
               "has a shape beyond the file's data, or packed elements that "
               "fill no whole number of bytes; save it again");
  }
  if (*bytes != entry.end - entry.begin) {
    return Bad(where, absl::StrCat("needs ", *bytes,
                                   " bytes, but its data_offsets hold ",
                                   entry.end - entry.begin, "; save it again"));
  }
  if (entry.begin < expected_begin) {
    return Bad(where, "overlaps the tensor before it; save the file again");
  }
  if (entry.begin > expected_begin) {
    return Bad(where,
               absl::StrCat("leaves a hole of ", entry.begin - expected_begin,
                            " bytes before it; save the file again"));
  }
  return absl::OkStatus();
}

absl::Status CheckLayout(const std::vector<Entry>& entries, int64_t available,
                         const std::string& name) {
  int64_t end = 0;
  for (const Entry& entry : entries) {
    const absl::Status good = CheckEntry(entry, end, available, name);
    if (!good.ok()) return good;
    end = entry.end;
  }
  if (end == available) return absl::OkStatus();
  return Bad(name, absl::StrCat(available - end,
                                " bytes after the last tensor belong to none; "
                                "save the file again"));
}

absl::StatusOr<std::string_view> FindHeader(std::string_view bytes,
                                            const std::string& name,
                                            const SafetensorsLimits& limits) {
  if (bytes.size() < kLengthBytes) {
    return Bad(name, absl::StrCat("has ", bytes.size(),
                                  " bytes, too few for a safetensors file; "
                                  "copy it again"));
  }
  uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length > static_cast<uint64_t>(limits.max_header_bytes)) {
    return Bad(name, absl::StrCat("announces a header of ", length,
                                  " bytes, more than ", limits.max_header_bytes,
                                  "; is it a safetensors file?"));
  }
  if (length > bytes.size() - kLengthBytes) {
    return Bad(name, "ends inside its header; copy it again");
  }
  const std::string_view header = bytes.substr(kLengthBytes, length);
  if (!header.starts_with('{')) {
    return Bad(name,
               "has a header that does not begin with '{'; is it a "
               "safetensors file?");
  }
  return header;
}

}  // namespace

absl::StatusOr<Safetensors> ParseSafetensors(std::string_view bytes,
                                             const std::string& name,
                                             const SafetensorsLimits& limits) {
  const absl::StatusOr<std::string_view> header =
      FindHeader(bytes, name, limits);
  if (!header.ok()) return header.status();
  const absl::StatusOr<Json> json =
      ParseJson(*header, name,
                {.max_bytes = limits.max_header_bytes,
                 .max_depth = 4,
                 .max_values = limits.max_values});
  if (!json.ok()) return json.status();
  Safetensors file;
  const absl::StatusOr<std::vector<Entry>> entries =
      ReadHeader(*json, name, limits, file);
  if (!entries.ok()) return entries.status();
  const std::string_view data = bytes.substr(kLengthBytes + header->size());
  const absl::Status laid_out =
      CheckLayout(*entries, static_cast<int64_t>(data.size()), name);
  if (!laid_out.ok()) return laid_out;
  for (const Entry& entry : *entries) {
    const std::string_view part =
        data.substr(static_cast<size_t>(entry.begin),
                    static_cast<size_t>(entry.end - entry.begin));
    SafetensorsTensor tensor = {entry.dtype, entry.shape, std::string(part)};
    const absl::Status good = safetensors::CheckBools(
        tensor, absl::StrCat(name, ": tensor '", entry.name, "'"));
    if (!good.ok()) return good;
    file.tensors.emplace(entry.name, std::move(tensor));
  }
  return file;
}

absl::StatusOr<Safetensors> ReadSafetensors(const std::string& path,
                                            const SafetensorsLimits& limits) {
  const absl::StatusOr<std::string> bytes = ReadFile(path, limits.max_bytes);
  if (!bytes.ok()) return bytes.status();
  return ParseSafetensors(*bytes, path, limits);
}

}  // namespace wbm::io
