#pragma once

// Contract functions that do what they should not, each one thing.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boundary_hostile {

int Fine();
int CountsItsCalls();

// Ends of all kinds.
int NotWritten();
int ThrowsOutOfRange();
int ThrowsAnInt();
int ThrowsLongText();
int ReadsNull();
int Aborts();
int DividesByZero();
int KillsItself();
int CallsExit(int code);
int CallsUnderscoreExit();
int CallsQuickExit();
int ExitsLater();  // returns; exit runs on another thread

// Limits.
int Loops();
int LoopsIgnoringSignals();
int Sleeps();
std::size_t AllocatesForever();
std::size_t AllocatesInNoexcept();
int TakesBytes(std::span<const std::int8_t> x);
int PrintsForever();
int Prints(std::string text, bool to_errors);
// The errors, or 0: a file, one without a name, a link, another, a folder, and
// another name for its own file.
std::vector<int> MakesFiles(std::string folder);
int WritesToItsInput();  // likewise
std::vector<std::uint8_t> ReturnsBytes(std::uint64_t count);

// System calls.
std::int64_t SystemCall(std::int32_t number);  // all arguments 0
int Controls(std::int32_t control);
int SharesMemory();
int LowersItsMemory();
int SignalsItself(std::int32_t signal);
// Sends itself this many, and takes them: how many came.
int QueuesSignals(int count);
int Forks();
int RunsShell();
int SumsInThreads(int threads);
int NamesItself(std::string name);
std::uint64_t TouchesBytes(std::uint64_t bytes);
int StartsThreadsForever();
// Sleeps this long, but for a little work in every 20 ms.
int Dozes(int milliseconds);
// Sleeps this long, and returns.
int Naps(int milliseconds);
// Computes until it has had this much CPU time.
int Computes(int milliseconds);
// Likewise, on two threads that take turns.
int HandsOver(int milliseconds);
// For ever, on this many threads.
int DozesInThreads(int threads);
// Yields for ever, and does nothing else.
int Yields();
// Likewise, and looping, on this many threads.
int LoopsInThreads(int threads);
int YieldsInThreads(int threads);
// Another goes on, and waits.
int EndsItsFirstThread();
// A while after the answer.
int StartsThreadsLater(int threads);
int Clone3Error();
int LimitsInit();  // the sandbox's first process

// Looking around.
std::vector<std::string> Environment();
std::string ProgramName();
std::vector<std::string> FilesIn(std::string folder);
std::optional<std::string> ReadsFile(std::string path);
bool LeavesFile(std::string path);
std::vector<int> OpenDescriptors();
std::vector<std::uint32_t> Identity();  // user, group, capabilities

// The processor.
int SetsRounding(std::int32_t mode);
int SetsFlushToZero();
int SetsX87Precision();

// The protocol, from inside.
int WritesToReplyPipe();
int ClosesReplyPipeAndSleeps();
int ClosesReplyPipeAndReturns();
int RunsItselfAgain();

}  // namespace boundary_hostile
