// The prompt: lines, from a terminal when both ends are one, are joined until they form a statement, and run in
// __main__. See run.h.
#include "compile/compile_source.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/module.h"
#include "objects/str.h"
#include "shell/run.h"
#include "shell/terminal.h"
#include "vm/frame.h"
#include "vm/region.h"
#include "vm/signals.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <unistd.h>

namespace pystm {

namespace {

std::string historyFile() {
  const char *home = std::getenv("HOME");
  return home ? std::string(home) + "/.pystm_history" : "";
}

std::string promptOf(Thread &thread, const char *name, const char *otherwise) {
  Value prompt = sysGet(name);
  if (prompt.isUnbound())
    return otherwise;
  Value text = strOf(thread, prompt);
  if (text.isError()) {
    thread.clearException();
    return "";
  }
  return toUtf8(text.as<Str>());
}

// One line without its newline; false at the end of input.
bool readLine(const std::string &prompt, Terminal *terminal, std::string &line) {
  if (terminal)
    return terminal->readLine(prompt, line);
  std::fputs(prompt.c_str(), stderr);
  line.clear();
  clearerr(stdin); // a signal may have interrupted the line before
  for (int c; (c = std::fgetc(stdin)) != EOF;) {
    if (c == '\n')
      return true;
    line.push_back(static_cast<char>(c));
  }
  return !line.empty();
}

class Repl {
public:
  Repl(Thread &thread, Terminal *terminal) : thread_(thread), terminal_(terminal) {
    filename_ = intern(thread, "<stdin>");
    space_ = mainNamespace(thread);
    options_.mode = CompileMode::kSingle;
  }

  int run() {
    for (;;) {
      Statement read = statement();
      if (read == Statement::kEnd)
        break;
      if (read == Statement::kFailed) {
        bool exits;
        int status = reportUncaught(thread_, exits);
        if (exits)
          return status;
      }
    }
    std::fputc('\n', terminal_ ? stdout : stderr);
    return 0;
  }

private:
  enum class Statement { kDone, kFailed, kEnd };

  // Reads lines until they are a whole statement, and runs it.
  Statement statement() {
    std::string source;
    for (;;) {
      std::string prompt = source.empty() ? promptOf(thread_, "ps1", ">>> ")
                                          : promptOf(thread_, "ps2", "... ");
      std::string line;
      bool more = outside(thread_, [&] { return readLine(prompt, terminal_, line); });
      if (signalsPending()) {
        if (!runSignalHandlers(thread_))
          return interrupted();
        if (!more)
          continue;
      }
      if (!more) {
        if (source.empty())
          return Statement::kEnd;
        options_.flags &= ~uint32_t{kAllowIncomplete};
        return execute(source);
      }
      bool blank = line.find_first_not_of(" \t\f") == line.npos;
      if (source.empty() && blank)
        continue;
      bool in_block = !source.empty();
      source += line + "\n";
      // A compound statement ends with an empty line, a simple one where it is complete.
      if (in_block && !blank && compound_)
        continue;
      Outcome outcome = tryCompile(source);
      if (!in_block || !compound_)
        compound_ = isCompound(source);
      if (outcome == Outcome::kIncomplete || (outcome == Outcome::kComplete && compound_ && !blank))
        continue;
      compound_ = false;
      if (outcome == Outcome::kError)
        return Statement::kFailed;
      return runCompiled();
    }
  }

  // Ctrl-C at the prompt takes the lines back that were typed so far.
  Statement interrupted() {
    compound_ = false;
    if (!exceptionMatches(thread_, &KeyboardInterrupt_type))
      return Statement::kFailed;
    thread_.clearException();
    std::fputs("\nKeyboardInterrupt\n", stderr);
    return Statement::kDone;
  }

  // Whether the statement so far is a compound one, which only an empty line ends.
  static bool isCompound(const std::string &source) {
    std::string_view text(source);
    text.remove_prefix(text.find_first_not_of(" \t\n"));
    if (text.starts_with('@'))
      return true;
    for (std::string_view word : {"if", "while", "for", "try", "with", "def", "class", "async"})
      if (text.starts_with(word) &&
          (text.size() == word.size() || !std::isalnum(static_cast<unsigned char>(text[word.size()]))))
        return true;
    size_t end = text.find_last_not_of(" \t\n");
    return end != text.npos && text[end] == ':';
  }

  enum class Outcome { kComplete, kIncomplete, kError };

  Outcome tryCompile(const std::string &source) {
    options_.flags |= kAllowIncomplete;
    Value code = compileText(thread_, source, filename_, options_);
    if (!code.isError()) {
      code_ = code.as<Code>();
      return Outcome::kComplete;
    }
    if (exceptionMatches(thread_, &SyntaxError_type)) {
      Value message =
          findAttribute(thread_, thread_.exception, intern(thread_, "msg"));
      if (message.isPointer() && isStr(message) && message.as<Str>()->is("incomplete input")) {
        thread_.clearException();
        return Outcome::kIncomplete;
      }
    }
    return Outcome::kError;
  }

  Statement execute(const std::string &source) {
    Value code = compileText(thread_, source, filename_, options_);
    if (code.isError())
      return Statement::kFailed;
    code_ = code.as<Code>();
    return runCompiled();
  }

  Statement runCompiled() {
    // Features of __future__ stay for the statements that follow.
    options_.flags |= code_->flags & kFutureFlags;
    Value result = runCode(thread_, code_, space_, Value(space_), nullptr);
    return result.isError() ? Statement::kFailed : Statement::kDone;
  }

  Thread &thread_;
  Terminal *terminal_; // null where nobody types
  bool compound_ = false;
  Str *filename_;
  Dict *space_;
  Code *code_ = nullptr;
  CompileOptions options_;
};

void runStartup(Thread &thread) {
  const char *file = std::getenv("PYTHONSTARTUP");
  if (!file || runtime.options.ignore_environment)
    return;
  std::ifstream stream(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), {});
  Value code = compileBytes(thread, bytes, fromFileSystem(thread, file), {}, true);
  Dict *space = mainNamespace(thread);
  if (!code.isError())
    code = runCode(thread, code.as<Code>(), space, Value(space), nullptr);
  if (code.isError()) {
    bool exits;
    reportUncaught(thread, exits);
  }
}

} // namespace

int runRepl(Thread &thread, const Options &options, bool header) {
  if (!options.quiet && header) {
    Value version = sysGet("version");
    std::fprintf(stderr, "Python %s on linux\n%s\n",
                 isStr(version) ? toUtf8(version.as<Str>()).c_str() : "3.11",
                 "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.");
  }
  dictSet(thread, runtime.sys, "ps1", Value(makeStr(thread, ">>> ")));
  dictSet(thread, runtime.sys, "ps2", Value(makeStr(thread, "... ")));
  runStartup(thread);
  std::optional<Terminal> typed;
  if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
    typed.emplace(historyFile());
  int status = Repl(thread, typed ? &*typed : nullptr).run();
  if (typed)
    typed->saveHistory();
  return status;
}

} // namespace pystm
