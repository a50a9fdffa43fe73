// For whom a report is written.
#pragma once

namespace wbm::grader {

enum class Audience { kStudent, kInstructor };

constexpr const char* AudienceName(Audience audience) {
  return audience == Audience::kStudent ? "student" : "instructor";
}

}  // namespace wbm::grader
