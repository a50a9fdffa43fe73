// Runs a trained MiniGPT twice, with its weights and with rounded ones, by the
// functions of drift.h, and writes down how far every layer moved.

#include "common/lab/experiment/experiment.h"

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/io/json.h"
#include "common/io/runfiles.h"
#include "common/io/safetensors.h"
#include "common/io/user_path.h"
#include "labs/11_drift/measure/dump.h"
#include "labs/11_drift/measure/figures.h"
#include "labs/11_drift/measure/formats.h"
#include "labs/11_drift/measure/inputs.h"
#include "labs/11_drift/measure/measured.h"
#include "labs/11_drift/measure/notes.h"
#include "labs/11_drift/measure/results.h"

ABSL_FLAG(
    std::string, checkpoint, "",
    "a MiniGPT as safetensors, named as in a PyTorch state_dict; default: "
    "the one that the course trains");
ABSL_FLAG(std::string, ids, "",
          "token ids, int64 .npy of shape [prompts, positions]; default: five "
          "representative prompts");
ABSL_FLAG(
    std::int64_t, heads, 0,
    "attention heads; default: what the checkpoint's metadata say, else 4");
ABSL_FLAG(std::string, format, "fp16",
          "what the weights are stored in: fp16, bf16, fp8, fp8_scaled, int8, "
          "int4");
ABSL_FLAG(std::string, dump, "",
          "also write every activation of both models to this safetensors "
          "file: p0/fp32/embed_out, p0/fp16/embed_out, ...");

namespace drift_lab {
namespace {

using ::wbm::lab::Context;

std::string FileName(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

absl::StatusOr<Inputs> ReadInputs(Context& context) {
  constexpr char kOwn[] = "common/train/checkpoint/minigpt.safetensors";
  const std::string given = absl::GetFlag(FLAGS_checkpoint);
  const std::string ids_path = absl::GetFlag(FLAGS_ids);
  const std::int64_t heads = absl::GetFlag(FLAGS_heads);
  if (heads < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--heads=", heads, ": give a positive number"));
  }
  const absl::StatusOr<std::string> path =
      given.empty() ? wbm::io::Runfile(kOwn) : given;
  if (!path.ok()) return path.status();
  const absl::StatusOr<std::string> checkpoint = context.ReadInput(*path);
  if (!checkpoint.ok()) return checkpoint.status();
  const absl::StatusOr<std::string> ids =
      ids_path.empty() ? std::string() : context.ReadInput(ids_path);
  if (!ids.ok()) return ids.status();
  return ParseInputs(*checkpoint, FileName(*path), *ids, FileName(ids_path),
                     heads);
}

absl::Status WriteDump(Context& context, const Measured& measured) {
  const std::string path = wbm::io::UserPath(absl::GetFlag(FLAGS_dump));
  if (path.empty()) return absl::OkStatus();
  context.Progress("writing the activations of both models");
  return wbm::io::WriteSafetensors(path, Dump(measured));
}

absl::Status Run(Context& context) {
  const std::string format = absl::GetFlag(FLAGS_format);
  const absl::Status known = CheckFormat(format);
  if (!known.ok()) return known;
  const absl::StatusOr<Inputs> inputs = ReadInputs(context);
  if (!inputs.ok()) return inputs.status();
  const absl::StatusOr<Measured> measured =
      Measure(*inputs, format,
              [&](const std::string& what) { context.Progress(what); });
  if (!measured.ok()) return measured.status();

  const wbm::io::Json results = Results(*inputs, *measured);
  absl::Status status =
      context.WriteJson("drift_results.json", DriftResults(*inputs, *measured));
  status.Update(context.WriteJson("results.json", results));
  status.Update(
      context.WriteMarkdown("argmax_flips.md", FlipsNote(*inputs, *measured)));
  status.Update(context.WriteMarkdown("tables.md", Tables(results)));
  context.Progress("drawing three figures");
  status.Update(
      context.WriteFigure("drift_per_layer", DriftPerLayer(*measured)));
  status.Update(
      context.WriteFigure("drift_by_format", DriftByFormat(*measured)));
  status.Update(context.WriteFigure("attribution", Attribution(*measured)));
  status.Update(WriteDump(context, *measured));
  return status;
}

}  // namespace
}  // namespace drift_lab

int main(int argc, char** argv) {
  return wbm::lab::RunExperiment(
      argc, argv,
      {.lab = "11_drift",
       .description = "How far the activations of a trained MiniGPT move when "
                      "its weights are stored in fewer bits.",
       .default_seed = 42,
       .run = drift_lab::Run});
}
