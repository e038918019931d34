// Suspending and resuming frames: generators and coroutines. Asynchronous generators' awaitables are in
// async_generator.cpp.
#include "objects/generator.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/heap.h"
#include "vm/region.h"

namespace pystm {

Type generator_type, coroutine_type, coroutine_wrapper_type;

namespace {

void traceGenerator(Object *object, Tracer &tracer) {
  auto *generator = static_cast<Generator *>(object);
  tracer.visit(generator->code);
  tracer.visit(generator->function);
  tracer.visit(generator->globals);
  tracer.visit(generator->builtins);
  // While it runs the frame's registers count; the saved ones of the last suspension do not.
  // Temporaries that nobody reads again may be stale.
  if (generator->registers && generator->state != GeneratorState::kRunning)
    tracer.visitConservatively(generator->registers, generator->registers + generator->code->registers);
  tracer.visitArray(generator->registers);
  for (Value value : {generator->name, generator->qualname, generator->exceptions.handled, generator->origin, generator->finalizer})
    tracer.visit(value);
  tracer.visit(generator->frame_object);
}

const char *kindOf(const Generator *generator) {
  return generator->type == &coroutine_type ? "coroutine" : generator->type == &async_generator_type ? "async generator" : "generator";
}

// An exception leaves the generator's frame: StopIteration inside is a mistake, not an end.
void convertStop(Thread &thread, const Generator *generator) {
  bool stop = exceptionMatches(thread, &StopIteration_type);
  bool async_stop = generator->type == &async_generator_type && exceptionMatches(thread, &StopAsyncIteration_type);
  if (!stop && !async_stop)
    return;
  Value cause = takeException(thread);
  raise(thread, &RuntimeError_type, "%s raised %s", kindOf(generator), stop ? "StopIteration" : "StopAsyncIteration");
  auto *error = asException(thread.exception);
  error->cause = error->context = cause;
  error->suppress_context = true;
}

Value finish(Thread &thread, Generator *generator, Value result, LocalValue *returned) {
  if (generator->state != GeneratorState::kClosed)
    return result;
  if (result.isError())
    return result;
  *returned = result;
  return {};
}

Value stopWith(Thread &thread, Value result) { return raiseStopIteration(thread, result); }

Value generatorNext(Thread &thread, Value self) {
  LocalValue result(none());
  Value item = resumeGenerator(thread, self.as<Generator>(), none(), &result);
  if (item.isUnbound() && !isNone(result))
    return stopWith(thread, result);
  return item;
}
Value send(Thread &thread, LocalValue *args) {
  LocalValue result(none());
  Value item = resumeGenerator(thread, args[0].as<Generator>(), args[1], &result);
  return item.isUnbound() ? stopWith(thread, result) : item;
}
bool givenType(Value type, Type *wanted) { return isException(type) ? isInstance(type, wanted) : isType(type) && isSubtype(type.as<Type>(), wanted); }

Value exceptionOf(Thread &thread, const Thrown &thrown) {
  auto [type, value, traceback] = thrown;
  Value exception;
  if (isException(type)) {
    if (!value.isUnbound() && !isNone(value))
      return raiseTypeError(thread, "instance exception may not have a separate value");
    exception = type;
  } else if (isType(type) && isSubtype(type.as<Type>(), &BaseException_type)) {
    if (!value.isUnbound() && isInstance(value, type.as<Type>()))
      exception = value;
    else
      exception = exceptionFrom(thread, type, value);
    // What goes wrong here is raised in the generator, too.
    if (!exception.isError() && !isException(exception))
      raiseTypeError(thread, "calling %R should have returned an instance of BaseException, not %T", type.bits, exception.bits);
    if (thread.hasException())
      exception = takeException(thread);
  } else {
    return raiseTypeError(thread, "exceptions must be classes or instances deriving from BaseException, not %T", type.bits);
  }
  if (!traceback.isUnbound() && !isNone(traceback)) {
    if (!isExactly(traceback, traceback_type))
      return raiseTypeError(thread, "throw() third argument must be a traceback object");
    asException(exception)->traceback = traceback.as<Traceback>();
  }
  return exception;
}
Value throwMethod(Thread &thread, LocalValue *args) {
  LocalValue result(none());
  Value item = throwIntoGenerator(thread, args[0].as<Generator>(), Thrown{args[1], args[2], args[3]}, &result);
  return item.isUnbound() ? stopWith(thread, result) : item;
}
Value close(Thread &thread, LocalValue *args) { return closeGenerator(thread, args[0].as<Generator>()) ? none() : Value::error(); }

Value generatorRepr(Thread &thread, Value self) {
  auto *generator = self.as<Generator>();
  return formatStr(thread, "<%s object %s at %p>", std::string(typeNameOf(self)).c_str(), toUtf8(generator->qualname.as<Str>()).c_str(), static_cast<void *>(generator));
}
Value nameGet(Thread &, Value self) { return self.as<Generator>()->name; }
bool nameSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isStr(value)) {
    raiseTypeError(thread, "__name__ must be set to a string object");
    return false;
  }
  self.as<Generator>()->name = value;
  return true;
}
Value qualnameGet(Thread &, Value self) { return self.as<Generator>()->qualname; }
bool qualnameSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isStr(value)) {
    raiseTypeError(thread, "__qualname__ must be set to a string object");
    return false;
  }
  self.as<Generator>()->qualname = value;
  return true;
}
Value frameGet(Thread &thread, Value self) {
  FrameObject *frame = generatorFrameObject(thread, self.as<Generator>());
  return frame ? Value(frame) : none();
}
Value runningGet(Thread &, Value self) { return makeBool(self.as<Generator>()->state == GeneratorState::kRunning); }
Value suspendedGet(Thread &, Value self) { return makeBool(self.as<Generator>()->state == GeneratorState::kSuspended); }
Value codeGet(Thread &, Value self) { return Value(self.as<Generator>()->code); }
Value delegateGet(Thread &, Value self) {
  Value delegate = delegateOf(self.as<Generator>());
  return delegate.isUnbound() ? none() : delegate;
}
Value originGet(Thread &, Value self) { return self.as<Generator>()->origin.isUnbound() ? none() : self.as<Generator>()->origin; }

#define SHARED_ATTRIBUTES(prefix, await_name)                                                                    \
  {"__name__", nameGet, nameSet}, {"__qualname__", qualnameGet, qualnameSet}, {prefix "_frame", frameGet},        \
      {prefix "_running", runningGet}, {prefix "_suspended", suspendedGet}, {prefix "_code", codeGet}, {prefix "_" await_name, delegateGet}
constexpr GetSetDef kGeneratorAttributes[] = {SHARED_ATTRIBUTES("gi", "yieldfrom")};
constexpr GetSetDef kCoroutineAttributes[] = {SHARED_ATTRIBUTES("cr", "await"), {"cr_origin", originGet}};
constexpr MethodDef kMethods[] = {
    {"send", "($self, arg, /)", send, "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."},
    {"throw", "($self, type, value=?, traceback=?, /)", throwMethod, "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration."},
    {"close", "($self, /)", close, "close() -> raise GeneratorExit inside generator."},
    {"__del__", "($self, /)", finalizeGenerator, "Called when the instance is about to be destroyed."},
};

// --- coroutines ---

struct CoroutineWrapper : Object {
  Generator *coroutine;
};
void traceWrapper(Object *object, Tracer &tracer) { tracer.visit(static_cast<CoroutineWrapper *>(object)->coroutine); }
Value coroutineAwait(Thread &thread, Value self) {
  auto *wrapper = allocate<CoroutineWrapper>(thread, &coroutine_wrapper_type);
  wrapper->coroutine = self.as<Generator>();
  return wrapper;
}
Value wrapperNext(Thread &thread, Value self) { return generatorNext(thread, Value(self.as<CoroutineWrapper>()->coroutine)); }
Value wrapperSend(Thread &thread, LocalValue *args) {
  LocalValues inner{Value(args[0].as<CoroutineWrapper>()->coroutine), args[1]};
  return send(thread, inner);
}
Value wrapperThrow(Thread &thread, LocalValue *args) {
  LocalValues inner{Value(args[0].as<CoroutineWrapper>()->coroutine), args[1], args[2], args[3]};
  return throwMethod(thread, inner);
}
Value wrapperClose(Thread &thread, LocalValue *args) { return closeGenerator(thread, args[0].as<CoroutineWrapper>()->coroutine) ? none() : Value::error(); }
constexpr MethodDef kWrapperMethods[] = {
    {"send", "($self, arg, /)", wrapperSend, ""},
    {"throw", "($self, type, value=?, traceback=?, /)", wrapperThrow, ""},
    {"close", "($self, /)", wrapperClose, ""},
};

} // namespace

// cr_origin: (file, line, function) of up to `depth` frames, `frame` first.
static Value originOf(Thread &thread, const Frame *frame, int64_t depth) {
  ValueVector calls(thread);
  for (; frame >= thread.frames && depth-- > 0; --frame) {
    const Code *code = frame->code;
    calls.push(makeTuple(thread, {Value(code->filename), Value::smallInt(lineOf(code, frame->instruction())), Value(code->name)}));
  }
  return makeTuple(thread, int64_t(calls.size()), calls.data());
}

Generator *makeGenerator(Thread &thread, Frame *frame) {
  uint32_t flags = frame->code->flags;
  Type *type = flags & kCoroutine ? &coroutine_type : flags & kAsyncGenerator ? &async_generator_type : &generator_type;
  auto *generator = allocate<Generator>(thread, type);
  generator->code = frame->code;
  generator->function = frame->function;
  generator->globals = frame->globals;
  generator->builtins = frame->builtins;
  generator->registers = static_cast<Value *>(allocateArrayBytes(thread, frame->code->registers * sizeof(Value), false));
  memcpy(static_cast<void *>(generator->registers), frame->registers, frame->code->local_count * sizeof(Value));
  generator->pc = frame->pc;
  generator->name = frame->function ? frame->function->name : Value(frame->code->name);
  generator->qualname = frame->function ? frame->function->qualname : Value(frame->code->qualname);
  generator->state = GeneratorState::kCreated;
  if (type == &coroutine_type && thread.coroutine_origin_depth > 0)
    generator->origin = originOf(thread, frame - 1, thread.coroutine_origin_depth);
  // Without handlers there is nothing that closing it would run; coroutines and asynchronous generators tell others.
  if (type != &generator_type || frame->code->exception_count != 0)
    makeFinalizable(thread, generator);
  return generator;
}

bool pushGenerator(Thread &thread, Generator *generator, Value sent, LocalValue *result, Continuation continuation) {
  LocalValue *registers = freeRegisters(thread);
  if (!enoughStack(thread, registers, generator->code->registers))
    return false;
  uint32_t count = generator->code->registers;
  auto *saved = static_cast<const LocalValue *>(readable(generator->registers, count * sizeof(Value)));
  for (uint32_t i = 0; i < count; ++i)
    registers[i] = saved[i];
  Frame *frame = thread.frame ? thread.frame + 1 : thread.frames;
  frame->extra = Value();
  frame->detail = 0;
  frame->code = generator->code;
  frame->pc = generator->pc;
  frame->registers = registers;
  frame->caches = cachesOf(thread, generator->code);
  frame->globals = generator->globals;
  frame->builtins = generator->builtins;
  frame->function = generator->function;
  frame->generator = generator;
  frame->result = result;
  frame->continuation = continuation;
  frame->object = generator->frame_object;
  if (frame->object)
    static_cast<FrameObject *>(frame->object)->live = frame;
  if (generator->state == GeneratorState::kSuspended)
    registers[frame->pc[-1].a] = sent;
  generator->state = GeneratorState::kRunning;
  generator->frame = frame;
  generator->exceptions.outer = thread.exception_state;
  thread.exception_state = &generator->exceptions;
  thread.frame = frame;
  ++thread.depth;
  return true;
}

namespace {

bool mayResume(Thread &thread, Generator *generator) {
  if (generator->state != GeneratorState::kRunning)
    return true;
  raiseValueError(thread, "%s already executing", kindOf(generator));
  return false;
}

} // namespace

Value resumeGenerator(Thread &thread, Generator *generator, Value sent, LocalValue *result) {
  if (!mayResume(thread, generator))
    return Value::error();
  if (generator->state == GeneratorState::kClosed) {
    if (generator->type == &coroutine_type)
      return raiseRuntimeError(thread, "cannot reuse already awaited coroutine");
    *result = none();
    return {};
  }
  if (generator->state == GeneratorState::kCreated && !isNone(sent))
    return raiseTypeError(thread, "can't send non-None value to a just-started %s", kindOf(generator));
  NativeRecursion guard(thread, "");
  if (!guard.ok() || !pushGenerator(thread, generator, sent, nullptr, Continuation::kEntry))
    return Value::error();
  return finish(thread, generator, runFrames(thread), result);
}

Value delegateOf(const Generator *generator) {
  if (generator->state != GeneratorState::kSuspended)
    return {};
  const Instruction &yield = generator->pc[-1];
  return yield.opcode() == Opcode::kYield && yield.d == 1 ? generator->registers[yield.c] : Value();
}

Value throwIntoGenerator(Thread &thread, Generator *generator, Value exception, LocalValue *result) {
  return throwIntoGenerator(thread, generator, Thrown{exception, {}, {}}, result);
}

Value throwIntoGenerator(Thread &thread, Generator *generator, const Thrown &thrown, LocalValue *result) {
  if (!mayResume(thread, generator))
    return Value::error();
  Value exception; // what goes into this generator, once it is known that it does
  Value delegate = delegateOf(generator);
  if (!delegate.isUnbound()) {
    bool exit = givenType(thrown.type, &GeneratorExit_type);
    if (exit) {
      generator->state = GeneratorState::kRunning;
      bool closed = true;
      if (isGeneratorLike(delegate)) {
        closed = closeGenerator(thread, delegate.as<Generator>());
      } else {
        Value method = findAttribute(thread, delegate, names.close);
        if (method.isError())
          closed = false;
        else if (!method.isUnbound())
          closed = !call(thread, method).isError();
      }
      generator->state = GeneratorState::kSuspended;
      if (!closed)
        exception = takeException(thread);
    } else {
      Value method, item;
      LocalValue inner_result(none());
      bool handled = true;
      generator->state = GeneratorState::kRunning;
      if (isGeneratorLike(delegate)) {
        item = throwIntoGenerator(thread, delegate.as<Generator>(), thrown, &inner_result);
      } else {
        method = findAttribute(thread, delegate, names.throw_);
        if (method.isError()) {
          item = method;
        } else if (method.isUnbound()) {
          handled = false;
        } else {
          // As it was given: a delegate written in Python may take what is no exception.
          LocalValues given{thrown.type, thrown.value, thrown.traceback};
          item = call(thread, method, Arguments{given, thrown.value.isUnbound() ? 1 : thrown.traceback.isUnbound() ? 2 : 3});
          if (item.isError() && exceptionMatches(thread, &StopIteration_type)) {
            inner_result = asException(takeException(thread))->extra[0];
            if (inner_result.isUnbound())
              inner_result = none();
            item = Value();
          }
        }
      }
      generator->state = GeneratorState::kSuspended;
      if (handled) {
        if (!item.isSpecial())
          return item;
        if (item.isUnbound()) {
          // The delegation ended: go on behind the loop of Send and Yield, whose jump back leads to the Send.
          const Instruction *at = generator->pc;
          while (at->opcode() != Opcode::kSend)
            at = at->opcode() == Opcode::kJump ? at + 1 + at->wide() : at + 1;
          generator->pc = at + 1 + at->shortJump();
          generator->registers[at->a] = inner_result;
          // pushGenerator would store what is sent: it stores the result in the register of the Yield before.
          NativeRecursion guard(thread, "");
          if (!guard.ok() || !pushGenerator(thread, generator, inner_result, nullptr, Continuation::kEntry))
            return Value::error();
          thread.frame->registers[at->a] = inner_result;
          return finish(thread, generator, runFrames(thread), result);
        }
        exception = takeException(thread);
      }
    }
  }
  if (exception.isUnbound()) {
    exception = exceptionOf(thread, thrown);
    if (exception.isError())
      return exception;
  }
  if (generator->state == GeneratorState::kClosed) {
    if (generator->type == &coroutine_type)
      return raiseRuntimeError(thread, "cannot reuse already awaited coroutine");
    thread.exception = exception;
    return Value::error();
  }
  NativeRecursion guard(thread, "");
  if (!guard.ok() || !pushGenerator(thread, generator, none(), nullptr, Continuation::kEntry))
    return Value::error();
  // What the generator itself handles becomes the context, not what its caller does.
  Value handled = generator->exceptions.handled;
  if (!handled.isUnbound() && isException(handled))
    raise(thread, exception);
  else
    thread.exception = exception;
  return finish(thread, generator, runFrames(thread), result);
}

bool closeGenerator(Thread &thread, Generator *generator) {
  if (!mayResume(thread, generator))
    return false;
  if (generator->state == GeneratorState::kCreated)
    generator->state = GeneratorState::kClosed;
  if (generator->state == GeneratorState::kClosed)
    return true;
  LocalValue result(none());
  Value item = throwIntoGenerator(thread, generator, makeException(thread, &GeneratorExit_type, {}), &result);
  if (item.isError()) {
    if (!exceptionMatches(thread, &GeneratorExit_type) && !exceptionMatches(thread, &StopIteration_type))
      return false;
    thread.clearException();
    return true;
  }
  if (item.isUnbound())
    return true;
  raiseRuntimeError(thread, "%s ignored GeneratorExit", kindOf(generator));
  return false;
}

void makeFinalizable(Thread &thread, Generator *generator) {
  if (generator->finalizable)
    return;
  generator->finalizable = true;
  registerFinalizable(thread, generator);
}

Value finalizeGenerator(Thread &thread, LocalValue *args) {
  auto *generator = args[0].as<Generator>();
  if (generator->state == GeneratorState::kClosed || generator->state == GeneratorState::kRunning)
    return none();
  bool done = false;
  if (!generator->finalizer.isUnbound() && !generator->closed_async)
    done = !call(thread, generator->finalizer, {Value(generator)}).isError();
  else if (generator->type == &coroutine_type && generator->state == GeneratorState::kCreated)
    done = warn(thread, &RuntimeWarning_type, "coroutine '%s' was never awaited", toUtf8(generator->qualname.as<Str>()).c_str());
  else
    done = closeGenerator(thread, generator);
  if (!done)
    reportUnraisable(thread, Value(generator));
  return none();
}

void leaveGenerator(Thread &thread, Generator *generator, bool failed) {
  generator->state = GeneratorState::kClosed;
  generator->frame = nullptr;
  thread.exception_state = generator->exceptions.outer;
  generator->exceptions = {};
  generator->registers = nullptr;
  if (failed)
    convertStop(thread, generator);
}

Value awaitableIterator(Thread &thread, Value value) {
  if (isExactly(value, coroutine_type) || (isExactly(value, generator_type) && value.as<Generator>()->code->flags & kIterableCoroutine))
    return value;
  UnarySlot slot = typeOf(value)->slots.await;
  if (!slot)
    return raiseTypeError(thread, "object %T can't be used in 'await' expression", value.bits);
  Value iterator = slot(thread, value);
  if (iterator.isError())
    return iterator;
  if (isExactly(iterator, coroutine_type) || (isExactly(iterator, generator_type) && iterator.as<Generator>()->code->flags & kIterableCoroutine))
    return raiseTypeError(thread, "__await__() returned a coroutine");
  if (!typeOf(iterator)->slots.next)
    return raiseTypeError(thread, "__await__() returned non-iterator of type '%T'", iterator.bits);
  return iterator;
}

extern const TypeDef generator_def = {.name = "generator", .size = sizeof(Generator), .trace = traceGenerator,
                                      .slots = {.repr = generatorRepr, .iter = selfIterator, .next = generatorNext}, .methods = kMethods, .attributes = kGeneratorAttributes};
extern const TypeDef coroutine_def = {.name = "coroutine", .size = sizeof(Generator), .trace = traceGenerator,
                                      .slots = {.repr = generatorRepr, .await = coroutineAwait}, .methods = kMethods, .attributes = kCoroutineAttributes};
extern const TypeDef coroutine_wrapper_def = {.name = "coroutine_wrapper", .size = sizeof(CoroutineWrapper), .trace = traceWrapper,
                                              .slots = {.iter = selfIterator, .next = wrapperNext}, .methods = kWrapperMethods};

} // namespace pystm
