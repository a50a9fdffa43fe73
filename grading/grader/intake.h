// The one gate through which every entry of a submission passes, whether it
// comes from a folder or from an archive.
//
//   Intake intake(manifest, limits);
//   auto wanted = intake.Enter("hand_in/quantizer.cc", EntryKind::kFile, 812);
//   if (wanted.ok() && *wanted) intake.Take("hand_in/quantizer.cc", bytes);
//   absl::StatusOr<Submission> s = intake.Finish();
//
// A file of the manifest is taken at the top, under labs/<lab>/, or under one
// wrapping folder (of either); in that order, and never from two places.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/grader/submission.h"

namespace wbm::grader {

enum class EntryKind {
  kFile,
  kFolder,
  kSymbolicLink,
  kHardLink,
  kDevice,
  kFifo,
  kSocket,
  kUnknown,
};

class Intake {
 public:
  Intake(const Manifest& manifest, const CollectLimits& limits);

  // Judges an entry by name, kind and declared size. Returns true when it may
  // be a file of the manifest, whose bytes the caller must then Take(). Errors
  // (InvalidArgument) name the entry and the remedy.
  absl::StatusOr<bool> Enter(const std::string& path, EntryKind kind,
                             std::uint64_t declared_bytes);

  // Lists an entry without judging or opening it.
  void Ignore(const std::string& path);

  // Counts bytes that were unpacked, wanted or not.
  absl::Status Count(std::uint64_t bytes);

  absl::Status Take(const std::string& path, std::string bytes);

  // Decides which place counts. Errors when nothing of the manifest is there
  // or when it is there twice.
  absl::StatusOr<Submission> Finish();

 private:
  struct Place {
    int rank = 0;        // the lower wins
    std::string prefix;  // "" or ends in '/'
    bool operator<(const Place& o) const {
      return rank != o.rank ? rank < o.rank : prefix < o.prefix;
    }
  };
  using Found = std::map<Place, std::map<std::string, std::string>>;

  // The place and the name of `path` when it may be a file of the manifest.
  bool Split(const std::string& path, Place* place, std::string* name) const;
  absl::Status CheckPlaces() const;
  void ListTheRest(const Place& chosen, Submission* s) const;
  void Remark(Submission* s) const;
  std::string Expected() const;

  Manifest manifest_;
  CollectLimits limits_;
  std::set<std::string> wanted_;
  std::set<std::string> seen_;
  std::vector<std::string> extra_;
  Found found_;
  std::uint64_t bytes_ = 0;
};

// `path` without "./" and doubled slashes; an error when it is absolute,
// leaves the folder, or has a name that no course file has.
absl::StatusOr<std::string> CleanPath(const std::string& path,
                                      const CollectLimits& limits);

}  // namespace wbm::grader
