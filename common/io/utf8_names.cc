#include "common/io/utf8_names.h"

#include <archive_entry.h>

namespace wbm::io {

Utf8Names::Utf8Names() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
  if (locale_ != nullptr) before_ = uselocale(locale_);
}

Utf8Names::~Utf8Names() {
  if (locale_ == nullptr) return;
  uselocale(before_);
  freelocale(locale_);
}

std::string EntryName(archive_entry* entry) {
  if (const char* name = archive_entry_pathname(entry)) return name;
  const char* name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? "" : name;
}

}  // namespace wbm::io
