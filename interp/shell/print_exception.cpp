// The message of an exception that nobody handles, as CPython prints it: tracebacks with carets, chains
// of causes and contexts, trees of exception groups, notes, errors of syntax with their line.
// traceback_lines.cpp prints the rows of a traceback, suggestions.cpp finds "Did you mean".
#include "objects/exception.h"

#include "objects/dict.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "shell/suggestions.h"
#include "shell/traceback_lines.h"
#include "vm/runtime.h"

#include <unistd.h>
#include <unordered_set>

namespace pystm {

namespace {

constexpr int kMostGroupDepth = 10;
constexpr int64_t kMostGroupWidth = 15;

class ExceptionPrinter {
public:
  explicit ExceptionPrinter(Thread &thread) : thread_(thread) {}

  void withChain(Value exception);
  std::string take() { return std::move(out_.text); }

private:
  Value attribute(Value object, const char *name) {
    Value result = findAttribute(thread_, object, intern(thread_, name));
    if (result.isError()) {
      thread_.clearException();
      return Value::unbound();
    }
    return result;
  }
  std::string textOf(Value value, const char *otherwise) {
    Value text = strOf(thread_, value);
    if (text.isError()) {
      thread_.clearException();
      return otherwise;
    }
    return toUtf8(text.as<Str>());
  }
  void chained(Value other, const char *message);
  void one(Value exception);
  void group(Value exception);
  void syntaxLocation(Value exception);
  void errorText(std::string_view text, int64_t offset, int64_t end_offset);
  void message(Value exception);
  void notes(Value exception);
  int64_t number(Value value, int64_t otherwise) {
    return value.isSmallInt() ? value.asSmallInt() : otherwise;
  }

  Thread &thread_;
  MarginText out_;
  std::unordered_set<uint64_t> seen_;
  bool need_close_ = false;
};

void ExceptionPrinter::chained(Value other, const char *message) {
  bool need_close = need_close_;
  withChain(other);
  need_close_ = need_close;
  out_.line("");
  out_.line(message);
  out_.line("");
}

void ExceptionPrinter::withChain(Value value) {
  BaseException *exception = asException(value);
  seen_.insert(value.bits);
  NativeRecursion guard(thread_, "");
  if (!guard.ok()) {
    // A chain too long for the stack is cut off here.
    thread_.clearException();
    one(value);
    return;
  }
  bool has_cause = !exception->cause.isUnbound() && !isNone(exception->cause);
  if (has_cause) {
    if (!seen_.contains(exception->cause.bits))
      chained(exception->cause,
              "The above exception was the direct cause of the following exception:");
  } else if (!exception->context.isUnbound() && !isNone(exception->context) &&
             !exception->suppress_context && !seen_.contains(exception->context.bits)) {
    chained(exception->context,
            "During handling of the above exception, another exception occurred:");
  }
  if (isInstance(value, &BaseExceptionGroup_type))
    group(value);
  else
    one(value);
}

void ExceptionPrinter::one(Value value) {
  BaseException *exception = asException(value);
  if (exception->traceback) {
    bool is_group = isInstance(value, &BaseExceptionGroup_type);
    const char *header = is_group ? "Exception Group Traceback (most recent call last):"
                                  : "Traceback (most recent call last):";
    if (is_group && out_.depth == 1)
      out_.raw(std::string(static_cast<size_t>(out_.indent()), ' ') + "+ " + header + "\n");
    else
      out_.line(header);
    printTraceback(thread_, exception->traceback, out_);
  }
  if (isInstance(value, &SyntaxError_type))
    syntaxLocation(value);
  message(value);
  notes(value);
}

void ExceptionPrinter::group(Value value) {
  if (out_.depth > kMostGroupDepth) {
    out_.line("... (max_group_depth is " + std::to_string(kMostGroupDepth) + ")");
    return;
  }
  if (out_.depth == 0)
    out_.depth = 1;
  one(value);
  Value exceptions = attribute(value, "exceptions");
  if (!isTuple(exceptions))
    return;
  int64_t count = exceptions.as<Tuple>()->size;
  int64_t shown = count <= kMostGroupWidth ? count : kMostGroupWidth + 1;
  need_close_ = false;
  for (int64_t i = 0; i < shown; ++i) {
    bool last = i == shown - 1;
    if (last)
      need_close_ = true;
    bool truncated = i >= kMostGroupWidth;
    std::string label = truncated ? "..." : std::to_string(i + 1);
    out_.raw(std::string(static_cast<size_t>(out_.indent()), ' ') + (i == 0 ? "+-" : "  ") +
             "+---------------- " + label + " ----------------\n");
    ++out_.depth;
    if (!truncated) {
      withChain(exceptions.as<Tuple>()->items[i]);
    } else {
      int64_t rest = count - kMostGroupWidth;
      out_.line("and " + std::to_string(rest) + " more exception" + (rest > 1 ? "s" : ""));
    }
    if (last && need_close_) {
      out_.raw(std::string(static_cast<size_t>(out_.indent()), ' ') +
               "+------------------------------------\n");
      need_close_ = false;
    }
    --out_.depth;
  }
  if (out_.depth == 1)
    out_.depth = 0;
}

// ---- errors of syntax

void ExceptionPrinter::syntaxLocation(Value exception) {
  Value filename = attribute(exception, "filename"), line = attribute(exception, "lineno");
  Value text = attribute(exception, "text");
  if (!line.isSmallInt())
    return;
  std::string name = isStr(filename) ? toUtf8(filename.as<Str>()) : "<string>";
  out_.line("  File \"" + name + "\", line " + std::to_string(line.asSmallInt()));
  if (!isStr(text))
    return;
  std::string shown = toUtf8(text.as<Str>());
  int64_t offset = number(attribute(exception, "offset"), -1);
  int64_t end_offset = number(attribute(exception, "end_offset"), -1);
  int64_t end_line = number(attribute(exception, "end_lineno"), line.asSmallInt());
  if (end_line > line.asSmallInt())
    end_offset = static_cast<int64_t>(shown.size());
  errorText(shown, offset, end_offset);
}

void ExceptionPrinter::errorText(std::string_view text, int64_t offset, int64_t end_offset) {
  int64_t carets = end_offset > 0 && end_offset > offset ? end_offset - offset : 1;
  --offset;
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t' || text[0] == '\f')) {
    text.remove_prefix(1);
    --offset;
  }
  if (text.ends_with('\n'))
    text.remove_suffix(1);
  if (offset > static_cast<int64_t>(text.size()))
    offset = static_cast<int64_t>(text.size());
  // Of several lines the one with the error is shown.
  for (;;) {
    size_t newline = text.find('\n');
    if (newline == text.npos || static_cast<int64_t>(newline) >= offset)
      break;
    text.remove_prefix(newline + 1);
    offset -= static_cast<int64_t>(newline) + 1;
  }
  out_.line("    " + std::string(text));
  if (offset < 0)
    return;
  out_.line("    " + std::string(static_cast<size_t>(offset), ' ') +
            std::string(static_cast<size_t>(carets), '^'));
}

// ---- the message

void ExceptionPrinter::message(Value exception) {
  Type *type = typeOf(exception);
  std::string name;
  Value module = attribute(Value(type), "__module__");
  if (!isStr(module)) {
    name = "<unknown>.";
  } else if (!module.as<Str>()->is("builtins") && !module.as<Str>()->is("__main__")) {
    name = toUtf8(module.as<Str>()) + ".";
  }
  Value qualname = attribute(Value(type), "__qualname__");
  name += isStr(qualname) ? toUtf8(qualname.as<Str>()) : std::string(typeName(type));
  std::string text;
  if (isInstance(exception, &SyntaxError_type)) {
    Value message = attribute(exception, "msg");
    text = message.isUnbound() ? "" : textOf(message, "<exception str() failed>");
  } else {
    text = textOf(exception, "<exception str() failed>");
  }
  text += suggestionFor(thread_, exception);
  out_.line(text.empty() ? name : name + ": " + text);
}

void ExceptionPrinter::notes(Value exception) {
  Value notes = attribute(exception, "__notes__");
  if (notes.isUnbound() || isNone(notes))
    return;
  if (!hasFamily(notes, kListFamily) && !isTuple(notes)) {
    Value text = reprOf(thread_, notes);
    if (text.isError())
      thread_.clearException();
    else
      out_.line(toUtf8(text.as<Str>()));
    return;
  }
  bool whole = forEach(thread_, notes, [&](Value note) {
    std::string text = textOf(note, "<note str() failed>");
    size_t begin = 0;
    for (size_t newline; (newline = text.find('\n', begin)) != text.npos; begin = newline + 1)
      out_.line(text.substr(begin, newline - begin));
    out_.line(text.substr(begin));
    return true;
  });
  if (!whole)
    thread_.clearException();
}

// To sys.stderr, or to the descriptor when that is gone.
void writeError(Thread &thread, const std::string &text) {
  Value file = sysGet("stderr");
  if (!file.isUnbound() && !isNone(file)) {
    Value written = callMethod(thread, file, "write", {Value(makeStr(thread, text))});
    if (!written.isError()) {
      written = callMethod(thread, file, "flush");
      if (written.isError())
        thread.clearException();
      return;
    }
    thread.clearException();
  }
  if (file.isUnbound() || !isNone(file)) {
    ssize_t ignored = write(STDERR_FILENO, text.data(), text.size());
    static_cast<void>(ignored);
  }
}

} // namespace

void printException(Thread &thread, Value exception) {
  ExceptionPrinter printer(thread);
  printer.withChain(exception);
  writeError(thread, printer.take());
}

} // namespace pystm
