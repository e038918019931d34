// The command line: `pystm [options] [-c code | -m module | file | -] [arguments]`, read as CPython reads
// its own, and what it means for the interpreter.
#pragma once

#include "vm/runtime.h"

#include <string>

namespace pystm {

struct CommandLine {
  enum class Action { kRepl, kStandardInput, kCode, kModule, kFile, kVersion, kHelp, kError };
  Action action = Action::kRepl;
  std::string target; // code, module name or file name
  Options options;
  bool dump_tree = false;     // -X dump-ast
  bool dump_bytecode = false; // -X dump-bytecode
  bool verbose_version = false;
  bool skip_first_line = false; // -x
  std::string error;
};

// The key of hashes, as PYTHONHASHSEED says. False: that is wrong, and was reported.
bool chooseHashKey(const Options &);
CommandLine readCommandLine(int argc, char **argv);

extern const char *const kUsage, *const kHelp;

} // namespace pystm
