// Names in archives are read as UTF-8, whatever the locale of the process:
//
//   const Utf8Names utf8_names;          // for this thread, while it lives
//   archive_read_next_header(a, &entry);
//   std::string name = EntryName(entry);
//
// libarchive gives no name at all when the locale cannot say it, and a program
// that never called setlocale() can say only ASCII.
#pragma once

#include <locale.h>

#include <string>

struct archive_entry;

namespace wbm::io {

class Utf8Names {
 public:
  Utf8Names();
  ~Utf8Names();
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

// The entry's name as it stands in the archive; bytes that are no UTF-8 are
// kept. "" when it has none.
std::string EntryName(archive_entry* entry);

}  // namespace wbm::io
