//===- arguments.cpp - The arguments of the plugin -----------------------===//
//
// Clang hands over `-fplugin-arg-stm-name=value` as `name=value`. All arguments are switches so
// far; `help` lists them and lets the compilation go on, as Clang's own plugins do.
//
//===----------------------------------------------------------------------===//
#include "arguments.h"

#include "diagnostics.h"
#include "options.h" // the pass's

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stm {

namespace {

struct Argument {
  StringRef name;
  bool PassOptions::*field; // null: help
  StringRef help;
};

const Argument kArguments[] = {
    {"help", nullptr, "list the arguments of the plugin"},
#define STM_ARGUMENT(name, field, help) {name, &PassOptions::field, help},
#include "arguments.def"
};

void printHelp() {
  for (const Argument &each : kArguments)
    outs() << formatv("  -fplugin-arg-stm-{0,-24} {1}\n", each.name, each.help);
  outs().flush();
}

/// The option that `name` was probably meant to be, or an empty name.
StringRef suggestion(StringRef name) {
  unsigned best = name.size() / 3 + 1;
  StringRef suggested;
  for (const Argument &each : kArguments) {
    unsigned distance = each.name.edit_distance(name, /*AllowReplacements=*/true, best);
    if (distance <= best) {
      best = distance;
      suggested = each.name;
    }
  }
  return suggested;
}

void reportUnknown(StringRef name, clang::DiagnosticsEngine &engine) {
  std::string known =
      join(map_range(kArguments, [](const Argument &each) { return each.name.str(); }), ", ");
  StringRef suggested = suggestion(name);
  if (suggested.empty())
    report(engine, {}, Diag::UnknownArgument) << name << known;
  else
    report(engine, {}, Diag::UnknownArgumentSuggest) << name << known << suggested;
}

} // namespace

bool parseArguments(const std::vector<std::string> &arguments, clang::DiagnosticsEngine &engine,
                    PassOptions &options) {
  for (StringRef argument : arguments) {
    auto [name, value] = argument.split('=');
    auto *option =
        find_if(kArguments, [name = name](const Argument &each) { return each.name == name; });
    if (option == std::end(kArguments)) {
      reportUnknown(name, engine);
      return false;
    }
    if (argument.contains('=')) {
      report(engine, {}, Diag::ArgumentTakesNoValue) << name << value;
      return false;
    }
    if (option->field)
      options.*option->field = true;
    else
      printHelp();
  }
  return true;
}

} // namespace stm
