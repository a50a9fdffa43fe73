// A student file that goes wrong in the way that DOUBLING says.

#include <stdlib.h>
#include <unistd.h>

#include <csignal>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/lab/not_yet.h"
#include "labs/testdata/01_doubling/doubling.h"

namespace doubling_lab {
namespace {

bool Is(const char* how) {
  const char* wanted = getenv("DOUBLING");
  return wanted != nullptr && std::string(wanted) == how;
}

int Recurse(volatile int* depth) {
  volatile int mine = *depth + 1;
  return Recurse(&mine) + mine;
}

void Misbehave() {
  volatile int seven = 7;
  volatile int zero = 0;
  if (Is("segfault")) *reinterpret_cast<volatile int*>(zero) = 1;
  if (Is("recursion")) Recurse(&zero);
  if (Is("abort")) abort();
  if (Is("division")) zero = seven / zero;
  while (Is("loop")) zero = zero + 1;
  if (Is("sleep")) sleep(1000);
  if (Is("exit")) exit(0);
  if (Is("throw")) throw std::runtime_error("no such number");
  if (Is("own exception")) throw 3;
}

}  // namespace

int Double(int x) {
  if (Is("sign")) return x < 0 ? x : x + x;
  if (Is("wrong")) return x;
  return x + x;
}

std::vector<int> DoubleAll(std::span<const int> x) {
  Misbehave();
  if (Is("swallow")) {
    try {
      NOT_YET("1.2");
    } catch (...) {
    }
    return {};
  }
  std::vector<int> doubled;
  for (const int element : x) doubled.push_back(Double(element));
  return doubled;
}

}  // namespace doubling_lab
