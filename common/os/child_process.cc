#include "common/os/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/os/environment.h"

namespace wbm::os {
namespace {

using Clock = std::chrono::steady_clock;

// Both ends of a pipe; what is still open is closed at the end.
struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    CloseRead();
    CloseWrite();
  }
  bool Open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
  void CloseRead() { Close(read_end); }
  void CloseWrite() { Close(write_end); }

 private:
  static void Close(int& fd) {
    if (fd >= 0) close(fd);
    fd = -1;
  }
};

absl::StatusOr<pid_t> Spawn(const Child& child, const Pipe& out,
                            const Pipe& err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const absl::Cleanup destroy = [&actions] {
    posix_spawn_file_actions_destroy(&actions);
  };
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                   O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write_end, STDERR_FILENO);
  if (!child.directory.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, child.directory.c_str());
  }
  std::vector<std::string> arguments = child.arguments;
  std::vector<std::string> environment = ChildEnvironment();
  pid_t pid = 0;
  const int error =
      posix_spawnp(&pid, arguments[0].c_str(), &actions, nullptr,
                   ExecWords(arguments).data(), ExecWords(environment).data());
  if (error == 0) return pid;
  const std::string what =
      absl::StrCat("cannot start ", child.arguments[0], ": ", strerror(error));
  return error == ENOENT ? absl::NotFoundError(what)
                         : absl::InternalError(what);
}

// Reads once from `pipe` into `text`; closes the pipe at its end.
void Drain(Pipe& pipe, std::string& text, std::size_t most) {
  std::array<char, 65536> buffer;
  const ssize_t got = read(pipe.read_end, buffer.data(), buffer.size());
  if (got < 0 && errno == EINTR) return;
  if (got <= 0) return pipe.CloseRead();
  const std::size_t room = most > text.size() ? most - text.size() : 0;
  text.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
}

// Reads both pipes until they end or `deadline`; false at the deadline.
bool ReadAll(Pipe& out, Pipe& err, ChildResult& result, std::size_t most,
             Clock::time_point deadline) {
  while (out.read_end >= 0 || err.read_end >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - Clock::now());
    if (left.count() <= 0) return false;
    std::array<pollfd, 2> ends = {
        {{out.read_end, POLLIN, 0}, {err.read_end, POLLIN, 0}}};
    if (poll(ends.data(), ends.size(), static_cast<int>(left.count())) < 0 &&
        errno != EINTR) {
      return false;
    }
    if (ends[0].revents != 0) Drain(out, result.output, most);
    if (ends[1].revents != 0) Drain(err, result.errors, most);
  }
  return true;
}

// Waits for the end of `pid` until `deadline`, then kills it.
void Reap(pid_t pid, Clock::time_point deadline, ChildResult& result) {
  int status = 0;
  while (waitpid(pid, &status, WNOHANG) == 0) {
    if (Clock::now() >= deadline) {
      result.timed_out = true;
      kill(pid, SIGKILL);
      waitpid(pid, &status, 0);
      break;
    }
    usleep(1000);
  }
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
}

}  // namespace

absl::StatusOr<ChildResult> RunChild(const Child& child) {
  if (child.arguments.empty()) {
    return absl::InvalidArgumentError("no program to run");
  }
  Pipe out;
  Pipe err;
  if (!out.Open() || !err.Open()) {
    return absl::InternalError(absl::StrCat("no pipe: ", strerror(errno)));
  }
  const auto deadline = Clock::now() + std::chrono::seconds(child.seconds);
  const absl::StatusOr<pid_t> pid = Spawn(child, out, err);
  if (!pid.ok()) return pid.status();
  out.CloseWrite();
  err.CloseWrite();
  ChildResult result;
  ReadAll(out, err, result, child.most_output, deadline);
  Reap(*pid, deadline, result);
  return result;
}

}  // namespace wbm::os
