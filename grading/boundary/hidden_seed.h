#pragma once

// Seeds for what a hidden test draws: other ones for every submission.
//
//   std::mt19937_64 random(HiddenSeed("LongListsToo"));
//
// The grader hands the check program a secret of the submission's own, made
// from the instructor's key and what was handed in (grader/hidden_key.h). So a
// regrade draws the same inputs, another submission draws others, and who has
// read the tests, or seen the inputs of one submission, knows none of the next.
//
// A test that draws must hold for every draw: bounds that are derived, never a
// margin that was large enough for one seed.
//
// By hand a test draws from a secret that is always the same;
// `--hidden_seed=TEXT` takes another.

#include <cstdint>
#include <string_view>

namespace wbm::boundary {

// 64 bits for the stream called `tag`; streams of other names are independent.
// Where a generator takes 32 bits, any half of them will do.
std::uint64_t HiddenSeed(std::string_view tag);

// Takes the secret out of the environment (WBM_HIDDEN_SEED), so that nothing
// that is started later finds it there. A check program's main calls it first.
void TakeHiddenSeed();

}  // namespace wbm::boundary
