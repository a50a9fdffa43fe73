// The instructor's key, from which the inputs of hidden checks are drawn.
//
//   absl::StatusOr<HiddenKey> key = HiddenKey::Read("/home/me/lab.key");
//   key->Fingerprint()                       // for the report: tells nothing
//   key->SecretFor("04_int8", submission)    // for hidden_check alone
//
// The secret is HMAC-SHA256(key, the hash of what was handed in, the unit): a
// regrade draws the same inputs again, two submissions draw different ones,
// and without the key nobody can tell which.
//
// A key is the bytes of a file, spaces and line ends at its end aside. Lose it
// and a regrade draws other inputs; the verdicts are the same.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "grading/grader/collect/submission.h"

namespace wbm::grader {

class HiddenKey {
 public:
  // The key that everybody knows, for tests and for trying things out.
  HiddenKey();
  explicit HiddenKey(std::string bytes) : bytes_(std::move(bytes)) {}

  // InvalidArgument or NotFound, naming the file and what to do, when it
  // cannot be read or is too short to be a secret.
  static absl::StatusOr<HiddenKey> Read(const std::string& path);

  // The key of this file, made from the kernel's random numbers when there is
  // none yet; only its owner can read it. Two graders that begin at once get
  // the same. Errors are the machine's.
  static absl::StatusOr<HiddenKey> ReadOrMake(const std::string& path);

  bool IsPublic() const;

  // 16 hex digits that tell two keys apart and give neither away.
  std::string Fingerprint() const;

  // 64 hex digits.
  std::string SecretFor(const std::string& unit,
                        const Submission& submission) const;

 private:
  std::string bytes_;
};

// Where an account keeps its key: $XDG_CONFIG_HOME (else ~/.config)
// /which-bits-matter/hidden.key. "" when the account has no home.
std::string KeyFileOfThisAccount();

// SHA-256 of the names and the bytes of the files that were taken.
std::string SubmissionHash(const Submission& submission);

}  // namespace wbm::grader
