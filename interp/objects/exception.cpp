// BaseException: construction, attributes, text. The types with fields of their own are in exception_types.cpp,
// groups in exception_group.cpp.
#include "objects/exception.h"
#include "objects/exception_fields.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

namespace pystm {

#define EXCEPTION(name, base, doc) Type name##_type;
#include "objects/exception_types.def"
#undef EXCEPTION

void traceException(Object *object, Tracer &tracer) {
  auto *exception = static_cast<BaseException *>(object);
  tracer.visit(exception->args);
  tracer.visit(exception->traceback);
  tracer.visit(exception->context);
  tracer.visit(exception->cause);
  for (Value value : exception->extra)
    tracer.visit(value);
}

Value exceptionNew(Thread &thread, Type *type, const Arguments &args) {
  auto *exception = allocate<BaseException>(thread, type);
  exception->attributes.shape = type->root_shape;
  exception->args = args.positional ? makeTuple(thread, args.positional, args.values) : emptyTuple();
  return exception;
}

bool exceptionInit(Thread &thread, Value self, const Arguments &args) {
  if (args.keywords()) {
    raiseTypeError(thread, "%T() takes no keyword arguments", self.bits);
    return false;
  }
  asException(self)->args = makeTuple(thread, args.positional, args.values);
  return true;
}

Value exceptionStr(Thread &thread, Value self) {
  Tuple *args = asException(self)->args;
  if (args->size == 0)
    return emptyStr();
  return strOf(thread, args->size == 1 ? args->items[0] : Value(args));
}

namespace {

Value exceptionRepr(Thread &thread, Value self) {
  Tuple *args = asException(self)->args;
  Value inner = args->size == 1 ? reprOf(thread, args->items[0]) : reprOf(thread, Value(args));
  if (inner.isError())
    return inner;
  std::string name(typeNameOf(self));
  std::string text = toUtf8(inner.as<Str>());
  return makeStr(thread, args->size == 1 ? name + "(" + text + ")" : name + text);
}

Value argsGet(Thread &, Value self) { return asException(self)->args; }
bool argsSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound()) {
    raiseTypeError(thread, "args may not be deleted");
    return false;
  }
  Tuple *tuple = tupleFrom(thread, value);
  if (tuple)
    asException(self)->args = tuple;
  return tuple;
}
Value tracebackGet(Thread &, Value self) { return asException(self)->traceback ? Value(asException(self)->traceback) : none(); }
bool tracebackSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound()) {
    raiseTypeError(thread, "__traceback__ may not be deleted");
    return false;
  }
  if (!isNone(value) && !isExactly(value, traceback_type)) {
    raiseTypeError(thread, "__traceback__ must be a traceback or None");
    return false;
  }
  asException(self)->traceback = isNone(value) ? nullptr : value.as<Traceback>();
  return true;
}
Value contextGet(Thread &, Value self) { return asException(self)->context.isUnbound() ? none() : asException(self)->context; }
bool contextSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || (!isNone(value) && !isException(value))) {
    raiseTypeError(thread, value.isUnbound() ? "__context__ may not be deleted" : "exception context must be None or derive from BaseException");
    return false;
  }
  asException(self)->context = isNone(value) ? Value() : value;
  return true;
}
Value causeGet(Thread &, Value self) { return asException(self)->cause.isUnbound() ? none() : asException(self)->cause; }
bool causeSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || (!isNone(value) && !isException(value))) {
    raiseTypeError(thread, value.isUnbound() ? "__cause__ may not be deleted" : "exception cause must be None or derive from BaseException");
    return false;
  }
  asException(self)->cause = isNone(value) ? Value() : value;
  asException(self)->suppress_context = true;
  return true;
}
Value suppressGet(Thread &, Value self) { return makeBool(asException(self)->suppress_context); }
bool suppressSet(Thread &thread, Value self, Value value) {
  int truth = value.isUnbound() ? -1 : isTrue(thread, value);
  if (truth >= 0)
    asException(self)->suppress_context = truth;
  return truth >= 0;
}
Value dictGetter(Thread &thread, Value self) { return attributeDict(thread, self.object()); }
bool dictSetter(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isDict(value)) {
    raiseTypeError(thread, "__dict__ must be set to a dictionary, not a '%T'", value.isUnbound() ? none().bits : value.bits);
    return false;
  }
  return setAttributeDict(thread, self.object(), value.as<Dict>());
}
constexpr GetSetDef kAttributes[] = {
    {"args", argsGet, argsSet}, {"__traceback__", tracebackGet, tracebackSet}, {"__context__", contextGet, contextSet, "exception context"},
    {"__cause__", causeGet, causeSet, "exception cause"}, {"__suppress_context__", suppressGet, suppressSet}, {"__dict__", dictGetter, dictSetter}};

Value withTraceback(Thread &thread, LocalValue *args) { return tracebackSet(thread, args[0], args[1]) ? args[0] : Value::error(); }
Value addNote(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "note must be a str, not '%T'", args[1].bits);
  Value notes = findAttribute(thread, args[0], names.notes);
  if (notes.isError())
    return notes;
  if (notes.isUnbound()) {
    notes = makeList(thread);
    if (!setAttribute(thread, args[0], names.notes, notes))
      return Value::error();
  }
  if (!isList(notes))
    return raiseTypeError(thread, "Cannot add note: __notes__ is not a list");
  return listAppend(thread, notes.as<List>(), args[1]) ? none() : Value::error();
}
Value reduce(Thread &thread, LocalValue *args) {
  Dict *dict = attributeDict(thread, args[0].object());
  if (dict->size)
    return makeTuple(thread, {Value(typeOf(args[0])), Value(asException(args[0])->args), Value(dict)});
  return makeTuple(thread, {Value(typeOf(args[0])), Value(asException(args[0])->args)});
}
Value setState(Thread &thread, LocalValue *args) {
  if (isNone(args[1]))
    return none();
  if (!isDict(args[1]))
    return raiseTypeError(thread, "state is not a dictionary");
  int64_t position = 0;
  Value key, value;
  while (dictNext(args[1].as<Dict>(), position, key, value))
    if (!setAttribute(thread, args[0], key.as<Str>(), value))
      return Value::error();
  return none();
}
constexpr MethodDef kMethods[] = {
    {"with_traceback", "($self, tb, /)", withTraceback, "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note", "($self, note, /)", addNote, "Exception.add_note(note) --\n    add a note to the exception"},
    {"__reduce__", "($self, /)", reduce, ""},
    {"__setstate__", "($self, state, /)", setState, ""},
};

} // namespace

BaseException *makeException(Thread &thread, Type *type, std::string_view message) {
  return makeException(thread, type, {Value(makeStr(thread, message))}).as<BaseException>();
}

Value makeException(Thread &thread, Type *type, std::initializer_list<ListedValue> args) {
  ValueVector values(thread);
  for (Value value : args)
    values.push(value);
  Arguments arguments{values.data(), static_cast<int64_t>(args.size())};
  // Builtin types are made without a call: no Python code can be involved.
  if (type->flags & kHeapType)
    return call(thread, Value(type), arguments);
  Value exception = type->slots.create(thread, type, arguments);
  if (!exception.isError() && !type->slots.init(thread, exception, arguments))
    return Value::error();
  return exception;
}

int isSubclassOf(Thread &, Value type, Value classes);

int exceptionMatches(Thread &thread, Value exception, Value classes) {
  if (isTuple(classes)) {
    for (Value one : *classes.as<Tuple>()) {
      int matches = exceptionMatches(thread, exception, one);
      if (matches)
        return matches;
    }
    return 0;
  }
  return isType(classes) && isSubtype(typeOf(exception), classes.as<Type>());
}

namespace {

// Where the fields, methods and slots of a builtin exception come from; the rest is inherited.
void describe(TypeDef &def, std::string_view name) {
  def.size = sizeof(BaseException);
  def.flags = kBaseType | kExceptionFamily;
  def.trace = traceException;
  if (name == "BaseException") {
    def.slots.repr = exceptionRepr;
    def.slots.str = exceptionStr;
    def.slots.create = exceptionNew;
    def.slots.init = exceptionInit;
    def.methods = kMethods;
    def.attributes = kAttributes;
    def.attributes_offset = offsetof(BaseException, attributes);
    return;
  }
  describeFields(def, name);
}

} // namespace

void readyExceptions(Thread &thread) {
#define EXCEPTION(identifier, parent, text)                                                                      \
  {                                                                                                             \
    static TypeDef def;                                                                                         \
    def.name = #identifier;                                                                                     \
    def.doc = text;                                                                                             \
    def.base = &parent##_type;                                                                                  \
    describe(def, #identifier);                                                                                 \
    readyType(thread, identifier##_type, def);                                                                  \
    dictSet(thread, runtime.builtins, #identifier, Value(&identifier##_type));                                   \
  }
#include "objects/exception_types.def"
#undef EXCEPTION
  dictSet(thread, runtime.builtins, "EnvironmentError", Value(&OSError_type));
  dictSet(thread, runtime.builtins, "IOError", Value(&OSError_type));
  readyExceptionGroup(thread);
}

} // namespace pystm
