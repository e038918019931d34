// The module _contextvars: variables whose values belong to a context; each thread runs in one. A context is an
// object around a dict, and copying it copies the dict.
#include "modules/native_init.h"

#include "objects/type.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

struct Context : Object {
  Dict *values;
  bool entered;
};
struct ContextVar : Object {
  Str *name;
  Value default_value; // unbound: none
};
struct Token : Object {
  ContextVar *variable;
  Context *context;
  Value old_value; // unbound: there was none
  bool used;
};

Type *context_type = nullptr;
Type *variable_type = nullptr;
Type *token_type = nullptr;
Value missing_marker;

// The running context of a thread hides in its dict of thread-local things.
Context *current(Thread &thread) {
  if (!thread.locals_of_thread)
    thread.locals_of_thread = makeDict(thread);
  Str *key = intern(thread, " context");
  Value found = dictGet(thread.locals_of_thread, key);
  if (!found.isUnbound())
    return found.as<Context>();
  auto *context = allocate<Context>(thread, context_type);
  context->values = makeDict(thread);
  context->entered = true;
  dictSet(thread, thread.locals_of_thread, key, context);
  return context;
}

void setCurrent(Thread &thread, Context *context) {
  current(thread);
  dictSet(thread, thread.locals_of_thread, intern(thread, " context"), context);
}

Value copyOf(Thread &thread, Context *context) {
  auto *copy = allocate<Context>(thread, context_type);
  copy->values = dictCopy(thread, context->values);
  return copy;
}
Value copyContext(Thread &thread, LocalValue *) { return copyOf(thread, current(thread)); }

Value contextConstruct(Thread &thread, LocalValue *args) {
  auto *context = allocate<Context>(thread, args[0].as<Type>());
  context->values = makeDict(thread);
  return context;
}
Value contextCopy(Thread &thread, LocalValue *args) { return copyOf(thread, args[0].as<Context>()); }
Value contextRun(Thread &thread, const Arguments &given) {
  auto *context = given[0].as<Context>();
  if (given.positional < 2)
    return raiseTypeError(thread, "run() missing 1 required positional argument");
  if (context->entered)
    return raiseRuntimeError(thread, "cannot enter context: %R is already entered", given[0].bits);
  Context *outer = current(thread);
  context->entered = true;
  setCurrent(thread, context);
  Arguments rest = given;
  rest.values += 2;
  rest.positional -= 2;
  Value result = call(thread, given[1], rest);
  setCurrent(thread, outer);
  context->entered = false;
  return result;
}
Value contextCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if (!isExactly(self, *context_type) || !isExactly(other, *context_type) || (op != CompareOp::kEqual && op != CompareOp::kNotEqual))
    return notImplemented();
  return compare(thread, Value(self.as<Context>()->values), Value(other.as<Context>()->values), op);
}
Value contextGet(Thread &thread, LocalValue *args) {
  if (!isExactly(args[1], *variable_type))
    return raiseTypeError(thread, "a ContextVar key was expected, got %R", args[1].bits);
  Value found = dictGet(thread, args[0].as<Context>()->values, args[1]);
  return found.isUnbound() ? args[2] : found;
}
Value contextGetItem(Thread &thread, Value self, Value key) {
  if (!isExactly(key, *variable_type))
    return raiseTypeError(thread, "a ContextVar key was expected, got %R", key.bits);
  Value found = dictGet(thread, self.as<Context>()->values, key);
  return found.isUnbound() ? raiseKeyError(thread, key) : found;
}
int contextContains(Thread &thread, Value self, Value key) {
  if (!isExactly(key, *variable_type)) {
    raiseTypeError(thread, "a ContextVar key was expected, got %R", key.bits);
    return -1;
  }
  return !dictGet(thread, self.as<Context>()->values, key).isUnbound();
}
int64_t contextLength(Thread &, Value self) { return self.as<Context>()->values->size; }
Value contextIter(Thread &thread, Value self) { return getIterator(thread, self.as<Context>()->values); }
Value contextKeys(Thread &thread, LocalValue *args) { return callMethod(thread, args[0].as<Context>()->values, "keys"); }
Value contextValues(Thread &thread, LocalValue *args) { return callMethod(thread, args[0].as<Context>()->values, "values"); }
Value contextItems(Thread &thread, LocalValue *args) { return callMethod(thread, args[0].as<Context>()->values, "items"); }
void traceContext(Object *object, Tracer &tracer) { tracer.visit(static_cast<Context *>(object)->values); }

Value variableConstruct(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "context variable name must be a str");
  auto *variable = allocate<ContextVar>(thread, args[0].as<Type>());
  variable->name = args[1].as<Str>();
  variable->default_value = args[2];
  return variable;
}
Value variableGet(Thread &thread, LocalValue *args) {
  Value found = dictGet(thread, current(thread)->values, args[0]);
  if (!found.isUnbound())
    return found;
  if (!args[1].isUnbound())
    return args[1];
  if (!args[0].as<ContextVar>()->default_value.isUnbound())
    return args[0].as<ContextVar>()->default_value;
  return raise(thread, makeException(thread, &LookupError_type, {args[0]}));
}
Value variableSet(Thread &thread, LocalValue *args) {
  Context *context = current(thread);
  auto *token = allocate<Token>(thread, token_type);
  token->variable = args[0].as<ContextVar>();
  token->context = context;
  token->old_value = dictGet(thread, context->values, args[0]);
  // Contexts that were copied keep their values: the dict is replaced, not changed.
  context->values = dictCopy(thread, context->values);
  return dictSet(thread, context->values, args[0], args[1]) ? Value(token) : Value::error();
}
Value variableReset(Thread &thread, LocalValue *args) {
  if (!isExactly(args[1], *token_type))
    return raiseTypeError(thread, "expected an instance of Token, got %R", args[1].bits);
  auto *token = args[1].as<Token>();
  if (token->used)
    return raiseRuntimeError(thread, "%R has already been used once", args[1].bits);
  if (Value(token->variable) != args[0])
    return raiseValueError(thread, "%R was created by a different ContextVar", args[1].bits);
  Context *context = current(thread);
  if (token->context != context)
    return raiseValueError(thread, "%R was created in a different Context", args[1].bits);
  token->used = true;
  if (token->old_value.isUnbound())
    return dictDelete(thread, context->values, args[0]) < 0 ? Value::error() : none();
  return dictSet(thread, context->values, args[0], token->old_value) ? none() : Value::error();
}
Value variableRepr(Thread &thread, Value self) {
  ReprGuard guard(thread, self);
  auto *variable = self.as<ContextVar>();
  Value name = reprOf(thread, Value(variable->name));
  if (name.isError())
    return name;
  std::string text = "<ContextVar name=" + toUtf8(name.as<Str>());
  if (!variable->default_value.isUnbound()) {
    Value shown = guard.recursive() ? Value(makeAscii(thread, "...")) : reprOf(thread, variable->default_value);
    if (shown.isError())
      return shown;
    text += " default=" + toUtf8(shown.as<Str>());
  }
  return formatStr(thread, "%s at %p>", text.c_str(), static_cast<void *>(self.object()));
}
Value tokenRepr(Thread &thread, Value self) {
  auto *token = self.as<Token>();
  Value variable = reprOf(thread, Value(token->variable));
  if (variable.isError())
    return variable;
  return formatStr(thread, "<Token%s var=%s at %p>", token->used ? " used" : "", toUtf8(variable.as<Str>()).c_str(), static_cast<void *>(self.object()));
}
Value variableName(Thread &, Value self) { return self.as<ContextVar>()->name; }
void traceVariable(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<ContextVar *>(object)->name);
  tracer.visit(static_cast<ContextVar *>(object)->default_value);
}

Value tokenVariable(Thread &, Value self) { return self.as<Token>()->variable; }
Value tokenOld(Thread &, Value self) {
  Value old = self.as<Token>()->old_value;
  return old.isUnbound() ? missing_marker : old;
}
void traceToken(Object *object, Tracer &tracer) {
  auto *token = static_cast<Token *>(object);
  tracer.visit(token->variable);
  tracer.visit(token->context);
  tracer.visit(token->old_value);
}
Value markerRepr(Thread &thread, Value) { return makeAscii(thread, "<Token.MISSING>"); }

constexpr MethodDef kContextMethods[] = {
    {"run", "($self, /, *args, **kwargs)", contextRun}, {"copy", "($self, /)", contextCopy},
    {"get", "($self, key, default=None, /)", contextGet}, {"keys", "($self, /)", contextKeys},
    {"values", "($self, /)", contextValues},            {"items", "($self, /)", contextItems},
};
constexpr MethodDef kVariableMethods[] = {
    {"get", "($self, default=?, /)", variableGet},
    {"set", "($self, value, /)", variableSet},
    {"reset", "($self, token, /)", variableReset},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};
constexpr GetSetDef kVariableAttributes[] = {{"name", variableName}};
constexpr MethodDef kTokenMethods[] = {{"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"}};
constexpr GetSetDef kTokenAttributes[] = {{"var", tokenVariable}, {"old_value", tokenOld}};

const TypeDef kContext = {.name = "_contextvars.Context",
                          .signature = "($type)",
                          .size = sizeof(Context),
                          .trace = traceContext,
                          .construct = contextConstruct,
                          .slots = {.hash = hashNotImplemented, .compare = contextCompare, .iter = contextIter, .length = contextLength, .get_item = contextGetItem, .contains = contextContains},
                          .methods = kContextMethods};
const TypeDef kVariable = {.name = "_contextvars.ContextVar",
                           .signature = "($type, name, /, *, default=?)",
                           .size = sizeof(ContextVar),
                           .trace = traceVariable,
                           .construct = variableConstruct,
                           .slots = {.repr = variableRepr},
                           .methods = kVariableMethods,
                           .attributes = kVariableAttributes};
const TypeDef kToken = {.name = "_contextvars.Token", .size = sizeof(Token), .trace = traceToken, .slots = {.repr = tokenRepr}, .methods = kTokenMethods, .attributes = kTokenAttributes};
const TypeDef kMarker = {.name = "Token.MISSING", .size = sizeof(Object), .slots = {.repr = markerRepr}};

constexpr MethodDef kFunctions[] = {{"copy_context", "()", copyContext}};

bool initialize(Thread &thread, Module *module) {
  if (!context_type) {
    context_type = makeType(thread, kContext);
    variable_type = makeType(thread, kVariable);
    token_type = makeType(thread, kToken);
    missing_marker = allocate<Object>(thread, makeType(thread, kMarker));
    dictSet(thread, token_type->dict, "MISSING", missing_marker);
    addRoot(&context_type);
    addRoot(&variable_type);
    addRoot(&token_type);
    addRoot(&missing_marker);
  }
  return addModuleType(thread, module, context_type) && addModuleType(thread, module, variable_type) &&
         addModuleType(thread, module, token_type);
}

} // namespace

extern const ModuleDef contextvars_module;
const ModuleDef contextvars_module = {"_contextvars", "Context Variables", kFunctions, initialize};

} // namespace pystm
