// A fixed set of threads that work on one job at a time.
//
//   ThreadPool pool(2);
//   pool.Run(blocks, [&](int block) { ... });  // returns when all are done
//
// The caller is one of the threads. Which thread takes which task is left
// open, so a kernel is deterministic if each task writes its own outputs and
// the split into tasks does not depend on the number of threads.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace wbm::kernels {

class ThreadPool {
 public:
  // `threads` >= 1 in all; 1 starts none and runs everything in the caller.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  // Calls task(0) ... task(tasks - 1), each once. Tasks must not throw and
  // must not call Run of the same pool.
  void Run(int tasks, const std::function<void(int)>& task);

  // All cores of the machine; made at first use.
  static ThreadPool& Default();

 private:
  void Work();
  void TakeTasks();

  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<int> generation_ = 0;  // counts jobs
  std::atomic<bool> stop_ = false;
  const std::function<void(int)>* task_ = nullptr;
  int tasks_ = 0;
  std::atomic<int> next_ = 0;  // next task to take
  std::atomic<int> busy_ = 0;  // workers that have not finished this job
};

}  // namespace wbm::kernels
