// What the whole process shares: names, modules, the list of threads, and the way in and out.
#pragma once

#include "objects/object.h"
#include "vm/thread.h"

#include <string>
#include <vector>

namespace pystm {

// Names that the interpreter itself uses, interned at startup: names.init is "__init__".
struct Names {
#define NAME(identifier, text) Str *identifier;
#include "vm/names.def"
#undef NAME
};
extern Names names;

struct Options {
  std::vector<std::string> argv;       // sys.argv
  std::vector<std::string> orig_argv;
  std::vector<std::string> warnings;   // -W
  std::vector<std::string> x_options;  // -X
  std::string executable;
  int optimize = 0, verbose = 0, inspect = 0, interactive = 0, quiet = 0, bytes_warning = 0;
  bool isolated = false, ignore_environment = false, no_site = false, no_user_site = false, dont_write_bytecode = false,
       unbuffered = false, dev_mode = false, safe_path = false, utf8_mode = false;
};

struct Runtime {
  Options options;
  Dict *modules = nullptr;  // sys.modules
  Dict *builtins = nullptr; // of the module builtins
  Dict *sys = nullptr;      // of the module sys
  Module *builtins_module = nullptr;
  Module *sys_module = nullptr;
  int64_t recursion_limit = 1000;
  double switch_interval = 0.005;
  Thread *main_thread = nullptr;
  Thread *threads = nullptr;
  uint64_t next_code_id = 1;
  uint64_t cache_epoch = 1;
  bool finalizing = false; // only the main thread runs Python code any more
};
extern Runtime runtime;

// Null: too many threads, or no memory (vm/thread_memory.cpp).
Thread *makeThread();
void freeThread(Thread *);
// The calling thread becomes the interpreter's main thread. Outside of the region.
Thread *makeMainThread();
// Creates types and modules; all that follows is for the main thread, in the region. False: it has said why.
bool startRuntime(Thread *main, const Options &);
// Waits for non-daemon threads, runs atexit functions, flushes; the status for exit().
int stopRuntime(Thread &, int status);

Value sysGet(const char *name); // unbound: none

} // namespace pystm
