#include "common/lab/each.h"

#include <utility>

namespace wbm::lab {
namespace {

using internal::AnyFunction;
using internal::Batch;

// Function-local, so that it exists before whichever proxy registers first.
std::vector<std::pair<AnyFunction, Batch>>& Batches() {
  static std::vector<std::pair<AnyFunction, Batch>> batches;
  return batches;
}

void (*start_fresh_worker)() = nullptr;

}  // namespace

namespace internal {

void RegisterBatch(AnyFunction function, Batch batch) {
  Batches().emplace_back(function, batch);
}

Batch FindBatch(AnyFunction function) {
  for (const auto& [known, batch] : Batches()) {
    if (known == function) return batch;
  }
  return nullptr;
}

void RegisterFreshWorker(void (*start)()) { start_fresh_worker = start; }

}  // namespace internal

void FreshWorker() {
  if (start_fresh_worker != nullptr) start_fresh_worker();
}

}  // namespace wbm::lab
