// Programs from files, -c, -m and standard input. See run.h.
#include "shell/run.h"

#include "compile/compile_source.h"
#include "compile/listing.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "syntax/ast_dump.h"
#include "syntax/parser.h"
#include "syntax/source.h"
#include "vm/frame.h"
#include "vm/region.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace pystm {

Dict *mainNamespace(Thread &thread) {
  Value main = dictGet(runtime.modules, intern(thread, "__main__"));
  if (isExactly(main, module_type))
    return main.as<Module>()->dict;
  Module *module = makeModule(thread, "__main__");
  dictSet(thread, runtime.modules, "__main__", Value(module));
  dictSet(thread, module->dict, "__builtins__", Value(runtime.builtins_module));
  return module->dict;
}

namespace {

void flushOutput(Thread &thread) {
  for (const char *name : {"stdout", "stderr"}) {
    Value file = sysGet(name);
    if (file.isUnbound() || isNone(file))
      continue;
    if (callMethod(thread, file, "flush").isError())
      thread.clearException();
  }
}

int exitStatus(Thread &thread, Value exception) {
  Value code = findAttribute(thread, exception, intern(thread, "code"));
  if (code.isError()) {
    thread.clearException();
    return 1;
  }
  if (code.isUnbound() || isNone(code))
    return 0;
  if (isInt(code))
    return static_cast<int>(lowBits(code));
  Value text = strOf(thread, code);
  if (text.isError()) {
    thread.clearException();
    return 1;
  }
  Value file = sysGet("stderr");
  std::string message = toUtf8(text.as<Str>()) + "\n";
  if (file.isUnbound() || isNone(file) ||
      callMethod(thread, file, "write", {Value(makeStr(thread, message))}).isError()) {
    thread.clearException();
    std::fputs(message.c_str(), stderr);
  }
  return 1;
}

} // namespace

int reportUncaught(Thread &thread, bool &exits) {
  exits = false;
  Value exception = takeException(thread);
  if (isInstance(exception, &SystemExit_type)) {
    exits = true;
    int status = exitStatus(thread, exception);
    flushOutput(thread);
    return status;
  }
  bool interrupted = isInstance(exception, &KeyboardInterrupt_type);
  BaseException *object = asException(exception);
  Value type = Value(typeOf(exception));
  Value traceback = object->traceback ? Value(object->traceback) : none();
  dictSet(thread, runtime.sys, "last_type", type);
  dictSet(thread, runtime.sys, "last_value", exception);
  dictSet(thread, runtime.sys, "last_traceback", traceback);
  flushOutput(thread);
  Value hook = sysGet("excepthook");
  if (hook.isUnbound()) {
    printException(thread, exception);
  } else if (call(thread, hook, {type, exception, traceback}).isError()) {
    Value second = takeException(thread);
    if (isInstance(second, &SystemExit_type)) {
      exits = true;
      return exitStatus(thread, second);
    }
    std::fputs("Error in sys.excepthook:\n", stderr);
    printException(thread, second);
    std::fputs("\nOriginal exception was:\n", stderr);
    printException(thread, exception);
  }
  flushOutput(thread);
  return interrupted ? kInterrupted : 1;
}

namespace {

// Compiles, or lists and stops when -X asks for that; null when there is nothing to run.
Code *compileProgram(Thread &thread, const CommandLine &line, std::string_view bytes, Str *name,
                     bool is_file, bool &failed) {
  failed = false;
  CompileOptions options;
  if (line.dump_tree) {
    Arena arena;
    SymbolSet symbols(arena);
    std::string text;
    SyntaxDiagnostic diagnostic;
    if (!decodeSource(bytes, is_file ? toUtf8(name) : "", text, diagnostic)) {
      raiseSyntaxError(thread, diagnostic, name);
      failed = true;
      return nullptr;
    }
    ast::ModNode *tree = parseText(thread, arena, symbols, text, name, options);
    failed = !tree;
    if (tree)
      std::printf("%s\n", dumpTree(tree).c_str());
    return nullptr;
  }
  Value code = compileBytes(thread, bytes, name, options, is_file);
  if (code.isError()) {
    failed = true;
    return nullptr;
  }
  if (line.dump_bytecode) {
    std::fputs(listCode(thread, code.as<Code>()).c_str(), stdout);
    return nullptr;
  }
  return code.as<Code>();
}

// What the frame that was pushed last does, outside of this native's region.
bool runAsOutermost(Thread &thread, Value pushed) {
  return pushed.isPushed() && outside(thread, [&] { return runOutermost(thread); });
}

bool runProgram(Thread &thread, const CommandLine &line, std::string_view bytes, Str *name,
                bool is_file) {
  bool failed;
  Code *code = compileProgram(thread, line, bytes, name, is_file, failed);
  if (!code)
    return !failed;
  Dict *space = mainNamespace(thread);
  return runAsOutermost(thread, enterCode(thread, code, space, Value(space), nullptr));
}

void prependPath(Thread &thread, const std::string &directory) {
  Value path = sysGet("path");
  if (runtime.options.safe_path || !isList(path))
    return;
  callMethod(thread, path, "insert",
             {Value::smallInt(0), Value(fromFileSystem(thread, directory))});
}

// The directory of the script, behind symbolic links.
std::string directoryOf(const std::string &file) {
  char resolved[4096];
  std::string path = realpath(file.c_str(), resolved) ? resolved : file;
  size_t slash = path.rfind('/');
  return slash == path.npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
}

bool runModule(Thread &thread, const std::string &name, bool alter_argv) {
  Value runner = importAttribute(thread, "runpy", "_run_module_as_main");
  if (runner.isError() || runner.isUnbound())
    return false;
  if (!isFunction(runner))
    return !raiseTypeError(thread, "runpy._run_module_as_main is no function").isError();
  LocalValues arguments{makeStr(thread, name), makeBool(alter_argv)};
  return runAsOutermost(thread, enterFunction(thread, runner.as<Function>(), {arguments, 2, nullptr}));
}

// A zip file ends with a directory; a program may stand before it.
bool isArchive(const std::string &path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file)
    return false;
  constexpr std::streamoff kLongestTail = 22 + 65535;
  std::streamoff size = file.tellg(), tail = std::min(size, kLongestTail);
  std::string bytes(static_cast<size_t>(std::max<std::streamoff>(tail, 0)), '\0');
  file.seekg(size - tail);
  file.read(bytes.data(), tail);
  return bytes.find(std::string_view("PK\5\6", 4)) != std::string::npos;
}

bool runFile(Thread &thread, const CommandLine &line, int &status, bool &reported) {
  struct stat information;
  reported = false;
  if (stat(line.target.c_str(), &information) == 0 && S_ISDIR(information.st_mode)) {
    prependPath(thread, line.target);
    return runModule(thread, "__main__", false);
  }
  if (isArchive(line.target)) {
    prependPath(thread, line.target);
    return runModule(thread, "__main__", false);
  }
  std::ifstream file(line.target, std::ios::binary);
  if (!file) {
    int error = errno;
    std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n",
                 runtime.options.orig_argv[0].c_str(),
                 (line.target[0] == '/' ? line.target
                                        : std::string(get_current_dir_name()) + "/" + line.target)
                     .c_str(),
                 error, std::strerror(error));
    reported = true;
    status = 2;
    return false;
  }
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  // Its line end stays, so that numbers of lines do.
  if (line.skip_first_line)
    bytes.erase(0, std::min(bytes.find('\n'), bytes.size()));
  prependPath(thread, directoryOf(line.target));
  // __file__ of the main program is absolute.
  std::string path = line.target;
  char directory[4096];
  if (path[0] != '/' && getcwd(directory, sizeof directory))
    path = std::string(directory) + "/" + path;
  Str *name = fromFileSystem(thread, path);
  Dict *space = mainNamespace(thread);
  dictSet(thread, space, "__file__", Value(name));
  dictSet(thread, space, "__cached__", none());
  return runProgram(thread, line, bytes, name, true);
}

} // namespace

int runCommandLine(Thread &thread, const CommandLine &line) {
  mainNamespace(thread);
  int status = 0;
  bool good = true, reported = false;
  // exit(), quit() and the places of installed packages.
  if (!line.options.no_site && !line.dump_tree && !line.dump_bytecode && importModule(thread, "site").isError())
    printException(thread, takeException(thread));
  switch (line.action) {
  case CommandLine::Action::kCode:
    prependPath(thread, "");
    good = runProgram(thread, line, line.target, makeStr(thread, "<string>"), false);
    break;
  case CommandLine::Action::kModule: {
    char *directory = get_current_dir_name();
    prependPath(thread, directory ? directory : "");
    std::free(directory);
    good = runModule(thread, line.target, true);
    break;
  }
  case CommandLine::Action::kFile:
    good = runFile(thread, line, status, reported);
    break;
  case CommandLine::Action::kStandardInput: {
    prependPath(thread, "");
    std::string text;
    char buffer[4096];
    for (ssize_t n; (n = read(STDIN_FILENO, buffer, sizeof buffer)) > 0;)
      text.append(buffer, static_cast<size_t>(n));
    good = runProgram(thread, line, text, makeStr(thread, "<stdin>"), false);
    break;
  }
  default:
    prependPath(thread, "");
    return runRepl(thread, line.options, true);
  }
  bool exits = false;
  if (!good && !reported)
    status = reportUncaught(thread, exits);
  bool inspect = line.options.inspect || std::getenv("PYTHONINSPECT");
  if (inspect && !line.dump_tree && !line.dump_bytecode)
    return runRepl(thread, line.options, false);
  return status;
}

} // namespace pystm
