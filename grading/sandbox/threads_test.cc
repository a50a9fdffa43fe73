#include "grading/sandbox/threads.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "gtest/gtest.h"

namespace wbm::sandbox {
namespace {

using Looks = std::vector<ThreadLook>;

TEST(Threads, OneThatWasReadyAndWaitedForNothingCouldRun) {
  const Looks ready = {{7, 'R', 3}};
  EXPECT_TRUE(OneCouldRunThroughout(ready, ready));
  EXPECT_TRUE(OneCouldRunThroughout({{6, 'S', 1}, {7, 'R', 3}},
                                    {{6, 'S', 9}, {7, 'R', 3}}));
  // It has waited for something in between, and may be back.
  EXPECT_FALSE(OneCouldRunThroughout(ready, {{7, 'R', 4}}));
  EXPECT_FALSE(OneCouldRunThroughout(ready, {{7, 'S', 4}}));
  // It slept, or was stopped, and that for a time that nobody knows.
  for (const char state : {'S', 'D', 'T', 't', 'Z', '?'}) {
    EXPECT_FALSE(OneCouldRunThroughout({{7, state, 3}}, ready)) << state;
  }
  // Another thread than before, or nobody.
  EXPECT_FALSE(OneCouldRunThroughout(ready, {{8, 'R', 3}}));
  EXPECT_FALSE(OneCouldRunThroughout({}, ready));
  EXPECT_FALSE(OneCouldRunThroughout(ready, {}));
}

ThreadLook Queued(pid_t id, double ran, double queued) {
  return {.id = id, .ran = ran, .queued = queued};
}

TEST(Threads, OneThatIsAloneIsKeptWaitingWhileItQueues) {
  EXPECT_DOUBLE_EQ(LeastQueued({Queued(7, 1, 2)}, {Queued(7, 3, 5)}, 2), 3);
  // The kernel's account of what it ran comes later.
  EXPECT_DOUBLE_EQ(LeastQueued({Queued(7, 1, 2)}, {Queued(7, 1, 5)}, 2), 3);
  // A new one has a count of its own.
  EXPECT_DOUBLE_EQ(LeastQueued({}, {Queued(7, 1, 2)}, 1), 2);
  EXPECT_DOUBLE_EQ(LeastQueued({Queued(7, 1, 2)}, {}, 1), 0);
}

TEST(Threads, ThreadsKeepEachOtherWaitingNotTheMachineThem) {
  const Looks before = {Queued(7, 1, 1), Queued(8, 1, 1)};
  // On one CPU, and nobody else there.
  EXPECT_DOUBLE_EQ(LeastQueued(before, {Queued(7, 2, 2), Queued(8, 2, 2)}, 2),
                   0);
  // Somebody else had it for two seconds of four; not once for each thread.
  EXPECT_DOUBLE_EQ(LeastQueued(before, {Queued(7, 2, 4), Queued(8, 2, 4)}, 2),
                   2);
  // One that came and went computed as well.
  EXPECT_DOUBLE_EQ(LeastQueued(before, {Queued(7, 2, 4), Queued(8, 2, 4)}, 3),
                   1);
}

TEST(Threads, AllSleepWhenNoneIsReady) {
  EXPECT_TRUE(AllSleep({{7, 'S', 3}, {8, 'Z', 0}, {9, 'T', 1}}));
  EXPECT_FALSE(AllSleep({{7, 'S', 3}, {8, 'R', 0}}));
  EXPECT_FALSE(AllSleep({{7, 'D', 3}}));
  EXPECT_FALSE(AllSleep({{7, '?', 3}}));
  EXPECT_FALSE(AllSleep({}));
}

// A child that does what `what` does until it is killed.
class Child {
 public:
  explicit Child(void (*what)()) : pid_(fork()) {
    if (pid_ == 0) {
      for (;;) what();
    }
  }
  ~Child() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Looks look() const { return LookAtThreads(pid_); }

  // Looks until `good` says so, for a minute.
  bool Comes(bool (*good)(const Looks&)) const {
    for (int i = 0; i < 6000; ++i) {
      if (good(look())) return true;
      usleep(10'000);
    }
    return false;
  }

 private:
  pid_t pid_;
};

TEST(Threads, WhatTheKernelTellsIsRead) {
  const Child loops([] { asm volatile(""); });
  const auto is_ready = [](const Looks& t) { return t.at(0).state == 'R'; };
  ASSERT_TRUE(loops.Comes(is_ready));
  const Looks before = loops.look();
  usleep(100'000);
  EXPECT_TRUE(OneCouldRunThroughout(before, loops.look()));

  const Child pauses([] { pause(); });
  EXPECT_TRUE(pauses.Comes(AllSleep));

  const Child dozes([] { usleep(1000); });
  ASSERT_TRUE(dozes.Comes([](const Looks& t) { return t.at(0).waits > 2; }));
  EXPECT_EQ(LookAtThreads(-1).size(), 0u);
}

}  // namespace
}  // namespace wbm::sandbox
