#pragma once

// What a stub of a lab throws: "this task is not written yet".
//
//     std::vector<float> Dequantize(...) {
//       NOT_YET("4.3");
//     }
//
// A stub never returns something plausible, so an unwritten task is told
// apart from a wrong one. Standard library only: every student file includes
// this header.

#include <atomic>
#include <exception>
#include <string>

namespace wbm::lab {

// Where a stub stands. The strings are literals and live forever.
struct NotYetSite {
  const char* task;  // task id, such as "4.2"
  const char* file;  // as the compiler was given it
  int line;          // 1-based
};

// The first stub reached since the listener last looked; null when none was.
// It outlives the exception, so a test that swallows NotYet is still known to
// have reached unwritten code.
inline std::atomic<const NotYetSite*> first_not_yet_site{nullptr};

// Thrown by NOT_YET; carries the task and the place to edit.
class NotYet : public std::exception {
 public:
  explicit NotYet(const NotYetSite& site)
      : site_(site),
        what_(std::string("task ") + site.task + " is not written yet: " +
              site.file + ":" + std::to_string(site.line)) {
    const NotYetSite* none = nullptr;
    first_not_yet_site.compare_exchange_strong(none, &site);
  }

  const char* task() const noexcept { return site_.task; }
  const char* file() const noexcept { return site_.file; }
  int line() const noexcept { return site_.line; }
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  NotYetSite site_;
  std::string what_;
};

}  // namespace wbm::lab

// Ends a stub: `NOT_YET("4.2");`. Works in functions of any return type.
#define NOT_YET(task_id)                                                   \
  do {                                                                     \
    static const ::wbm::lab::NotYetSite not_yet_site = {task_id, __FILE__, \
                                                        __LINE__};         \
    throw ::wbm::lab::NotYet(not_yet_site);                                \
  } while (false)
