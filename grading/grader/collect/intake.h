// The one gate through which every entry of a submission passes, whether it
// comes from a folder or from an archive.
//
//   Intake intake(manifest, limits);
//   intake.Enter("hand_in/quantizer.cc", EntryKind::kFile, 812);  // … all
//   absl::Status chosen = intake.Choose();
//   if (intake.Wants("hand_in/quantizer.cc")) intake.Take(path, bytes);
//   Submission s = intake.Finish();
//
// First it is decided which entries are wanted: the manifest's files, in the
// one place where they lie. Only those are judged. All else is listed as
// ignored, whatever it is called and whatever it is: it is never opened.
//
// Of several places the one that holds a source wins over one that holds none;
// then the top, labs/<lab>/, a folder <lab>/, any other, the shallower first.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grading/grader/collect/submission.h"

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

  // Tells of an entry: its path as it stands there, its kind and declared
  // size. The one error is that there are too many.
  absl::Status Enter(const std::string& path, EntryKind kind,
                     std::uint64_t declared_bytes);

  // Lists an entry that could not be looked into. `why` becomes the error when
  // nothing that is wanted turns up elsewhere.
  void Skip(const std::string& path, const absl::Status& why);

  // After the last entry: decides on the place, and judges what is wanted
  // there. Errors (InvalidArgument) name the entry and the remedy.
  absl::Status Choose();

  // Is this entry's text wanted? Its bytes must then be Take()n.
  bool Wants(const std::string& path) const { return chosen_.contains(path); }
  absl::Status Take(const std::string& path, std::string bytes);

  Submission Finish();

 private:
  struct Candidate {
    std::string path;  // as it stands there
    std::string name;  // in the manifest
    EntryKind kind = EntryKind::kFile;
    std::uint64_t bytes = 0;
  };
  // The folder ("" or ends in '/') -> what may be wanted in it.
  using Places = std::map<std::string, std::vector<Candidate>>;
  using Rank = std::tuple<bool, int, std::ptrdiff_t>;  // the lower wins

  Rank RankOf(const std::string& prefix,
              const std::vector<Candidate>& candidates) const;
  absl::StatusOr<Places::const_iterator> BestPlace() const;
  absl::Status NothingFound() const;
  absl::Status Judge(const Candidate& candidate) const;
  void ListTheRest(Submission* s) const;
  void Remark(Submission* s) const;
  std::string Expected() const;

  Manifest manifest_;
  CollectLimits limits_;
  std::set<std::string> wanted_;   // names
  std::set<std::string> sources_;  // likewise
  std::uint64_t entries_ = 0;
  std::set<std::string> extra_;
  absl::Status why_skipped_;
  Places places_;
  std::string place_;
  std::map<std::string, std::string> chosen_;  // path -> name
  Submission taken_;
};

}  // namespace wbm::grader
