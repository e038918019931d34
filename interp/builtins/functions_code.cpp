// Builtin functions about code: compile, eval, exec, __build_class__, __import__; and print, input, breakpoint.
#include "builtins/builtins.h"
#include "compile/compile_source.h"
#include "objects/bytes.h"
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/import.h"
#include "vm/runtime.h"

namespace pystm {

namespace {

// --- classes ---

// Bases that are no types may stand for some (__mro_entries__).
Value resolveBases(Thread &thread, const LocalValue *bases, int64_t count, bool &changed) {
  List *list = makeList(thread);
  Tuple *original = makeTuple(thread, count, bases);
  for (int64_t n = 0; n < count; ++n) {
    Value method = isType(bases[n]) ? Value() : findAttribute(thread, bases[n], names.mro_entries);
    if (method.isError())
      return method;
    if (method.isUnbound()) {
      listAppend(thread, list, bases[n]);
      continue;
    }
    Value entries = call(thread, method, {Value(original)});
    if (entries.isError())
      return entries;
    if (!isTuple(entries))
      return raiseTypeError(thread, "__mro_entries__ must return a tuple");
    changed = true;
    if (!listExtend(thread, list, entries))
      return Value::error();
  }
  return makeTuple(thread, list->size, list->items);
}

Value buildClass(Thread &thread, const Arguments &args) {
  if (args.positional < 2)
    return raiseTypeError(thread, "__build_class__: not enough arguments");
  if (!isFunction(args[0]))
    return raiseTypeError(thread, "__build_class__: func must be a function");
  if (!isStr(args[1]))
    return raiseTypeError(thread, "__build_class__: name is not a string");
  auto *function = args[0].as<Function>();
  Value name = args[1];
  bool changed = false;
  Value bases = resolveBases(thread, args.values + 2, args.positional - 2, changed);
  if (bases.isError())
    return bases;
  Value metaclass;
  std::vector<Value> keyword_names, keyword_values;
  for (int64_t n = 0; n < args.keywords(); ++n) {
    Value value = args.values[args.positional + n];
    if (equalStrs(args.names->items[n].as<Str>(), names.metaclass)) {
      metaclass = value;
    } else {
      keyword_names.push_back(args.names->items[n]);
      keyword_values.push_back(value);
    }
  }
  if (metaclass.isUnbound())
    metaclass = bases.as<Tuple>()->size ? Value(typeOf(bases.as<Tuple>()->items[0])) : Value(&type_type);
  if (isType(metaclass)) {
    Type *winner = winningMetaclass(thread, metaclass.as<Type>(), bases.as<Tuple>());
    if (!winner)
      return Value::error();
    metaclass = Value(winner);
  }
  auto keywordCall = [&](Value callee, std::initializer_list<ListedValue> positional) {
    ValueVector values(thread);
    for (Value value : positional)
      values.push(value);
    for (Value value : keyword_values)
      values.push(value);
    Tuple *keywords = keyword_names.empty() ? nullptr : makeTuple(thread, static_cast<int64_t>(keyword_names.size()), keyword_names.data());
    return call(thread, callee, Arguments{values.data(), static_cast<int64_t>(positional.size()), keywords});
  };
  Value space;
  Value prepare = findAttribute(thread, metaclass, names.prepare);
  if (prepare.isError())
    return prepare;
  space = prepare.isUnbound() ? Value(makeDict(thread)) : keywordCall(prepare, {name, bases});
  if (space.isError())
    return space;
  if (!typeOf(space)->slots.get_item || !typeOf(space)->slots.set_item)
    return raiseTypeError(thread, "%s.__prepare__() must return a mapping, not %T", isType(metaclass) ? toUtf8(metaclass.as<Type>()->name).c_str() : "<metaclass>", space.bits);
  Value cell = runClassBody(thread, function, space);
  if (cell.isError())
    return cell;
  if (changed && !setItem(thread, space, Value(intern(thread, "__orig_bases__")), Value(makeTuple(thread, args.positional - 2, args.values + 2))))
    return Value::error();
  Value type = keywordCall(metaclass, {name, bases, space});
  if (!type.isError() && isType(type) && isExactly(cell, cell_type)) {
    Value content = cell.as<Cell>()->content;
    if (content.isUnbound())
      return raiseRuntimeError(thread, "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?", name.bits, type.bits);
    if (content != type)
      return raiseTypeError(thread, "__class__ set to %R defining %R as %R", content.bits, name.bits, type.bits);
  }
  return type;
}

// --- compile, eval, exec ---

bool toFileName(Thread &thread, Value value, Str *&name) {
  if (isStr(value)) {
    name = value.as<Str>();
    return true;
  }
  if (hasBuffer(value)) {
    Buffer buffer;
    if (!getBuffer(thread, value, buffer))
      return false;
    name = fromFileSystem(thread, bufferView(buffer));
    releaseBuffer(buffer);
    return true;
  }
  Value path = callMethod(thread, value, names.fspath);
  if (path.isError()) {
    thread.clearException();
    raiseTypeError(thread, "expected str, bytes or os.PathLike object, not %T", value.bits);
    return false;
  }
  return toFileName(thread, path, name);
}

Value compileAny(Thread &thread, Value source, Str *file, CompileOptions options, const char *function) {
  if (isStr(source)) {
    std::string text;
    if (!toStrictUtf8(thread, source.as<Str>(), text))
      return Value::error();
    if (text.find('\0') != std::string::npos)
      return raiseValueError(thread, "source code string cannot contain null bytes");
    return compileText(thread, text, file, options);
  }
  if (function[0] == 'c' && isTreeObject(thread, source))
    return compileTreeObject(thread, source, file, options);
  if (!hasBuffer(source))
    return raiseTypeError(thread, "%s must be a string, bytes or %s object", function, function[0] == 'c' ? "AST" : "code");
  Buffer buffer;
  if (!getBuffer(thread, source, buffer))
    return Value::error();
  std::string bytes(bufferView(buffer));
  releaseBuffer(buffer);
  if (bytes.find('\0') != std::string::npos)
    return raiseValueError(thread, "source code string cannot contain null bytes");
  return compileBytes(thread, bytes, file, options);
}

// Future features in force where the caller stands.
uint32_t inheritedFlags(Thread &thread) { return thread.frame ? thread.frame->code->flags & kFutureFlags : 0; }

Value compileFunction(Thread &thread, LocalValue *args) {
  Str *file = nullptr;
  if (!toFileName(thread, args[1], file))
    return Value::error();
  if (!isStr(args[2]))
    return raiseTypeError(thread, "compile() argument 'mode' must be str, not %T", args[2].bits);
  CompileOptions options;
  auto *mode = args[2].as<Str>();
  int64_t flags = 0, optimize = -1;
  if (!toInt64(thread, args[3], flags) || !toInt64(thread, args[5], optimize))
    return Value::error();
  if (flags & ~int64_t{kOnlyTree | kTypeComments | kDontImplyDedent | kTopLevelAwait | kAllowIncomplete | kFutureFlags})
    return raiseValueError(thread, "compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2)
    return raiseValueError(thread, "compile(): invalid optimize value");
  int dont_inherit = isTrue(thread, args[4]);
  if (dont_inherit < 0)
    return Value::error();
  options.flags = static_cast<uint32_t>(flags) | (dont_inherit ? 0 : inheritedFlags(thread));
  options.optimize = static_cast<int>(optimize);
  if (mode->is("exec"))
    options.mode = CompileMode::kExec;
  else if (mode->is("eval"))
    options.mode = CompileMode::kEval;
  else if (mode->is("single"))
    options.mode = CompileMode::kSingle;
  else if (mode->is("func_type") && flags & kOnlyTree)
    options.mode = CompileMode::kFunctionType;
  else
    return raiseValueError(thread, mode->is("func_type") ? "compile() mode 'func_type' requires flag PyCF_ONLY_AST" : "compile() mode must be 'exec', 'eval' or 'single'");
  return compileAny(thread, args[0], file, options, "compile() arg 1");
}

bool scopes(Thread &thread, LocalValue *args, const char *function, Value &globals, Value &locals) {
  globals = args[1];
  locals = args[2];
  if (isNone(globals)) {
    globals = Value(thread.frame->globals);
    if (isNone(locals))
      locals = frameLocals(thread, thread.frame);
  } else if (!isDict(globals)) {
    if (function[1] == 'v')
      raiseTypeError(thread, typeOf(globals)->slots.get_item ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict");
    else
      raiseTypeError(thread, "exec() globals must be a dict, not %T", globals.bits);
    return false;
  }
  if (isNone(locals))
    locals = globals;
  if (!typeOf(locals)->slots.get_item) {
    if (function[1] == 'v')
      raiseTypeError(thread, "locals must be a mapping");
    else
      raiseTypeError(thread, "exec() locals must be a mapping or None, not %T", locals.bits);
    return false;
  }
  if (dictGet(globals.as<Dict>(), names.builtins).isUnbound())
    dictSet(thread, globals.as<Dict>(), names.builtins, Value(thread.frame ? thread.frame->builtins : runtime.builtins));
  return true;
}

Value evalFunction(Thread &thread, LocalValue *args) {
  Value globals, locals;
  if (!scopes(thread, args, "eval", globals, locals))
    return Value::error();
  Value code = args[0];
  if (!isExactly(code, code_type)) {
    CompileOptions options;
    options.mode = CompileMode::kEval;
    options.flags = inheritedFlags(thread);
    if (isStr(code)) {
      std::string text = toUtf8(code.as<Str>());
      size_t start = text.find_first_not_of(" \t");
      code = makeStr(thread, start == std::string::npos ? "" : text.substr(start));
    }
    code = compileAny(thread, code, intern(thread, "<string>"), options, "eval() arg 1");
    if (code.isError())
      return code;
  } else if (code.as<Code>()->free_count) {
    return raiseTypeError(thread, "code object passed to eval() may not contain free variables");
  }
  return enterCode(thread, code.as<Code>(), globals.as<Dict>(), locals, nullptr);
}

Value execFunction(Thread &thread, LocalValue *args) {
  Value globals, locals;
  if (!scopes(thread, args, "exec", globals, locals))
    return Value::error();
  Value code = args[0];
  Tuple *closure = nullptr;
  if (!isExactly(code, code_type)) {
    if (!isNone(args[3]))
      return raiseTypeError(thread, "closure can only be used when source is a code object");
    CompileOptions options;
    options.flags = inheritedFlags(thread);
    code = compileAny(thread, code, intern(thread, "<string>"), options, "exec() arg 1");
    if (code.isError())
      return code;
  } else {
    uint32_t wanted = code.as<Code>()->free_count;
    if (wanted == 0 && !isNone(args[3]))
      return raiseTypeError(thread, "cannot use a closure with this code object");
    if (wanted) {
      if (isNone(args[3]))
        return raiseTypeError(thread, "code object requires a closure of exactly length %d", static_cast<int>(wanted));
      if (!isTuple(args[3]) || args[3].as<Tuple>()->size != wanted)
        return raiseTypeError(thread, "code object requires a closure of exactly length %d", static_cast<int>(wanted));
      closure = args[3].as<Tuple>();
    }
  }
  Value entered = enterCode(thread, code.as<Code>(), globals.as<Dict>(), locals, closure);
  if (entered.isPushed())
    thread.frame->continuation = Continuation::kDiscard;
  return entered;
}

// --- input and output ---

Value print(Thread &thread, LocalValue *args) {
  auto *values = args[0].as<Tuple>();
  Value separator = args[1], end = args[2], file = args[3];
  if (isNone(file)) {
    file = sysGet("stdout");
    if (file.isUnbound())
      return raiseRuntimeError(thread, "lost sys.stdout");
    if (isNone(file))
      return none();
  }
  if (!isNone(separator) && !isStr(separator))
    return raiseTypeError(thread, "sep must be None or a string, not %T", separator.bits);
  if (!isNone(end) && !isStr(end))
    return raiseTypeError(thread, "end must be None or a string, not %T", end.bits);
  Value write = getAttribute(thread, file, names.write);
  if (write.isError())
    return write;
  for (int64_t n = 0; n < values->size; ++n) {
    if (n && call(thread, write, {isNone(separator) ? Value(makeStrOfChar(thread, ' ')) : separator}).isError())
      return Value::error();
    Value text = strOf(thread, values->items[n]);
    if (text.isError() || call(thread, write, {text}).isError())
      return Value::error();
  }
  if (call(thread, write, {isNone(end) ? Value(makeStrOfChar(thread, '\n')) : end}).isError())
    return Value::error();
  int flush = isTrue(thread, args[4]);
  if (flush < 0 || (flush && callMethod(thread, file, names.flush).isError()))
    return Value::error();
  return none();
}

Value input(Thread &thread, LocalValue *args) {
  Value in = sysGet("stdin"), out = sysGet("stdout");
  if (in.isUnbound() || isNone(in))
    return raiseRuntimeError(thread, "input(): lost sys.stdin");
  if (out.isUnbound() || isNone(out))
    return raiseRuntimeError(thread, "input(): lost sys.stdout");
  if (!args[0].isUnbound()) {
    Value prompt = strOf(thread, args[0]);
    if (prompt.isError() || callMethod(thread, out, names.write, {prompt}).isError())
      return Value::error();
  }
  if (callMethod(thread, out, names.flush).isError())
    return Value::error();
  Value line = callMethod(thread, in, names.readline);
  if (line.isError())
    return line;
  if (!isStr(line))
    return raiseTypeError(thread, "object.readline() returned non-string");
  auto *text = line.as<Str>();
  if (text->length == 0)
    return raise(thread, &EOFError_type, "EOF when reading a line");
  return (*text)[text->length - 1] == '\n' ? Value(substring(thread, text, 0, text->length - 1)) : line;
}

Value breakpoint(Thread &thread, const Arguments &args) {
  Value hook = sysGet("breakpointhook");
  return hook.isUnbound() ? raiseRuntimeError(thread, "lost sys.breakpointhook") : call(thread, hook, args);
}

constexpr MethodDef kFunctions[] = {
    {"__build_class__", "(func, name, /, *bases, metaclass=?, **kwds)", buildClass, "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement."},
    {"__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", builtinImport, "Import a module."},
    {"compile", "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", compileFunction, "Compile source into a code object that can be executed by exec() or eval()."},
    {"eval", "(source, globals=None, locals=None, /)", evalFunction, "Evaluate the given source in the context of globals and locals."},
    {"exec", "(source, globals=None, locals=None, /, *, closure=None)", execFunction, "Execute the given source in the context of globals and locals."},
    {"print", "(*args, sep=' ', end='\\n', file=None, flush=False)", print, "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream."},
    {"input", "(prompt=?, /)", input, "Read a string from standard input.  The trailing newline is stripped."},
    {"breakpoint", "(*args, **kws)", breakpoint, "breakpoint(*args, **kws)\n\nCall sys.breakpointhook(*args, **kws)."},
};

} // namespace

std::span<const MethodDef> codeFunctions() { return kFunctions; }

} // namespace pystm
