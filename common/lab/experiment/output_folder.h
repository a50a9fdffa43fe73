#pragma once

// A folder that is filled as a whole or not at all.
//
//   absl::StatusOr<OutputFolder> out = OutputFolder::At("results/run1");
//   status = out->Add("results.json", text);     // kept in memory
//   status = out->Stage();                       // written beside the folder
//   status = out->Publish("manifest.json");      // moved in, this one last
//
// Until Publish() nothing is seen in the folder; what was staged and not
// published is removed. Files that are there and not named stay. A folder, a
// file's place or a subfolder that is a symbolic link is refused.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wbm::lab {

class OutputFolder {
 public:
  // Checks early that `path` can be filled: it is a folder, or it and the
  // folders above it can be made. Makes nothing yet. InvalidArgument otherwise.
  static absl::StatusOr<OutputFolder> At(const std::string& path);

  OutputFolder(OutputFolder&& other) noexcept;
  OutputFolder& operator=(OutputFolder&&) = delete;
  ~OutputFolder();

  // `name`: letters, digits, "._-", not starting with ".", with at most one
  // folder in front ("figures/errors.png"). InvalidArgument for other names;
  // AlreadyExists for a name that was added before.
  absl::Status Add(std::string_view name, std::string contents);

  // Writes everything that was added into a new folder beside the target.
  absl::Status Stage();
  // Where a staged file lies, to read it or to add one that was not Add()ed.
  std::string StagedPath(const std::string& name) const;

  // Moves what was staged into place, and `last`, staged by the caller, at the
  // end; an older file of that name is removed first, so that it never stands
  // beside files that it does not describe. Checks all places before it
  // touches one.
  absl::Status Publish(const std::string& last);

  std::vector<std::string> names() const;  // sorted
  const std::string& path() const { return path_; }

 private:
  explicit OutputFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;    // absolute
  std::string staged_;  // "" before Stage()
  std::map<std::string, std::string> contents_;
};

}  // namespace wbm::lab
