#include "common/os/cpu_features.h"

#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace wbm::os {

#if defined(__x86_64__)
namespace {

struct Registers {
  uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
};

// All zero if the CPU does not have the leaf.
Registers Cpuid(uint32_t leaf, uint32_t subleaf = 0) {
  Registers r;
  __get_cpuid_count(leaf, subleaf, &r.eax, &r.ebx, &r.ecx, &r.edx);
  return r;
}

bool Bit(uint32_t word, int bit) { return (word >> bit & 1) != 0; }

// XCR0: the register files that the operating system saves.
uint64_t SavedState() {
  if (!Bit(Cpuid(1).ecx, 27)) return 0;  // OSXSAVE
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return static_cast<uint64_t>(high) << 32 | low;
}

bool Saves(uint64_t saved, uint64_t mask) { return (saved & mask) == mask; }

constexpr uint64_t kYmm = 0x06;                 // SSE and AVX
constexpr uint64_t kZmm = kYmm | 0xe0;          // opmask and both halves of ZMM
constexpr uint64_t kTiles = uint64_t{3} << 17;  // TILECFG and TILEDATA
constexpr long kTileData = 18;

void DetectAvx(CpuFeatures& f) {
  const uint32_t ecx1 = Cpuid(1).ecx;
  f.avx = Bit(ecx1, 28);
  f.fma = Bit(ecx1, 12);
  f.f16c = Bit(ecx1, 29);
  f.avx2 = Bit(Cpuid(7).ebx, 5);
  f.avx_vnni = Bit(Cpuid(7, 1).eax, 4);
}

void DetectAvx512(CpuFeatures& f) {
  const Registers leaf7 = Cpuid(7);
  f.avx512f = Bit(leaf7.ebx, 16);
  f.avx512dq = Bit(leaf7.ebx, 17);
  f.avx512bw = Bit(leaf7.ebx, 30);
  f.avx512vl = Bit(leaf7.ebx, 31);
  f.avx512vbmi = Bit(leaf7.ecx, 1);
  f.avx512_vnni = Bit(leaf7.ecx, 11);
  f.avx512_fp16 = Bit(leaf7.edx, 23);
  f.avx512_bf16 = Bit(Cpuid(7, 1).eax, 5);
}

void DetectAmx(CpuFeatures& f) {
  const uint32_t edx7 = Cpuid(7).edx;
  f.amx_bf16 = Bit(edx7, 22);
  f.amx_tile = Bit(edx7, 24);
  f.amx_int8 = Bit(edx7, 25);
}

// Linux lists what it may grant even before it is asked for.
bool LinuxOffersTiles() {
  constexpr long kGetSupported = 0x1021;  // ARCH_GET_XCOMP_SUPP
  uint64_t supported = 0;
  return syscall(SYS_arch_prctl, kGetSupported, &supported) == 0 &&
         (supported >> kTileData & 1) != 0;
}

CpuFeatures Detect() {
  CpuFeatures f;
  f.sse4_2 = Bit(Cpuid(1).ecx, 20);
  const uint64_t saved = SavedState();
  if (Saves(saved, kYmm)) DetectAvx(f);
  if (Saves(saved, kZmm)) DetectAvx512(f);
  if (Saves(saved, kTiles) && LinuxOffersTiles()) DetectAmx(f);
  return f;
}

}  // namespace

std::string CpuModel() {
  if (Cpuid(0x80000000u).eax < 0x80000004u) return "";
  char name[49] = {};
  for (uint32_t i = 0; i < 3; ++i) {
    const Registers r = Cpuid(0x80000002u + i);
    std::memcpy(name + 16 * i, &r, sizeof r);
  }
  const std::string model(name);
  const size_t first = model.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return model.substr(first, model.find_last_not_of(' ') - first + 1);
}

bool RequestAmx() {
  constexpr long kRequest = 0x1023;  // ARCH_REQ_XCOMP_PERM
  return GetCpuFeatures().amx_tile &&
         syscall(SYS_arch_prctl, kRequest, kTileData) == 0;
}

#else

namespace {
CpuFeatures Detect() { return {}; }
}  // namespace

std::string CpuModel() { return ""; }
bool RequestAmx() { return false; }

#endif

const CpuFeatures& GetCpuFeatures() {
  static const CpuFeatures kFeatures = Detect();
  return kFeatures;
}

std::vector<std::string> CpuFeatureNames(const CpuFeatures& f) {
  const struct {
    const char* name;
    bool present;
  } all[] = {
      {"sse4_2", f.sse4_2},
      {"avx", f.avx},
      {"avx2", f.avx2},
      {"fma", f.fma},
      {"f16c", f.f16c},
      {"avx512f", f.avx512f},
      {"avx512bw", f.avx512bw},
      {"avx512vl", f.avx512vl},
      {"avx512dq", f.avx512dq},
      {"avx512vbmi", f.avx512vbmi},
      {"avx512_bf16", f.avx512_bf16},
      {"avx512_fp16", f.avx512_fp16},
      {"avx512_vnni", f.avx512_vnni},
      {"avx_vnni", f.avx_vnni},
      {"amx_tile", f.amx_tile},
      {"amx_bf16", f.amx_bf16},
      {"amx_int8", f.amx_int8},
  };
  std::vector<std::string> names;
  for (const auto& feature : all) {
    if (feature.present) names.emplace_back(feature.name);
  }
  return names;
}

}  // namespace wbm::os
