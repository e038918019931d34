// Calls from native code, and the binding of arguments to the parameters of Python functions.
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/region.h"
#include "vm/runtime.h"

namespace pystm {

namespace {

std::string quotedList(const std::vector<Str *> &list) {
  std::string text;
  for (size_t i = 0; i < list.size(); ++i) {
    if (i)
      text += i + 1 == list.size() ? (list.size() == 2 ? " and " : ", and ") : ", ";
    text += "'" + toUtf8(list[i]) + "'";
  }
  return text;
}

std::string functionName(Function *function) { return isStr(function->qualname) ? toUtf8(function->qualname.as<Str>()) : "?"; }

bool missing(Thread &thread, Function *function, const LocalValue *registers, uint32_t from, uint32_t to, const char *kind) {
  std::vector<Str *> list;
  for (uint32_t i = from; i < to; ++i)
    if (registers[i].isUnbound())
      list.push_back(function->code->locals[i]);
  raiseTypeError(thread, "%s() missing %d required %s argument%s: %s", functionName(function).c_str(), static_cast<int>(list.size()), kind, list.size() == 1 ? "" : "s", quotedList(list).c_str());
  return false;
}

bool tooMany(Thread &thread, Function *function, int64_t given, const LocalValue *registers) {
  Code *code = function->code;
  int64_t defaults = function->defaults ? function->defaults->size : 0;
  int64_t keyword_only = 0;
  for (uint32_t i = code->positional; i < code->positional + code->keyword_only; ++i)
    keyword_only += !registers[i].isUnbound();
  std::string takes = defaults ? "from " + std::to_string(code->positional - defaults) + " to " + std::to_string(code->positional) : std::to_string(code->positional);
  bool plural = defaults ? true : code->positional != 1;
  std::string extra;
  if (keyword_only)
    extra = " positional argument" + std::string(given == 1 ? "" : "s") + " (and " + std::to_string(keyword_only) + " keyword-only argument" + (keyword_only == 1 ? "" : "s") + ")";
  raiseTypeError(thread, "%s() takes %s positional argument%s but %d%s %s given", functionName(function).c_str(), takes.c_str(), plural ? "s" : "", static_cast<int>(given), extra.c_str(), given == 1 && !keyword_only ? "was" : "were");
  return false;
}

bool bindKeywords(Thread &thread, Function *function, const LocalValue *values, Tuple *keywords, LocalValue *registers, Dict *extra) {
  Code *code = function->code;
  uint32_t named = code->positional + code->keyword_only;
  for (int64_t k = 0; k < keywords->size; ++k) {
    Value name = keywords->items[k];
    if (!isStr(name)) {
      raiseTypeError(thread, "%s() keywords must be strings", functionName(function).c_str());
      return false;
    }
    uint32_t found = named;
    for (uint32_t i = code->positional_only; i < named && found == named; ++i)
      if (code->locals[i] == name.as<Str>())
        found = i;
    for (uint32_t i = code->positional_only; i < named && found == named; ++i)
      if (equalStrs(code->locals[i], name.as<Str>()))
        found = i;
    if (found < named) {
      if (!registers[found].isUnbound()) {
        raiseTypeError(thread, "%s() got multiple values for argument '%U'", functionName(function).c_str(), name.as<Str>());
        return false;
      }
      registers[found] = values[k];
    } else if (extra) {
      if (!dictSet(thread, extra, name, values[k]))
        return false;
    } else {
      std::vector<Str *> hidden;
      for (int64_t j = 0; j < keywords->size; ++j)
        for (uint32_t i = 0; i < code->positional_only; ++i)
          if (equalStrs(code->locals[i], keywords->items[j].as<Str>()))
            hidden.push_back(code->locals[i]);
      if (!hidden.empty()) {
        std::string text;
        for (Str *one : hidden)
          text += (text.empty() ? "" : ", ") + toUtf8(one);
        raiseTypeError(thread, "%s() got some positional-only arguments passed as keyword arguments: '%s'", functionName(function).c_str(), text.c_str());
      } else {
        raiseTypeError(thread, "%s() got an unexpected keyword argument '%U'", functionName(function).c_str(), name.as<Str>());
      }
      return false;
    }
  }
  return true;
}

} // namespace

// The arguments may lie where the parameters go, or overlap them.
static void moveToRegisters(LocalValue *to, const LocalValue *from, int64_t count) {
  bool up = to > from;
  for (int64_t n = 0; n < count; ++n) {
    int64_t i = up ? count - 1 - n : n;
    to[i] = from[i];
    asm(""); // no call of memmove() for one or two
  }
}

bool bindArguments(Thread &thread, Function *function, const Arguments &args, LocalValue *first_register) {
  LocalValue *registers = first_register;
  Code *code = function->code;
  uint32_t positional = code->positional, named = positional + code->keyword_only;
  int64_t given = args.positional, keywords = args.keywords();
  if (keywords == 0 && given == positional && named == positional && !(code->flags & (kVarArgs | kVarKeywords))) [[likely]] {
    moveToRegisters(registers, args.values, given);
    for (uint32_t i = positional; i < code->local_count; ++i)
      registers[i] = Value();
    return true;
  }
  Tuple *names_of = args.names;
  // The arguments may lie where the parameters go: what does not stay in its place is taken out first.
  ValueVector taken(thread);
  taken.push(args);
  LocalValue *values = taken.data();
  for (uint32_t i = 0; i < code->local_count; ++i)
    registers[i] = Value();
  int64_t direct = given < positional ? given : positional;
  for (int64_t i = 0; i < direct; ++i)
    registers[i] = values[i];
  uint32_t next = named;
  if (code->flags & kVarArgs) {
    Tuple *rest = given > positional ? makeTuple(thread, given - positional, values + positional) : emptyTuple();
    if (!rest)
      return false;
    registers[next++] = Value(rest);
  }
  Dict *extra = nullptr;
  if (code->flags & kVarKeywords) {
    extra = makeDict(thread);
    registers[next] = Value(extra);
  }
  if (keywords && !bindKeywords(thread, function, values + given, names_of, first_register, extra))
    return false;
  if (given > positional && !(code->flags & kVarArgs))
    return tooMany(thread, function, given, first_register);
  if (given < positional) {
    int64_t defaults = function->defaults ? function->defaults->size : 0;
    uint32_t required = positional - static_cast<uint32_t>(defaults < positional ? defaults : positional);
    for (uint32_t i = static_cast<uint32_t>(given); i < required; ++i)
      if (registers[i].isUnbound())
        return missing(thread, function, first_register, 0, required, "positional");
    for (uint32_t i = required; i < positional; ++i)
      if (registers[i].isUnbound())
        registers[i] = loadValue(function->defaults->items[static_cast<int64_t>(i) - positional + defaults]);
  }
  bool lacking = false;
  for (uint32_t i = positional; i < named; ++i)
    if (registers[i].isUnbound()) {
      if (function->keyword_defaults)
        registers[i] = dictGet(function->keyword_defaults, code->locals[i]);
      lacking |= registers[i].isUnbound();
    }
  return !lacking || missing(thread, function, first_register, positional, named, "keyword-only");
}

LocalValue *freeRegisters(Thread &thread) { return thread.frame ? thread.frame->end() : thread.stack; }

bool enoughStack(Thread &thread, const LocalValue *registers, uint32_t count) {
  if (thread.depth < runtime.recursion_limit && registers + count + 64 < thread.stack_end && thread.frame + 2 < thread.frames_end) [[likely]]
    return true;
  raiseRecursionError(thread, "");
  return false;
}

namespace {

Frame *pushFrame(Thread &thread, Code *code, LocalValue *registers, Function *function, Dict *globals, Dict *builtins) {
  Frame *frame = thread.frame ? thread.frame + 1 : thread.frames;
  frame->code = code;
  frame->pc = code->instructions;
  frame->registers = registers;
  frame->caches = cachesOf(thread, code);
  frame->globals = globals;
  frame->builtins = builtins;
  frame->function = function;
  // One by one: a call of memset() would not know that this is local memory.
  uintptr_t nothing = 0;
  asm("" : "+r"(nothing));
  frame->object = reinterpret_cast<Object *>(nothing);
  frame->generator = reinterpret_cast<Generator *>(nothing);
  frame->result = reinterpret_cast<LocalValue *>(nothing);
  frame->extra = Value(nothing);
  frame->continuation = Continuation::kEntry;
  frame->detail = 0;
  thread.frame = frame;
  ++thread.depth;
  return frame;
}

} // namespace

Frame *pushFunction(Thread &thread, Function *function, const Arguments &args) {
  LocalValue *registers = freeRegisters(thread);
  if (!enoughStack(thread, registers, function->code->registers) || !bindArguments(thread, function, args, registers))
    return nullptr;
  return pushFrame(thread, function->code, registers, function, function->globals, function->builtins);
}

// Null: error.
static Frame *pushCode(Thread &thread, Code *code, Dict *globals, Value locals, Tuple *closure) {
  LocalValue *registers = freeRegisters(thread);
  if (!enoughStack(thread, registers, code->registers))
    return nullptr;
  for (uint32_t i = 0; i < code->registers; ++i)
    registers[i] = Value();
  if (code->flags & kNamespaceCode)
    registers[0] = locals;
  Value builtins = dictGet(globals, names.builtins);
  Dict *scope = runtime.builtins;
  if (isDict(builtins))
    scope = builtins.as<Dict>();
  else if (isExactly(builtins, module_type))
    scope = builtins.as<Module>()->dict;
  Function *function = nullptr;
  if (closure) {
    function = makeFunction(thread, code, globals);
    function->closure = closure;
  }
  return pushFrame(thread, code, registers, function, globals, scope);
}

Value runCode(Thread &thread, Code *code, Dict *globals, Value locals, Tuple *closure) {
  NativeRecursion guard(thread, "");
  if (!guard.ok() || !pushCode(thread, code, globals, locals, closure))
    return Value::error();
  return runFrames(thread);
}

Value enterCode(Thread &thread, Code *code, Dict *globals, Value locals, Tuple *closure) {
  return pushCode(thread, code, globals, locals, closure) ? Value::pushed() : Value::error();
}

Value runClassBody(Thread &thread, Function *function, Value space) {
  Code *code = function->code;
  LocalValue *registers = freeRegisters(thread);
  NativeRecursion guard(thread, "");
  if (!guard.ok() || !enoughStack(thread, registers, code->registers))
    return Value::error();
  for (uint32_t i = 0; i < code->registers; ++i)
    registers[i] = Value();
  registers[0] = space;
  pushFrame(thread, code, registers, function, function->globals, function->builtins);
  return runFrames(thread);
}

Value call(Thread &thread, Value callee, const Arguments &args) {
  if (isFunction(callee)) {
    NativeRecursion guard(thread, "");
    if (!guard.ok())
      return Value::error();
    if (!pushFunction(thread, callee.as<Function>(), args))
      return Value::error();
    return runFrames(thread);
  }
  CallSlot slot = typeOf(callee)->slots.call;
  if (!slot)
    return raiseTypeError(thread, "'%T' object is not callable", callee.bits);
  NativeRecursion guard(thread, " while calling a Python object");
  if (!guard.ok())
    return Value::error();
  // A native waits for what its callee waits for.
  Value result = slot(thread, callee, args);
  if (result.isBlocked()) [[unlikely]]
    return finishBlocking(thread);
  if (!result.isPushed())
    return result;
  bool discards = thread.frame->continuation == Continuation::kDiscard;
  thread.frame->continuation = Continuation::kEntry;
  result = runFrames(thread);
  return discards && !result.isError() ? none() : result;
}

Value enterCall(Thread &thread, Value callee, const Arguments &args) {
  if (isFunction(callee))
    return enterFunction(thread, callee.as<Function>(), args);
  if (!callee.isObject() || callee.object()->type != &method_type || !isFunction(callee.as<BoundMethod>()->function))
    return call(thread, callee, args);
  WithFirst with(thread, callee.as<BoundMethod>()->self, args);
  return enterFunction(thread, callee.as<BoundMethod>()->function.as<Function>(), with.arguments);
}

Value call(Thread &thread, Value callee, std::initializer_list<ListedValue> arguments) {
  LocalValue values[8];
  int64_t count = 0;
  for (Value value : arguments)
    values[count++] = value;
  return call(thread, callee, Arguments{values, count});
}

} // namespace pystm
