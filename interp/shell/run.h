// Running what the command line names, in the module __main__, and the end of a program: uncaught
// exceptions and exit codes.
#pragma once

#include "shell/command_line.h"

namespace pystm {

// The exit status.
int runCommandLine(Thread &, const CommandLine &);

// The status of a program that an uncaught KeyboardInterrupt has ended: the process dies by SIGINT.
constexpr int kInterrupted = 1000;

// Reports the pending exception through sys.excepthook. SystemExit gives its status instead; `exits`
// tells which it was.
int reportUncaught(Thread &, bool &exits);

// The namespace of __main__.
Dict *mainNamespace(Thread &);

// The prompt, until end of input (repl.cpp); the exit status.
// `header`: whether it begins with the version.
int runRepl(Thread &, const Options &, bool header);

} // namespace pystm
