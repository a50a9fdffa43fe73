#include "common/kernels/cpu/thread_pool.h"

#include <algorithm>

namespace wbm::kernels {
namespace {

// Tells the CPU that a thread waits.
void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// A job often follows the last one within microseconds; sleeping at once would
// cost more than the job. After about 50 µs of waiting a worker sleeps.
constexpr int kSpins = 2000;

}  // namespace

ThreadPool::ThreadPool(int threads) {
  for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { Work(); });
}

ThreadPool::~ThreadPool() {
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::Run(int tasks, const std::function<void(int)>& task) {
  if (workers_.empty() || tasks <= 1) {
    for (int i = 0; i < tasks; ++i) task(i);
    return;
  }
  {
    std::lock_guard lock(mutex_);
    task_ = &task;
    tasks_ = tasks;
    next_ = 0;
    busy_ = static_cast<int>(workers_.size());
    ++generation_;
  }
  wake_.notify_all();
  TakeTasks();
  for (int i = 0; busy_.load(std::memory_order_acquire) > 0; ++i) {
    if (i < kSpins) {
      Pause();
    } else {
      std::this_thread::yield();  // a worker may be waiting for this core
    }
  }
}

void ThreadPool::TakeTasks() {
  for (int i = next_++; i < tasks_; i = next_++) (*task_)(i);
}

void ThreadPool::Work() {
  int seen = 0;
  while (true) {
    for (int i = 0; i < kSpins && generation_ == seen && !stop_; ++i) {
      Pause();
    }
    if (generation_ == seen) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return generation_ != seen || stop_; });
    }
    if (stop_) return;
    seen = generation_;
    TakeTasks();
    busy_.fetch_sub(1, std::memory_order_release);
  }
}

ThreadPool& ThreadPool::Default() {
  static ThreadPool pool(
      std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
  return pool;
}

}  // namespace wbm::kernels
