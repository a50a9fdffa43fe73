#include "common/io/mutation.h"

#include <cstddef>

namespace wbm::io {
namespace {

size_t Below(size_t end, random::Generator& rng) {
  return static_cast<size_t>(rng.Integer(0, static_cast<int64_t>(end)));
}

void Edit(std::string& text, char byte, random::Generator& rng) {
  const size_t place = Below(text.size() + 1, rng);
  if (place == text.size()) {
    text += byte;
    return;
  }
  switch (rng.Integer(0, 5)) {
    case 0:
      text[place] = byte;
      break;
    case 1:
      text.insert(place, 1, byte);
      break;
    case 2:
      text.erase(place, 1);
      break;
    case 3:
      text[place] = static_cast<char>(text[place] ^ 1 << Below(8, rng));
      break;
    default:
      text.resize(place);
      break;
  }
}

}  // namespace

std::string Mutate(std::string text, std::string_view alphabet,
                   random::Generator& rng) {
  const int64_t edits = rng.Integer(1, 5);
  for (int64_t i = 0; i < edits; ++i) {
    Edit(text, alphabet[Below(alphabet.size(), rng)], rng);
  }
  return text;
}

}  // namespace wbm::io
