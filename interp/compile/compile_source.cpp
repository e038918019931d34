// Source text to code objects. See compile_source.h.
#include "compile/compile_source.h"

#include "compile/compiler.h"
#include "compile/future.h"
#include "compile/syntax_warnings.h"
#include "modules/ast_objects.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "syntax/identifiers.h"
#include "syntax/parser.h"
#include "syntax/source.h"
#include "vm/runtime.h"

#include <fstream>

namespace pystm {

namespace {

ParseMode parseMode(CompileMode mode) {
  switch (mode) {
  case CompileMode::kExec:
    return ParseMode::kFile;
  case CompileMode::kEval:
    return ParseMode::kEval;
  case CompileMode::kSingle:
    return ParseMode::kSingle;
  case CompileMode::kFunctionType:
    return ParseMode::kFunctionType;
  }
  return ParseMode::kFile;
}

// Whether the last line of the source gets its newline: a single statement and an expression do not need
// one.
bool endsLines(CompileMode mode) {
  return mode == CompileMode::kExec;
}

// Line `line` of the file, for errors that the compiler finds when the text is gone.
bool lineOfFile(Str *filename, int line, std::string &text) {
  std::ifstream file(toUtf8(filename));
  for (int i = 0; i < line; ++i)
    if (!std::getline(file, text))
      return false;
  text += '\n';
  return line > 0;
}

Type *typeOfError(ErrorKind kind) {
  switch (kind) {
  case ErrorKind::kIndentation:
    return &IndentationError_type;
  case ErrorKind::kTab:
    return &TabError_type;
  case ErrorKind::kValue:
    return &ValueError_type;
  case ErrorKind::kMemory:
    return &MemoryError_type;
  case ErrorKind::kRecursion:
    return &RecursionError_type;
  default:
    return &SyntaxError_type;
  }
}

} // namespace

Value raiseSyntaxError(Thread &thread, const SyntaxDiagnostic &diagnostic, Str *filename) {
  Type *type = typeOfError(diagnostic.kind);
  if (diagnostic.kind == ErrorKind::kMemory)
    return raiseMemoryError(thread);
  if (!isSubtype(type, &SyntaxError_type))
    return raise(thread, type, "%s", diagnostic.message.c_str());
  Value message = makeStr(thread, diagnostic.message);
  if (!diagnostic.line) {
    Value at = makeTuple(thread, {Value(filename), Value::smallInt(0), Value::smallInt(0), none()});
    return raise(thread, makeException(thread, type, {message, at}));
  }
  std::string text = diagnostic.text;
  bool has_text = diagnostic.has_text;
  int column = diagnostic.column, end_column = diagnostic.end_column;
  if (!has_text && lineOfFile(filename, diagnostic.line, text)) {
    // The compiler counts bytes.
    has_text = true;
    auto characters = [&](int bytes) {
      size_t length = bytes > 0 ? static_cast<size_t>(bytes - 1) : 0;
      return bytes > 0 ? static_cast<int>(countCharacters(std::string_view(text).substr(0, length))) + 1
                       : bytes;
    };
    column = characters(column);
    if (diagnostic.end_line == diagnostic.line)
      end_column = characters(end_column);
  }
  Value details = makeTuple(
      thread, {Value(filename), Value::smallInt(diagnostic.line), Value::smallInt(column),
               has_text ? Value(makeStr(thread, text)) : none(),
               Value::smallInt(diagnostic.end_line),
               end_column == SyntaxDiagnostic::kNoEnd ? none() : Value::smallInt(end_column)});
  return raise(thread, makeException(thread, type, {message, details}));
}

namespace {

Value generate(Thread &thread, SymbolSet &symbols, ast::ModNode *tree, Str *filename,
               const CompileOptions &options, SyntaxWarnings &warnings) {
  SyntaxDiagnostic diagnostic;
  FutureFeatures future;
  CompileFlags flags;
  flags.optimize = options.optimize < 0 ? runtime.options.optimize : options.optimize;
  if (findFutureFeatures(tree, future, diagnostic)) {
    flags.code_flags = (options.flags & kFutureFlags) | future.flags;
    flags.future_annotations = flags.code_flags & kFutureAnnotations;
    flags.future_line = future.last_line;
    flags.top_level_await = options.flags & kTopLevelAwait;
    SymbolTable table(symbols, flags.future_annotations);
    if (table.build(tree, diagnostic)) {
      for (bool long_jumps : {false, true}) {
        SyntaxWarnings found = warnings;
        Compiler compiler(thread, symbols, table, filename, flags, diagnostic, found, long_jumps);
        Code *code = compiler.compile(tree);
        if (code) {
          if (!reportSyntaxWarnings(thread, found, filename))
            return Value::error();
          return code;
        }
        if (!compiler.jumpTooLong() || diagnostic.set())
          break;
      }
    }
  }
  if (!diagnostic.set())
    return thread.hasException() ? Value::error()
                                 : raise(thread, &SystemError_type, "the compiler gave up");
  return raiseSyntaxError(thread, diagnostic, filename);
}

ast::ModNode *parseNormalized(Thread &thread, Arena &arena, SymbolSet &symbols,
                              std::string_view text, Str *filename, const CompileOptions &options,
                              SyntaxWarnings &warnings) {
  SyntaxDiagnostic diagnostic;
  ParseOptions parse;
  parse.mode = parseMode(options.mode);
  parse.allow_incomplete = options.flags & kAllowIncomplete;
  parse.flufl = options.flags & kFutureFlufl;
  parse.imply_dedent = !(options.flags & kDontImplyDedent);
  ast::ModNode *tree = Parser(arena, symbols, text, parse, diagnostic, warnings).parse();
  if (!tree)
    raiseSyntaxError(thread, diagnostic, filename);
  return tree;
}

Value compileNormalized(Thread &thread, std::string_view text, Str *filename,
                        const CompileOptions &options) {
  Arena arena;
  SymbolSet symbols(arena);
  SyntaxWarnings warnings;
  ast::ModNode *tree = parseNormalized(thread, arena, symbols, text, filename, options, warnings);
  if (!tree)
    return Value::error();
  if (options.flags & kOnlyTree)
    return treeToObjects(thread, tree);
  return generate(thread, symbols, tree, filename, options, warnings);
}

} // namespace

Value compileText(Thread &thread, std::string_view text, Str *filename,
                  const CompileOptions &options) {
  if (text.find('\0') != text.npos)
    return raise(thread, &ValueError_type, "source code string cannot contain null bytes");
  return compileNormalized(thread, normalizeLines(text, endsLines(options.mode)), filename,
                           options);
}

Value compileBytes(Thread &thread, std::string_view bytes, Str *filename,
                   const CompileOptions &options, bool is_file) {
  std::string text;
  SyntaxDiagnostic diagnostic;
  if (!decodeSource(bytes, is_file ? toUtf8(filename) : "", text, diagnostic))
    return raiseSyntaxError(thread, diagnostic, filename);
  return compileNormalized(thread, text, filename, options);
}

bool isTreeObject(Thread &thread, Value value) {
  AstClasses *classes = astClasses(thread);
  return classes && isInstance(value, classes->base);
}

Value compileTreeObject(Thread &thread, Value object, Str *filename,
                        const CompileOptions &options) {
  if (options.flags & kOnlyTree)
    return object;
  Arena arena;
  SymbolSet symbols(arena);
  ast::ModNode *tree = treeFromObjects(thread, arena, symbols, object);
  if (!tree)
    return Value::error();
  const char *expected = options.mode == CompileMode::kEval     ? "Expression"
                         : options.mode == CompileMode::kSingle ? "Interactive"
                                                                : "Module";
  if (std::string_view(ast::nodeName(tree->kind)) != expected)
    return raiseTypeError(thread, "expected %s node, got %s", expected, ast::nodeName(tree->kind));
  SyntaxWarnings warnings;
  return generate(thread, symbols, tree, filename, options, warnings);
}

ast::ModNode *parseText(Thread &thread, Arena &arena, SymbolSet &symbols, std::string_view text,
                        Str *filename, const CompileOptions &options) {
  SyntaxWarnings warnings;
  std::string_view normal = arena.copy(normalizeLines(text, endsLines(options.mode)));
  return parseNormalized(thread, arena, symbols, normal, filename, options, warnings);
}

} // namespace pystm
