#include "common/os/cpu_features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace wbm::os {
namespace {

// The words of the first "flags" line: the kernel's own detection.
std::set<std::string> KernelsFlags() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  std::string line;
  while (std::getline(cpuinfo, line)) {
    if (line.rfind("flags", 0) != 0) continue;
    std::istringstream words(line.substr(line.find(':') + 1));
    return {std::istream_iterator<std::string>(words), {}};
  }
  return {};
}

std::vector<std::string> EveryName() {
  CpuFeatures all;
  bool* first = &all.sse4_2;
  std::fill(first, first + sizeof all / sizeof(bool), true);
  return CpuFeatureNames(all);
}

TEST(CpuFeatures, EveryMemberHasAName) {
  const std::vector<std::string> names = EveryName();
  EXPECT_EQ(names.size(), sizeof(CpuFeatures) / sizeof(bool));
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(),
            names.size());
}

TEST(CpuFeatures, TheKernelAgreesFlagByFlag) {
  const std::set<std::string> kernel = KernelsFlags();
  if (kernel.empty()) GTEST_SKIP() << "/proc/cpuinfo shows no flags here";
  const std::vector<std::string> found = CpuFeatureNames(GetCpuFeatures());
  for (const std::string& name : EveryName()) {
    const bool ours =
        std::find(found.begin(), found.end(), name) != found.end();
    const bool listed = kernel.count(name) == 1;
    // A kernel may list AMX and yet not grant it.
    if (name.rfind("amx", 0) == 0 && listed && !ours) continue;
    EXPECT_EQ(ours, listed) << name;
  }
}

TEST(CpuFeatures, NothingIsNamedOfNothing) {
  EXPECT_TRUE(CpuFeatureNames(CpuFeatures{}).empty());
}

TEST(CpuFeatures, WiderSetsImplyTheirBases) {
  const CpuFeatures& f = GetCpuFeatures();
  EXPECT_TRUE(f.avx || !f.avx2);
  EXPECT_TRUE(f.avx2 || !f.avx512f);
  EXPECT_TRUE(f.avx512f || !(f.avx512bw || f.avx512_bf16 || f.avx512_fp16));
  EXPECT_TRUE(f.amx_tile || !(f.amx_bf16 || f.amx_int8));
}

TEST(CpuModel, HasNoPadding) {
  const std::string model = CpuModel();
  if (model.empty()) GTEST_SKIP() << "this CPU does not tell its name";
  EXPECT_NE(model.front(), ' ');
  EXPECT_NE(model.back(), ' ');
}

#if defined(__x86_64__)
__attribute__((target("amx-tile"))) void UseATile() {
  alignas(64) unsigned char config[64] = {1};  // palette 1
  config[16] = 64;                             // tile 0: 64 bytes a row
  config[48] = 16;                             // 16 rows
  _tile_loadconfig(config);
  _tile_zero(0);
  _tile_release();
}

TEST(RequestAmx, AGrantedTileCanBeUsed) {
  if (!GetCpuFeatures().amx_tile) {
    EXPECT_FALSE(RequestAmx());
    GTEST_SKIP() << "no AMX here";
  }
  if (!RequestAmx()) GTEST_SKIP() << "the system refuses AMX to this process";
  EXPECT_TRUE(RequestAmx()) << "asking again is harmless";
  UseATile();
}
#endif

}  // namespace
}  // namespace wbm::os
