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
  std::uint64_t total_bytes = 64u << 20;    // everything in it, unpacked
  std::uint64_t entries = 4000;             // files and folders
  std::uint64_t path_bytes = 512;
  int depth = 32;
  // Source text shrinks about fivefold; deflate cannot exceed 1032-fold.
  std::uint64_t expansion = 200;
  std::uint64_t expansion_floor = 1u << 20;  // no verdict on small archives
};

struct Submission {
  std::map<std::string, std::string> files;  // name in the manifest -> bytes
  std::string found_in;                      // "" or the folder, "hand_in/"
  std::vector<std::string> missing;          // in the manifest's order
  std::vector<std::string> ignored;          // sorted; quotable names
  std::vector<std::string> remarks;          // sentences for the report
};

}  // namespace wbm::grader
