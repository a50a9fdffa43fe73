#include "grading/sandbox/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace wbm::sandbox {
namespace {

using std::chrono::milliseconds;

// Of a command that never waits for anything, its wall time this often over:
// then the machine has not given it the CPU time that it may use.
constexpr int kPatience = 10;

// Looks at processes of which one may just be between two steps.
constexpr int kLooks = 20;
constexpr milliseconds kBetweenLooks(50);

// Reads what is there, keeping at most `room` bytes. Closes at the end.
// Returns whether it fitted.
bool Drain(Capture& capture, std::size_t room) {
  char block[65536];
  for (;;) {
    const ssize_t got = read(capture.read_end.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return true;
    if (got == 0) {
      capture.read_end.Reset();
      return true;
    }
    const auto size = static_cast<std::size_t>(got);
    capture.text.append(block, std::min(size, room));
    if (size > room) return false;
    room -= size;
  }
}

bool Waits(Process& process) {
  for (int look = 0; look < kLooks; ++look) {
    if (process.wants_to_run()) return false;
    usleep(std::chrono::microseconds(kBetweenLooks).count());
  }
  return true;
}

}  // namespace

absl::Status Open(Capture& capture) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return absl::InternalError(
        absl::StrCat("the sandbox: pipe: ", strerror(errno)));
  }
  capture.read_end.Reset(ends[0]);
  capture.write_end.Reset(ends[1]);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return absl::OkStatus();
}

Watch::Watch(const Limits& limits, Capture& output, Capture& errors)
    : limits_(limits),
      captures_{&output, &errors},
      deadline_(start_ + milliseconds(static_cast<long long>(
                             limits.wall_seconds * 1000))) {}

absl::StatusOr<std::optional<End>> Watch::Follow(Process& process) {
  while (captures_[0]->read_end.valid() || captures_[1]->read_end.valid()) {
    if (Left().count() <= 0) {
      const absl::StatusOr<bool> goes_on = MayGoOn(process);
      if (!goes_on.ok()) return goes_on.status();
      if (!*goes_on) return End::kTimedOut;
    }
    pollfd polled[2];
    for (int i = 0; i < 2; ++i) {
      polled[i] = {captures_[i]->read_end.get(), POLLIN, 0};
    }
    poll(polled, 2, static_cast<int>(Left().count()));
    for (int i = 0; i < 2; ++i) {
      if (polled[i].revents == 0) continue;
      if (!Drain(*captures_[i], Room())) return End::kOutputLimit;
    }
  }
  return std::nullopt;
}

// The deadline has passed: it moves on while something in there wants to run,
// for no program inside can help that the machine is busy. Its CPU time has a
// limit of its own.
absl::StatusOr<bool> Watch::MayGoOn(Process& process) {
  if (Waits(process)) return false;
  const std::chrono::duration<double> gone = Clock::now() - start_;
  if (gone.count() > kPatience * limits_.wall_seconds) {
    process.Kill();
    return absl::UnavailableError(
        absl::StrCat("the machine is too busy: a compiler that may use ",
                     limits_.cpu_seconds, " s of CPU time has not had them in ",
                     static_cast<long long>(gone.count()),
                     " s. Remedy: run fewer things at once; then grade again"));
  }
  deadline_ = Clock::now() + std::chrono::seconds(1);
  return true;
}

milliseconds Watch::Left() const {
  constexpr milliseconds kMost(60'000);
  if (limits_.wall_seconds <= 0) return kMost;
  return std::clamp(std::chrono::ceil<milliseconds>(deadline_ - Clock::now()),
                    milliseconds(0), kMost);
}

std::size_t Watch::Room() const {
  const std::size_t used =
      captures_[0]->text.size() + captures_[1]->text.size();
  return limits_.output_bytes - std::min(used, limits_.output_bytes);
}

}  // namespace wbm::sandbox
