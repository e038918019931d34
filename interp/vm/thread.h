// A thread of the interpreter: its registers and frames, its pending exception, and the raise helpers that
// native code uses. One Thread object belongs to one thread of the system and only that one touches it,
// but for the collector and the breaker, by which others ask it to come to a border.
#pragma once

#include "vm/heap.h"
#include "vm/value.h"
#include "vm/variant.h"

#include <string_view>
#include <vector>

namespace pystm {

struct BaseException;
struct Cache;
struct Code;
struct Frame;
struct Generator;

// One level of "the exception being handled"; generators have their own, linked while they run.
struct ExceptionState {
  Value handled; // unbound: none on this level
  ExceptionState *outer = nullptr;
};

// Why a thread must come to a border; bits of its breaker.
enum BreakerBits : uint32_t {
  kBreakCollect = 1,
  kBreakSignal = 2,
  kBreakAsyncException = 4,
  kBreakSwitch = 8,
  kBreakMemory = 16,
};

class Thread;

// The collector looks for references on the thread's C stack from the caller's frame on, for as long as the thread is outside of its
// region. To be called before the region is left, by a function that keeps the registers on the stack (__builtin_unwind_init).
void markStack(Thread &);

// What a thread has learnt in one code object (vm/cache.h).
struct PYSTM_LOCAL_CLASS CachesOfCode {
  Cache *first; // null: nothing yet
};

// See vm/checkpoint.h.
struct PYSTM_LOCAL_CLASS Checkpoint {
  char *memory = nullptr; // of the copies
  char *end = nullptr;
  char *limit = nullptr;   // for `end`; behind it there is room for some more copies
  Frame *lowest = nullptr; // of those that were copied; null: none needs to be
  bool active = false;     // an abort restores; others wait for its end
  bool ended_alone = false; // the last stretch had turned irrevocable
  bool divided = false;     // borders within a native have divided the stretch: it ends when the native has returned
  uint32_t breaker = 0;    // bits of BreakerBits, by any thread
  uint32_t taken = 0;      // of those, since the beginning: an abort asks for them again
  int32_t budget = 0;      // polls (back jumps, calls) until the next border
  int32_t last_budget = 0;
  uint64_t aborts = 0, aborts_seen = 0; // for nextBudget()
  Thread *next = nullptr;               // in the list of all threads
};

class PYSTM_LOCAL_CLASS Thread {
public:
  ThreadHeap heap;
  // The pending exception (always an instance), unbound when there is none.
  Value exception;
  ExceptionState base_exception_state;
  ExceptionState *exception_state = &base_exception_state;
  // Registers: one contiguous area; see vm/frame.h.
  LocalValue *stack = nullptr;
  LocalValue *stack_end = nullptr;
  LocalValue *stack_top = nullptr; // first register that natives may use
  Frame *frame = nullptr;     // the running one
  Frame *frames = nullptr;    // the array
  Frame *frames_end = nullptr;
  CachesOfCode *caches = nullptr; // by Code::id
  Cache *shared_caches = nullptr; // of all instructions that see many kinds of objects
  uint64_t cache_capacity = 0;
  uint64_t cache_epoch = 0;
  char *cache_memory = nullptr; // for more caches
  char *cache_memory_end = nullptr;
  int32_t native_depth = 0; // nested loops and natives that recurse (NativeRecursion)
  int64_t depth = 0;        // Python frames
  int64_t atomic_depth = 0; // nested `with atomic:` blocks: borders do not leave the region
  struct Waiting *waiting = nullptr; // what a native that returned Value::blocked() waits for (vm/waiting.h)
  LocalValue *blocked_target = nullptr; // the register that takes the result
  Value returned;                       // what runOutermost or runApart has run
  ValueVector *vectors = nullptr;
  Dict *locals_of_thread = nullptr; // threading.local and contextvars
  Object *thread_object = nullptr;
  Value function; // what the thread was started for
  uint64_t ident = 0;
  char *c_stack_base = nullptr;  // where this thread's C stack begins
  char *c_stack_limit = nullptr; // natives may not recurse below this address
  char *c_stack_saved = nullptr; // markStack()
  char *c_stack_apart = nullptr; // above it are the frames of natives below the loop that runs apart (runApart)
  Object *async_exception = nullptr;
  Object *asyncgen_hooks[2] = {};
  int64_t coroutine_origin_depth = 0;
  int64_t repr_depth = 0;
  struct TextBuffer *text_buffers = nullptr; // vm/text_buffer.h
  uint64_t text_depth = 0;                   // of them in use
  uint64_t text_floor = 0;                   // of them in use when what can be undone began
  struct WaitBuffer *wait_buffers = nullptr; // vm/waiting.h
  WaitBuffer *free_waits = nullptr;
  WaitBuffer *spent_waits = nullptr; // free when the region ends
  uint64_t wait_depth = 0;           // of them in use or in one of these lists
  std::vector<Object *> finalizable; // made since the last collection
  Checkpoint checkpoint;             // not restored itself, nor what follows
  ThreadBlocks blocks;
  uint64_t most_text_buffers = 0; // ever in use at a time
  uint64_t most_wait_buffers = 0;
  uint32_t number = 0;            // small; of the living threads, each has another one

  // By the member's name: what else but local memory (vm/variant.h) would it be?
  bool hasException() const { return !Value(exception.bits).isUnbound(); }
  void clearException() { exception = Value::unbound(); }

  // Asks the thread to come to a border: any thread may, and signal handlers.
  void requestBorder(uint32_t bits) { setBreaker(checkpoint, bits); }
  // The same for the running thread: at the next poll.
  void requestBorderSoon(uint32_t bits) {
    requestBorder(bits);
    checkpoint.budget = 0;
  }
  uint32_t reasons() const { return __atomic_load_n(&checkpoint.breaker, __ATOMIC_RELAXED); }
  uint32_t takeReasons() {
    uint32_t bits = takeBreaker(checkpoint);
    checkpoint.taken |= bits;
    return bits;
  }

private:
  // Atomic also within transactions, which would take local memory for one thread's.
  PYSTM_PURE static void setBreaker(Checkpoint &checkpoint, uint32_t bits) { __atomic_fetch_or(&checkpoint.breaker, bits, __ATOMIC_RELAXED); }
  PYSTM_PURE static uint32_t takeBreaker(Checkpoint &checkpoint) { return __atomic_exchange_n(&checkpoint.breaker, 0, __ATOMIC_RELAXED); }
};

inline ThreadHeap &threadHeap(Thread &thread) { return thread.heap; }
Thread &currentThread();

// --- Raising. All return Value::error(), so that natives write `return raiseTypeError(...)`; functions of
// other result types raise and return their own failure. Formats: printf's, and %T: type name of a
// Value, %R: repr of a Value, %S: str of a Value, %U: a Str*. (A Value is passed as `value.bits`.) ---
Value raise(Thread &, Value exception); // an instance or a class
Value raise(Thread &, Type *type, const char *format, ...);
Value raiseTypeError(Thread &, const char *format, ...);
Value raiseValueError(Thread &, const char *format, ...);
Value raiseIndexError(Thread &, const char *format, ...);
Value raiseAttributeError(Thread &, Value object, Str *name); // "'T' object has no attribute 'x'"
Value raiseKeyError(Thread &, Value key);
Value raiseOverflowError(Thread &, const char *format, ...);
Value raiseZeroDivisionError(Thread &, const char *format, ...);
Value raiseRuntimeError(Thread &, const char *format, ...);
Value raiseStopIteration(Thread &, Value value);
Value raiseMemoryError(Thread &);
Value raiseRecursionError(Thread &, const char *where);
// OSError (or the subclass that errno asks for) with errno, strerror and file names.
Value raiseOSError(Thread &, int error_number, Value filename = Value::unbound(), Value filename2 = Value::unbound());
// A warning through the warnings module; false when it became an exception.
bool warn(Thread &, Type *category, const char *format, ...);

// Whether the pending exception is an instance of `type`.
bool exceptionMatches(Thread &, Type *type);
// An exception of a class from the one value that is given for it: none for None or unbound, several for a tuple.
Value exceptionFrom(Thread &, Value type, Value given);
// Takes the pending exception away.
Value takeException(Thread &);

// The exception types: objects/exception_types.def; `extern Type` for each is in objects/exception.h.

// Guards a native that may recurse through objects (repr of nested lists): check `ok()`.
class NativeRecursion {
public:
  NativeRecursion(Thread &thread, const char *where) : thread_(thread) {
    char here;
    ++thread.native_depth;
    ok_ = (&here >= thread.c_stack_limit && thread.native_depth <= kFewNatives) || mayRecurse(thread, &here, where);
  }
  ~NativeRecursion() { --thread_.native_depth; }
  NativeRecursion(const NativeRecursion &) = delete;
  NativeRecursion &operator=(const NativeRecursion &) = delete;
  bool ok() const { return ok_; } // false: RecursionError is pending

private:
  static constexpr int32_t kFewNatives = 8; // allowed with every recursion limit
  static bool mayRecurse(Thread &, const char *here, const char *where);

  Thread &thread_;
  bool ok_;
};

// Remembers which containers are being printed: true if `object` is already (print "[...]").
class ReprGuard {
public:
  ReprGuard(Thread &, Value object);
  ~ReprGuard();
  bool recursive() const { return recursive_; }

private:
  bool recursive_;
};

} // namespace pystm
