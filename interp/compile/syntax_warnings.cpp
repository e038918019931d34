// Syntax warnings. The module is imported for a warning that is shown by default; others, which filters
// hide unless the program changed them, go to it only when it is loaded. See syntax_warnings.h.
#include "compile/syntax_warnings.h"

#include "compile/compile_source.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "vm/runtime.h"

namespace pystm {

namespace {

Value warningsModule(Thread &thread, bool import) {
  Value loaded = dictGet(runtime.modules, intern(thread, "warnings"));
  if (!loaded.isUnbound() || !import)
    return loaded;
  Value importer = dictGet(runtime.builtins, intern(thread, "__import__"));
  if (importer.isUnbound())
    return importer;
  return call(thread, importer, {Value(intern(thread, "warnings"))});
}

} // namespace

bool reportSyntaxWarnings(Thread &thread, const SyntaxWarnings &warnings, Str *filename) {
  for (const SyntaxWarningNote &note : warnings) {
    Value module = warningsModule(thread, !note.deprecation);
    if (module.isUnbound())
      continue;
    if (module.isError()) {
      thread.clearException();
      continue;
    }
    Type *category = note.deprecation ? &DeprecationWarning_type : &SyntaxWarning_type;
    Value result = callMethod(thread, module, "warn_explicit",
                              {Value(makeStr(thread, note.message)), Value(category),
                               Value(filename), Value::smallInt(note.line)});
    if (!result.isError())
      continue;
    // A warning that a filter makes an error is an error of syntax.
    if (!exceptionMatches(thread, category))
      return false;
    thread.clearException();
    SyntaxDiagnostic diagnostic;
    diagnostic.kind = ErrorKind::kSyntax;
    diagnostic.message = note.message;
    diagnostic.line = note.line;
    diagnostic.column = note.column + 1;
    diagnostic.end_line = note.end_line;
    diagnostic.end_column = note.end_column + 1;
    raiseSyntaxError(thread, diagnostic, filename);
    return false;
  }
  return true;
}

} // namespace pystm
