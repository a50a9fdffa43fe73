// Calls one kernel a number of times: what an emulator counts instructions of.
//
//   kernel_calls 'float32->float16' neon 2
//
// All inputs are made before, whatever the number of calls, so the difference
// between a run with two calls and one with a single call is the kernel's own.
// count_instructions.sh does the counting; README.md has the table.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/kernels/cpu/convert.h"
#include "common/kernels/cpu/gemm.h"
#include "common/kernels/cpu/gemm_kernel.h"
#include "common/kernels/cpu/isa.h"
#include "common/kernels/cpu/quantize_int8.h"

namespace wbm::kernels {
namespace {

constexpr char kHelp[] =
    R"(kernel_calls: calls one kernel, for an emulator that counts instructions

usage: kernel_calls KERNEL ISA CALLS   e.g. kernel_calls 'float32->float16' neon 2
       kernel_calls --list             "KERNEL ISA ELEMENTS" a line, what runs here

Exit status: 0 run, 2 wrong use.
)";

constexpr std::size_t kElements = 4096;
constexpr std::ptrdiff_t kSide = 48;  // of the matrices

// Numbers between -4 and 4, dense about 0; few are special, so each kernel goes
// its usual way.
std::vector<float> Inputs(std::size_t n) {
  std::uint32_t state = 7;
  std::vector<float> x(n);
  for (float& value : x) {
    state = state * 1664525u + 1013904223u;
    const float u = static_cast<float>(state >> 8) * 0x1p-23f - 1;
    value = 4 * u * std::abs(u);
  }
  return x;
}

using Call = std::function<void(Isa)>;

struct Kernel {
  std::size_t elements;
  std::function<Call()> make;  // prepares the inputs
};
using Kernels = std::map<std::string, Kernel>;

template <formats::FormatType T>
Call Encoding() {
  return
      [x = Inputs(kElements), y = std::vector<T>(kElements)](Isa isa) mutable {
        FromFloat<T>(x, y, formats::Saturation::kSatNone, isa);
      };
}

template <formats::FormatType T>
Call Decoding() {
  std::vector<T> codes(kElements);
  FromFloat<T>(Inputs(kElements), codes);
  return [codes, y = std::vector<float>(kElements)](Isa isa) mutable {
    ToFloat<T>(codes, y, isa);
  };
}

template <formats::FormatType T>
void AddFormat(Kernels& kernels) {
  const std::string name(T::kFormat.name);
  kernels["float32->" + name] = {kElements, Encoding<T>};
  kernels[name + "->float32"] = {kElements, Decoding<T>};
}

Call RoundingToTf32() {
  return [x = Inputs(kElements),
          y = std::vector<float>(kElements)](Isa isa) mutable {
    RoundToTf32(x, y, formats::Saturation::kSatNone, isa);
  };
}

constexpr quant::AffineParams kInt8 = {.scale = 4.0f / 127};

Call QuantizingInt8() {
  return [x = Inputs(kElements), y = std::vector<std::int8_t>(kElements)](
             Isa isa) mutable { QuantizeInt8(x, kInt8, y, isa); };
}

Call DequantizingInt8() {
  std::vector<std::int8_t> codes(kElements);
  QuantizeInt8(Inputs(kElements), kInt8, codes);
  return [codes, y = std::vector<float>(kElements)](Isa isa) mutable {
    DequantizeInt8(codes, kInt8, y, isa);
  };
}

const GemmKernel* GemmKernelOf(Isa isa) {
  for (const GemmKernel* kernel : GemmKernels()) {
    if (kernel->name == IsaName(isa)) return kernel;
  }
  return nullptr;
}

Call MultiplyingMatrices() {
  constexpr std::size_t kSize = kSide * kSide;
  return [a = Inputs(kSize), b = Inputs(kSize),
          c = std::vector<float>(kSize)](Isa isa) mutable {
    Gemm(RowMajor<const float>(a.data(), kSide, kSide),
         RowMajor<const float>(b.data(), kSide, kSide),
         RowMajor(c.data(), kSide, kSide), {.kernel = GemmKernelOf(isa)});
  };
}

Kernels AllKernels() {
  Kernels kernels;
  AddFormat<formats::float16>(kernels);
  AddFormat<formats::bfloat16>(kernels);
  AddFormat<formats::float8_e4m3fn>(kernels);
  AddFormat<formats::float8_e5m2>(kernels);
  AddFormat<formats::float6_e3m2fn>(kernels);
  AddFormat<formats::float6_e2m3fn>(kernels);
  AddFormat<formats::float4_e2m1fn>(kernels);
  kernels["float32->tf32"] = {kElements, RoundingToTf32};
  kernels["float32->int8"] = {kElements, QuantizingInt8};
  kernels["int8->float32"] = {kElements, DequantizingInt8};
  // An element is a multiply-add.
  kernels["gemm"] = {std::size_t{kSide} * kSide * kSide, MultiplyingMatrices};
  return kernels;
}

std::optional<Isa> IsaOf(std::string_view name) {
  for (const Isa isa : AvailableIsas()) {
    if (IsaName(isa) == name) return isa;
  }
  return std::nullopt;
}

int Wrong(const std::string& what) {
  std::fprintf(stderr, "kernel_calls: %s; see --help and --list\n",
               what.c_str());
  return 2;
}

int Run(const std::vector<std::string>& words) {
  const Kernels kernels = AllKernels();
  if (words == std::vector<std::string>{"--list"}) {
    for (const auto& [name, kernel] : kernels) {
      for (const Isa isa : AvailableIsas()) {
        std::printf("%s %s %zu\n", name.c_str(),
                    std::string(IsaName(isa)).c_str(), kernel.elements);
      }
    }
    return 0;
  }
  if (words.size() != 3) return Wrong("expected KERNEL ISA CALLS");
  const auto kernel = kernels.find(words[0]);
  if (kernel == kernels.end()) return Wrong("no kernel '" + words[0] + "'");
  const std::optional<Isa> isa = IsaOf(words[1]);
  if (!isa) return Wrong("'" + words[1] + "' does not run here");
  const int calls = std::atoi(words[2].c_str());
  if (calls < 1) return Wrong("'" + words[2] + "' is no number of calls");
  const Call call = kernel->second.make();
  for (int i = 0; i < calls; ++i) call(*isa);
  return 0;
}

}  // namespace
}  // namespace wbm::kernels

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (const std::string& word : words) {
    if (word == "--help" || word == "-h") {
      std::fputs(wbm::kernels::kHelp, stdout);
      return 0;
    }
  }
  return wbm::kernels::Run(words);
}
