// Where the time went. Never part of a report, which has to be the same for
// the same submission.
//
//   Stopwatch watch;
//   { auto lap = watch.Time("compile"); …; lap.AddCpu(outcome.cpu_seconds); }
//   watch.laps()
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace wbm::grader {

struct Lap {
  std::string stage;
  double begin_seconds = 0;  // since the watch was made
  double wall_seconds = 0;
  double cpu_seconds = 0;  // of child processes; the grader's own is apart
};

// Laps may overlap and come from several threads.
class Stopwatch {
 public:
  using Clock = std::chrono::steady_clock;

  class Running {
   public:
    Running(Stopwatch* watch, std::string stage)
        : watch_(watch), lap_{std::move(stage), watch->Now(), 0, 0} {}
    ~Running() {
      lap_.wall_seconds = watch_->Now() - lap_.begin_seconds;
      const std::lock_guard lock(watch_->mutex_);
      watch_->laps_.push_back(lap_);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    void AddCpu(double seconds) { lap_.cpu_seconds += seconds; }

   private:
    Stopwatch* watch_;
    Lap lap_;
  };

  [[nodiscard]] Running Time(std::string stage) {
    return Running(this, std::move(stage));
  }
  double Now() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }
  const std::vector<Lap>& laps() const { return laps_; }

 private:
  Clock::time_point start_ = Clock::now();
  std::mutex mutex_;
  std::vector<Lap> laps_;
};

}  // namespace wbm::grader
