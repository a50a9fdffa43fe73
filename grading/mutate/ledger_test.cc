#include "grading/mutate/ledger.h"

#include <string>

#include "absl/status/status.h"
#include "common/io/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wbm::mutate {
namespace {

using ::testing::HasSubstr;

std::string Path(const char* name) { return ::testing::TempDir() + "/" + name; }

TEST(LedgerTest, ALaterRunKnowsWhatWasKilled) {
  const std::string path = Path("known");
  absl::StatusOr<Ledger> first = Ledger::Open(path);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->Find("a < b"), std::nullopt);
  ASSERT_TRUE(first->Add("a < b", Fate::kKilledInPublic).ok());
  ASSERT_TRUE(first->Add("a > b", Fate::kKilledInHidden).ok());
  ASSERT_TRUE(first->Add("a = ;", Fate::kDoesNotCompile).ok());
  ASSERT_TRUE(first->Add("a <= b", Fate::kSurvives).ok());
  const absl::StatusOr<Ledger> later = Ledger::Open(path);
  ASSERT_TRUE(later.ok()) << later.status();
  EXPECT_EQ(later->Find("a < b"), Fate::kKilledInPublic);
  EXPECT_EQ(later->Find("a > b"), Fate::kKilledInHidden);
  EXPECT_EQ(later->Find("a = ;"), Fate::kDoesNotCompile);
  EXPECT_EQ(later->Find("a <= b"), std::nullopt);  // to be tried again
}

TEST(LedgerTest, ALineThatWasCutOffIsForgotten) {
  const std::string path = Path("cut");
  ASSERT_TRUE(Ledger::Open(path)->Add("one", Fate::kKilledInPublic).ok());
  const std::string whole = *io::ReadFile(path);
  ASSERT_TRUE(io::WriteFile(path, whole + "0123abc").ok());
  absl::StatusOr<Ledger> ledger = Ledger::Open(path);
  ASSERT_TRUE(ledger.ok()) << ledger.status();
  ASSERT_TRUE(ledger->Add("two", Fate::kKilledInHidden).ok());
  ledger = Ledger::Open(path);
  ASSERT_TRUE(ledger.ok()) << ledger.status();
  EXPECT_EQ(ledger->Find("one"), Fate::kKilledInPublic);
  EXPECT_EQ(ledger->Find("two"), Fate::kKilledInHidden);
}

TEST(LedgerTest, AnotherFileIsNotTaken) {
  const std::string path = Path("notes");
  ASSERT_TRUE(io::WriteFile(path, "my notes\n").ok());
  const absl::Status status = Ledger::Open(path).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("notes:1: "));
}

}  // namespace
}  // namespace wbm::mutate
