#include "grading/grader/build/linked_file.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"

namespace wbm::grader {
namespace {

using boundary::Verdict;

// User space of the machines that we know: 47 bits.
constexpr std::uint64_t kMostAddress = std::uint64_t{1} << 47;
constexpr std::uint64_t kMiB = 1u << 20;
constexpr std::size_t kMostHeaders = 256;

// Each check has a copy of its own in memory. A lab's own code is a few MiB.
constexpr std::uint64_t kMostFile = 32 * kMiB;

// The program headers; nothing when it is not a program of this machine.
std::optional<std::vector<Elf64_Phdr>> Headers(std::ifstream& file) {
  Elf64_Ehdr head{};
  if (!file.read(reinterpret_cast<char*>(&head), sizeof head) ||
      std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 ||
      head.e_ident[EI_CLASS] != ELFCLASS64 ||
      (head.e_type != ET_EXEC && head.e_type != ET_DYN) ||
      head.e_phentsize != sizeof(Elf64_Phdr) || head.e_phnum > kMostHeaders) {
    return std::nullopt;
  }
  std::vector<Elf64_Phdr> headers(head.e_phnum);
  file.seekg(static_cast<std::streamoff>(head.e_phoff));
  file.read(reinterpret_cast<char*>(headers.data()),
            static_cast<std::streamsize>(headers.size() * sizeof(Elf64_Phdr)));
  if (!file) return std::nullopt;
  return headers;
}

LinkedFile Refused(Verdict verdict, const std::string& message) {
  return {verdict, message};
}

LinkedFile Judge(const std::vector<Elf64_Phdr>& headers, std::uint64_t most) {
  std::uint64_t memory = 0, thread_local_memory = 0;
  for (const Elf64_Phdr& header : headers) {
    if (header.p_type == PT_INTERP || header.p_type == PT_DYNAMIC) {
      return Refused(Verdict::kCompileError,
                     "The program asks for another one to start it (a section "
                     "such as .interp), and there is none: it is linked "
                     "statically.");
    }
    if (header.p_type != PT_LOAD && header.p_type != PT_TLS) continue;
    if (header.p_vaddr >= kMostAddress ||
        header.p_memsz > kMostAddress - header.p_vaddr) {
      return Refused(Verdict::kCompileError,
                     "A section of the program lies at an address, or has a "
                     "size, that this machine does not have.");
    }
    (header.p_type == PT_TLS ? thread_local_memory : memory) += header.p_memsz;
  }
  if (memory + thread_local_memory <= most) return {};
  const char* what = thread_local_memory > memory ? "thread_local variables"
                                                  : "static variables";
  return Refused(
      Verdict::kMemoryLimit,
      absl::StrCat("The program's ", what, " take ",
                   (memory + thread_local_memory) / kMiB, " MiB; it may use ",
                   most / kMiB, " MiB of memory in all."));
}

}  // namespace

absl::StatusOr<LinkedFile> InspectLinkedFile(const std::string& path,
                                             std::uint64_t most) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return absl::InternalError(absl::StrCat("cannot read ", path));
  }
  file.seekg(0, std::ios::end);
  const auto size = static_cast<std::uint64_t>(file.tellg());
  if (size > kMostFile) {
    return Refused(Verdict::kFileLimit,
                   absl::StrCat("The program that was linked is ", size / kMiB,
                                " MiB; it may be ", kMostFile / kMiB,
                                ". Arrays of constants, or sections of your "
                                "own, are that large."));
  }
  file.seekg(0);
  const std::optional<std::vector<Elf64_Phdr>> headers = Headers(file);
  if (!headers.has_value()) {
    return Refused(Verdict::kCompileError,
                   "What was linked is not a program of this machine.");
  }
  return Judge(*headers, most);
}

}  // namespace wbm::grader
