#include "common/io/npy.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/io/file.h"
#include "common/io/npy_header.h"

namespace wbm::io {
namespace {

static_assert(std::endian::native == std::endian::little,
              "arrays are copied as they lie in the file");

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kAlignment = 64;  // of the data, as np.save pads

// NumPy's own spelling of the type: '|' for a single byte, which has no order.
struct Known {
  Dtype dtype;
  std::string_view name;
  std::string_view descr;
  int bytes;
};

constexpr Known kKnown[] = {
    {Dtype::kBool, "bool", "|b1", 1},
    {Dtype::kInt8, "int8", "|i1", 1},
    {Dtype::kInt16, "int16", "<i2", 2},
    {Dtype::kInt32, "int32", "<i4", 4},
    {Dtype::kInt64, "int64", "<i8", 8},
    {Dtype::kUint8, "uint8", "|u1", 1},
    {Dtype::kUint16, "uint16", "<u2", 2},
    {Dtype::kUint32, "uint32", "<u4", 4},
    {Dtype::kUint64, "uint64", "<u8", 8},
    {Dtype::kFloat16, "float16", "<f2", 2},
    {Dtype::kFloat32, "float32", "<f4", 4},
    {Dtype::kFloat64, "float64", "<f8", 8},
};

const Known& Describe(Dtype dtype) {
  return kKnown[static_cast<size_t>(dtype)];
}

absl::Status Bad(const std::string& name, const std::string& message) {
  return absl::InvalidArgumentError(absl::StrCat(name, ": ", message));
}

// Other writers spell a type as np.dtype() also takes it: '<' or '=' (native,
// that is little-endian here) or no sign at all, and any sign before a type of
// one byte.
bool Means(std::string_view descr, const Known& known) {
  std::string_view order = "=";
  if (!descr.empty() &&
      std::string_view("<>=|").find(descr.front()) != std::string_view::npos) {
    order = descr.substr(0, 1);
    descr.remove_prefix(1);
  }
  if (descr != known.descr.substr(1)) return false;
  return known.bytes == 1 || order == "<" || order == "=";
}

absl::StatusOr<Dtype> FindDtype(const std::string& descr,
                                const std::string& name) {
  for (const Known& known : kKnown) {
    if (Means(descr, known)) return known.dtype;
  }
  if (descr.starts_with(">")) {
    return Bad(name,
               absl::StrCat("is big-endian (", descr,
                            "); save a.astype(a.dtype.newbyteorder('<'))"));
  }
  return Bad(name, absl::StrCat("has the type '", descr,
                                "'; save an array of bool, int8..int64, "
                                "uint8..uint64 or float16..float64"));
}

// The number of elements, or nothing when it passes `limit`.
std::optional<int64_t> Product(const std::vector<int64_t>& shape,
                               int64_t limit) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  int64_t product = 1;
  for (int64_t extent : shape) {
    if (extent < 0 || extent > limit / product) return std::nullopt;
    product *= extent;
  }
  return product;
}

// Where the header's text lies in the file.
struct Layout {
  size_t header_start;
  size_t header_size;
};

absl::StatusOr<Layout> FindHeader(std::string_view bytes,
                                  const std::string& name) {
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + 2) {
    return Bad(name, "does not start as a .npy file; write it with np.save");
  }
  const int major = static_cast<unsigned char>(bytes[6]);
  const int minor = static_cast<unsigned char>(bytes[7]);
  if ((major != 1 && major != 2) || minor != 0) {
    return Bad(name, absl::StrCat("has .npy version ", major, ".", minor,
                                  "; save it as version 1.0 or 2.0"));
  }
  const size_t size_bytes = major == 1 ? 2 : 4;
  Layout layout{8 + size_bytes, 0};
  if (bytes.size() < layout.header_start) {
    return Bad(name, "ends inside its header; copy it again");
  }
  for (size_t i = 0; i < size_bytes; ++i) {
    layout.header_size |= size_t{static_cast<unsigned char>(bytes[8 + i])}
                          << (8 * i);
  }
  if (layout.header_size > bytes.size() - layout.header_start) {
    return Bad(name, "ends inside its header; copy it again");
  }
  return layout;
}

absl::StatusOr<NpyArray> Interpret(const NpyHeader& header,
                                   std::string_view data,
                                   const std::string& name) {
  absl::StatusOr<Dtype> dtype = FindDtype(header.descr, name);
  if (!dtype.ok()) return dtype.status();
  if (header.fortran_order && header.shape.size() > 1) {
    return Bad(name, "is in Fortran order; save np.ascontiguousarray(a)");
  }
  const int64_t available = static_cast<int64_t>(data.size());
  const int64_t item = DtypeBytes(*dtype);
  const std::optional<int64_t> count = Product(header.shape, available / item);
  if (!count.has_value() || *count * item != available) {
    return Bad(name, absl::StrCat("has ", available,
                                  " bytes of data, which is not what its "
                                  "shape needs; copy it again"));
  }
  if (*dtype == Dtype::kBool &&
      std::any_of(data.begin(), data.end(),
                  [](char c) { return c != 0 && c != 1; })) {
    return Bad(name, "has a bool that is neither 0 nor 1; copy it again");
  }
  return NpyArray{*dtype, header.shape, std::string(data)};
}

std::string ShapeText(const std::vector<int64_t>& shape) {
  std::string text = "(";
  for (size_t i = 0; i < shape.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "" : " ", shape[i],
                    i + 1 < shape.size() || shape.size() == 1 ? "," : "");
  }
  return text + ")";
}

}  // namespace

std::string_view DtypeName(Dtype dtype) { return Describe(dtype).name; }
int DtypeBytes(Dtype dtype) { return Describe(dtype).bytes; }

template <>
Dtype DtypeOf<NpyBool>() {
  return Dtype::kBool;
}
template <>
Dtype DtypeOf<int8_t>() {
  return Dtype::kInt8;
}
template <>
Dtype DtypeOf<int16_t>() {
  return Dtype::kInt16;
}
template <>
Dtype DtypeOf<int32_t>() {
  return Dtype::kInt32;
}
template <>
Dtype DtypeOf<int64_t>() {
  return Dtype::kInt64;
}
template <>
Dtype DtypeOf<uint8_t>() {
  return Dtype::kUint8;
}
template <>
Dtype DtypeOf<uint16_t>() {
  return Dtype::kUint16;
}
template <>
Dtype DtypeOf<uint32_t>() {
  return Dtype::kUint32;
}
template <>
Dtype DtypeOf<uint64_t>() {
  return Dtype::kUint64;
}
template <>
Dtype DtypeOf<Float16Bits>() {
  return Dtype::kFloat16;
}
template <>
Dtype DtypeOf<float>() {
  return Dtype::kFloat32;
}
template <>
Dtype DtypeOf<double>() {
  return Dtype::kFloat64;
}

int64_t NpyArray::size() const {
  return static_cast<int64_t>(bytes.size()) / DtypeBytes(dtype);
}

absl::Status NpyTypeError(Dtype found, Dtype asked) {
  return absl::InvalidArgumentError(
      absl::StrCat("the array is of ", std::string(DtypeName(found)),
                   ", not of ", std::string(DtypeName(asked)),
                   "; save a.astype('", std::string(DtypeName(asked)), "')"));
}

absl::StatusOr<NpyArray> ParseNpy(std::string_view bytes,
                                  const std::string& name,
                                  const NpyLimits& limits) {
  if (static_cast<int64_t>(bytes.size()) > limits.max_bytes) {
    return absl::ResourceExhaustedError(absl::StrCat(
        name, ": is larger than the limit of ", limits.max_bytes, " bytes"));
  }
  absl::StatusOr<Layout> layout = FindHeader(bytes, name);
  if (!layout.ok()) return layout.status();
  absl::StatusOr<NpyHeader> header =
      ParseNpyHeader(bytes.substr(layout->header_start, layout->header_size),
                     limits.max_dimensions);
  if (!header.ok()) return Bad(name, std::string(header.status().message()));
  return Interpret(
      *header, bytes.substr(layout->header_start + layout->header_size), name);
}

absl::StatusOr<NpyArray> ReadNpy(const std::string& path,
                                 const NpyLimits& limits) {
  absl::StatusOr<std::string> bytes = ReadFile(path, limits.max_bytes);
  if (!bytes.ok()) return bytes.status();
  return ParseNpy(*bytes, path, limits);
}

absl::StatusOr<std::string> FormatNpy(const NpyArray& array) {
  const Known& known = Describe(array.dtype);
  const int64_t available = static_cast<int64_t>(array.bytes.size());
  const std::optional<int64_t> count =
      Product(array.shape, available / known.bytes);
  if (!count.has_value() || *count * known.bytes != available) {
    return absl::InvalidArgumentError(absl::StrCat(
        "cannot write .npy: ", array.size(), " elements do not fill the shape ",
        ShapeText(array.shape)));
  }
  std::string header = absl::StrCat(
      "{'descr': '", std::string(known.descr),
      "', 'fortran_order': False, 'shape': ", ShapeText(array.shape), ", }");
  // NumPy leaves room so that the first extent may grow in place.
  if (!array.shape.empty()) {
    header.append(
        21 - std::min<size_t>(21, absl::StrCat(array.shape.front()).size()),
        ' ');
  }
  const size_t unpadded = kMagic.size() + 2 + 2 + header.size() + 1;
  header.append(kAlignment - unpadded % kAlignment, ' ');
  header += '\n';
  if (header.size() > std::numeric_limits<uint16_t>::max()) {
    return absl::InvalidArgumentError(
        "cannot write .npy: too many dimensions for a version 1 header");
  }
  std::string file(kMagic);
  file += {'\x01', '\x00', static_cast<char>(header.size() & 0xff),
           static_cast<char>(header.size() >> 8)};
  return file + header + array.bytes;
}

absl::Status WriteNpy(const std::string& path, const NpyArray& array) {
  absl::StatusOr<std::string> bytes = FormatNpy(array);
  if (!bytes.ok()) {
    return Bad(path, std::string(bytes.status().message()));
  }
  return WriteFile(path, *bytes);
}

}  // namespace wbm::io
