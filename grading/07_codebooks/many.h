// What hidden checks of lab 07 ask of long inputs: more elements, levels and
// blocks than 16 bits can count. The last ones tell.
#pragma once

namespace codebook_lab {

// What is right, for a check of values.
void ExpectManyLevels();
void ExpectManySamples();
void ExpectManyInBlocks();
void ExpectManyBlocks();
void ExpectManyLogCodes();

// What is refused, for a check of refusals.
void ExpectALateNanIsRefused();
void ExpectALateCodeIsRefused();
void ExpectALateSampleIsRefused();
void ExpectALateElementIsRefused();
void ExpectALateNegativeIsRefused();

}  // namespace codebook_lab
