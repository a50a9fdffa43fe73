// What the three files of .devcontainer/ say of one another and of
// scripts/packages. scripts/container_root.sh does the steps themselves.
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/io/read_runfile.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace wbm::scripts {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Text(const std::string& file) {
  const auto text = io::ReadRunfile(file);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.value_or("");
}

// An editor reads comments in this file; so do we.
nlohmann::json Editor() {
  return nlohmann::json::parse(Text(".devcontainer/devcontainer.json"), nullptr,
                               /*allow_exceptions=*/false,
                               /*ignore_comments=*/true);
}

// Instructions of the Dockerfile that begin with `word`, a line each.
std::vector<std::string> Instructions(const std::string& word) {
  std::string text = Text(".devcontainer/Dockerfile");
  for (size_t at; (at = text.find("\\\n")) != std::string::npos;) {
    text.replace(at, 2, "");
  }
  std::vector<std::string> found;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, absl::StrCat(word, " ")))
      found.emplace_back(line);
  }
  return found;
}

TEST(Dockerfile, TheListOfPackagesIsTheCoursesOwn) {
  EXPECT_THAT(Instructions("RUN"),
              ElementsAre(HasSubstr("ca-certificates git"),
                          HasSubstr("scripts/setup --with=editor"),
                          HasSubstr("useradd")));
  EXPECT_THAT(Instructions("COPY"),
              ElementsAre(HasSubstr("scripts/setup scripts/packages")));
}

TEST(Dockerfile, EndsAsSomebodyWithoutPrivileges) {
  EXPECT_THAT(Instructions("USER"), ElementsAre("USER student"));
}

TEST(Devcontainer, BuildsTheDockerfileAndWorksAsItsUser) {
  const nlohmann::json editor = Editor();
  ASSERT_TRUE(editor.is_object());
  EXPECT_EQ(editor["build"]["dockerfile"], "Dockerfile");
  EXPECT_EQ(editor["build"]["context"], "..");
  EXPECT_EQ(editor["remoteUser"], "student");
  EXPECT_THAT(Instructions("WORKDIR"),
              ElementsAre(absl::StrCat(
                  "WORKDIR ", editor["workspaceFolder"].get<std::string>())));
}

TEST(Readme, GivesTheOptionsThatTheEditorGives) {
  const std::string readme = Text(".devcontainer/README.md");
  const nlohmann::json editor = Editor();
  ASSERT_FALSE(editor["runArgs"].empty());
  for (const auto& option : editor["runArgs"]) {
    EXPECT_THAT(readme, HasSubstr(option.get<std::string>()));
  }
}

TEST(Readme, MountsTheSameCache) {
  const std::string mount = Editor()["mounts"][0].get<std::string>();
  EXPECT_THAT(mount, HasSubstr("source=which-bits-matter-cache"));
  EXPECT_THAT(mount, HasSubstr("target=/home/student/.cache"));
  EXPECT_THAT(Text(".devcontainer/README.md"),
              HasSubstr("-v which-bits-matter-cache:/home/student/.cache"));
}

}  // namespace
}  // namespace wbm::scripts
