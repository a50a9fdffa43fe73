#include "common/plot/run_gnuplot.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/status.h"

namespace wbm::plot {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxComplaint = 2000;

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { Close(); }

  void Close() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
  }
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

absl::Status SystemError(const std::string& what, int error) {
  return absl::InternalError("gnuplot: cannot " + what + ": " +
                             std::strerror(error));
}

// A file without a name that holds the script: unlike a pipe it cannot block.
absl::StatusOr<Descriptor> ScriptFile(const std::string& script) {
  Descriptor file(memfd_create("gnuplot-script", MFD_CLOEXEC));
  if (!file.open()) return SystemError("hold the script", errno);
  std::size_t done = 0;
  while (done < script.size()) {
    const ssize_t n =
        write(file.get(), script.data() + done, script.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return SystemError("hold the script", errno);
    done += static_cast<std::size_t>(n);
  }
  lseek(file.get(), 0, SEEK_SET);
  return file;
}

struct Pipe {
  Descriptor read_end, write_end;
};

absl::StatusOr<Pipe> MakePipe() {
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return SystemError("make a pipe", errno);
  }
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// The child; killed and waited for when it goes out of scope unfinished.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  ~Child() {
    if (pid_ > 0) Kill();
  }

  void Kill() {
    kill(pid_, SIGKILL);
    Wait();
  }
  struct End {
    int status = 0;  // as wait() gives it
    double cpu_seconds = 0;
  };
  End Wait() {
    End end;
    rusage usage{};
    while (wait4(pid_, &end.status, 0, &usage) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    end.cpu_seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
    return end;
  }

 private:
  static double Seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) +
           static_cast<double>(time.tv_usec) * 1e-6;
  }

  pid_t pid_;
};

// Passing it is SIGXCPU.
void LimitCpuTime(pid_t pid, std::chrono::seconds cpu) {
  rlimit limit{};
  prlimit(pid, RLIMIT_CPU, nullptr, &limit);
  limit.rlim_max =
      std::min(limit.rlim_max, static_cast<rlim_t>(cpu.count()) + 1);
  limit.rlim_cur = std::min(limit.rlim_max, static_cast<rlim_t>(cpu.count()));
  prlimit(pid, RLIMIT_CPU, &limit, nullptr);
}

absl::StatusOr<Child> Start(const GnuplotLimits& limits, int input, int output,
                            int complaints) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
  const std::string& program = limits.program;
  std::string name = program;
  std::string no_start_up_file = "-d";
  // By its name: what gnuplot takes for a terminal it reads byte by byte.
  std::string script = "/dev/stdin";
  std::array<char*, 4> argv = {name.data(), no_start_up_file.data(),
                               script.data(), nullptr};
  std::string locale = "LC_ALL=C.UTF-8";
  std::string home = "HOME=/nonexistent";
  std::string cache = "XDG_CACHE_HOME=/nonexistent";
  std::array<char*, 4> environment = {locale.data(), home.data(), cache.data(),
                                      nullptr};
  pid_t pid = -1;
  const int error = posix_spawnp(&pid, program.c_str(), &actions, nullptr,
                                 argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) {
    return absl::NotFoundError("gnuplot: no program '" + program +
                               "' in PATH; install the package gnuplot-nox");
  }
  if (error != 0) return SystemError("start '" + program + "'", error);
  LimitCpuTime(pid, limits.cpu);
  return Child(pid);
}

// Takes what is there from one pipe; closes it at its end.
void Drain(Descriptor& from, std::string& into) {
  std::array<char, 1 << 16> buffer;
  const ssize_t n = read(from.get(), buffer.data(), buffer.size());
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n <= 0) return from.Close();
  into.append(buffer.data(), static_cast<std::size_t>(n));
}

struct Heard {
  std::string output, complaints;
};

absl::StatusOr<Heard> Listen(Descriptor output, Descriptor complaints,
                             const GnuplotLimits& limits) {
  const auto deadline = Clock::now() + limits.wall;
  Heard heard;
  while (output.open() || complaints.open()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - Clock::now());
    if (left.count() <= 0) {
      return absl::UnavailableError(
          "gnuplot: the machine is too busy: not done after " +
          std::to_string(limits.wall.count()) +
          " ms, though it needs less CPU time by far. Remedy: run fewer things "
          "at once; then draw again");
    }
    // poll() skips negative descriptors.
    std::array<pollfd, 2> fds = {
        {{output.get(), POLLIN, 0}, {complaints.get(), POLLIN, 0}}};
    const int ready =
        poll(fds.data(), fds.size(),
             static_cast<int>(std::min<long>(left.count(), 1000)));
    if (ready < 0 && errno != EINTR) return SystemError("listen", errno);
    if (ready <= 0) continue;
    if (fds[0].revents != 0) Drain(output, heard.output);
    if (fds[1].revents != 0) Drain(complaints, heard.complaints);
    if (heard.output.size() > limits.output_bytes) {
      return absl::ResourceExhaustedError("gnuplot: picture larger than " +
                                          std::to_string(limits.output_bytes) +
                                          " bytes");
    }
    if (heard.complaints.size() > kMaxComplaint) {
      heard.complaints.resize(kMaxComplaint);
    }
  }
  return heard;
}

// Its limit of CPU time has a signal of its own, SIGKILL only for one that
// ignores that.
absl::Status HowItEnded(const Child::End& end, const GnuplotLimits& limits,
                        const std::string& complaints) {
  const int signal = WIFSIGNALED(end.status) ? WTERMSIG(end.status) : 0;
  const auto allowed = static_cast<double>(limits.cpu.count());
  // The kernel counts ticks, and may come to the limit somewhat early.
  if (signal == SIGXCPU ||
      (signal == SIGKILL && end.cpu_seconds >= 0.8 * allowed)) {
    return absl::DeadlineExceededError("gnuplot: not done after " +
                                       std::to_string(limits.cpu.count()) +
                                       " s of CPU time; draw fewer points");
  }
  if (signal == SIGKILL) {
    return absl::UnavailableError(
        "gnuplot was killed by the system, most likely for want of memory. "
        "Remedy: free some memory, or run fewer things at once; then draw "
        "again");
  }
  const std::string how =
      signal != 0 ? "ended by signal " + std::to_string(signal)
                  : "exit code " + std::to_string(WEXITSTATUS(end.status));
  return absl::InternalError("gnuplot: " + how + "; it says: " + complaints);
}

}  // namespace

absl::StatusOr<std::string> RunGnuplot(const std::string& script,
                                       const GnuplotLimits& limits) {
  absl::StatusOr<Descriptor> input = ScriptFile(script);
  if (!input.ok()) return input.status();
  absl::StatusOr<Pipe> output = MakePipe();
  if (!output.ok()) return output.status();
  absl::StatusOr<Pipe> complaints = MakePipe();
  if (!complaints.ok()) return complaints.status();
  absl::StatusOr<Child> child =
      Start(limits, input->get(), output->write_end.get(),
            complaints->write_end.get());
  if (!child.ok()) return child.status();
  output->write_end.Close();
  complaints->write_end.Close();
  absl::StatusOr<Heard> heard = Listen(std::move(output->read_end),
                                       std::move(complaints->read_end), limits);
  if (!heard.ok()) return heard.status();
  const Child::End end = child->Wait();
  if (end.status != 0 || heard->output.empty()) {
    return HowItEnded(end, limits, heard->complaints);
  }
  return std::move(heard->output);
}

absl::Status CheckGnuplot(const std::string& program) {
  constexpr char kPicture[] =
      "set terminal svg\nset output\nplot [0:1] [0:1] x\n";
  GnuplotLimits limits;
  limits.program = program;
  const absl::StatusOr<std::string> drawn = RunGnuplot(kPicture, limits);
  if (drawn.ok()) return absl::OkStatus();
  if (absl::IsUnavailable(drawn.status())) return drawn.status();
  return absl::UnavailableError(
      "gnuplot does not work on this machine. Remedy: apt-get install "
      "gnuplot-nox, or mend the gnuplot that is first in PATH. " +
      std::string(drawn.status().message()));
}

absl::Status MachineFault(const absl::Status& failure) {
  return absl::IsUnavailable(failure) ? failure : CheckGnuplot();
}

}  // namespace wbm::plot
