// All operations on tensors.
#pragma once

#include "common/tensor/attention.h"      // IWYU pragma: export
#include "common/tensor/cross_entropy.h"  // IWYU pragma: export
#include "common/tensor/elementwise.h"    // IWYU pragma: export
#include "common/tensor/embedding.h"      // IWYU pragma: export
#include "common/tensor/linear.h"         // IWYU pragma: export
#include "common/tensor/normalise.h"      // IWYU pragma: export
#include "common/tensor/reduce.h"         // IWYU pragma: export
#include "common/tensor/shape_ops.h"      // IWYU pragma: export
