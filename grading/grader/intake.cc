#include "grading/grader/intake.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grading/grader/utf8.h"

namespace wbm::grader {
namespace {

// More would bury the report under a checked-in build folder.
constexpr std::size_t kMaxIgnoredListed = 50;

absl::Status Refuse(const std::string& path, const std::string& why) {
  return absl::InvalidArgumentError(
      absl::StrCat("entry ", QuotableName(path), " ", why));
}

std::vector<std::string> Names(const std::string& path) {
  return absl::StrSplit(path, '/');
}

// `path` is known to be UTF-8.
bool HasTreacherousCharacter(const std::string& path) {
  return QuotableText(path) != path ||
         path.find_first_of("\n\t\\") != std::string::npos;
}

absl::Status CheckName(const std::string& path, const std::string& name) {
  if (name == "..") {
    return Refuse(path,
                  "leaves the folder by '..'. Pack the files by their plain "
                  "names");
  }
  if (name.starts_with('-')) {
    return Refuse(path,
                  "has a name that begins with '-', which reads like an "
                  "option. Rename it");
  }
  return absl::OkStatus();
}

absl::Status KindError(const std::string& path, EntryKind kind) {
  switch (kind) {
    case EntryKind::kFile:
    case EntryKind::kFolder:
      return absl::OkStatus();
    case EntryKind::kSymbolicLink:
      return Refuse(path,
                    "is a symbolic link. Put the file itself in its place");
    case EntryKind::kHardLink:
      return Refuse(path,
                    "is a hard link to another file. Put a copy in its place");
    case EntryKind::kDevice:
      return Refuse(path, "is a device, not a file. Remove it");
    case EntryKind::kFifo:
      return Refuse(path, "is a named pipe, not a file. Remove it");
    case EntryKind::kSocket:
      return Refuse(path, "is a socket, not a file. Remove it");
    case EntryKind::kUnknown:
      break;
  }
  return Refuse(path, "is neither a file nor a folder. Remove it");
}

}  // namespace

std::vector<std::string> Manifest::Expected() const {
  std::vector<std::string> all = student_files;
  all.insert(all.end(), hand_in.begin(), hand_in.end());
  return all;
}

absl::StatusOr<std::string> CleanPath(const std::string& path,
                                      const CollectLimits& limits) {
  if (path.empty()) return Refuse(path, "has no name. Pack the files again");
  if (path.size() > limits.path_bytes) {
    return Refuse(path, absl::StrCat("has a path longer than ",
                                     limits.path_bytes, " bytes. Shorten it"));
  }
  if (!IsUtf8(path)) {
    return Refuse(path, "has a name that is not UTF-8. Rename it");
  }
  if (HasTreacherousCharacter(path)) {
    return Refuse(path,
                  "has a control character or a backslash in its name. "
                  "Rename it");
  }
  if (path.front() == '/') {
    return Refuse(path,
                  "has an absolute path. Pack the files by their plain names");
  }
  std::vector<std::string> kept;
  for (const std::string& name : Names(path)) {
    if (name.empty() || name == ".") continue;
    if (auto s = CheckName(path, name); !s.ok()) return s;
    kept.push_back(name);
  }
  if (std::cmp_greater(kept.size(), limits.depth)) {
    return Refuse(path, absl::StrCat("lies more than ", limits.depth,
                                     " folders deep. Pack only the lab"));
  }
  return absl::StrJoin(kept, "/");
}

Intake::Intake(const Manifest& manifest, const CollectLimits& limits)
    : manifest_(manifest), limits_(limits) {
  for (const std::string& name : manifest_.Expected()) wanted_.insert(name);
  wanted_.insert(manifest_.optional.begin(), manifest_.optional.end());
}

absl::StatusOr<bool> Intake::Enter(const std::string& path, EntryKind kind,
                                   std::uint64_t declared_bytes) {
  absl::StatusOr<std::string> clean = CleanPath(path, limits_);
  if (!clean.ok()) return clean.status();
  if (auto s = KindError(path, kind); !s.ok()) return s;
  if (clean->empty()) return false;  // the folder itself
  if (seen_.size() >= limits_.entries) {
    return absl::InvalidArgumentError(
        absl::StrCat("more than ", limits_.entries,
                     " entries. Hand in the lab's folder only"));
  }
  if (!seen_.insert(*clean).second) {
    if (kind == EntryKind::kFolder) return false;
    return Refuse(path, "is there twice. Pack the files again");
  }
  if (kind == EntryKind::kFolder) return false;
  Place place;
  std::string name;
  if (!Split(*clean, &place, &name)) {
    Ignore(*clean);
    return false;
  }
  if (declared_bytes > limits_.file_bytes) {
    return Refuse(path,
                  absl::StrCat("has ", declared_bytes, " bytes; the limit is ",
                               limits_.file_bytes, ". Shorten it"));
  }
  return true;
}

void Intake::Ignore(const std::string& path) { extra_.push_back(path); }

absl::Status Intake::Count(std::uint64_t bytes) {
  bytes_ += bytes;
  if (bytes_ <= limits_.total_bytes) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "more than ", limits_.total_bytes >> 20,
      " MiB when unpacked. Hand in the lab's files only: ", Expected()));
}

absl::Status Intake::Take(const std::string& path, std::string bytes) {
  if (bytes.size() > limits_.file_bytes) {
    return Refuse(path, absl::StrCat("has more than ", limits_.file_bytes,
                                     " bytes. Shorten it"));
  }
  absl::StatusOr<std::string> clean = CleanPath(path, limits_);
  if (!clean.ok()) return clean.status();
  Place place;
  std::string name;
  if (!Split(*clean, &place, &name)) {
    return absl::InternalError(absl::StrCat(*clean, " was never wanted"));
  }
  found_[place][name] = std::move(bytes);
  return absl::OkStatus();
}

bool Intake::Split(const std::string& path, Place* place,
                   std::string* name) const {
  const std::string home = absl::StrCat("labs/", manifest_.lab, "/");
  const auto wanted_after = [&](std::size_t prefix, int rank) {
    const std::string rest = path.substr(prefix);
    if (!wanted_.contains(rest)) return false;
    *place = {rank, path.substr(0, prefix)};
    *name = rest;
    return true;
  };
  if (wanted_after(0, 0)) return true;
  if (path.starts_with(home)) return wanted_after(home.size(), 1);
  const std::size_t slash = path.find('/');
  if (slash == std::string::npos) return false;
  if (wanted_after(slash + 1, 2)) return true;
  return path.substr(slash + 1).starts_with(home) &&
         wanted_after(slash + 1 + home.size(), 3);
}

absl::Status Intake::CheckPlaces() const {
  if (found_.empty()) {
    if (seen_.empty() && extra_.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("is empty. Hand in the lab's files: ", Expected()));
    }
    std::vector<std::string> first;
    for (const std::string& name : extra_) {
      if (first.size() < 5) first.push_back(QuotableName(name));
    }
    return absl::InvalidArgumentError(absl::StrCat(
        "holds none of the files of ", manifest_.lab, " (", Expected(), ")",
        first.empty() ? ""
                      : absl::StrCat("; it holds ", absl::StrJoin(first, ", ")),
        ". Hand in the folder labs/", manifest_.lab));
  }
  const auto second = std::next(found_.begin());
  if (second != found_.end() &&
      second->first.rank == found_.begin()->first.rank) {
    return absl::InvalidArgumentError(absl::StrCat(
        "holds the lab's files twice, in ",
        QuotableName(found_.begin()->first.prefix), " and in ",
        QuotableName(second->first.prefix), ". Hand in one of them"));
  }
  return absl::OkStatus();
}

void Intake::ListTheRest(const Place& chosen, Submission* s) const {
  std::vector<std::string> rest = extra_;
  for (const auto& [place, files] : found_) {
    if (place.prefix == chosen.prefix) continue;
    for (const auto& [name, bytes] : files) rest.push_back(place.prefix + name);
  }
  std::sort(rest.begin(), rest.end());
  const std::size_t listed = std::min(rest.size(), kMaxIgnoredListed);
  for (std::size_t i = 0; i < listed; ++i) {
    s->ignored.push_back(QuotableName(rest[i]));
  }
  if (rest.size() > listed) {
    s->ignored.push_back(absl::StrCat("and ", rest.size() - listed, " more"));
  }
}

void Intake::Remark(Submission* s) const {
  for (const auto& [name, bytes] : s->files) {
    if (const std::size_t at = FirstNotUtf8(bytes);
        at != std::string_view::npos) {
      s->remarks.push_back(absl::StrCat(name, " is not UTF-8 (byte ", at,
                                        "). Save it as UTF-8."));
    }
  }
  for (const std::string& missing : s->missing) {
    for (const std::string& other : extra_) {
      const std::string base = other.substr(other.rfind('/') + 1);
      if (absl::EqualsIgnoreCase(base, missing)) {
        s->remarks.push_back(absl::StrCat(
            QuotableName(other), " was ignored: did you mean ", missing, "?"));
      }
    }
  }
}

std::string Intake::Expected() const {
  return absl::StrJoin(manifest_.Expected(), ", ");
}

absl::StatusOr<Submission> Intake::Finish() {
  if (auto s = CheckPlaces(); !s.ok()) return s;
  Submission s;
  const Place chosen = found_.begin()->first;
  s.found_in = chosen.prefix;
  ListTheRest(chosen, &s);
  s.files = std::move(found_.begin()->second);
  for (const std::string& name : manifest_.Expected()) {
    if (!s.files.contains(name)) s.missing.push_back(name);
  }
  Remark(&s);
  return s;
}

}  // namespace wbm::grader
