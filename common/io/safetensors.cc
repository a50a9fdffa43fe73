#include "common/io/safetensors.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/json.h"
#include "common/io/safetensors_layout.h"

namespace wbm::io {
namespace {

static_assert(std::endian::native == std::endian::little,
              "tensors are copied as they lie in the file");

constexpr size_t kAlignment = 8;  // to which the header is padded

using safetensors::Bad;
using safetensors::BytesOf;
using safetensors::kLengthBytes;
using safetensors::kMetadata;

struct Known {
  std::string_view name;
  int bits;
};
constexpr Known kKnown[] = {
    {"BOOL", 8}, {"F4", 4},      {"F6_E2M3", 6}, {"F6_E3M2", 6}, {"U8", 8},
    {"I8", 8},   {"F8_E5M2", 8}, {"F8_E4M3", 8}, {"F8_E8M0", 8}, {"I16", 16},
    {"U16", 16}, {"F16", 16},    {"BF16", 16},   {"I32", 32},    {"U32", 32},
    {"F32", 32}, {"F64", 64},    {"I64", 64},    {"U64", 64},
};

// The JSON of one tensor in the header.
Json Describe(const SafetensorsTensor& tensor, size_t begin) {
  Json info;
  info["dtype"] = std::string(Name(tensor.dtype));
  info["shape"] = tensor.shape;
  info["data_offsets"] = {begin, begin + tensor.bytes.size()};
  return info;
}

using Item = const std::pair<const std::string, SafetensorsTensor>*;

std::vector<Item> InFileOrder(const Safetensors& file) {
  std::vector<Item> items;
  for (const auto& item : file.tensors) items.push_back(&item);
  std::stable_sort(items.begin(), items.end(), [](Item a, Item b) {
    return a->second.dtype > b->second.dtype;
  });
  return items;
}

absl::Status CheckForWriting(const std::string& name,
                             const SafetensorsTensor& tensor) {
  const std::string where = absl::StrCat("tensor '", name, "'");
  const auto held = static_cast<int64_t>(tensor.bytes.size());
  const std::optional<int64_t> needed =
      BytesOf(tensor.shape, tensor.dtype, held);
  if (name == kMetadata) return Bad(where, "has a reserved name; rename it");
  if (needed != held) {
    return Bad(where, absl::StrCat("holds ", held,
                                   " bytes, which do not fill its shape"));
  }
  return safetensors::CheckBools(tensor, where);
}

absl::StatusOr<std::string> HeaderText(const Json& header) {
  try {
    std::string text = header.dump();
    text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
    return text;
  } catch (const Json::exception&) {
    return absl::InvalidArgumentError(
        "a tensor's name or the metadata is not UTF-8; rename it");
  }
}

}  // namespace

std::string_view Name(SafetensorsDtype dtype) {
  return kKnown[static_cast<size_t>(dtype)].name;
}
int Bits(SafetensorsDtype dtype) {
  return kKnown[static_cast<size_t>(dtype)].bits;
}

// clang-format off
using D = SafetensorsDtype;
template <> D SafetensorsDtypeOf<uint8_t>() { return D::kU8; }
template <> D SafetensorsDtypeOf<int8_t>() { return D::kI8; }
template <> D SafetensorsDtypeOf<int16_t>() { return D::kI16; }
template <> D SafetensorsDtypeOf<uint16_t>() { return D::kU16; }
template <> D SafetensorsDtypeOf<int32_t>() { return D::kI32; }
template <> D SafetensorsDtypeOf<uint32_t>() { return D::kU32; }
template <> D SafetensorsDtypeOf<float>() { return D::kF32; }
template <> D SafetensorsDtypeOf<double>() { return D::kF64; }
template <> D SafetensorsDtypeOf<int64_t>() { return D::kI64; }
template <> D SafetensorsDtypeOf<uint64_t>() { return D::kU64; }
// clang-format on

absl::Status SafetensorsTypeError(SafetensorsDtype found,
                                  SafetensorsDtype asked) {
  return absl::InvalidArgumentError(
      absl::StrCat("the tensor is ", std::string(Name(found)), ", not ",
                   std::string(Name(asked)), "; convert it before saving"));
}

int64_t SafetensorsTensor::size() const {
  return static_cast<int64_t>(bytes.size()) * 8 / Bits(dtype);
}

absl::StatusOr<std::string> FormatSafetensors(const Safetensors& file) {
  Json header = Json::object();
  if (!file.metadata.empty()) header[kMetadata] = file.metadata;
  size_t end = 0;
  const std::vector<Item> items = InFileOrder(file);
  for (Item item : items) {
    const absl::Status good = CheckForWriting(item->first, item->second);
    if (!good.ok()) return good;
    header[item->first] = Describe(item->second, end);
    end += item->second.bytes.size();
  }
  const absl::StatusOr<std::string> text = HeaderText(header);
  if (!text.ok()) return text.status();
  const uint64_t length = text->size();
  std::string bytes(kLengthBytes, '\0');
  std::memcpy(bytes.data(), &length, kLengthBytes);
  bytes.reserve(bytes.size() + text->size() + end);
  bytes += *text;
  for (Item item : items) bytes += item->second.bytes;
  return bytes;
}

absl::Status WriteSafetensors(const std::string& path,
                              const Safetensors& file) {
  const absl::StatusOr<std::string> bytes = FormatSafetensors(file);
  if (!bytes.ok()) {
    return Bad(path, std::string(bytes.status().message()));
  }
  return WriteFile(path, *bytes);
}

}  // namespace wbm::io
