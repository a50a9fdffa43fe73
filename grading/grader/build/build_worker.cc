#include "grading/grader/build/build_worker.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/lab/student/allowed_includes.h"
#include "grading/grader/build/build_commands.h"
#include "grading/grader/build/diagnostics.h"
#include "grading/grader/build/linked_file.h"
#include "grading/grader/machine/machine.h"
#include "grading/sandbox/run.h"

namespace wbm::grader {
namespace {

namespace fs = std::filesystem;
using sandbox::End;

constexpr std::size_t kMaxIncludeText = 4000;

Verdict VerdictOf(const sandbox::Outcome& outcome) {
  switch (outcome.end) {
    case End::kTimedOut:
      return Verdict::kTimedOut;
    case End::kMemoryLimit:
      return Verdict::kMemoryLimit;
    case End::kOutputLimit:
      return Verdict::kOutputLimit;
    case End::kFileLimit:
      return Verdict::kFileLimit;
    case End::kProcessLimit:
      return Verdict::kProcessLimit;
    case End::kExited:
    case End::kSignaled:
      break;
  }
  return Verdict::kCompileError;
}

bool Succeeded(const sandbox::Outcome& outcome) {
  return outcome.end == End::kExited && outcome.exit_code == 0;
}

std::string WhatWentWrong(const sandbox::Outcome& outcome,
                          const std::string& what) {
  switch (VerdictOf(outcome)) {
    case Verdict::kTimedOut:
      return absl::StrCat(what, " took too long: ", outcome.detail, ".");
    case Verdict::kMemoryLimit:
      return absl::StrCat(what, " took too much memory: ", outcome.detail, ".");
    case Verdict::kOutputLimit:
      return absl::StrCat(what, " gave too many messages: ", outcome.detail,
                          ".");
    case Verdict::kFileLimit:
      return absl::StrCat(what, " made ", outcome.detail, ".");
    case Verdict::kProcessLimit:
      return absl::StrCat(what, " was stopped: ", outcome.detail, ".");
    default:
      return "";
  }
}

// One source on its way to an object.
struct Unit {
  std::string file;     // "quantizer.cc"
  std::string path;     // "labs/04_int8/quantizer.cc", below the sources
  std::string object;   // "quantizer.cc.o", below the objects
  bool own = true;      // false: the starter's
  absl::Status status;  // of the sandbox
  SourceReport report;
  double cpu_seconds = 0;
};

class Builder {
 public:
  Builder(const Bundle& bundle, const Submission& submission,
          const lab::LabPlan& plan, const TemporaryFolder& folder,
          Stopwatch* watch, const Supplied& supplied)
      : bundle_(bundle),
        submission_(submission),
        plan_(plan),
        folder_(folder),
        watch_(watch),
        supplied_(supplied) {}

  absl::StatusOr<BuiltWorker> Build() {
    if (auto s = LayOut(); !s.ok()) return s;
    CompileAll();
    if (auto s = ReplaceWhatFailed(); !s.ok()) return s;
    BuiltWorker built;
    for (const Unit& unit : units_) {
      if (!unit.status.ok()) return unit.status;
      built.sources.push_back(unit.report);
      built.cpu_seconds += unit.cpu_seconds;
    }
    if (NothingOwn()) {
      built.why_none = WhyNothingOwn();
      return built;
    }
    return Link(std::move(built));
  }

 private:
  // Student headers have no object of their own.
  static bool IsCompiled(const std::string& file) {
    return file.ends_with(".cc");
  }

  std::string Below(const std::string& file) const {
    return absl::StrCat(bundle_.directory, "/", file);
  }

  absl::Status LayOut() {
    std::error_code error;
    fs::create_directories(folder_.Path("out"), error);
    if (error) return absl::InternalError(error.message());
    if (!supplied_.empty()) {
      if (auto s = folder_.Write(absl::StrCat("source/", kYieldHeader),
                                 YieldHeader(supplied_));
          !s.ok()) {
        return s;
      }
    }
    for (const std::string& file : plan_.student_files) {
      const auto bytes = submission_.files.find(file);
      Unit unit{.file = file,
                .path = Below(file),
                .object = absl::StrCat(file, ".o"),
                .own = bytes != submission_.files.end(),
                .status = absl::OkStatus(),
                .report = {file, Verdict::kRight, "", ""}};
      if (unit.own) {
        texts_[unit.path] = bytes->second;
        if (auto s = Place(unit, bytes->second); !s.ok()) return s;
      } else if (auto s = PlaceStarter(unit); !s.ok()) {
        return s;
      }
      if (!unit.own) {
        unit.report.verdict = Verdict::kNotWritten;
        unit.report.message = absl::StrCat(
            file, " was not handed in: its tasks count as not written.");
      }
      units_.push_back(std::move(unit));
    }
    return absl::OkStatus();
  }

  absl::Status Place(const Unit& unit, const std::string& bytes) const {
    const std::string path = absl::StrCat("source/", unit.path);
    if (auto s = folder_.Write(path, bytes); !s.ok()) return s;
    // __TIMESTAMP__ is the same in every grade.
    std::error_code error;
    fs::last_write_time(folder_.Path(path), fs::file_time_type(), error);
    return error ? absl::InternalError(error.message()) : absl::OkStatus();
  }

  absl::Status PlaceStarter(const Unit& unit) const {
    absl::StatusOr<std::string> starter = ReadOwnFile(
        absl::StrCat(bundle_.lab, "/starter/", unit.file), 1u << 20);
    if (!starter.ok()) return starter.status();
    return Place(unit, *starter);
  }

  // The first on this thread, the others beside it: labs have one to three.
  void CompileAll() {
    std::vector<std::future<void>> beside;
    for (std::size_t i = 1; i < units_.size(); ++i) {
      beside.push_back(
          std::async(std::launch::async, [this, i] { Compile(&units_[i]); }));
    }
    if (!units_.empty()) Compile(&units_[0]);
    for (std::future<void>& done : beside) done.get();
  }

  // False, with a report, when the file names a header that it may not have.
  bool CheckIncludes(Unit* unit) const {
    const lab::AllowedIncludes allowed =
        lab::IncludesAllowedBy(plan_, bundle_.directory);
    const std::vector<lab::IncludeProblem> problems =
        lab::CheckIncludes(texts_.at(unit->path), allowed);
    for (const lab::IncludeProblem& problem : problems) {
      if (unit->report.diagnostics.size() > kMaxIncludeText) break;
      unit->report.diagnostics +=
          ErrorAt(unit->path, problem.line, problem.message, texts_);
    }
    if (problems.empty()) return true;
    unit->report.verdict = Verdict::kCompileError;
    unit->report.message =
        absl::StrCat(unit->file, " includes what this lab does not allow.");
    return false;
  }

  // Of an earlier build: what it made is that of this one, too.
  void TakeCompiled(Unit* unit) const {
    std::error_code error;
    fs::copy_file(fs::path(supplied_.compiled) / unit->object,
                  folder_.Path("out/" + unit->object), error);
    if (error) unit->status = absl::InternalError(error.message());
  }

  void Compile(Unit* unit) {
    if (!supplied_.compiled.empty()) {
      if (IsCompiled(unit->file)) TakeCompiled(unit);
      return;
    }
    if (unit->own && !CheckIncludes(unit)) return;
    if (!IsCompiled(unit->file)) return;
    absl::StatusOr<sandbox::Outcome> outcome =
        RunCompiler(unit, Before::kPrecompiled);
    // A name of its own may be one of those that it did not ask for.
    const bool once_more = unit->own && outcome.ok() && !Succeeded(*outcome) &&
                           VerdictOf(*outcome) == Verdict::kCompileError;
    if (once_more) outcome = RunCompiler(unit, Before::kNothing);
    if (!outcome.ok()) {
      unit->status = outcome.status();
      return;
    }
    if (!Succeeded(*outcome)) unit->status = MachineFault(folder_.path());
    if (unit->status.ok()) Report(*outcome, unit);
  }

  absl::StatusOr<sandbox::Outcome> RunCompiler(Unit* unit,
                                               Before before) const {
    Stopwatch::Running lap = watch_->Time(absl::StrCat("compile ", unit->file));
    absl::StatusOr<sandbox::Outcome> outcome = sandbox::Run(CompileCommand(
        bundle_, folder_, unit->path, unit->object, supplied_, before));
    if (!outcome.ok()) return outcome;
    lap.AddCpu(outcome->cpu_seconds);
    unit->cpu_seconds += outcome->cpu_seconds;
    return outcome;
  }

  void Report(const sandbox::Outcome& outcome, Unit* unit) const {
    if (Succeeded(outcome)) {
      // Warnings: they often name the fault.
      if (!unit->own || outcome.errors.empty()) return;
      unit->report.diagnostics = CompilerDiagnostics(outcome.errors, texts_);
      unit->report.message =
          absl::StrCat(unit->file, " compiles, with warnings.");
      return;
    }
    if (!unit->own) {
      unit->status = absl::InternalError(
          absl::StrCat("the starter's ", unit->file,
                       " does not compile: ", outcome.errors.substr(0, 2000)));
      return;
    }
    unit->report.verdict = VerdictOf(outcome);
    const std::string limit =
        WhatWentWrong(outcome, absl::StrCat("Compiling ", unit->file));
    unit->report.message =
        limit.empty() ? absl::StrCat(unit->file, " does not compile.") : limit;
    unit->report.diagnostics = CompilerDiagnostics(outcome.errors, texts_);
  }

  // A file that failed gives way to the starter's. Alone it is not worth it.
  absl::Status ReplaceWhatFailed() {
    for (Unit& unit : units_) {
      const bool failed = unit.own && unit.status.ok() &&
                          unit.report.verdict != Verdict::kRight;
      if (!failed) continue;
      unit.own = false;
      if (NothingOwn()) continue;
      if (auto s = PlaceStarter(unit); !s.ok()) return s;
      Compile(&unit);
    }
    return absl::OkStatus();
  }

  // True when no file of the student's would take part.
  bool NothingOwn() const {
    return std::none_of(units_.begin(), units_.end(),
                        [](const Unit& unit) { return unit.own; }) &&
           !NothingHandedIn();
  }

  // Then the starter runs whole: every task is "not written".
  bool NothingHandedIn() const { return texts_.empty(); }

  std::string WhyNothingOwn() const {
    for (const Unit& unit : units_) {
      if (unit.report.verdict != Verdict::kRight &&
          unit.report.verdict != Verdict::kNotWritten) {
        return unit.report.message;
      }
    }
    return "Nothing compiles.";
  }

  // Of a file that is not the student's the bundle has the stubs, too, and
  // these yield: its functions may stand in another file.
  std::vector<std::string> Objects() const {
    std::vector<std::string> objects;
    for (const Unit& unit : units_) {
      if (!unit.own && !NothingHandedIn()) continue;
      if (IsCompiled(unit.file)) objects.push_back(unit.object);
    }
    return objects;
  }

  absl::StatusOr<sandbox::Outcome> RunLinker(Undefined undefined,
                                             BuiltWorker* built) const {
    Stopwatch::Running lap = watch_->Time("link");
    const absl::StatusOr<sandbox::Command> command =
        LinkCommand(bundle_, folder_, Objects(), supplied_, undefined);
    if (!command.ok()) return command.status();
    absl::StatusOr<sandbox::Outcome> outcome = sandbox::Run(*command);
    if (!outcome.ok()) return outcome;
    lap.AddCpu(outcome->cpu_seconds);
    built->cpu_seconds += outcome->cpu_seconds;
    return outcome;
  }

  absl::StatusOr<BuiltWorker> Link(BuiltWorker built) const {
    const absl::StatusOr<sandbox::Outcome> outcome =
        RunLinker(Undefined::kIsAnError, &built);
    if (!outcome.ok()) return outcome.status();
    if (Succeeded(*outcome)) return Inspect(std::move(built));
    if (auto s = MachineFault(folder_.path()); !s.ok()) return s;
    if (NothingHandedIn()) {
      return absl::InternalError(absl::StrCat("the starter does not link: ",
                                              outcome->errors.substr(0, 2000)));
    }
    const std::string limit = WhatWentWrong(*outcome, "Linking");
    built.why_none = limit.empty() ? "The files do not link together." : limit;
    built.verdict = VerdictOf(*outcome);
    built.linker_diagnostics = LinkerDiagnostics(outcome->errors);
    return limit.empty() ? LinkWithoutWhatIsMissing(std::move(built)) : built;
  }

  // A helper that no file defines, as when its file does not compile, costs
  // what calls it and not the rest.
  absl::StatusOr<BuiltWorker> LinkWithoutWhatIsMissing(
      BuiltWorker built) const {
    const absl::StatusOr<sandbox::Outcome> outcome =
        RunLinker(Undefined::kCrashes, &built);
    if (!outcome.ok()) return outcome.status();
    if (!Succeeded(*outcome)) return built;
    absl::StatusOr<BuiltWorker> inspected = Inspect(built);
    if (!inspected.ok() || inspected->worker.empty()) return inspected;
    built.worker = inspected->worker;
    built.why_none =
        "A name is used that no file defines which compiles: what calls it "
        "crashes.";
    return built;
  }

  absl::StatusOr<BuiltWorker> Inspect(BuiltWorker built) const {
    const std::string worker = folder_.Path(absl::StrCat("out/", kWorkerName));
    const absl::StatusOr<LinkedFile> file =
        InspectLinkedFile(worker, sandbox::kWorker.memory_bytes);
    if (!file.ok()) return file.status();
    built.verdict = file->verdict;
    built.why_none = file->message;
    if (file->verdict == Verdict::kRight) built.worker = worker;
    return built;
  }

  const Bundle& bundle_;
  const Submission& submission_;
  const lab::LabPlan& plan_;
  const TemporaryFolder& folder_;
  Stopwatch* watch_;
  const Supplied& supplied_;
  SourceTexts texts_;
  std::vector<Unit> units_;
};

}  // namespace

bool IsLimit(Verdict verdict) {
  return verdict == Verdict::kTimedOut || verdict == Verdict::kMemoryLimit ||
         verdict == Verdict::kOutputLimit || verdict == Verdict::kFileLimit ||
         verdict == Verdict::kProcessLimit;
}

absl::StatusOr<BuiltWorker> BuildWorker(const Bundle& bundle,
                                        const Submission& submission,
                                        const lab::LabPlan& plan,
                                        const TemporaryFolder& folder,
                                        Stopwatch* watch,
                                        const Supplied& supplied) {
  return Builder(bundle, submission, plan, folder, watch, supplied).Build();
}

}  // namespace wbm::grader
