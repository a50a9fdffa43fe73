// What a table cannot be made of; that it answers is shown by each unit's
// table_of_public_inputs_test.
#include "grading/grader/cases/call_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grading/boundary/wire.h"

namespace wbm::grader {
namespace {

using boundary::Exchange;
using boundary::Kind;
using boundary::ReplyHead;
using boundary::RequestHead;
using ::testing::HasSubstr;

template <class Head>
std::string Message(const Head& head, const std::string& body) {
  return std::string(reinterpret_cast<const char*>(&head), sizeof head) + body;
}

Exchange Seen(std::uint64_t id, const std::string& call,
              const std::string& answer, Kind kind = Kind::kValue) {
  return {Message(RequestHead{.call_id = id, .size = call.size()}, call),
          Message(ReplyHead{.call_id = id,
                            .kind = static_cast<std::uint32_t>(kind),
                            .zero = 0,
                            .size = answer.size()},
                  answer)};
}

TEST(CallTableSource, ACallIsKnownWhateverItsId) {
  const auto once = CallTableSource({Seen(1, "f(2)", "4")});
  const auto twice =
      CallTableSource({Seen(7, "f(2)", "4"), Seen(8, "f(2)", "4")});
  ASSERT_TRUE(once.ok()) << once.status();
  ASSERT_TRUE(twice.ok()) << twice.status();
  EXPECT_EQ(*once, *twice);
  EXPECT_THAT(*once, HasSubstr("\"NA==="));  // "4", in base64
}

TEST(CallTableSource, TwoAnswersOrNoneAreNoTable) {
  EXPECT_FALSE(
      CallTableSource({Seen(1, "f(2)", "4"), Seen(2, "f(2)", "5")}).ok());
  EXPECT_FALSE(CallTableSource({Seen(1, "f(2)", "4", Kind::kNotWritten)}).ok());
  EXPECT_FALSE(CallTableSource({{"f(2)", ""}}).ok());
}

}  // namespace
}  // namespace wbm::grader
