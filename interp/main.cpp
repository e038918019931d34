// The program: reads the command line, starts the interpreter, runs what was asked for.
#include "shell/command_line.h"
#include "shell/run.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/statistics.h"

#include <algorithm>
#include <csignal>
#include <cstdio>

using namespace pystm;

int main(int argc, char **argv) {
  CommandLine line = readCommandLine(argc, argv);
  switch (line.action) {
  case CommandLine::Action::kVersion:
    std::puts("Python 3.11.2");
    return 0;
  case CommandLine::Action::kHelp:
    std::printf(kUsage, argv[0]);
    std::fputs(kHelp, stdout);
    return 0;
  case CommandLine::Action::kError:
    std::fprintf(stderr, "%s\n", line.error.c_str());
    std::fprintf(stderr, kUsage, argv[0]);
    std::fputs("Try `pystm -h' for more information.\n", stderr);
    return 2;
  default:
    break;
  }
  if (!chooseHashKey(line.options))
    return 1;
  Thread *thread = makeMainThread();
  int status = 1;
  bool statistics = std::ranges::count(line.options.x_options, "stm") > 0;
  if (statistics)
    beginStatistics();
  PYSTM_REGION(*thread) {
    runAlone();
    if (startRuntime(thread, line.options))
      status = stopRuntime(*thread, runCommandLine(*thread, line));
  }
  if (statistics)
    printStatistics();
  if (status == kInterrupted) {
    // As a shell expects of a program that Ctrl-C ended.
    std::signal(SIGINT, SIG_DFL);
    std::raise(SIGINT);
  }
  return status;
}
