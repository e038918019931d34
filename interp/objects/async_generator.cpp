// Asynchronous generators: their methods return awaitables (asend, athrow, aclose) that drive the frame. A value that
// the generator yields to its caller comes wrapped; what it awaits passes through as it is.
#include "objects/exception.h"
#include "objects/generator.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

namespace pystm {

Type async_generator_type, async_generator_asend_type, async_generator_athrow_type, async_generator_wrapped_type, anext_awaitable_type;

namespace {

enum class Step : uint8_t { kStart, kIterate, kClosed };

struct Wrapped : Object {
  Object *unused;
  Value value;
};
// asend(value), athrow(exception) and aclose().
struct Awaitable : Object {
  Generator *generator;
  Value argument; // sent, or thrown; unbound in aclose()
  Step step;
};
struct AnextAwaitable : Object {
  Object *unused;
  Value awaitable, otherwise;
};

void traceWrapped(Object *object, Tracer &tracer) { tracer.visit(static_cast<Wrapped *>(object)->value); }
void traceAwaitable(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Awaitable *>(object)->generator);
  tracer.visit(static_cast<Awaitable *>(object)->argument);
}
void traceAnext(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<AnextAwaitable *>(object)->awaitable);
  tracer.visit(static_cast<AnextAwaitable *>(object)->otherwise);
}

Value makeAwaitable(Thread &thread, Type *type, Generator *generator, Value argument) {
  // The first use tells the event loop about the generator.
  if (!generator->hooks_done) {
    generator->hooks_done = true;
    if (thread.asyncgen_hooks[1])
      generator->finalizer = Value(thread.asyncgen_hooks[1]);
    if (thread.asyncgen_hooks[0] && call(thread, Value(thread.asyncgen_hooks[0]), {Value(generator)}).isError())
      return Value::error();
  }
  auto *awaitable = allocate<Awaitable>(thread, type);
  awaitable->generator = generator;
  awaitable->argument = argument;
  return awaitable;
}

Value stopAsync(Thread &thread) { return raise(thread, Value(&StopAsyncIteration_type)); }

// What a step of the generator means for the awaitable: a wrapped value ends it.
Value stepResult(Thread &thread, Generator *generator, Value item) {
  if (item.isUnbound()) {
    generator->running_async = false;
    generator->closed_async = true;
    return stopAsync(thread);
  }
  if (item.isError()) {
    generator->running_async = false;
    if (exceptionMatches(thread, &StopAsyncIteration_type) || exceptionMatches(thread, &GeneratorExit_type))
      generator->closed_async = true;
    return item;
  }
  if (isExactly(item, async_generator_wrapped_type)) {
    generator->running_async = false;
    return raiseStopIteration(thread, item.as<Wrapped>()->value);
  }
  return item;
}

Value asendSend(Thread &thread, Value self, Value sent) {
  auto *awaitable = self.as<Awaitable>();
  if (awaitable->step == Step::kClosed)
    return raiseRuntimeError(thread, "cannot reuse already awaited __anext__()/asend()");
  Generator *generator = awaitable->generator;
  if (awaitable->step == Step::kStart) {
    if (generator->running_async)
      return raiseRuntimeError(thread, "anext(): asynchronous generator is already running");
    if (isNone(sent))
      sent = awaitable->argument;
    awaitable->step = Step::kIterate;
  }
  generator->running_async = true;
  LocalValue result(none());
  Value item = stepResult(thread, generator, resumeGenerator(thread, generator, sent, &result));
  if (item.isError())
    awaitable->step = Step::kClosed;
  return item;
}
Value asendNext(Thread &thread, Value self) { return asendSend(thread, self, none()); }
Value asendSendMethod(Thread &thread, LocalValue *args) { return asendSend(thread, args[0], args[1]); }

Value exceptionOf(Thread &thread, Value type, Value value) {
  if (isException(type))
    return type;
  if (isType(type) && isSubtype(type.as<Type>(), &BaseException_type))
    return value.isUnbound() || isNone(value) ? call(thread, type) : isException(value) ? value : call(thread, type, {value});
  return raiseTypeError(thread, "exceptions must be classes or instances deriving from BaseException, not %T", type.bits);
}
Value asendThrow(Thread &thread, LocalValue *args) {
  auto *awaitable = args[0].as<Awaitable>();
  if (awaitable->step == Step::kClosed)
    return raiseRuntimeError(thread, "cannot reuse already awaited __anext__()/asend()");
  Value exception = exceptionOf(thread, args[1], args[2]);
  if (exception.isError())
    return exception;
  LocalValue result(none());
  Value item = stepResult(thread, awaitable->generator, throwIntoGenerator(thread, awaitable->generator, exception, &result));
  if (item.isError())
    awaitable->step = Step::kClosed;
  return item;
}
Value awaitableClose(Thread &, LocalValue *args) {
  args[0].as<Awaitable>()->step = Step::kClosed;
  return none();
}

// athrow() and aclose(): the latter has no argument and wants the generator to end.
Value athrowResult(Thread &thread, Awaitable *awaitable, Value item) {
  bool closing = awaitable->argument.isUnbound();
  Generator *generator = awaitable->generator;
  if (!closing)
    return stepResult(thread, generator, item);
  if (item.isUnbound() || (item.isError() && (exceptionMatches(thread, &StopAsyncIteration_type) || exceptionMatches(thread, &GeneratorExit_type)))) {
    thread.clearException();
    generator->running_async = false;
    generator->closed_async = true;
    awaitable->step = Step::kClosed;
    return raise(thread, Value(&StopIteration_type));
  }
  if (item.isError()) {
    generator->running_async = false;
    return item;
  }
  if (isExactly(item, async_generator_wrapped_type)) {
    generator->running_async = false;
    awaitable->step = Step::kClosed;
    return raiseRuntimeError(thread, "async generator ignored GeneratorExit");
  }
  return item;
}
Value athrowSend(Thread &thread, Value self, Value sent) {
  auto *awaitable = self.as<Awaitable>();
  Generator *generator = awaitable->generator;
  bool closing = awaitable->argument.isUnbound();
  if (awaitable->step == Step::kClosed)
    return raiseRuntimeError(thread, "cannot reuse already awaited aclose()/athrow()");
  LocalValue result(none());
  Value item;
  if (awaitable->step == Step::kStart) {
    if (generator->running_async) {
      awaitable->step = Step::kClosed;
      return raiseRuntimeError(thread, closing ? "aclose(): asynchronous generator is already running" : "athrow(): asynchronous generator is already running");
    }
    if (generator->closed_async) {
      awaitable->step = Step::kClosed;
      return closing ? raise(thread, Value(&StopIteration_type)) : stopAsync(thread);
    }
    if (!isNone(sent))
      return raiseRuntimeError(thread, "can't send non-None value to a just-started coroutine");
    awaitable->step = Step::kIterate;
    generator->running_async = true;
    if (closing) {
      generator->closed_async = true;
      if (generator->state == GeneratorState::kCreated) {
        closeGenerator(thread, generator);
        item = Value();
      } else {
        item = throwIntoGenerator(thread, generator, makeException(thread, &GeneratorExit_type, {}), &result);
      }
    } else {
      item = throwIntoGenerator(thread, generator, awaitable->argument, &result);
    }
  } else {
    item = resumeGenerator(thread, generator, sent, &result);
  }
  item = athrowResult(thread, awaitable, item);
  if (item.isError())
    awaitable->step = Step::kClosed;
  return item;
}
Value athrowNext(Thread &thread, Value self) { return athrowSend(thread, self, none()); }
Value athrowSendMethod(Thread &thread, LocalValue *args) { return athrowSend(thread, args[0], args[1]); }
Value athrowThrow(Thread &thread, LocalValue *args) {
  auto *awaitable = args[0].as<Awaitable>();
  if (awaitable->step == Step::kClosed)
    return raiseRuntimeError(thread, "cannot reuse already awaited aclose()/athrow()");
  Value exception = exceptionOf(thread, args[1], args[2]);
  if (exception.isError())
    return exception;
  LocalValue result(none());
  Value item = athrowResult(thread, awaitable, throwIntoGenerator(thread, awaitable->generator, exception, &result));
  if (item.isError())
    awaitable->step = Step::kClosed;
  return item;
}

constexpr MethodDef kAsendMethods[] = {
    {"send", "($self, arg, /)", asendSendMethod}, {"throw", "($self, type, value=?, traceback=?, /)", asendThrow}, {"close", "($self, /)", awaitableClose}};
constexpr MethodDef kAthrowMethods[] = {
    {"send", "($self, arg, /)", athrowSendMethod}, {"throw", "($self, type, value=?, traceback=?, /)", athrowThrow}, {"close", "($self, /)", awaitableClose}};

void traceGenerator(Object *object, Tracer &tracer) { generator_type.trace(object, tracer); }
Value generatorAnext(Thread &thread, Value self) { return makeAwaitable(thread, &async_generator_asend_type, self.as<Generator>(), none()); }
Value asend(Thread &thread, LocalValue *args) { return makeAwaitable(thread, &async_generator_asend_type, args[0].as<Generator>(), args[1]); }
Value athrow(Thread &thread, LocalValue *args) {
  Value exception = exceptionOf(thread, args[1], args[2]);
  return exception.isError() ? exception : makeAwaitable(thread, &async_generator_athrow_type, args[0].as<Generator>(), exception);
}
Value aclose(Thread &thread, LocalValue *args) { return makeAwaitable(thread, &async_generator_athrow_type, args[0].as<Generator>(), Value()); }
Value generatorRepr(Thread &thread, Value self) { return generator_type.slots.repr(thread, self); }
Value nameGet(Thread &, Value self) { return self.as<Generator>()->name; }
Value qualnameGet(Thread &, Value self) { return self.as<Generator>()->qualname; }
Value frameGet(Thread &thread, Value self) {
  FrameObject *frame = generatorFrameObject(thread, self.as<Generator>());
  return frame ? Value(frame) : none();
}
Value runningGet(Thread &, Value self) { return makeBool(self.as<Generator>()->running_async); }
Value codeGet(Thread &, Value self) { return Value(self.as<Generator>()->code); }
Value awaitGet(Thread &, Value self) {
  Value delegate = delegateOf(self.as<Generator>());
  return delegate.isUnbound() ? none() : delegate;
}
constexpr GetSetDef kAttributes[] = {{"__name__", nameGet}, {"__qualname__", qualnameGet}, {"ag_frame", frameGet}, {"ag_running", runningGet}, {"ag_code", codeGet}, {"ag_await", awaitGet}};
constexpr MethodDef kMethods[] = {
    {"asend", "($self, value, /)", asend, "asend(v) -> send 'v' in generator."},
    {"athrow", "($self, type, value=?, traceback=?, /)", athrow, "athrow(value)\nathrow(type[,value[,tb]])\n\nraise exception in generator."},
    {"aclose", "($self, /)", aclose, "aclose() -> raise GeneratorExit inside generator."},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
    {"__del__", "($self, /)", finalizeGenerator, "Called when the instance is about to be destroyed."},
};

// --- anext(iterator, default) ---

Value anextIterator(Thread &thread, Value self) { return awaitableIterator(thread, self.as<AnextAwaitable>()->awaitable); }
Value anextFinish(Thread &thread, Value self, Value item) {
  if (!item.isError() || !exceptionMatches(thread, &StopAsyncIteration_type))
    return item;
  thread.clearException();
  return raiseStopIteration(thread, self.as<AnextAwaitable>()->otherwise);
}
Value anextDrive(Thread &thread, Value self, Str *name, std::initializer_list<ListedValue> args) {
  auto *anext = self.as<AnextAwaitable>();
  Value iterator = anextIterator(thread, self);
  if (iterator.isError())
    return iterator;
  anext->awaitable = isExactly(iterator, coroutine_type) ? anext->awaitable : iterator;
  if (isExactly(iterator, coroutine_type) && name == names.next)
    return anextFinish(thread, self, callMethod(thread, iterator, names.send, {none()}));
  return anextFinish(thread, self, callMethod(thread, iterator, name, args));
}
Value anextNext(Thread &thread, Value self) { return anextDrive(thread, self, names.next, {}); }
Value anextSend(Thread &thread, LocalValue *args) { return anextDrive(thread, args[0], names.send, {args[1]}); }
Value anextThrow(Thread &thread, LocalValue *args) { return anextDrive(thread, args[0], names.throw_, {args[1]}); }
Value anextClose(Thread &thread, LocalValue *args) { return anextDrive(thread, args[0], names.close, {}); }
constexpr MethodDef kAnextMethods[] = {{"send", "($self, arg, /)", anextSend}, {"throw", "($self, type, value=?, traceback=?, /)", anextThrow}, {"close", "($self, /)", anextClose}};

} // namespace

Value wrapAsyncYield(Thread &thread, Value value) {
  auto *wrapped = allocate<Wrapped>(thread, &async_generator_wrapped_type);
  wrapped->value = value;
  return wrapped;
}
Value makeAnextAwaitable(Thread &thread, Value awaitable, Value otherwise) {
  auto *anext = allocate<AnextAwaitable>(thread, &anext_awaitable_type);
  anext->awaitable = awaitable;
  anext->otherwise = otherwise;
  return anext;
}

extern const TypeDef async_generator_def = {.name = "async_generator", .size = sizeof(Generator), .trace = traceGenerator,
                                            .slots = {.repr = generatorRepr, .aiter = selfIterator, .anext = generatorAnext}, .methods = kMethods, .attributes = kAttributes};
extern const TypeDef async_generator_asend_def = {.name = "async_generator_asend", .size = sizeof(Awaitable), .trace = traceAwaitable,
                                                  .slots = {.iter = selfIterator, .next = asendNext, .await = selfIterator}, .methods = kAsendMethods};
extern const TypeDef async_generator_athrow_def = {.name = "async_generator_athrow", .size = sizeof(Awaitable), .trace = traceAwaitable,
                                                   .slots = {.iter = selfIterator, .next = athrowNext, .await = selfIterator}, .methods = kAthrowMethods};
extern const TypeDef async_generator_wrapped_def = {.name = "async_generator_wrapped_value", .size = sizeof(Wrapped), .trace = traceWrapped};
extern const TypeDef anext_awaitable_def = {.name = "anext_awaitable", .size = sizeof(AnextAwaitable), .trace = traceAnext,
                                            .slots = {.iter = selfIterator, .next = anextNext, .await = selfIterator}, .methods = kAnextMethods};

} // namespace pystm
