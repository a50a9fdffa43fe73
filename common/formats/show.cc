// `bazel run //common/formats:show -- 0.1 --format=bfloat16`: any number in any
// format, the facts of the formats, and their code tables.
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "common/formats/catalogue.h"
#include "common/formats/fixed_point.h"
#include "common/formats/names.h"
#include "common/formats/parse_number.h"
#include "common/formats/report.h"
#include "common/formats/twos_complement.h"

namespace wbm::formats {
namespace {

constexpr char kHelp[] =
    R"(show: numbers, codes and facts of number formats

usage: show NUMBER [--format=F] [--rounding=R] [--saturation=S]
       show 0xCODE [--format=F]
       show --facts [--format=F] [--json]
       show --codes --format=F [--json]

NUMBER is decimal (0.1, -1e-3), a hex float (0x1.8p3), inf, -inf or nan.
0xCODE, hex digits without '.' and 'p', is the code itself: 0x3dcd.
Without --format, all formats.

  --format=F      float64 float32 tf32 float16 bfloat16 float8_e4m3fn
                  float8_e5m2 float8_e4m3 float8_e4m3fnuz float8_e5m2fnuz
                  float8_e8m0fnu float6_e3m2fn float6_e2m3fn float4_e2m1fn;
                  for a NUMBER also fixed point: q3.4 (sign, 3 integer and 4
                  fraction bits), uq4.4 (no sign); these saturate
  --rounding=R    nearest_even (default) nearest_away toward_zero up down
                  to_odd
  --saturation=S  none (default) finite propagate
  --facts         greatest and least numbers, epsilon, counts of codes
  --codes         every code of one format of up to 19 bits
  --json          facts or codes as JSON, values exact, as hex floats
  --help          this text

Exit status: 0 shown, 2 wrong use.
)";

struct Arguments {
  std::optional<std::string> number;
  const Format* format = nullptr;
  std::optional<FixedFormat> fixed;
  Conversion how;
  bool facts = false;
  bool codes = false;
  bool json = false;
  bool help = false;
};

int Refuse(const std::string& what, const std::string& remedy) {
  std::cerr << "show: " << what << "; " << remedy << "\n";
  return 2;
}

// The text after "--name=" if the argument starts so.
std::optional<std::string> ValueOf(const std::string& argument,
                                   const std::string& name) {
  const std::string prefix = "--" + name + "=";
  if (!argument.starts_with(prefix)) return std::nullopt;
  return argument.substr(prefix.size());
}

template <typename Names>
std::string KnownNames(const Names& names) {
  std::string text = "known are";
  for (const auto& [name, value] : names) text += " " + std::string(name);
  return text;
}

// Takes one argument that sets a named value; 0 if taken, 2 if its value is
// wrong, empty if it is another argument.
std::optional<int> TakeNamed(const std::string& argument, Arguments& into) {
  if (const auto name = ValueOf(argument, "format")) {
    into.format = FindFormat(*name);
    into.fixed = FindFixed(*name);
    if (into.format != nullptr || into.fixed) return 0;
    return Refuse("no format is called '" + *name + "'", "--help lists them");
  }
  if (const auto name = ValueOf(argument, "rounding")) {
    const auto mode = FindByName(kModeNames, *name);
    if (!mode) {
      return Refuse("no rounding is called '" + *name + "'",
                    KnownNames(kModeNames));
    }
    into.how.rounding.mode = *mode;
    return 0;
  }
  if (const auto name = ValueOf(argument, "saturation")) {
    const auto policy = FindByName(kSaturationNames, *name);
    if (!policy) {
      return Refuse("no saturation is called '" + *name + "'",
                    KnownNames(kSaturationNames));
    }
    into.how.saturation = *policy;
    return 0;
  }
  return std::nullopt;
}

bool TakeSwitch(const std::string& argument, Arguments& into) {
  if (argument == "--facts") return into.facts = true;
  if (argument == "--codes") return into.codes = true;
  if (argument == "--json") return into.json = true;
  if (argument == "--help" || argument == "-h") return into.help = true;
  return false;
}

// 0, or the exit status of a refusal.
int Parse(int count, char** texts, Arguments& into) {
  for (int i = 1; i < count; ++i) {
    const std::string argument = texts[i];
    if (TakeSwitch(argument, into)) continue;
    if (const auto taken = TakeNamed(argument, into)) {
      if (*taken != 0) return *taken;
      continue;
    }
    if (argument.starts_with("--")) {
      return Refuse("'" + argument + "' is no option", "--help lists them");
    }
    if (into.number) {
      return Refuse("'" + argument + "' is a second number",
                    "show one at a time");
    }
    into.number = argument;
  }
  return 0;
}

int ShowCodes(const Arguments& arguments) {
  if (arguments.format == nullptr) {
    return Refuse("--codes needs one format", "add --format=float8_e4m3fn");
  }
  if (arguments.format->Bits() > 19) {
    return Refuse(std::string(arguments.format->name) + " has 2^" +
                      std::to_string(arguments.format->Bits()) + " codes",
                  "choose a format of up to 19 bits");
  }
  const auto write = arguments.json ? WriteCodesJson : WriteCodes;
  write(*arguments.format, std::cout);
  return 0;
}

int ShowCode(uint64_t code, const Format* format) {
  if (format == nullptr) {
    WriteCodeInAllFormats(code, std::cout);
    return 0;
  }
  if ((code & ~format->CodeMask()) != 0) {
    return Refuse("the code has more bits than the " +
                      std::to_string(format->Bits()) + " of " +
                      std::string(format->name),
                  "leave out --format to see where it fits");
  }
  WriteCode(*format, code, std::cout);
  return 0;
}

// A fixed-point code as the number it stands for; empty if it does not fit.
std::optional<Exact> FixedCode(const FixedFormat& format, uint64_t code) {
  if ((code & ~LowBits(format.Bits())) != 0) return std::nullopt;
  Exact x = format.is_signed ? Exactly(FromTwosComplement(code, format.Bits()))
                             : Exactly(code);
  x.exponent -= format.fraction_bits;
  return x;
}

int ShowNumber(const Arguments& arguments) {
  const std::string& text = *arguments.number;
  const auto code = ParseCode(text);
  if (code && !arguments.fixed) {
    return ShowCode(*code, arguments.format);
  }
  const auto number =
      code ? FixedCode(*arguments.fixed, *code) : ParseNumber(text);
  if (code && !number) {
    return Refuse("the code has more bits than the format", "shorten it");
  }
  if (!number) {
    return Refuse("'" + text + "' is not a number",
                  "write 0.1, -1e-3, 0x1.8p3, inf, nan or a code 0x3dcd");
  }
  const Shown shown = {text, *number, arguments.how};
  if (arguments.fixed) {
    WriteFixed(*arguments.fixed, shown, std::cout);
  } else if (arguments.format == nullptr) {
    WriteNumberInAllFormats(shown, std::cout);
  } else {
    WriteNumber(*arguments.format, shown, std::cout);
  }
  return 0;
}

int Run(int count, char** texts) {
  Arguments arguments;
  if (const int refused = Parse(count, texts, arguments)) return refused;
  if (arguments.help) {
    std::cout << kHelp;
    return 0;
  }
  const int tasks = (arguments.facts ? 1 : 0) + (arguments.codes ? 1 : 0) +
                    (arguments.number ? 1 : 0);
  if (tasks != 1) {
    return Refuse(tasks == 0 ? "nothing to show" : "too much at once",
                  "give one of NUMBER, --facts, --codes; see --help");
  }
  if (arguments.fixed && !arguments.number) {
    return Refuse("a fixed-point format has no facts or codes here",
                  "give a NUMBER");
  }
  if (arguments.json && arguments.number) {
    return Refuse("--json goes with --facts or --codes", "leave it out");
  }
  if (arguments.codes) return ShowCodes(arguments);
  if (arguments.number) return ShowNumber(arguments);
  const auto write = arguments.json ? WriteFactsJson : WriteFacts;
  write(arguments.format, std::cout);
  return 0;
}

}  // namespace
}  // namespace wbm::formats

int main(int argc, char** argv) { return wbm::formats::Run(argc, argv); }
