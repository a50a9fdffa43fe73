#include "common/os/write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>

namespace wbm::os {
namespace {

TEST(WriteAll, GoesOnUntilASlowReaderHasAll) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  // More than a pipe holds; written in parts, since the end does not block
  // the reader.
  const std::string text(1 << 20, 'x');
  std::size_t got = 0;
  std::thread reader([&] {
    char block[1000];
    for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;) {
      got += static_cast<std::size_t>(n);
    }
  });
  EXPECT_TRUE(WriteAll(ends[1], text));
  close(ends[1]);
  reader.join();
  close(ends[0]);
  EXPECT_EQ(got, text.size());
}

TEST(WriteAll, NothingIsWrittenAtOnce) { EXPECT_TRUE(WriteAll(-1, "")); }

TEST(WriteAll, SaysByErrnoWhyNot) {
  EXPECT_FALSE(WriteAll(-1, "x"));
  EXPECT_EQ(errno, EBADF);
  const int full = open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  EXPECT_FALSE(WriteAll(full, "x"));
  EXPECT_EQ(errno, ENOSPC);
  close(full);
}

}  // namespace
}  // namespace wbm::os
