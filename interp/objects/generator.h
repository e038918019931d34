// Generators, coroutines and asynchronous generators: a frame that is put aside. While it is suspended its
// registers lie in an array; resuming copies them onto the thread's stack.
#pragma once

#include "vm/frame.h"

namespace pystm {

enum class GeneratorState : uint8_t { kCreated, kSuspended, kRunning, kClosed };

struct PYSTM_VIEWED Generator : Object {
  Code *code;
  // What changes each time it runs, in few granules.
  const Instruction *pc;
  Frame *frame; // while running
  ExceptionState exceptions;
  GeneratorState state;
  bool running_async; // ag_running
  bool hooks_done;
  bool closed_async;
  bool finalizable; // the collector knows of it
  Value *registers; // saved
  Function *function;
  Dict *globals, *builtins;
  Value name, qualname;
  Object *frame_object;
  Value origin;    // cr_origin
  Value finalizer; // of asynchronous generators
};

extern Type async_generator_asend_type, async_generator_athrow_type, async_generator_wrapped_type,
    coroutine_wrapper_type, anext_awaitable_type;

// The generator of the running frame, whose registers it takes over.
Generator *makeGenerator(Thread &, Frame *);
// send(value): what is yielded. At the end: unbound, and `*result` is the returned value. Or an error.
Value resumeGenerator(Thread &, Generator *, Value sent, LocalValue *result);
// Puts the generator's frame on the stack; false: RecursionError.
bool pushGenerator(Thread &, Generator *, Value sent, LocalValue *result, Continuation);
// What throw() was given: an exception, or a class, its argument and a traceback.
struct Thrown {
  Value type, value, traceback; // the last two may be unbound
};
// throw(...).
Value throwIntoGenerator(Thread &, Generator *, const Thrown &, LocalValue *result);
Value throwIntoGenerator(Thread &, Generator *, Value exception, LocalValue *result);
bool closeGenerator(Thread &, Generator *);
// __del__, what an abandoned one has left to do, once. Finally blocks and with statements run; a coroutine that nobody awaited is warned of; an
// event loop closes its asynchronous generators itself. Errors are reported and end here.
Value finalizeGenerator(Thread &, LocalValue *args);
// Its end will have something to do: the collector calls __del__.
void makeFinalizable(Thread &, Generator *);
inline bool isAnyGenerator(const Object *object) {
  const Type *type = object->type;
  return type == &generator_type || type == &coroutine_type || type == &async_generator_type;
}
inline bool isClosedGenerator(const Object *object) {
  return isAnyGenerator(object) && static_cast<const Generator *>(object)->state == GeneratorState::kClosed;
}
// The frame of the generator ended, `failed`: with an exception.
void leaveGenerator(Thread &, Generator *, bool failed);
// The iterator that it delegates to (yield from, await), or unbound.
Value delegateOf(const Generator *);
inline bool isGeneratorLike(Value v) {
  Type *type = typeOf(v);
  return type == &generator_type || type == &coroutine_type;
}
// The iterator that `await value` drives; TypeError when there is none.
Value awaitableIterator(Thread &, Value);
// What an asynchronous generator's plain iterator sees of `yield value`.
Value wrapAsyncYield(Thread &, Value);

// `anext(iterator, default)`.
Value makeAnextAwaitable(Thread &, Value awaitable, Value otherwise);

} // namespace pystm
