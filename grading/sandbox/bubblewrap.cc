#include "grading/sandbox/bubblewrap.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "grading/sandbox/launch_protocol.h"

namespace wbm::sandbox {
namespace {

// Where Debian keeps what belongs to one architecture's compiler.
#if defined(__aarch64__)
constexpr char kTarget[] = "/usr/aarch64-linux-gnu";
#else
constexpr char kTarget[] = "/usr/x86_64-linux-gnu";
#endif

constexpr char kUsualPath[] = "/usr/local/bin:/usr/bin:/bin";

void Append(std::vector<std::string>& to,
            std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) to.emplace_back(word);
}

absl::Status AddMount(std::string_view option, const Mount& mount,
                      bool needs_folder, std::vector<std::string>& to) {
  struct stat info;
  if (stat(mount.host.c_str(), &info) != 0) {
    return absl::NotFoundError(absl::StrCat(
        "the sandbox was to show ", mount.host, ", which does not exist"));
  }
  if (needs_folder && !S_ISDIR(info.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the sandbox's writable folder ", mount.host, " is not a folder"));
  }
  Append(to, {option, mount.host,
              mount.inside.empty() ? mount.host : mount.inside});
  return absl::OkStatus();
}

absl::Status AddMounts(const Command& command, std::vector<std::string>& to) {
  for (const Mount& mount : command.read_only) {
    const absl::Status added = AddMount("--ro-bind", mount, false, to);
    if (!added.ok()) return added;
  }
  if (command.writable.has_value()) {
    return AddMount("--bind", *command.writable, true, to);
  }
  return absl::OkStatus();
}

// A worker has nowhere to write: a file's name, a link's target and a folder
// are memory of the kernel's, of which a size of the contents counts nothing.
void AddTemporary(const Command& command, std::vector<std::string>& to) {
  if (command.calls == Calls::kWorker) {
    return Append(to, {"--perms", "0555", "--dir", "/tmp"});
  }
  Append(to, {"--size", absl::StrCat(command.limits.temporary_bytes), "--tmpfs",
              "/tmp"});
}

bool IsFolder(const char* path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

void AddToolchain(Command& command) {
  for (const char* folder :
       {"/usr/bin", "/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/include",
        kTarget, "/etc/alternatives"}) {
    if (IsFolder(folder)) command.read_only.push_back({folder, folder});
  }
  for (const char* name : {"bin", "lib", "lib64"}) {
    command.links.push_back(
        {absl::StrCat("usr/", name), absl::StrCat("/", name)});
  }
  command.environment.emplace("PATH", "/usr/bin");
}

void WatchSteps(Command& command) {
  for (const char* linker : {"ld", "ld.bfd", "ld.gold"}) {
    if (command.steps_report) break;  // they are there already
    command.links.push_back({kLauncher, absl::StrCat(kSteps, linker)});
  }
  command.steps_report = true;
  const std::vector<std::string> options = {
      "-wrapper", absl::StrCat(kLauncher, ",step"), "-B", kSteps};
  command.arguments.insert(command.arguments.begin() + 1, options.begin(),
                           options.end());
}

absl::StatusOr<std::string> FindBubblewrap() {
  const char* path = std::getenv("PATH");
  const std::string folders =
      absl::StrCat(path == nullptr ? "" : path, ":", kUsualPath);
  for (const absl::string_view folder : absl::StrSplit(folders, ':')) {
    const std::string candidate = absl::StrCat(folder, "/bwrap");
    if (absl::StartsWith(folder, "/") && access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return absl::NotFoundError(
      "bubblewrap (bwrap) is not installed, and no student code runs without "
      "it. Install it: sudo apt-get install bubblewrap (or run scripts/setup)");
}

absl::StatusOr<std::vector<std::string>> BubblewrapArguments(
    const Command& command, const std::string& bubblewrap,
    const std::vector<CopiedFile>& copies, int status) {
  if (command.arguments.empty()) {
    return absl::InvalidArgumentError("the sandbox was given no command");
  }
  std::vector<std::string> arguments = {bubblewrap};
  Append(arguments, {"--unshare-all", "--die-with-parent", "--new-session",
                     "--clearenv", "--as-pid-1", "--cap-drop", "ALL", "--uid",
                     "65534", "--gid", "65534", "--hostname", "sandbox"});
  for (const auto& [name, value] : command.environment) {
    Append(arguments, {"--setenv", name, value});
  }
  if (absl::Status added = AddMounts(command, arguments); !added.ok()) {
    return added;
  }
  for (const CopiedFile& file : copies) {
    Append(arguments,
           {"--perms", "0555", "--file", absl::StrCat(file.fd), file.inside});
  }
  for (const Link& link : command.links) {
    Append(arguments, {"--symlink", link.target, link.inside});
  }
  AddTemporary(command, arguments);
  // The root of the sandbox is memory too: without the remount a process
  // could fill it, past every limit.
  Append(arguments, {"--remount-ro", "/", "--chdir", command.working_directory,
                     "--json-status-fd", absl::StrCat(status), "--"});
  return arguments;
}

absl::Status CannotStart(const std::string& output) {
  const absl::string_view message = absl::StripSuffix(output, "\n");
  if (absl::StrContains(message, "namespace") ||
      absl::StrContains(message, "uid map") ||
      absl::StrContains(message, "Operation not permitted")) {
    return absl::FailedPreconditionError(absl::StrCat(
        "this machine refuses the user namespaces that the sandbox needs (",
        message,
        "). Remedy, as root: sysctl -w kernel.unprivileged_userns_clone=1 and "
        "kernel.apparmor_restrict_unprivileged_userns=0, whichever of the two "
        "exists; in a container, allow unshare and mount"));
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "bubblewrap could not start the command: ",
      message.empty() ? "it gave no reason" : message,
      ". Remedy: scripts/setup --check says whether bubblewrap works here"));
}

}  // namespace wbm::sandbox
