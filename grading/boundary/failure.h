#pragma once

// A call that brought no value, as a report tells it.

#include <string>

#include "grading/boundary/verdict.h"

namespace wbm::boundary {

struct Failure {
  Verdict verdict = Verdict::kNotGraded;
  std::string call = {};     // the function, "Quantize"
  std::string message = {};  // a sentence for a person
  std::string detail = {};   // signal name, limit, "4.2 quantizer.cc:12", ...
};

}  // namespace wbm::boundary
