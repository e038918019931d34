// The way into the compiler: source text or a tree to a code object, with the errors as Python's
// exceptions and the warnings through the warnings module.
#pragma once

#include "compile/code.h"
#include "syntax/ast.h"
#include "syntax/diagnostics.h"

#include <string_view>

namespace pystm {

enum class CompileMode : uint8_t { kExec, kEval, kSingle, kFunctionType };

// Flags of the builtin compile(), with CPython's values.
enum CompileFlag : uint32_t {
  kOnlyTree = 0x400,
  kTypeComments = 0x1000,
  kDontImplyDedent = 0x200,
  kTopLevelAwait = 0x2000,
  kAllowIncomplete = 0x4000,
  kFutureFlags = 0x1FE0000,
};

struct CompileOptions {
  CompileMode mode = CompileMode::kExec;
  uint32_t flags = 0; // CompileFlag and the flags of __future__ features
  int optimize = -1;  // -1: as the interpreter was started
};

// A Code, the tree as objects when the flags ask for that, or error() with the exception pending. `text` is UTF-8 that was a str; bytes are decoded by
// their cookie. A file's bytes give messages that name the file.
Value compileText(Thread &, std::string_view text, Str *filename, const CompileOptions &);
Value compileBytes(Thread &, std::string_view bytes, Str *filename, const CompileOptions &,
                   bool is_file = false);

// From an object of the module ast: a Code, or the tree itself when that is all that is asked for.
Value compileTreeObject(Thread &, Value tree, Str *filename, const CompileOptions &);
// Whether the object is a tree of the module ast.
bool isTreeObject(Thread &, Value);

// The tree alone; null with the exception pending.
ast::ModNode *parseText(Thread &, Arena &, SymbolSet &, std::string_view text, Str *filename,
                        const CompileOptions &);

// Raises what the diagnostic says; returns error().
Value raiseSyntaxError(Thread &, const SyntaxDiagnostic &, Str *filename);

} // namespace pystm
