#include "grading/proofs/pitfalls.h"

#include <algorithm>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace wbm::proofs {
namespace {

constexpr char kSection[] = "<a id=\"pitfalls\"></a>";
constexpr char kBullet[] = "- ";

absl::Status Wrong(const Handout& handout, std::size_t line,
                   const std::string& what) {
  return absl::InvalidArgumentError(
      absl::StrCat(handout.name, ":", line, ": ", what));
}

// The bold beginning of a bullet, as it stands in one line or two; "" when it
// has none.
std::string TitleOf(const std::string& bullet) {
  constexpr char kBold[] = "**";
  if (!absl::StartsWith(bullet, kBold)) return "";
  const std::size_t end = bullet.find(kBold, 2);
  if (end == std::string::npos) return "";
  std::string title = bullet.substr(2, end - 2);
  while (!title.empty() && absl::StrContains(".,:;", title.back())) {
    title.pop_back();
  }
  return title;
}

// The bullet that begins at lines[at], on one line.
std::string BulletAt(const std::vector<std::string>& lines, std::size_t at) {
  std::string bullet = lines[at].substr(sizeof(kBullet) - 1);
  while (++at < lines.size() && absl::StartsWith(lines[at], "  ")) {
    absl::StrAppend(&bullet, " ", absl::StripAsciiWhitespace(lines[at]));
  }
  return bullet;
}

bool Names(const NamedMutant& mutant, const std::string& title) {
  return std::any_of(
      mutant.mutant.handout.begin(), mutant.mutant.handout.end(),
      [&](const grader::Shown& shown) { return shown.title == title; });
}

}  // namespace

absl::StatusOr<std::vector<Pitfall>> PitfallsOf(const Handout& handout) {
  const std::vector<std::string> lines = absl::StrSplit(handout.text, '\n');
  const auto section = std::find(lines.begin(), lines.end(), kSection);
  if (section == lines.end()) {
    return Wrong(handout, 1, absl::StrCat("has no ", kSection));
  }
  const auto first = static_cast<std::size_t>(section - lines.begin()) + 1;
  std::vector<Pitfall> pitfalls;
  std::set<std::string> titles;
  for (std::size_t at = first;
       at < lines.size() && !absl::StartsWith(lines[at], "<a id="); ++at) {
    if (!absl::StartsWith(lines[at], kBullet)) continue;
    const std::string title = TitleOf(BulletAt(lines, at));
    if (title.empty()) {
      return Wrong(handout, at + 1,
                   "a pitfall begins with its title in bold: \"- **Title.** "
                   "what goes wrong\"");
    }
    if (!titles.insert(title).second) {
      return Wrong(handout, at + 1,
                   absl::StrCat("\"", title,
                                "\" is the title of two pitfalls; "
                                "give one of them another"));
    }
    pitfalls.push_back({title, static_cast<int>(at + 1)});
  }
  if (pitfalls.empty()) return Wrong(handout, first, "names no pitfall");
  return pitfalls;
}

std::vector<std::string> PitfallProblems(
    const Handout& handout, const std::vector<NamedMutant>& mutants) {
  const absl::StatusOr<std::vector<Pitfall>> pitfalls = PitfallsOf(handout);
  if (!pitfalls.ok()) return {std::string(pitfalls.status().message())};
  std::vector<std::string> problems;
  std::set<std::string> titles;
  for (const Pitfall& pitfall : *pitfalls) {
    titles.insert(pitfall.title);
    if (std::any_of(mutants.begin(), mutants.end(), [&](const auto& mutant) {
          return Names(mutant, pitfall.title);
        })) {
      continue;
    }
    problems.push_back(absl::StrCat(
        handout.name, ":", pitfall.line, ": no mutant shows the pitfall \"",
        pitfall.title, "\". Give the patch that makes this mistake the line\n",
        "# handout: ", pitfall.title));
  }
  for (const NamedMutant& mutant : mutants) {
    for (const grader::Shown& shown : mutant.mutant.handout) {
      if (titles.contains(shown.title)) continue;
      problems.push_back(absl::StrCat(
          mutant.name, ":", shown.line, ": ", handout.name,
          " has no pitfall \"", shown.title,
          "\". Write the bold title of one, without the full stop"));
    }
  }
  return problems;
}

}  // namespace wbm::proofs
