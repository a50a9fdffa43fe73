// What this CPU, under this operating system, can run.
//
//   if (GetCpuFeatures().avx512_bf16) { ... }
//
// A feature counts only when the operating system also saves its registers
// (xgetbv; for AMX, when Linux grants the tile data to this process as well).
// Never guess from a model name: virtual machines hide features one by one.
// Intel SDM Vol. 2A "CPUID", Vol. 1 chapters 13 and 18.
#pragma once

#include <string>
#include <vector>

namespace wbm::os {

// Members are named as the flags in /proc/cpuinfo.
struct CpuFeatures {
  bool sse4_2 = false;
  bool avx = false;
  bool avx2 = false;
  bool fma = false;
  bool f16c = false;
  bool avx512f = false;
  bool avx512bw = false;
  bool avx512vl = false;
  bool avx512dq = false;
  bool avx512vbmi = false;
  bool avx512_bf16 = false;
  bool avx512_fp16 = false;
  bool avx512_vnni = false;
  bool avx_vnni = false;
  bool amx_tile = false;
  bool amx_bf16 = false;
  bool amx_int8 = false;
};

// Detected once. All false on a CPU that is not x86-64.
const CpuFeatures& GetCpuFeatures();

// The names of those present, in the order of the members.
std::vector<std::string> CpuFeatureNames(const CpuFeatures& features);

// "Intel(R) Xeon(R) ...", from cpuid; empty if the CPU does not say.
std::string CpuModel();

// AMX's tile registers are granted by Linux on request, to the whole process
// (arch_prctl ARCH_REQ_XCOMP_PERM). Call before the first tile instruction;
// true if granted. Harmless to repeat.
bool RequestAmx();

}  // namespace wbm::os
