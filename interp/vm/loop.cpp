// Slow halves of instructions: frames' ends, unpacking, names, raising, with.
#include "vm/loop.h"
#include "vm/checkpoint.h"
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/generator.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/runtime.h"

namespace pystm {

void popFrame(Thread &t) {
  Frame *frame = t.frame;
  if (frame->object)
    detachFrame(t, frame);
  t.frame = frame == t.frames ? nullptr : frame - 1;
  --t.depth;
  enterKeptFrame(t);
}

bool unwind(Thread &t, bool add_traceback) {
  for (;;) {
    Frame *frame = t.frame;
    uint32_t at = frame->instruction();
    // The second word of an instruction belongs to the first.
    if (at < frame->code->instruction_count && frame->code->instructions[at].opcode() == Opcode::kExtend && at > 0)
      --at;
    if (add_traceback && isException(t.exception))
      addTraceback(t, asException(t.exception), frame, at);
    add_traceback = true;
    for (uint32_t n = 0; n < frame->code->exception_count; ++n) {
      const ExceptionRow &row = frame->code->exceptions[n];
      if (at < row.start || at >= row.end)
        continue;
      frame->registers[row.target] = takeException(t);
      frame->pc = frame->code->instructions + row.handler;
      return true;
    }
    Continuation continuation = frame->continuation;
    Generator *generator = frame->generator;
    popFrame(t);
    if (generator)
      leaveGenerator(t, generator, true);
    if (continuation == Continuation::kEntry)
      return false;
    if (continuation == Continuation::kForIter && exceptionMatches(t, &StopIteration_type)) {
      t.clearException();
      t.frame->pc += t.frame->pc[-1].shortJump();
      return true;
    }
  }
}

bool unpackSequence(Thread &t, Value sequence, uint32_t count, LocalValue *to) {
  if (isExactly(sequence, list_type) || isExactly(sequence, tuple_type)) {
    ItemSpan span = itemsOf(t, sequence);
    if (span.size == count) {
      for (uint32_t n = 0; n < count; ++n)
        to[n] = span.items[n];
      return true;
    }
    if (span.size > count)
      raiseValueError(t, "too many values to unpack (expected %d)", static_cast<int>(count));
    else
      raiseValueError(t, "not enough values to unpack (expected %d, got %d)", static_cast<int>(count), static_cast<int>(span.size));
    return false;
  }
  if (!typeOf(sequence)->slots.iter && !typeOf(sequence)->slots.get_item) {
    raiseTypeError(t, "cannot unpack non-iterable %T object", sequence.bits);
    return false;
  }
  Value iterator = getIterator(t, sequence);
  if (iterator.isError())
    return false;
  ValueVector items(t);
  for (uint32_t n = 0; n <= count; ++n) {
    Value item = nextItem(t, iterator);
    if (item.isError())
      return false;
    if (item.isUnbound() != (n == count)) {
      if (n == count)
        raiseValueError(t, "too many values to unpack (expected %d)", static_cast<int>(count));
      else
        raiseValueError(t, "not enough values to unpack (expected %d, got %d)", static_cast<int>(count), static_cast<int>(n));
      return false;
    }
    if (n < count)
      items.push(item);
  }
  for (uint32_t n = 0; n < count; ++n)
    to[n] = items[n];
  return true;
}

bool unpackEx(Thread &t, Value sequence, uint32_t before, uint32_t after, LocalValue *to) {
  if (!typeOf(sequence)->slots.iter && !typeOf(sequence)->slots.get_item) {
    raiseTypeError(t, "cannot unpack non-iterable %T object", sequence.bits);
    return false;
  }
  List *list = listFrom(t, sequence);
  if (!list)
    return false;
  if (list->size < before + after) {
    raiseValueError(t, "not enough values to unpack (expected at least %d, got %d)", static_cast<int>(before + after), static_cast<int>(list->size));
    return false;
  }
  int64_t middle = list->size - before - after;
  for (uint32_t n = 0; n < before; ++n)
    to[n] = list->items[n];
  List *rest = makeList(t, list->items + before, middle);
  for (uint32_t n = 0; n < after; ++n)
    to[before + 1 + n] = list->items[before + middle + n];
  to[before] = Value(rest);
  return true;
}

Value formatValue(Thread &t, Value value, Value spec, unsigned conversion) {
  if (conversion) {
    value = conversion == 1 ? strOf(t, value) : conversion == 2 ? reprOf(t, value) : asciiOf(t, value);
    if (value.isError())
      return value;
  }
  if (spec.isUnbound() && isExactly(value, str_type))
    return value;
  return formatOf(t, value, spec.isUnbound() ? names.empty : spec.as<Str>());
}

Value buildString(Thread &t, const LocalValue *pieces, uint32_t count) {
  Tuple *tuple = makeTuple(t, count, pieces);
  return joinStrs(t, emptyStr(), Value(tuple));
}

namespace {

std::string calleeName(Thread &t, Value callee) {
  Value name = findAttribute(t, callee, names.qualname);
  if (name.isError() || name.isUnbound() || !isStr(name)) {
    t.clearException();
    Value shown = strOf(t, callee);
    t.clearException();
    return shown.isError() ? "?" : toUtf8(shown.as<Str>());
  }
  Value module = findAttribute(t, callee, names.module);
  t.clearException();
  std::string text = toUtf8(name.as<Str>()) + "()";
  if (!module.isSpecial() && isStr(module) && !module.as<Str>()->is("builtins"))
    text = toUtf8(module.as<Str>()) + "." + text;
  return text;
}

} // namespace

bool dictMerge(Thread &t, Dict *dict, Value mapping, Value callee) {
  Value keys = isDict(mapping) ? Value() : findAttribute(t, mapping, names.keys);
  if (keys.isError())
    return false;
  if (!isDict(mapping) && keys.isUnbound()) {
    raiseTypeError(t, "%s argument after ** must be a mapping, not %T", calleeName(t, callee).c_str(), mapping.bits);
    return false;
  }
  Value source = isDict(mapping) ? mapping : callMethod(t, mapping, names.keys);
  if (source.isError())
    return false;
  return forEach(t, source, [&](Value key) {
    if (!isStr(key)) {
      raiseTypeError(t, "keywords must be strings");
      return false;
    }
    Value old = dictGet(t, dict, key);
    if (!old.isUnbound()) {
      if (!old.isError())
        raiseTypeError(t, "%s got multiple values for keyword argument '%S'", calleeName(t, callee).c_str(), key.bits);
      return false;
    }
    Value value = getItem(t, mapping, key);
    return !value.isError() && dictSet(t, dict, key, value);
  });
}

bool listExtendStar(Thread &t, List *list, Value iterable) {
  if (!typeOf(iterable)->slots.iter && !typeOf(iterable)->slots.get_item) {
    raiseTypeError(t, "Value after * must be an iterable, not %T", iterable.bits);
    return false;
  }
  return listExtend(t, list, iterable);
}

Value loadName(Thread &t, Frame *frame, Str *name) {
  Value space = frame->registers[0], value;
  if (isExactly(space, dict_type)) {
    value = dictGet(space.as<Dict>(), name);
  } else {
    value = getItem(t, space, Value(name));
    if (value.isError()) {
      if (!exceptionMatches(t, &KeyError_type))
        return value;
      t.clearException();
      value = Value();
    }
  }
  if (value.isUnbound())
    value = dictGet(frame->globals, name);
  if (value.isUnbound())
    value = dictGet(frame->builtins, name);
  if (!value.isUnbound())
    return value;
  raise(t, &NameError_type, "name '%U' is not defined", name);
  asException(t.exception)->extra[0] = Value(name);
  return Value::error();
}
bool storeName(Thread &t, Frame *frame, Str *name, Value value) { return setItem(t, frame->registers[0], Value(name), value); }
bool deleteName(Thread &t, Frame *frame, Str *name) {
  if (setItem(t, frame->registers[0], Value(name), Value()))
    return true;
  if (exceptionMatches(t, &KeyError_type)) {
    t.clearException();
    raise(t, &NameError_type, "name '%U' is not defined", name);
  }
  return false;
}
Value loadClassCell(Thread &t, Frame *frame, uint32_t cell) {
  Str *name = frame->code->locals[cell];
  Value space = frame->registers[0];
  Value value = isExactly(space, dict_type) ? dictGet(space.as<Dict>(), name) : getItem(t, space, Value(name));
  if (value.isError()) {
    if (!exceptionMatches(t, &KeyError_type))
      return value;
    t.clearException();
    value = Value();
  }
  if (value.isUnbound())
    value = frame->registers[cell].as<Cell>()->content;
  if (value.isUnbound()) {
    raiseUnbound(t, frame, cell);
    return Value::error();
  }
  return value;
}
void raiseUnbound(Thread &t, Frame *frame, uint32_t local) {
  Code *code = frame->code;
  if (local < code->local_count && code->kinds[local] == LocalKind::kFree) {
    raise(t, &NameError_type, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", code->locals[local]);
    asException(t.exception)->extra[0] = Value(code->locals[local]);
    return;
  }
  raise(t, &UnboundLocalError_type, "cannot access local variable '%U' where it is not associated with a value", code->locals[local]);
}

bool doRaise(Thread &t, Value exception, Value cause, unsigned kind) {
  if (kind == 0) {
    Value handled;
    for (ExceptionState *state = t.exception_state; state && handled.isUnbound(); state = state->outer)
      handled = state->handled;
    if (handled.isUnbound() || isNone(handled)) {
      raiseRuntimeError(t, "No active exception to reraise");
      return false;
    }
    t.exception = handled;
    return true;
  }
  if (isType(exception)) {
    auto *type = exception.as<Type>();
    if (!isSubtype(type, &BaseException_type)) {
      raiseTypeError(t, "exceptions must derive from BaseException");
      return false;
    }
    exception = call(t, exception);
    if (exception.isError())
      return false;
    if (!isException(exception)) {
      raiseTypeError(t, "calling <class '%s'> should have returned an instance of BaseException, not <class '%s'>", fullTypeName(t, type).c_str(), fullTypeName(t, typeOf(exception)).c_str());
      return false;
    }
  }
  if (!isException(exception)) {
    raiseTypeError(t, "exceptions must derive from BaseException");
    return false;
  }
  if (!cause.isUnbound()) {
    if (isType(cause) && isSubtype(cause.as<Type>(), &BaseException_type)) {
      cause = call(t, cause);
      if (cause.isError())
        return false;
    } else if (!isNone(cause) && !isException(cause)) {
      raiseTypeError(t, "exception causes must derive from BaseException");
      return false;
    }
    asException(exception)->cause = isNone(cause) ? Value() : cause;
    asException(exception)->suppress_context = true;
  }
  raise(t, exception);
  return false;
}

bool beforeWith(Thread &t, Value manager, bool async, LocalValue *to) {
  Value enter = lookupType(typeOf(manager), async ? names.aenter : names.enter);
  if (enter.isUnbound()) {
    raiseTypeError(t, async ? "'%T' object does not support the asynchronous context manager protocol" : "'%T' object does not support the context manager protocol", manager.bits);
    return false;
  }
  Value exit = lookupType(typeOf(manager), async ? names.aexit : names.exit);
  if (exit.isUnbound()) {
    raiseTypeError(t, async ? "'%T' object does not support the asynchronous context manager protocol (missed __aexit__ method)" : "'%T' object does not support the context manager protocol (missed __exit__ method)", manager.bits);
    return false;
  }
  auto bind = [&](Value method, LocalValue *pair) {
    if (isFunction(method) || (method.isObject() && method.object()->type == &method_descriptor_type)) {
      pair[0] = method;
      pair[1] = manager;
      return true;
    }
    GetDescriptorSlot get = typeOf(method)->slots.get;
    pair[0] = get ? get(t, method, manager, Value(typeOf(manager))) : method;
    pair[1] = Value();
    return !pair[0].isError();
  };
  LocalValue pairs[4];
  if (!bind(enter, pairs + 2) || !bind(exit, pairs))
    return false;
  for (int n = 0; n < 4; ++n)
    to[n] = pairs[n];
  return true;
}

int matchException(Thread &t, Value exception, Value classes) {
  auto valid = [](Value c) { return isType(c) && isSubtype(c.as<Type>(), &BaseException_type); };
  bool all = isTuple(classes) || valid(classes);
  if (isTuple(classes))
    for (Value one : *classes.as<Tuple>())
      all &= valid(one);
  if (!all) {
    raiseTypeError(t, "catching classes that do not inherit from BaseException is not allowed");
    return -1;
  }
  return exceptionMatches(t, exception, classes);
}

Value makeFunctionFrom(Thread &t, Frame *frame, Code *code, unsigned flags, const LocalValue *parts) {
  Function *function = makeFunction(t, code, frame->globals);
  if (flags & 1) {
    function->defaults = parts++->as<Tuple>();
    if (function->defaults->size == 0)
      function->defaults = nullptr;
  }
  if (flags & 2)
    function->keyword_defaults = parts++->as<Dict>();
  if (flags & 4)
    function->annotations = *parts++;
  if (flags & 8)
    function->closure = parts++->as<Tuple>();
  return function;
}

bool printExpression(Thread &t, Value value) {
  Value hook = sysGet("displayhook");
  if (hook.isUnbound()) {
    raiseRuntimeError(t, "lost sys.displayhook");
    return false;
  }
  return !call(t, hook, {value}).isError();
}

bool placeSpread(Thread &t, Value callee, Value positional, Value keywords, LocalValue *to, int64_t &given, Tuple *&keyword_names) {
  keyword_names = nullptr;
  if (!isTuple(positional) && !isList(positional) && !typeOf(positional)->slots.iter && !typeOf(positional)->slots.get_item) {
    raiseTypeError(t, "%s argument after * must be an iterable, not %T", calleeName(t, callee).c_str(), positional.bits);
    return false;
  }
  ItemSpan span = itemsOf(t, positional);
  if (!span.ok)
    return false;
  auto *dict = keywords.isUnbound() ? nullptr : keywords.as<Dict>();
  int64_t named = dict ? dict->size : 0;
  if (t.stack_end - to < span.size + named + 128) {
    raiseRecursionError(t, "");
    return false;
  }
  for (int64_t n = 0; n < span.size; ++n)
    to[n] = span.items[n];
  given = span.size;
  if (named == 0)
    return true;
  keyword_names = makeTuple(t, named);
  int64_t position = 0, n = 0;
  Value key, value;
  while (dictNext(dict, position, key, value)) {
    if (!isStr(key)) {
      raiseTypeError(t, "keywords must be strings");
      return false;
    }
    to[given + n] = value;
    keyword_names->items[n++] = key;
  }
  return true;
}

Value callCopied(Thread &t, Value callee, const Arguments &args) {
  ValueVector values(t);
  values.push(args);
  return call(t, callee, Arguments{values.data(), args.positional, args.names});
}

Value sendTo(Thread &t, Value receiver, Value sent, LocalValue *result) {
  if (isGeneratorLike(receiver))
    return resumeGenerator(t, receiver.as<Generator>(), sent, result);
  Value item;
  if (isNone(sent)) {
    UnarySlot next = typeOf(receiver)->slots.next;
    if (!next)
      return raiseTypeError(t, "'%T' object is not an iterator", receiver.bits);
    // The method itself, whose StopIteration carries the result, not the slot that swallows it.
    item = next == pythonNext ? callMethod(t, receiver, names.next) : next(t, receiver);
  } else {
    item = callMethod(t, receiver, names.send, {sent});
  }
  if (item.isError() && exceptionMatches(t, &StopIteration_type)) {
    Value value = asException(takeException(t))->extra[0];
    *result = value.isUnbound() ? none() : value;
    return {};
  }
  return item;
}

Value yieldFromIterator(Thread &t, Frame *frame, Value iterable) {
  if (isExactly(iterable, coroutine_type)) {
    if (!(frame->code->flags & (kCoroutine | kIterableCoroutine)))
      return raiseTypeError(t, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return iterable;
  }
  if (isExactly(iterable, generator_type))
    return iterable;
  Value iterator = getIterator(t, iterable);
  // It may have a close() of its own, which the end of this generator would call.
  if (!iterator.isError() && typeOf(iterator)->flags & kHeapType)
    makeFinalizable(t, frame->generator);
  return iterator;
}

Value getAwaitable(Thread &t, Value value, unsigned origin) {
  if (origin && !typeOf(value)->slots.await && !isExactly(value, coroutine_type) &&
      !(isExactly(value, generator_type) && value.as<Generator>()->code->flags & kIterableCoroutine))
    return raiseTypeError(t, origin == 1 ? "'async with' received an object from __aenter__ that does not implement __await__: %T" : "'async with' received an object from __aexit__ that does not implement __await__: %T", value.bits);
  Value iterator = awaitableIterator(t, value);
  if (!iterator.isError() && isExactly(iterator, coroutine_type) && !delegateOf(iterator.as<Generator>()).isUnbound())
    return raiseRuntimeError(t, "coroutine is being awaited already");
  return iterator;
}
Value getAIter(Thread &t, Value value) {
  UnarySlot slot = typeOf(value)->slots.aiter;
  if (!slot)
    return raiseTypeError(t, "'async for' requires an object with __aiter__ method, got %T", value.bits);
  Value iterator = slot(t, value);
  if (!iterator.isError() && !typeOf(iterator)->slots.anext)
    return raiseTypeError(t, "'async for' received an object from __aiter__ that does not implement __anext__: %T", iterator.bits);
  return iterator;
}
Value getANext(Thread &t, Value value) {
  UnarySlot slot = typeOf(value)->slots.anext;
  if (!slot)
    return raiseTypeError(t, "'async for' requires an iterator with __anext__ method, got %T", value.bits);
  Value next = slot(t, value);
  if (next.isError() || isExactly(value, async_generator_type))
    return next;
  Value awaitable = awaitableIterator(t, next);
  if (!awaitable.isError())
    return awaitable;
  Value cause = takeException(t);
  raiseTypeError(t, "'async for' received an invalid object from __anext__: %T", next.bits);
  asException(t.exception)->cause = asException(t.exception)->context = cause;
  return Value::error();
}

} // namespace pystm
