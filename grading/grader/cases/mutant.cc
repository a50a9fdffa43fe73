#include "grading/grader/cases/mutant.h"

#include <cstdio>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace wbm::grader {
namespace {

using Lines = std::vector<std::string>;

Lines Split(const std::string& text) { return absl::StrSplit(text, '\n'); }

class PatchReader {
 public:
  PatchReader(const std::string& patch, const std::string& name)
      : lines_(Split(patch)), name_(name) {}

  absl::StatusOr<Mutant> ReadMutant() {
    if (auto s = Read(); !s.ok()) return s;
    if (!variant_.what.empty()) return Wrong("a mutant is no \"# variant: \"");
    if (mutant_.pitfall.empty()) return Wrong("has no \"# pitfall: \"");
    if (mutant_.fails.empty()) return Wrong("has no \"# fails: \"");
    if (mutant_.files.empty()) return Wrong("changes nothing");
    const bool claims =
        mutant_.files.size() == 1 && mutant_.files.contains("REPORT.md");
    if (mutant_.hints.empty() && !claims) return Wrong("has no \"# hint: \"");
    return std::move(mutant_);
  }

  absl::StatusOr<Variant> ReadVariant() {
    if (auto s = Read(); !s.ok()) return s;
    if (variant_.what.empty()) return Wrong("has no \"# variant: \"");
    if (!mutant_.pitfall.empty() || !mutant_.fails.empty() ||
        !mutant_.hints.empty() || !mutant_.handout.empty()) {
      return Wrong("a variant fails nothing");
    }
    if (mutant_.files.empty()) return Wrong("changes nothing");
    variant_.files = std::move(mutant_.files);
    return std::move(variant_);
  }

 private:
  absl::Status Read() {
    for (at_ = 0; at_ < lines_.size(); ++at_) {
      const std::string& line = lines_[at_];
      absl::Status s;
      if (line.starts_with("#")) {
        s = Header(line);
      } else if (line.starts_with("+++ ")) {
        file_ = line.substr(line.rfind('/') + 1);
      } else if (line.starts_with("@@ ")) {
        s = ReadHunk(line);
      } else if (!line.empty() && !line.starts_with("--- ")) {
        s = Wrong("expected a header, a file or a hunk");
      }
      if (!s.ok()) return s;
    }
    return absl::OkStatus();
  }

  absl::Status Wrong(const std::string& what) const {
    return absl::InvalidArgumentError(
        absl::StrCat(name_, ":", at_ + 1, ": ", what));
  }

  absl::Status Header(const std::string& line) {
    const auto value = [&](const char* key) -> std::optional<std::string> {
      const std::string start = absl::StrCat("# ", key, ": ");
      if (!line.starts_with(start)) return std::nullopt;
      return line.substr(start.size());
    };
    if (const auto pitfall = value("pitfall")) {
      mutant_.pitfall = *pitfall;
    } else if (const auto title = value("handout")) {
      mutant_.handout.push_back({*title, static_cast<int>(at_ + 1)});
    } else if (const auto fails = value("fails")) {
      mutant_.fails = absl::StrSplit(*fails, ' ', absl::SkipWhitespace());
    } else if (const auto hint = value("hint")) {
      mutant_.hints = absl::StrSplit(*hint, ' ', absl::SkipWhitespace());
    } else if (const auto what = value("variant")) {
      variant_.what = *what;
    } else {
      return Wrong(
          "expected \"# pitfall: \", \"# handout: \", \"# fails: \", "
          "\"# hint: \" or \"# variant: \"");
    }
    return absl::OkStatus();
  }

  absl::Status ReadHunk(const std::string& header) {
    int line = 0, before = 1, after = 1, ignored = 0;
    if (std::sscanf(header.c_str(), "@@ -%d,%d +%d,%d @@", &line, &before,
                    &ignored, &after) != 4) {
      return Wrong("expected \"@@ -line,count +line,count @@\"");
    }
    if (file_.empty()) return Wrong("a hunk before its \"+++ \" line");
    Hunk hunk{.line = line, .before = {}, .after = {}};
    const auto full = [&] {
      return hunk.before.size() == static_cast<std::size_t>(before) &&
             hunk.after.size() == static_cast<std::size_t>(after);
    };
    while (!full()) {
      if (++at_ >= lines_.size()) return Wrong("the hunk ends too early");
      const std::string& text = lines_[at_];
      if (text.empty() && at_ + 1 == lines_.size()) {
        return Wrong("the hunk ends too early");
      }
      const char kind = text.empty() ? ' ' : text[0];
      const std::string rest = text.empty() ? "" : text.substr(1);
      if (kind == '\\') continue;  // "\ No newline at end of file"
      if (kind != ' ' && kind != '-' && kind != '+') {
        return Wrong("expected a line that begins with ' ', '-' or '+'");
      }
      if (kind != '+') hunk.before.push_back(rest);
      if (kind != '-') hunk.after.push_back(rest);
    }
    mutant_.files[file_].push_back(std::move(hunk));
    return absl::OkStatus();
  }

  Lines lines_;
  std::string name_;
  std::size_t at_ = 0;
  std::string file_;
  Mutant mutant_;
  Variant variant_;
};

bool Fits(const Lines& lines, std::size_t at, const Lines& wanted) {
  if (at + wanted.size() > lines.size()) return false;
  return std::equal(wanted.begin(), wanted.end(),
                    lines.begin() + static_cast<std::ptrdiff_t>(at));
}

absl::StatusOr<std::size_t> Place(const Lines& lines, std::size_t stated,
                                  const Hunk& hunk) {
  if (Fits(lines, stated, hunk.before)) return stated;
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (Fits(lines, at, hunk.before)) places.push_back(at);
  }
  if (places.size() == 1) return places[0];
  return absl::FailedPreconditionError(
      absl::StrCat("the hunk at line ", hunk.line, " fits ",
                   places.empty() ? "nowhere" : "in several places",
                   ": the solution has changed, so make the patch anew"));
}

}  // namespace

absl::StatusOr<Mutant> ParseMutant(const std::string& patch,
                                   const std::string& name) {
  return PatchReader(patch, name).ReadMutant();
}

absl::StatusOr<Variant> ParseVariant(const std::string& patch,
                                     const std::string& name) {
  return PatchReader(patch, name).ReadVariant();
}

absl::StatusOr<std::string> ApplyHunks(const std::string& text,
                                       const std::vector<Hunk>& hunks) {
  Lines lines = Split(text);
  std::ptrdiff_t shift = 0;  // lines that earlier hunks added
  for (const Hunk& hunk : hunks) {
    const auto stated = static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, hunk.line - 1 + shift));
    const absl::StatusOr<std::size_t> at = Place(lines, stated, hunk);
    if (!at.ok()) return at.status();
    const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(*at);
    const auto end = begin + static_cast<std::ptrdiff_t>(hunk.before.size());
    lines.insert(lines.erase(begin, end), hunk.after.begin(), hunk.after.end());
    shift += static_cast<std::ptrdiff_t>(hunk.after.size()) -
             static_cast<std::ptrdiff_t>(hunk.before.size());
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace wbm::grader
