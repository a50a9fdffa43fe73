#include "grading/mutate/mutation.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "grading/mutate/stretch.h"
#include "grading/mutate/tokens.h"

namespace wbm::mutate {
namespace {

constexpr std::string_view kOpen = "// [solution ";
constexpr std::string_view kClose = "// [/solution]";

struct Region {
  std::string task;
  std::size_t begin = 0, end = 0;
};

// "4.2" of "4.2] …" and of "4.2 only] …".
std::string TaskOf(std::string_view rest) {
  return std::string(rest.substr(0, rest.find_first_of(" ]")));
}

std::vector<Region> Regions(std::string_view source) {
  std::vector<Region> regions;
  for (std::size_t at = 0; (at = source.find(kOpen, at)) != source.npos;) {
    const std::size_t begin = std::min(source.find('\n', at), source.size());
    const std::size_t end = std::min(source.find(kClose, at), source.size());
    regions.push_back({TaskOf(source.substr(at + kOpen.size())), begin, end});
    at = end;
  }
  return regions;
}

std::vector<Token> Within(const std::vector<Token>& tokens,
                          const Region& region) {
  std::vector<Token> within;
  for (const Token& token : tokens) {
    if (token.at >= region.begin && token.at < region.end) {
      within.push_back(token);
    }
  }
  return within;
}

// The texts of messages, which no check looks at.
std::vector<Region> Messages(const Stretch& stretch) {
  std::vector<Region> messages;
  for (std::size_t i = 0; i + 1 < stretch.size(); ++i) {
    if (stretch.Text(i) != "StrCat") continue;
    const std::size_t close = stretch.Closing(i + 1);
    if (close == stretch.size()) continue;
    messages.push_back({"", stretch[i].at, stretch[close].at});
  }
  return messages;
}

bool IsInside(const Mutation& mutation, const std::vector<Region>& regions) {
  return std::any_of(regions.begin(), regions.end(), [&](const Region& r) {
    return mutation.at >= r.begin && mutation.at + mutation.size <= r.end;
  });
}

std::string Trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(' ');
  if (from == text.npos) return "";
  const std::size_t last = text.find_last_not_of(' ');
  return std::string(text.substr(from, last + 1 - from));
}

// Lines as one, a blank between two.
std::string OneLine(std::string_view text) {
  std::string all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = Trimmed(text.substr(0, end));
    if (!all.empty() && !line.empty()) all += ' ';
    all += line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

}  // namespace

std::vector<Mutation> Mutations(std::string_view source) {
  const std::vector<Token> tokens = Tokens(source);
  std::vector<Mutation> all;
  for (const Region& region : Regions(source)) {
    const Stretch stretch(region.task, source, Within(tokens, region));
    std::vector<Mutation> made;
    AddTokenMutations(stretch, made);
    AddStatementMutations(stretch, made);
    const std::vector<Region> messages = Messages(stretch);
    std::erase_if(made,
                  [&](const Mutation& m) { return IsInside(m, messages); });
    std::stable_sort(
        made.begin(), made.end(),
        [](const Mutation& a, const Mutation& b) { return a.at < b.at; });
    for (Mutation& m : made) {
      if (std::find(all.begin(), all.end(), m) == all.end()) {
        all.push_back(std::move(m));
      }
    }
  }
  return all;
}

std::string Mutated(std::string_view source, const Mutation& mutation) {
  std::string text(source);
  return text.replace(mutation.at, mutation.size, mutation.with);
}

ChangedLines LinesOf(std::string_view source, const Mutation& mutation) {
  const std::string after = Mutated(source, mutation);
  const std::size_t begin = source.rfind('\n', mutation.at) + 1;
  const std::size_t end =
      std::min(source.find('\n', mutation.at + mutation.size), source.size());
  const std::size_t longer = mutation.with.size() - mutation.size;
  ChangedLines lines;
  lines.line =
      1 + static_cast<int>(std::count(
              source.begin(),
              source.begin() + static_cast<std::ptrdiff_t>(mutation.at), '\n'));
  lines.before = OneLine(source.substr(begin, end - begin));
  lines.after =
      OneLine(std::string_view(after).substr(begin, end - begin + longer));
  return lines;
}

}  // namespace wbm::mutate
