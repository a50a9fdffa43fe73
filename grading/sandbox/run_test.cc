#include "grading/sandbox/run.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "common/io/runfiles.h"
#include "grading/sandbox/bubblewrap.h"
#include "grading/sandbox/process.h"
#include "gtest/gtest.h"

namespace wbm::sandbox {
namespace {

// Short limits, and the probe at /probe.
Command Probe(std::vector<std::string> arguments) {
  static const auto* probe =
      new std::string(io::Runfile("grading/sandbox/probe").value_or(""));
  arguments.insert(arguments.begin(), "/probe");
  Command command = {.arguments = std::move(arguments),
                     .read_only = {{*probe, "/probe"}}};
  command.limits = {.cpu_seconds = 1,
                    .wall_seconds = 20,
                    .memory_bytes = 512 * kMiB,
                    .address_space_bytes = 512 * kMiB,
                    .file_bytes = 2 * kMiB,
                    .temporary_bytes = 8 * kMiB,
                    .output_bytes = 10'000,
                    .open_files = 32};
  return command;
}

Outcome OutcomeOf(const Command& command) {
  const absl::StatusOr<Outcome> outcome = sandbox::Run(command);
  EXPECT_TRUE(outcome.ok()) << outcome.status();
  return outcome.value_or(Outcome());
}

std::string EndOf(const Command& command) {
  const Outcome outcome = OutcomeOf(command);
  return std::string(EndName(outcome.end));
}

std::string Folder(const std::string& name) {
  const std::string path = ::testing::TempDir() + "/" + name;
  mkdir(path.c_str(), 0755);
  return path;
}

void Write(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

// g++ on `source`, with everything as the grader does it.
Command Compile(const std::string& source, const std::string& name) {
  const std::string in = Folder(name + ".in");
  Write(in + "/a.cc", source);
  Command command = {
      .arguments = {"/usr/bin/g++", "-c", "/in/a.cc", "-o", "/out/a.o"},
      .read_only = {{in, "/in"}},
      .writable = Mount{Folder(name + ".out"), "/out"},
      .limits = kCompile};
  AddToolchain(command);
  WatchSteps(command);
  return command;
}

TEST(Run, KeepsExitCodeAndBothStreams) {
  EXPECT_EQ(OutcomeOf(Probe({"exit", "7"})).exit_code, 7);
  const Outcome outcome = OutcomeOf(Probe({"echo", "out", "err"}));
  EXPECT_EQ(outcome.end, End::kExited);
  EXPECT_EQ(outcome.output, "out");
  EXPECT_EQ(outcome.errors, "err");
  EXPECT_GT(outcome.wall_seconds, 0);
}

TEST(Run, NamesTheSignal) {
  const Outcome outcome = OutcomeOf(Probe({"raise", "11"}));
  EXPECT_EQ(outcome.end, End::kSignaled);
  EXPECT_EQ(outcome.signal, SIGSEGV);
  EXPECT_EQ(outcome.detail, "ended by Segmentation fault");
}

TEST(Run, StopsALoopAfterItsCpuTime) {
  const Outcome outcome = OutcomeOf(Probe({"loop"}));
  EXPECT_EQ(outcome.end, End::kTimedOut);
  EXPECT_EQ(outcome.detail, "more than 1 s of CPU time");
  EXPECT_GE(outcome.cpu_seconds, 0.7);
}

TEST(Run, StopsASleeperByTheClock) {
  Command command = Probe({"sleep"});
  command.limits.wall_seconds = 0.3;
  const Outcome outcome = OutcomeOf(command);
  EXPECT_EQ(outcome.end, End::kTimedOut);
  EXPECT_EQ(outcome.detail, "more than 0.3 s by the clock");
  EXPECT_LT(outcome.wall_seconds, 5);
}

// However late the machine gives a command its time, it may use it.
TEST(Run, WaitsForWhatWantsToRun) {
  Command command = Probe({"loop"});
  command.limits.cpu_seconds = 2;
  command.limits.wall_seconds = 1.5;
  const Outcome outcome = OutcomeOf(command);
  EXPECT_EQ(outcome.end, End::kTimedOut);
  EXPECT_EQ(outcome.detail, "more than 2 s of CPU time");
}

TEST(Run, AMachineThatIsTooBusyIsNotTheCommandsFault) {
  Command command = Probe({"loop"});
  command.limits.cpu_seconds = 60;
  command.limits.wall_seconds = 0.05;
  const absl::StatusOr<Outcome> outcome = sandbox::Run(command);
  EXPECT_TRUE(absl::IsUnavailable(outcome.status())) << outcome.status();
}

// Its words have ended, and the sandbox takes longer than the command's time
// by the clock to fall, as on a busy machine: that is no fault of the
// command's.
TEST(Run, WaitsForTheSandboxOnceTheStreamsHaveEnded) {
  const std::string folder = Folder("slow");
  Write(folder + "/bwrap", "#!/bin/sh\n" + FindBubblewrap().value_or("") +
                               " \"$@\"\nexec >&- 2>&-\nsleep 3\n");
  chmod((folder + "/bwrap").c_str(), 0755);
  const std::string old = std::getenv("PATH");
  setenv("PATH", (folder + ":" + old).c_str(), 1);
  Command command = Probe({"exit", "7"});
  command.limits.wall_seconds = 2;
  const Outcome outcome = OutcomeOf(command);
  setenv("PATH", old.c_str(), 1);
  EXPECT_EQ(outcome.end, End::kExited) << outcome.detail;
  EXPECT_EQ(outcome.exit_code, 7);
  EXPECT_GE(outcome.wall_seconds, 3);
}

TEST(Run, KeepsOutputUpToItsCap) {
  const Outcome outcome = OutcomeOf(Probe({"print"}));
  EXPECT_EQ(outcome.end, End::kOutputLimit);
  EXPECT_EQ(outcome.output.size() + outcome.errors.size(), 10'000u);
}

TEST(Run, LimitsFilesInTheWritableFolderToo) {
  Command command = Probe({"write", "/out/large", "4194304"});
  command.writable = Mount{Folder("large.out"), "/out"};
  EXPECT_EQ(EndOf(command), "file_limit");
  command = Probe({"write", "/out/small", "100000"});
  command.writable = Mount{Folder("large.out"), "/out"};
  EXPECT_EQ(EndOf(command), "exited");
  struct stat info;
  EXPECT_EQ(stat((Folder("large.out") + "/small").c_str(), &info), 0);
}

TEST(Run, OnlyTheWritableFolderAndTmpCanBeWritten) {
  EXPECT_EQ(OutcomeOf(Probe({"write", "/tmp/a", "1"})).exit_code, 0);
  EXPECT_EQ(OutcomeOf(Probe({"write", "/a", "1"})).exit_code, 1);
  Command command = Probe({"write", "/in/a", "1"});
  command.read_only.push_back({Folder("readonly"), "/in"});
  EXPECT_EQ(OutcomeOf(command).exit_code, 1);
}

TEST(Run, FilesOfOneRunAreGoneInTheNext) {
  EXPECT_EQ(OutcomeOf(Probe({"write", "/tmp/a", "1"})).exit_code, 0);
  EXPECT_EQ(OutcomeOf(Probe({"read", "/tmp/a"})).exit_code, 1);
}

TEST(Run, NothingOfThisMachineIsVisible) {
  for (const char* path : {"/etc/passwd", "/proc/self/status", "/usr/bin/env",
                           "/root", "/home", "/dev/null", "/sys"}) {
    EXPECT_EQ(OutcomeOf(Probe({"read", path})).exit_code, 1) << path;
  }
}

TEST(Run, TheEnvironmentIsWhatTheCommandSays) {
  setenv("SECRET", "of the caller", 1);
  Command command = Probe({"environment"});
  command.environment = {{"NAME", "value"}};
  const Outcome outcome = OutcomeOf(command);
  EXPECT_NE(outcome.output.find("NAME=value\n"), std::string::npos);
  EXPECT_EQ(outcome.output.find("SECRET"), std::string::npos);
  EXPECT_EQ(outcome.output.find("PATH"), std::string::npos);
}

TEST(Run, EveryLimitIsInForceInside) {
  EXPECT_EQ(OutcomeOf(Probe({"limits"})).output,
            "1\n536870912\n2097152\n32\n64\n0\n");
}

TEST(Run, ProcessesAreForTheToolchainOnly) {
  Command command = Probe({"fork"});
  EXPECT_EQ(EndOf(command), "exited");
  command.calls = Calls::kWorker;
  const Outcome outcome = OutcomeOf(command);
  EXPECT_EQ(outcome.end, End::kProcessLimit);
  EXPECT_EQ(outcome.signal, SIGSYS);
}

TEST(Run, DoesNotWaitForWhatIsLeftRunning) {
  const Outcome outcome = OutcomeOf(Probe({"leave_child"}));
  EXPECT_EQ(outcome.end, End::kExited);
  EXPECT_LT(outcome.wall_seconds, 10);
}

TEST(Run, CountsTheCpuTimeOfChildren) {
  const Outcome outcome = OutcomeOf(Probe({"cpu_in_child"}));
  EXPECT_EQ(outcome.end, End::kTimedOut);
  EXPECT_EQ(outcome.errors, "child: CPU time limit exceeded\n");
  EXPECT_GE(outcome.cpu_seconds, 0.7);
}

TEST(Run, LeavesNoZombie) {
  for (int i = 0; i < 3; ++i) OutcomeOf(Probe({"exit", "0"}));
  Command command = Probe({"sleep"});
  command.limits.wall_seconds = 0.1;
  OutcomeOf(command);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(Run, AMissingMountIsAnErrorThatNamesIt) {
  Command command = Probe({"exit", "0"});
  command.read_only.push_back({"/no/such/folder", "/in"});
  const absl::StatusOr<Outcome> outcome = sandbox::Run(command);
  EXPECT_EQ(outcome.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(outcome.status().message().find("/no/such/folder"),
            absl::string_view::npos);
}

TEST(Run, AWritableFileIsAnError) {
  Command command = Probe({"exit", "0"});
  Write(::testing::TempDir() + "/file", "");
  command.writable = Mount{::testing::TempDir() + "/file", "/out"};
  EXPECT_EQ(sandbox::Run(command).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Run, ACommandThatIsNotThereIsAnError) {
  Command command = Probe({});
  command.arguments = {"/not/there"};
  const absl::StatusOr<Outcome> outcome = sandbox::Run(command);
  EXPECT_EQ(outcome.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_FALSE(sandbox::Run(Command()).ok());
}

TEST(Run, WithoutBubblewrapThePackageIsNamed) {
  Write(Folder("refusing") + "/bwrap",
        "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\n"
        "exit 1\n");
  chmod((Folder("refusing") + "/bwrap").c_str(), 0755);
  const std::string path = std::getenv("PATH");
  setenv("PATH", Folder("refusing").c_str(), 1);
  const absl::Status refused = sandbox::Run(Probe({"exit", "0"})).status();
  setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(refused.message().find("sysctl"), absl::string_view::npos)
      << refused;
}

TEST(Toolchain, CompilesAndLinksAStaticProgram) {
  Command command =
      Compile("#include <vector>\nint main() { return 3; }", "good");
  const Outcome compiled = OutcomeOf(command);
  EXPECT_EQ(compiled.end, End::kExited);
  EXPECT_EQ(compiled.exit_code, 0) << compiled.errors;
  EXPECT_GT(compiled.cpu_seconds, 0.01);
  command.arguments = {"/usr/bin/g++", "-static", "-fuse-ld=gold",
                       "/out/a.o",     "-o",      "/out/a"};
  command.limits = kLink;
  WatchSteps(command);
  const Outcome linked = OutcomeOf(command);
  EXPECT_EQ(linked.exit_code, 0) << linked.errors;
  const Command run = {.arguments = {"/a"},
                       .read_only = {{Folder("good.out") + "/a", "/a"}},
                       .limits = Probe({}).limits,
                       .calls = Calls::kWorker};
  EXPECT_EQ(OutcomeOf(run).exit_code, 3);
}

TEST(Toolchain, ACompileErrorIsAnExitWithItsText) {
  const Outcome outcome = OutcomeOf(Compile("int main() { return x; }", "bad"));
  EXPECT_EQ(outcome.end, End::kExited);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_NE(outcome.errors.find("was not declared"), std::string::npos);
}

TEST(Toolchain, FilesOfThisMachineCannotBeIncluded) {
  const std::string secret = ::testing::TempDir() + "/secret";
  Write(secret, "int canary_8431;");
  for (const std::string& source :
       {"#include \"" + secret + "\"\n",
        "asm(\".incbin \\\"" + secret + "\\\"\");\n",
        std::string("#include \"/etc/passwd\"\n")}) {
    const Outcome outcome = OutcomeOf(Compile(source, "peek"));
    EXPECT_NE(outcome.exit_code, 0) << source;
    EXPECT_EQ(outcome.errors.find("canary"), std::string::npos);
    EXPECT_EQ(outcome.errors.find("root:"), std::string::npos);
  }
}

TEST(Toolchain, ACompilerBombRunsIntoItsCpuTime) {
  Command command = Compile(
      "template <int n, int m> struct Bomb {\n"
      "  static constexpr long value =\n"
      "      Bomb<n - 1, 2 * m>::value + Bomb<n - 1, 2 * m + 1>::value;\n"
      "};\n"
      "template <int m> struct Bomb<0, m> {\n"
      "  static constexpr long value = 1;\n"
      "};\n"
      "long x = Bomb<28, 0>::value;\n",
      "bomb");
  command.limits.cpu_seconds = 1;
  EXPECT_EQ(EndOf(command), "timed_out");
}

TEST(Toolchain, ACompilerThatRunsOutOfMemoryIsAMemoryLimit) {
  // An array of 8^7 numbers.
  Command command = Compile(
      "#define EIGHT(x) x x x x x x x x\n"
      "#define NUMBER 1,\n"
      "int all[] = {EIGHT(EIGHT(EIGHT(EIGHT(EIGHT(EIGHT(EIGHT(NUMBER)))))))};"
      "\n",
      "memory");
  command.limits.memory_bytes = 256 * kMiB;
  command.limits.address_space_bytes = 256 * kMiB;
  EXPECT_EQ(EndOf(command), "memory_limit");
}

TEST(Toolchain, AHugeObjectIsAFileLimit) {
  EXPECT_EQ(EndOf(Compile("char big[1 << 30] = {1};\n", "huge")), "file_limit");
}

// A script in the place of a part of the compiler: what it does is the
// machine's fault, whatever it says and however the driver calls it.
absl::StatusCode WithAPart(const std::string& part, const std::string& script) {
  Command command = Compile("int x;\n", "part");
  const std::string fake = ::testing::TempDir() + "/part.sh";
  Write(fake, "#!/bin/sh\n" + script + "\n");
  chmod(fake.c_str(), 0755);
  if (part == "ld") {
    command.arguments = {"/usr/bin/g++", "-fuse-ld=bfd", "/in/a.cc", "-o",
                         "/out/a"};
    WatchSteps(command);
    command.read_only.push_back({fake, "/usr/bin/ld.bfd"});
  } else if (part == "g++") {
    command.read_only.push_back({fake, "/usr/bin/g++"});
  } else {
    command.arguments.insert(command.arguments.begin() + 1, {"-B", "/part/"});
    command.read_only.push_back({fake, "/part/" + part});
  }
  const absl::StatusOr<Outcome> outcome = sandbox::Run(command);
  if (outcome.ok()) std::cerr << part << ": " << outcome->errors;
  return outcome.status().code();
}

TEST(Toolchain, APartThatTheSystemKillsIsNoFaultOfTheSource) {
  for (const char* part : {"cc1plus", "as", "ld", "g++"}) {
    EXPECT_EQ(WithAPart(part, "kill -9 $$"), absl::StatusCode::kUnavailable)
        << part;
  }
}

TEST(Toolchain, APartThatIsBrokenIsNoFaultOfTheSource) {
  for (const char* part : {"cc1plus", "as"}) {
    EXPECT_EQ(WithAPart(part, ""), absl::StatusCode::kOk) << part;
  }
  Command command = Compile("int x;\n", "broken");
  command.arguments.insert(command.arguments.begin() + 1, {"-B", "/part/"});
  Write(::testing::TempDir() + "/text", "no program\n");
  chmod((::testing::TempDir() + "/text").c_str(), 0755);
  command.read_only.push_back({::testing::TempDir() + "/text", "/part/as"});
  EXPECT_EQ(sandbox::Run(command).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST(Process, DiesWithItsHandle) {
  const Command command = Probe({"sleep"});
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 5; ++i) {
    const auto process = Process::Spawn(command, {});
    ASSERT_TRUE(process.ok());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
}

TEST(Process, TellsTheCpuTimeWhileItRuns) {
  const auto process = Process::Spawn(Probe({"loop"}), {});
  ASSERT_TRUE(process.ok());
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(10);
  double used = 0;
  while (used < 0.05 && std::chrono::steady_clock::now() < deadline) {
    usleep(1000);
    used = (*process)->cpu_seconds().value_or(0);
  }
  EXPECT_GE(used, 0.05);
  (*process)->Kill();
  const Ending ending = (*process)->Wait(std::chrono::seconds(1));
  EXPECT_TRUE(ending.killed);
  EXPECT_GE(ending.cpu_seconds, 0.05);
}

}  // namespace
}  // namespace wbm::sandbox
