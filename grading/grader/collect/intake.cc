#include "grading/grader/collect/intake.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/io/plain_text.h"
#include "common/io/utf8.h"
#include "grading/grader/collect/near_miss.h"

namespace wbm::grader {
namespace {

// More would bury the report under a checked-in build folder.
constexpr std::size_t kMaxIgnoredListed = 50;
constexpr int kMaxSuggestions = 3;

absl::Status Refuse(const std::string& path, const std::string& why) {
  return absl::InvalidArgumentError(
      absl::StrCat("entry ", io::QuotableName(path), " ", why));
}

// The names along a path, without "." and doubled slashes. An absolute path
// begins with "". Windows programs pack backslashes for slashes.
std::vector<std::string> Names(const std::string& path) {
  const char separator = path.find('/') == std::string::npos ? '\\' : '/';
  std::vector<std::string> names;
  if (path.starts_with(separator)) names.emplace_back();
  for (const auto name : absl::StrSplit(path, separator)) {
    if (!name.empty() && name != ".") names.emplace_back(name);
  }
  return names;
}

// What tools leave beside the work of a person: nobody's hand-in.
bool IsLitter(const std::string& folder) {
  return folder == ".git" || folder == "__MACOSX" || folder == "bazel-bin" ||
         folder == "bazel-out" || folder == "bazel-testlogs";
}

// labs/03_formats/REPORT.md is no report on lab 04.
bool BelongsToAnotherLab(const std::vector<std::string>& names,
                         const std::string& lab) {
  for (std::size_t i = 0; i + 2 < names.size(); ++i) {
    if (names[i] == "labs" && names[i + 1] != lab) return true;
  }
  return false;
}

std::string Joined(const std::vector<std::string>& names, std::size_t count) {
  return absl::StrJoin(names.begin(),
                       names.begin() + static_cast<std::ptrdiff_t>(count), "/");
}

std::string BaseOf(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool IsArchiveName(const std::string& name) {
  for (const char* suffix : {".zip", ".tar.gz", ".tgz", ".tar"}) {
    if (absl::EndsWithIgnoreCase(name, suffix)) return true;
  }
  return false;
}

// Markdown and JSON are read for what they say; a source is the compiler's.
bool IsProse(const std::string& name) {
  return name.ends_with(".md") || name.ends_with(".json");
}

std::string MadePlain(const std::string& name, const std::string& bytes) {
  std::string text = io::PlainText(bytes);
  return IsProse(name) ? io::PlainTypography(text) : text;
}

const char* KindFault(EntryKind kind) {
  switch (kind) {
    case EntryKind::kFile:
    case EntryKind::kFolder:
      return nullptr;
    case EntryKind::kSymbolicLink:
      return "is a symbolic link. Put the file itself in its place";
    case EntryKind::kHardLink:
      return "is a hard link to another file. Put a copy in its place";
    case EntryKind::kDevice:
      return "is a device, not a file. Remove it";
    case EntryKind::kFifo:
      return "is a named pipe, not a file. Remove it";
    case EntryKind::kSocket:
      return "is a socket, not a file. Remove it";
    case EntryKind::kUnknown:
      break;
  }
  return "is neither a file nor a folder. Remove it";
}

}  // namespace

std::vector<std::string> Manifest::Expected() const {
  std::vector<std::string> all = student_files;
  all.insert(all.end(), hand_in.begin(), hand_in.end());
  return all;
}

Intake::Intake(const Manifest& manifest, const CollectLimits& limits)
    : manifest_(manifest), limits_(limits) {
  for (const std::string& name : manifest_.Expected()) wanted_.insert(name);
  wanted_.insert(manifest_.optional.begin(), manifest_.optional.end());
  sources_.insert(manifest_.student_files.begin(),
                  manifest_.student_files.end());
}

absl::Status Intake::Enter(const std::string& path, EntryKind kind,
                           std::uint64_t declared_bytes) {
  if (++entries_ > limits_.entries) {
    return absl::InvalidArgumentError(
        absl::StrCat("more than ", limits_.entries,
                     " entries. Hand in the lab's folder only"));
  }
  const std::vector<std::string> names = Names(path);
  const auto litter = std::find_if(names.begin(), names.end(), IsLitter);
  if (litter != names.end()) {
    const auto until = static_cast<std::size_t>(litter - names.begin()) + 1;
    extra_.insert(Joined(names, until));
    return absl::OkStatus();
  }
  if (kind == EntryKind::kFolder || names.empty()) return absl::OkStatus();
  if (!wanted_.contains(names.back()) ||
      BelongsToAnotherLab(names, manifest_.lab)) {
    extra_.insert(Joined(names, names.size()));
    return absl::OkStatus();
  }
  std::string prefix = Joined(names, names.size() - 1);
  if (names.size() > 1) prefix += '/';
  places_[prefix].push_back({path, names.back(), kind, declared_bytes});
  return absl::OkStatus();
}

void Intake::Skip(const std::string& path, const absl::Status& why) {
  extra_.insert(path);
  if (why_skipped_.ok()) why_skipped_ = why;
}

Intake::Rank Intake::RankOf(const std::string& prefix,
                            const std::vector<Candidate>& candidates) const {
  const bool source = std::any_of(
      candidates.begin(), candidates.end(),
      [this](const Candidate& c) { return sources_.contains(c.name); });
  const std::string slashed = absl::StrCat("/", prefix);
  int kind = 3;
  if (prefix.empty()) {
    kind = 0;
  } else if (slashed.ends_with(absl::StrCat("/labs/", manifest_.lab, "/"))) {
    kind = 1;
  } else if (slashed.ends_with(absl::StrCat("/", manifest_.lab, "/"))) {
    kind = 2;
  }
  return {!source, kind, std::count(prefix.begin(), prefix.end(), '/')};
}

absl::StatusOr<Intake::Places::const_iterator> Intake::BestPlace() const {
  auto best = places_.begin();
  for (auto it = std::next(best); it != places_.end(); ++it) {
    if (RankOf(it->first, it->second) < RankOf(best->first, best->second)) {
      best = it;
    }
  }
  for (auto it = std::next(best); it != places_.end(); ++it) {
    if (RankOf(it->first, it->second) == RankOf(best->first, best->second)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "holds the lab's files twice, in ", io::QuotableName(best->first),
          " and in ", io::QuotableName(it->first), ". Hand in one of them"));
    }
  }
  return best;
}

absl::Status Intake::NothingFound() const {
  if (!why_skipped_.ok()) return why_skipped_;
  if (extra_.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("is empty. Hand in the lab's files: ", Expected()));
  }
  // First what may have been meant, then what lies there.
  std::vector<std::string> meant, other;
  std::string remedy = absl::StrCat("Hand in the folder labs/", manifest_.lab);
  for (const std::string& path : extra_) {
    const std::string base = BaseOf(path);
    const auto wanted =
        std::find_if(wanted_.begin(), wanted_.end(),
                     [&](const auto& w) { return IsNearMiss(base, w); });
    if (wanted != wanted_.end()) {
      meant.push_back(absl::StrCat(io::QuotableName(path), " (did you mean ",
                                   *wanted, "?)"));
    } else if (other.size() < 5) {
      other.push_back(io::QuotableName(path));
    }
    if (IsArchiveName(base)) {
      remedy = absl::StrCat("Hand in what is inside ", io::QuotableName(path));
    }
  }
  meant.insert(meant.end(), other.begin(), other.end());
  meant.resize(std::min<std::size_t>(meant.size(), 5));
  return absl::InvalidArgumentError(absl::StrCat(
      "holds none of the files of ", manifest_.lab, " (", Expected(),
      "); it holds ", absl::StrJoin(meant, ", "), ". ", remedy));
}

absl::Status Intake::Judge(const Candidate& candidate) const {
  const std::string& path = candidate.path;
  const std::vector<std::string> names = Names(path);
  if (path.size() > limits_.path_bytes) {
    return Refuse(path, absl::StrCat("has a path longer than ",
                                     limits_.path_bytes, " bytes. Shorten it"));
  }
  if (names.front().empty()) {
    return Refuse(path,
                  "has an absolute path. Pack the files by their plain names");
  }
  if (std::find(names.begin(), names.end(), "..") != names.end()) {
    return Refuse(path,
                  "leaves the folder by '..'. Pack the files by their plain "
                  "names");
  }
  if (std::cmp_greater(names.size(), limits_.depth)) {
    return Refuse(path, absl::StrCat("lies more than ", limits_.depth,
                                     " folders deep. Pack only the lab"));
  }
  if (const char* fault = KindFault(candidate.kind)) return Refuse(path, fault);
  if (candidate.bytes > limits_.file_bytes) {
    return Refuse(path,
                  absl::StrCat("has ", candidate.bytes, " bytes; the limit is ",
                               limits_.file_bytes, ". Shorten it"));
  }
  return absl::OkStatus();
}

absl::Status Intake::Choose() {
  if (places_.empty()) return NothingFound();
  const auto best = BestPlace();
  if (!best.ok()) return best.status();
  place_ = (*best)->first;
  for (const Candidate& candidate : (*best)->second) {
    if (auto s = Judge(candidate); !s.ok()) return s;
    chosen_[candidate.path] = candidate.name;
  }
  return absl::OkStatus();
}

absl::Status Intake::Take(const std::string& path, std::string bytes) {
  const auto chosen = chosen_.find(path);
  if (chosen == chosen_.end()) {
    return absl::InternalError(
        absl::StrCat(io::QuotableName(path), " was never wanted"));
  }
  if (bytes.size() > limits_.file_bytes) {
    return Refuse(path, absl::StrCat("has more than ", limits_.file_bytes,
                                     " bytes. Shorten it"));
  }
  const std::string& name = chosen->second;
  std::string plain = MadePlain(name, bytes);
  const auto before = taken_.files.find(name);
  if (before != taken_.files.end() && before->second != plain) {
    return Refuse(path,
                  "is there twice, with other contents. Pack the files again");
  }
  if (plain != bytes) taken_.as_sent[name] = std::move(bytes);
  taken_.files[name] = std::move(plain);
  return absl::OkStatus();
}

void Intake::ListTheRest(Submission* s) const {
  std::set<std::string> rest = extra_;
  for (const auto& [prefix, candidates] : places_) {
    if (prefix == place_) continue;
    for (const Candidate& c : candidates) rest.insert(prefix + c.name);
  }
  for (const std::string& path : rest) {
    if (s->ignored.size() == kMaxIgnoredListed) break;
    s->ignored.push_back(io::QuotableName(path));
  }
  if (rest.size() > kMaxIgnoredListed) {
    s->ignored.push_back(
        absl::StrCat("and ", rest.size() - kMaxIgnoredListed, " more"));
  }
}

void Intake::Remark(Submission* s) const {
  for (const auto& [name, bytes] : s->files) {
    if (const std::size_t at = io::FirstNotUtf8(bytes);
        at != std::string_view::npos) {
      s->remarks.push_back(absl::StrCat(name, " is not UTF-8 (byte ", at,
                                        "). Save it as UTF-8."));
    }
  }
  for (const std::string& missing : s->missing) {
    int suggestions = 0;
    for (const std::string& other : extra_) {
      if (!IsNearMiss(BaseOf(other), missing)) continue;
      if (++suggestions > kMaxSuggestions) break;
      s->remarks.push_back(absl::StrCat(io::QuotableName(other),
                                        " was ignored: did you mean ", missing,
                                        "? Rename it and hand in again."));
    }
  }
}

std::string Intake::Expected() const {
  return absl::StrJoin(manifest_.Expected(), ", ");
}

Submission Intake::Finish() {
  Submission s = std::move(taken_);
  s.found_in = io::QuotableText(place_);
  ListTheRest(&s);
  for (const std::string& name : manifest_.Expected()) {
    if (!s.files.contains(name)) s.missing.push_back(name);
  }
  Remark(&s);
  return s;
}

}  // namespace wbm::grader
