#pragma once

// How each type of a lab's contract travels, both ways.
//
//   Encode(sink, value);
//   T value = Blank<T>();
//   if (!Decode(source, value)) ... source.problem() ...
//
// Numbers and enums travel as they lie in memory, so a NaN keeps its payload.
// Containers are a count and their elements; an optional is a bool and maybe a
// value; a Status is code and message; a struct is its fields in order. Arrays
// of plain numbers and of structs of plain numbers move as one block.
//
// Decoding is for bytes from an untrusted process: a bool is 0 or 1, a map's
// keys ascend, an OK status has no message, and a count is believed only once
// the message is seen to be long enough and the memory is allowed.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grading/boundary/fields.h"
#include "grading/boundary/flat.h"
#include "grading/boundary/message.h"

namespace wbm::boundary {

template <class T>
struct Codec;

template <class T>
void Encode(Sink& sink, const T& value) {
  Codec<T>::Put(sink, value);
}
template <class T>
bool Decode(Source& source, T& value) {
  return Codec<T>::Get(source, value);
}

// The fewest bytes that a T takes in a message; never 0, so that a count of
// elements is bounded by the bytes that are there.
template <class T>
inline constexpr std::size_t kLeastBytes = Codec<T>::kLeast;

// Something to decode into.
template <class T>
T Blank() {
  if constexpr (requires { T{}; }) {
    return T{};
  } else {
    T blank;  // a field's default is explicit, as StatusOr's is
    return blank;
  }
}

// A struct: its fields in order.
template <class T>
struct Codec {
  static_assert(std::is_aggregate_v<T>,
                "a contract takes and returns numbers, bool, enums with a "
                "fixed type, std::string, std::array, std::vector, std::map "
                "from std::string, std::optional, std::pair, absl::Status, "
                "absl::StatusOr, and structs of those");
  static constexpr std::size_t kLeast = 1;
  static void Put(Sink& sink, const T& value) {
    WithFields(value, [&]<class... F>(const F&... field) {
      (boundary::Encode<F>(sink, field), ...);
    });
  }
  static bool Get(Source& source, T& value) {
    return WithFields(value, [&](auto&... field) {
      return (boundary::Decode(source, field) && ...);
    });
  }
};

template <internal::Plain T>
struct Codec<T> {
  static constexpr std::size_t kLeast = sizeof(T);
  static void Put(Sink& sink, T value) { sink.Value(value); }
  static bool Get(Source& source, T& value) { return source.Value(value); }
};

template <>
struct Codec<bool> {
  static constexpr std::size_t kLeast = 1;
  static void Put(Sink& sink, bool value) {
    sink.Value(static_cast<std::uint8_t>(value));
  }
  static bool Get(Source& source, bool& value) {
    std::uint8_t byte = 0;
    if (!source.Value(byte)) return false;
    if (byte > 1) return source.Malformed("a bool is neither 0 nor 1");
    value = byte == 1;
    return true;
  }
};

// In only, like every view.
template <>
struct Codec<std::string_view> {
  static void Put(Sink& sink, std::string_view value) {
    sink.Value(static_cast<std::uint64_t>(value.size()));
    sink.Array(value.data(), value.size());
  }
};

template <>
struct Codec<std::string> {
  static constexpr std::size_t kLeast = 8;
  static void Put(Sink& sink, const std::string& value) {
    boundary::Encode(sink, std::string_view(value));
  }
  static bool Get(Source& source, std::string& value) {
    std::uint64_t size = 0;
    if (!source.TextSize(size)) return false;
    value.resize(size);
    return source.Bytes(value.data(), size);
  }
};

// In only: what is pointed to may be anywhere.
template <class T>
struct Codec<std::span<T>> {
  static void Put(Sink& sink, std::span<T> values) {
    using Value = std::remove_cv_t<T>;
    sink.Value(static_cast<std::uint64_t>(values.size()));
    if constexpr (Flat<Value>) {
      sink.Array(values.data(), values.size_bytes());
    } else {
      for (const Value& value : values) boundary::Encode<Value>(sink, value);
    }
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static constexpr std::size_t kLeast = 8;
  static void Put(Sink& sink, const std::vector<T>& values) {
    if constexpr (std::is_same_v<T, bool>) {
      sink.Value(static_cast<std::uint64_t>(values.size()));
      for (const bool value : values) boundary::Encode<bool>(sink, value);
    } else {
      boundary::Encode(sink, std::span<const T>(values));
    }
  }
  static bool Get(Source& source, std::vector<T>& values) {
    std::uint64_t count = 0;
    if (!source.Count(count, Flat<T> ? sizeof(T) : kLeastBytes<T>, sizeof(T))) {
      return false;
    }
    if constexpr (Flat<T>) {
      values.resize(count);
      return source.Bytes(values.data(), count * sizeof(T));
    } else {
      values.clear();
      values.reserve(count);
      for (; count > 0; --count) {
        T value = Blank<T>();
        if (!boundary::Decode(source, value)) return false;
        values.push_back(std::move(value));
      }
      return true;
    }
  }
};

template <class T, std::size_t n>
struct Codec<std::array<T, n>> {
  static constexpr std::size_t kLeast = 1;
  static void Put(Sink& sink, const std::array<T, n>& values) {
    for (const T& value : values) boundary::Encode(sink, value);
  }
  static bool Get(Source& source, std::array<T, n>& values) {
    for (T& value : values) {
      if (!boundary::Decode(source, value)) return false;
    }
    return true;
  }
};

template <class A, class B>
struct Codec<std::pair<A, B>> {
  static constexpr std::size_t kLeast = 1;
  static void Put(Sink& sink, const std::pair<A, B>& value) {
    boundary::Encode(sink, value.first);
    boundary::Encode(sink, value.second);
  }
  static bool Get(Source& source, std::pair<A, B>& value) {
    return boundary::Decode(source, value.first) &&
           boundary::Decode(source, value.second);
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  using Map = std::map<std::string, T>;
  static constexpr std::size_t kLeast = 8;
  // What a node of the tree takes beside the value.
  static constexpr std::size_t kNode = 64;

  static void Put(Sink& sink, const Map& values) {
    sink.Value(static_cast<std::uint64_t>(values.size()));
    for (const auto& [key, value] : values) {
      boundary::Encode(sink, key);
      boundary::Encode(sink, value);
    }
  }
  static bool Get(Source& source, Map& values) {
    std::uint64_t count = 0;
    if (!source.Count(count, 8 + kLeastBytes<T>,
                      sizeof(std::pair<std::string, T>) + kNode)) {
      return false;
    }
    values.clear();
    for (; count > 0; --count) {
      std::string key;
      if (!boundary::Decode(source, key)) return false;
      if (!values.empty() && values.rbegin()->first >= key) {
        return source.Malformed("the keys of a map are not ascending");
      }
      T value = Blank<T>();
      if (!boundary::Decode(source, value)) return false;
      values.emplace_hint(values.end(), std::move(key), std::move(value));
    }
    return true;
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static constexpr std::size_t kLeast = 1;
  static void Put(Sink& sink, const std::optional<T>& value) {
    boundary::Encode(sink, value.has_value());
    if (value.has_value()) boundary::Encode(sink, *value);
  }
  static bool Get(Source& source, std::optional<T>& value) {
    bool there = false;
    value.reset();
    if (!boundary::Decode(source, there)) return false;
    return !there || boundary::Decode(source, value.emplace());
  }
};

template <>
struct Codec<absl::Status> {
  static constexpr std::size_t kLeast = 4;
  static constexpr std::uint32_t kLastCode = 16;

  static void Put(Sink& sink, const absl::Status& status) {
    sink.Value(static_cast<std::uint32_t>(status.code()));
    if (!status.ok()) {
      const absl::string_view text = status.message();
      boundary::Encode(sink, std::string_view(text.data(), text.size()));
    }
  }
  static bool Get(Source& source, absl::Status& status) {
    std::uint32_t code = 0;
    std::string message;
    if (!source.Value(code)) return false;
    if (code > kLastCode) return source.Malformed("an unknown status code");
    if (code != 0 && !boundary::Decode(source, message)) return false;
    status = absl::Status(static_cast<absl::StatusCode>(code), message);
    return true;
  }
};

template <class T>
struct Codec<absl::StatusOr<T>> {
  static constexpr std::size_t kLeast = 4;
  static void Put(Sink& sink, const absl::StatusOr<T>& value) {
    boundary::Encode(sink, value.status());
    if (value.ok()) boundary::Encode(sink, *value);
  }
  static bool Get(Source& source, absl::StatusOr<T>& value) {
    absl::Status status;
    if (!boundary::Decode(source, status)) return false;
    if (!status.ok()) {
      value = std::move(status);
      return true;
    }
    return boundary::Decode(source, value.emplace());
  }
};

}  // namespace wbm::boundary
