#include "grading/boundary/thread_limit.h"

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <memory>

#include "grading/sandbox/limits.h"

namespace wbm::boundary {
namespace {

std::atomic<unsigned> threads = 0;  // besides the first one
void (*too_many)() = nullptr;

struct Start {
  void* (*function)(void*);
  void* argument;
};

// Counts down however the thread ends: its objects go then, too.
void* Run(void* data) {
  struct CountDown {
    ~CountDown() { --threads; }
  } at_the_end;
  const std::unique_ptr<Start> start(static_cast<Start*>(data));
  return start->function(start->argument);
}

}  // namespace

void LimitThreads(void (*refuse)()) { too_many = refuse; }

}  // namespace wbm::boundary

extern "C" {

int __real_pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                          void* (*function)(void*), void* argument);

int __wrap_pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                          void* (*function)(void*), void* argument) {
  using wbm::boundary::threads;
  if (++threads > wbm::sandbox::kWorker.threads) {
    if (wbm::boundary::too_many != nullptr) wbm::boundary::too_many();
    _exit(0);
  }
  auto start = std::make_unique<wbm::boundary::Start>(
      wbm::boundary::Start{function, argument});
  const int error = __real_pthread_create(thread, attributes,
                                          &wbm::boundary::Run, start.get());
  if (error == 0) {
    start.release();
  } else {
    --threads;
  }
  return error;
}

}  // extern "C"
