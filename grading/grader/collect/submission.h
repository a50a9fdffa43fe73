// What a student handed in: bytes by name, nothing on disk.
//
//   Submission s = *Collect("hand_in.zip", manifest, CollectLimits{});
//   s.files["quantizer.cc"]      // the bytes
//   s.missing                    // files of the manifest that are not there
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace wbm::grader {

// The files that a lab takes. Nothing else of a submission is ever read.
struct Manifest {
  std::string lab;                         // "04_int8"
  std::vector<std::string> student_files;  // sources
  std::vector<std::string> hand_in;        // answers.json, REPORT.md, …
  // Taken when there, not missed when not: results.json.
  std::vector<std::string> optional = {};

  // What is expected: sources, then what is handed in with them.
  std::vector<std::string> Expected() const;
};

struct CollectLimits {
  std::uint64_t file_bytes = 1u << 20;      // one file of the manifest
  std::uint64_t archive_bytes = 32u << 20;  // the archive as handed in
  std::uint64_t total_bytes = 64u << 20;    // a .tar.gz, unpacked
  // Files and folders. Bounds time and memory, not what people may have lying
  // about: a checked-in history has thousands.
  std::uint64_t entries = 200'000;
  std::uint64_t path_bytes = 512;  // of a wanted file
  int depth = 32;
  // Source text shrinks about fivefold; deflate cannot exceed 1032-fold.
  std::uint64_t expansion = 200;
  std::uint64_t expansion_floor = 1u << 20;  // no verdict on small archives
};

struct Submission {
  // Name in the manifest -> text, made plain (common/io/plain_text.h): no byte
  // order mark, "\n" at line ends, and in Markdown and JSON a plain '-' and '
  // '.
  std::map<std::string, std::string> files;
  // The bytes as they came, of those files that were made plain.
  std::map<std::string, std::string> as_sent;
  std::string found_in;              // "" or the folder, "hand_in/"; quotable
  std::vector<std::string> missing;  // in the manifest's order
  std::vector<std::string> ignored;  // sorted; quotable names
  std::vector<std::string> remarks;  // sentences for the report
};

}  // namespace wbm::grader
