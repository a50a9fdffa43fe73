#include "common/plot/fault.h"

#include "common/plot/text.h"

namespace wbm::plot {

Fault First(std::initializer_list<Fault> faults) {
  for (const Fault& fault : faults) {
    if (!fault.empty()) return fault;
  }
  return "";
}

Fault CheckText(const std::string& where, const std::string& text,
                std::size_t most) {
  if (!IsPlainText(text)) {
    return where + ": not valid UTF-8, or it holds a control character";
  }
  if (CodePoints(text) <= most) return "";
  return where + ": longer than " + std::to_string(most) + " characters";
}

Fault CheckNeededText(const std::string& where, const std::string& text) {
  if (text.find_first_not_of(" \n") == std::string::npos) {
    return where + ": missing";
  }
  return CheckText(where, text);
}

}  // namespace wbm::plot
