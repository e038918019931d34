// The module _thread: threads, locks, and data of a thread's own. A lock is state of the interpreter, not of the system:
// waiting happens outside of the region (vm/parking.h).
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/function.h"
#include "objects/instance.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/checkpoint.h"
#include "vm/frame.h"
#include "vm/heap_blocks.h"
#include "vm/parking.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/waiting.h"

#include <csignal>
#include <pthread.h>
#include <unistd.h>

namespace pystm {

void bindCStack(Thread &);

namespace {

constexpr double kLongestTimeout = 9223372036.0;

// Of a lock. Both change in the region only.
struct LockState {
  bool locked;
  uint32_t waiters; // that a release must wake
};
struct Lock : Object {
  LockState state;
};
struct RLock : Object {
  LockState state;
  uint64_t owner;
  int64_t count;
};

Type *lock_type = nullptr, *rlock_type = nullptr, *local_type = nullptr;
int64_t live_threads = 0;
size_t stack_size = 0;

void unlock(LockState &state) {
  state.locked = false;
  if (state.waiters)
    wakePlace(&state);
}

// Takes the lock and returns what `taken` makes of it, waiting until `deadline` (negative: for ever): then False.
template <class Taken> Value takeLock(Thread &thread, LockState &state, double deadline, Taken taken) {
  return waitAtPlace(
      thread, state, deadline, "a lock", [](const LockState &lock) { return !lock.locked; },
      [taken](Thread &t, LockState &lock) -> Value {
        if (lock.locked)
          return falseValue();
        lock.locked = true;
        return taken(t);
      });
}

bool waitArguments(Thread &thread, Value blocking, Value timeout_value, bool &waits, double &timeout) {
  int truth = isTrue(thread, blocking);
  if (truth < 0 || !toDouble(thread, timeout_value, timeout))
    return false;
  waits = truth;
  if (!waits && timeout != -1) {
    raiseValueError(thread, "can't specify a timeout for a non-blocking call");
    return false;
  }
  if (timeout < 0 && timeout != -1) {
    raiseValueError(thread, "timeout value must be a non-negative number");
    return false;
  }
  if (timeout > kLongestTimeout) {
    raiseOverflowError(thread, "timeout value is too large");
    return false;
  }
  return true;
}

template <class Taken> Value acquire(Thread &thread, LockState &state, Value blocking, Value timeout_value, Taken taken) {
  bool waits = true;
  double timeout = -1;
  if (!waitArguments(thread, blocking, timeout_value, waits, timeout))
    return Value::error();
  return takeLock(thread, state, !waits ? 0 : timeout < 0 ? -1 : parkingTime() + timeout, taken);
}
Value tookLock(Thread &) { return trueValue(); }

Value lockConstruct(Thread &thread, LocalValue *args) { return allocate<Lock>(thread, args[0].as<Type>()); }
Value lockAcquire(Thread &thread, LocalValue *args) { return acquire(thread, args[0].as<Lock>()->state, args[1], args[2], tookLock); }
Value lockRelease(Thread &thread, LocalValue *args) {
  LockState &state = args[0].as<Lock>()->state;
  if (!state.locked)
    return raiseRuntimeError(thread, "release unlocked lock");
  unlock(state);
  return none();
}
Value lockLocked(Thread &, LocalValue *args) { return makeBool(args[0].as<Lock>()->state.locked); }
Value lockEnter(Thread &thread, LocalValue *args) { return takeLock(thread, args[0].as<Lock>()->state, -1, tookLock); }
Value lockReinit(Thread &, LocalValue *args) {
  args[0].as<Lock>()->state.locked = false;
  return none();
}
Value lockRepr(Thread &thread, Value self) {
  return formatStr(thread, "<%s %s object at %p>", self.as<Lock>()->state.locked ? "locked" : "unlocked", fullTypeName(thread, typeOf(self)).c_str(), static_cast<void *>(self.object()));
}
constexpr MethodDef kLockMethods[] = {
    {"acquire", "($self, blocking=True, timeout=-1)", lockAcquire, "Lock the lock."},
    {"acquire_lock", "($self, blocking=True, timeout=-1)", lockAcquire, "An obsolete synonym of acquire()."},
    {"release", "($self, /)", lockRelease, "Release the lock."},
    {"release_lock", "($self, /)", lockRelease, "An obsolete synonym of release()."},
    {"locked", "($self, /)", lockLocked, "Return whether the lock is in the locked state."},
    {"locked_lock", "($self, /)", lockLocked, "An obsolete synonym of locked()."},
    {"__enter__", "($self, /)", lockEnter, "Lock the lock."},
    {"__exit__", "($self, /, *exc)", lockRelease, "Release the lock."},
    {"_at_fork_reinit", "($self, /)", lockReinit, ""},
};

Value rlockConstruct(Thread &thread, LocalValue *args) { return allocate<RLock>(thread, args[0].as<Type>()); }
Value takeAgain(Thread &thread, RLock *lock, Value blocking, Value timeout) {
  if (lock->count && lock->owner == thread.ident) {
    ++lock->count;
    return trueValue();
  }
  return acquire(thread, lock->state, blocking, timeout, [lock](Thread &t) -> Value {
    lock->owner = t.ident;
    lock->count = 1;
    return trueValue();
  });
}
Value rlockAcquire(Thread &thread, LocalValue *args) { return takeAgain(thread, args[0].as<RLock>(), args[1], args[2]); }
Value rlockEnter(Thread &thread, LocalValue *args) { return takeAgain(thread, args[0].as<RLock>(), trueValue(), Value::smallInt(-1)); }
Value rlockRelease(Thread &thread, LocalValue *args) {
  auto *lock = args[0].as<RLock>();
  if (!lock->count || lock->owner != thread.ident)
    return raiseRuntimeError(thread, "cannot release un-acquired lock");
  if (--lock->count == 0) {
    lock->owner = 0;
    unlock(lock->state);
  }
  return none();
}
Value rlockOwned(Thread &thread, LocalValue *args) { return makeBool(args[0].as<RLock>()->count && args[0].as<RLock>()->owner == thread.ident); }
Value rlockReleaseSave(Thread &thread, LocalValue *args) {
  auto *lock = args[0].as<RLock>();
  if (!lock->count)
    return raiseRuntimeError(thread, "cannot release un-acquired lock");
  Value state = makeTuple(thread, {makeInt(thread, lock->count), makeUnsigned(thread, lock->owner)});
  lock->count = 0;
  lock->owner = 0;
  unlock(lock->state);
  return state;
}
Value rlockAcquireRestore(Thread &thread, LocalValue *args) {
  auto *lock = args[0].as<RLock>();
  auto *state = args[1].as<Tuple>();
  int64_t count = state->items[0].asSmallInt();
  return takeLock(thread, lock->state, -1, [lock, count](Thread &t) -> Value {
    lock->count = count;
    lock->owner = t.ident;
    return none();
  });
}
Value rlockCount(Thread &thread, LocalValue *args) {
  auto *lock = args[0].as<RLock>();
  return Value::smallInt(lock->owner == thread.ident ? lock->count : 0);
}
Value rlockReinit(Thread &, LocalValue *args) {
  auto *lock = args[0].as<RLock>();
  lock->state.locked = false;
  lock->count = 0;
  lock->owner = 0;
  return none();
}
Value rlockRepr(Thread &thread, Value self) {
  auto *lock = self.as<RLock>();
  return formatStr(thread, "<%s %s object owner=%lu count=%ld at %p>", lock->count ? "locked" : "unlocked", fullTypeName(thread, typeOf(self)).c_str(), static_cast<unsigned long>(lock->owner), static_cast<long>(lock->count), static_cast<void *>(lock));
}
constexpr MethodDef kRLockMethods[] = {
    {"acquire", "($self, blocking=True, timeout=-1)", rlockAcquire, "Lock the lock."},
    {"release", "($self, /)", rlockRelease, "Release the lock."},
    {"__enter__", "($self, /)", rlockEnter, "Lock the lock."},
    {"__exit__", "($self, /, *exc)", rlockRelease, "Release the lock."},
    {"_is_owned", "($self, /)", rlockOwned, "For internal use by threading.Condition."},
    {"_recursion_count", "($self, /)", rlockCount, ""},
    {"_release_save", "($self, /)", rlockReleaseSave, "For internal use by threading.Condition."},
    {"_acquire_restore", "($self, state, /)", rlockAcquireRestore, "For internal use by threading.Condition."},
    {"_at_fork_reinit", "($self, /)", rlockReinit, ""},
};

// --- threads ---

// Programs may ask for less than the loop and the thread-local variables of the libraries take.
constexpr size_t kLeastStack = size_t{512} << 10;

struct Starting {
  Thread *thread;
  Value function;
  Tuple *args;
  Dict *keywords;
};

void unlink(Thread *thread) {
  for (Thread **at = &runtime.threads; *at; at = &(*at)->checkpoint.next)
    if (*at == thread) {
      *at = thread->checkpoint.next;
      return;
    }
}

void *threadMain(void *argument) {
  auto *starting = static_cast<Starting *>(argument);
  Thread &thread = *starting->thread;
  thread.ident = static_cast<uint64_t>(pthread_self());
  bindCStack(thread);
  setCurrentThread(&thread);
  Value entered;
  PYSTM_REGION(thread) {
    beginCheckpoint(thread); // the call pushes a frame
    Dict *keywords = starting->keywords;
    int64_t named = keywords ? keywords->size : 0;
    ValueVector values(thread);
    for (Value value : *starting->args)
      values.push(value);
    Tuple *names_of = named ? makeTuple(thread, named) : nullptr;
    int64_t position = 0, n = 0;
    Value key, value;
    while (named && dictNext(keywords, position, key, value)) {
      names_of->items[n++] = key;
      values.push(value);
    }
    Value function = starting->function;
    thread.vectors->push(function);
    thread.thread_object = nullptr;
    delete starting;
    thread.function = function;
    entered = enterCall(thread, function, Arguments{values.data(), static_cast<int64_t>(values.size()) - 1 - named, names_of});
  }
  endCheckpoint(thread);
  bool good = entered.isPushed() ? runOutermost(thread) : !entered.isError();
  PYSTM_REGION(thread) {
    runAlone(); // the exception is taken from the thread, which nothing restores here
    if (!good && exceptionMatches(thread, &SystemExit_type))
      thread.clearException();
    else if (!good)
      reportUnraisable(thread, thread.function, "Exception ignored in thread started by");
    // threading's sentinel lock tells joiners that this thread is gone.
    if (thread.thread_object) {
      auto *lock = static_cast<Lock *>(thread.thread_object);
      if (lock->state.locked)
        unlock(lock->state);
    }
    --live_threads;
    returnBlocks(thread);
    finalizable_objects.insert(finalizable_objects.end(), thread.finalizable.begin(), thread.finalizable.end());
    unlink(&thread);
  }
  freeThread(&thread);
  return nullptr;
}

Value startNewThread(Thread &thread, LocalValue *args) {
  if (!isCallable(args[0]))
    return raiseTypeError(thread, "first arg must be callable");
  if (!isTuple(args[1]))
    return raiseTypeError(thread, "2nd arg must be a tuple");
  if (!args[2].isUnbound() && !isDict(args[2]))
    return raiseTypeError(thread, "optional 3rd arg must be a dictionary");
  Thread *made = makeThread();
  if (!made)
    return raise(thread, &RuntimeError_type, "can't start new thread");
  // The collector finds what the thread will need before it runs itself.
  auto *starting = new Starting{made, args[0], args[1].as<Tuple>(), args[2].isUnbound() ? nullptr : args[2].as<Dict>()};
  made->thread_object = makeTuple(thread, {args[0], args[1], args[2].isUnbound() ? none() : args[2]});
  made->checkpoint.next = runtime.threads;
  runtime.threads = made;
  ++live_threads;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_size ? std::max(stack_size, kLeastStack) : size_t{64} << 20);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t handle{};
  int failed = pthread_create(&handle, &attributes, threadMain, starting);
  pthread_attr_destroy(&attributes);
  if (failed) {
    --live_threads;
    unlink(made);
    freeThread(made);
    delete starting;
    return raise(thread, &RuntimeError_type, "can't start new thread");
  }
  return makeUnsigned(thread, static_cast<uint64_t>(handle));
}
Value getIdent(Thread &thread, LocalValue *) { return makeUnsigned(thread, thread.ident); }
Value getNativeId(Thread &, LocalValue *) { return Value::smallInt(gettid()); }
Value countThreads(Thread &, LocalValue *) { return Value::smallInt(live_threads); }
Value allocateLock(Thread &thread, LocalValue *) { return call(thread, Value(lock_type)); }
Value setSentinel(Thread &thread, LocalValue *) {
  Value lock = call(thread, Value(lock_type));
  if (!lock.isError())
    thread.thread_object = lock.object();
  return lock;
}
Value interruptMain(Thread &thread, LocalValue *args) {
  int64_t number = 0;
  if (!toInt64(thread, args[0], number))
    return Value::error();
  if (number < 1 || number >= NSIG)
    return raiseValueError(thread, "signal number out of range");
  noteSignal(static_cast<int>(number));
  return none();
}
Value stackSize(Thread &thread, LocalValue *args) {
  int64_t size = 0;
  if (!toInt64(thread, args[0], size))
    return Value::error();
  if (size && size < 32768)
    return raiseValueError(thread, "size not valid: %ld bytes", static_cast<long>(size));
  auto before = static_cast<int64_t>(stack_size);
  stack_size = static_cast<size_t>(size);
  return makeInt(thread, before);
}
Value exitThread(Thread &thread, LocalValue *) { return raise(thread, Value(&SystemExit_type)); }
Value excepthook(Thread &thread, LocalValue *args) {
  Value exception = getAttribute(thread, args[0], intern(thread, "exc_value"));
  Value which = getAttribute(thread, args[0], intern(thread, "thread"));
  if (exception.isError() || which.isError())
    return Value::error();
  if (isException(exception) && isInstance(exception, &SystemExit_type))
    return none();
  Value name = isNone(which) ? makeUnsigned(thread, thread.ident) : getAttribute(thread, which, intern(thread, "name"));
  Value text = name.isError() ? name : strOf(thread, name), file = sysGet("stderr");
  if (text.isError())
    return text;
  bool replaced = file.isUnbound() || isNone(file);
  if (replaced) // the one of when the thread was made
    file = isNone(which) ? none() : getAttribute(thread, which, intern(thread, "_stderr"));
  if (file.isError() || isNone(file))
    return file;
  callMethod(thread, file, names.write, {Value(makeStr(thread, "Exception in thread " + toUtf8(text.as<Str>()) + ":\n"))});
  if (replaced) {
    Value print = importAttribute(thread, "traceback", "print_exception");
    Traceback *traceback = isException(exception) ? asException(exception)->traceback : nullptr;
    return print.isError() ? print : call(thread, print, {Value(typeOf(exception)), exception, traceback ? Value(traceback) : none(), none(), file});
  }
  printException(thread, exception);
  return none();
}
constexpr const char *kExceptHookFields[] = {"exc_type", "exc_value", "exc_traceback", "thread"};
constexpr StructSequenceDef kExceptHookArgs = {"_thread._ExceptHookArgs", "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.", kExceptHookFields, 4};

constexpr MethodDef kFunctions[] = {
    {"start_new_thread", "(function, args, kwargs=?, /)", startNewThread, "Start a new thread and return its identifier."},
    {"start_new", "(function, args, kwargs=?, /)", startNewThread, "An obsolete synonym of start_new_thread()."},
    {"get_ident", "()", getIdent, "Return a non-zero integer that uniquely identifies the current thread."},
    {"get_native_id", "()", getNativeId, "Return a non-negative integer identifying the thread as reported by the OS."},
    {"_count", "()", countThreads, "Return the number of currently running Python threads."},
    {"allocate_lock", "()", allocateLock, "Create a new lock object."},
    {"allocate", "()", allocateLock, "An obsolete synonym of allocate_lock()."},
    {"_set_sentinel", "()", setSentinel, ""},
    {"interrupt_main", "(signum=2, /)", interruptMain, "Simulate the arrival of the given signal in the main thread."},
    {"stack_size", "(size=0, /)", stackSize, "Return the thread stack size used when creating new threads."},
    {"exit", "()", exitThread, "This is synonymous to ``raise SystemExit''."},
    {"exit_thread", "()", exitThread, "An obsolete synonym of exit()."},
    {"_excepthook", "(args, /)", excepthook, "Handle uncaught Thread.run() exception."},
};

// --- local ---

struct Local : Object {
  Attributes attributes;
  Tuple *args;
  Tuple *names;
};
void traceLocal(Object *object, Tracer &tracer) { tracer.visit(static_cast<Local *>(object)->args); tracer.visit(static_cast<Local *>(object)->names); }

// The thread's dictionary of this object; made, and __init__ run, at the first use.
Dict *localDict(Thread &thread, Local *local) {
  if (!thread.locals_of_thread)
    thread.locals_of_thread = makeDict(thread);
  Value key = makeUnsigned(thread, reinterpret_cast<uint64_t>(local));
  Value entry = dictGet(thread, thread.locals_of_thread, key);
  if (entry.isObject())
    return entry.as<Tuple>()->items[1].as<Dict>();
  Dict *dict = makeDict(thread);
  dictSet(thread, thread.locals_of_thread, key, Value(makeTuple(thread, {Value(local), Value(dict)})));
  InitSlot init = local->type->slots.init;
  if (init != objectInit && init != local_type->slots.init) {
    ValueVector values(thread);
    values.pushItems(local->args);
    if (!init(thread, Value(local), Arguments{values.data(), local->args->size - (local->names ? local->names->size : 0), local->names})) {
      Value pending = thread.exception;
      thread.clearException();
      dictDelete(thread, thread.locals_of_thread, key);
      thread.exception = pending;
      return nullptr;
    }
  }
  return dict;
}
Value localNew(Thread &thread, Type *type, const Arguments &args) {
  if ((args.positional || args.keywords()) && type->slots.init == objectInit)
    return raiseTypeError(thread, "Initialization arguments are not supported");
  auto *local = allocate<Local>(thread, type);
  local->attributes.shape = type->root_shape;
  local->args = makeTuple(thread, args.positional + args.keywords(), args.values);
  local->names = args.names;
  // The making thread's __init__ runs as usual: its dictionary exists before.
  if (!thread.locals_of_thread)
    thread.locals_of_thread = makeDict(thread);
  dictSet(thread, thread.locals_of_thread, makeUnsigned(thread, reinterpret_cast<uint64_t>(local)), Value(makeTuple(thread, {Value(local), Value(makeDict(thread))})));
  return local;
}
Value localGetAttr(Thread &thread, Value self, Str *name) {
  Dict *dict = localDict(thread, self.as<Local>());
  if (!dict)
    return Value::error();
  if (name->is("__dict__"))
    return dict;
  Value on_type = lookupType(typeOf(self), name);
  if (!on_type.isUnbound() && typeOf(on_type)->slots.set)
    return genericGetAttribute(thread, self, name);
  Value found = dictGet(dict, name);
  return found.isUnbound() ? genericGetAttribute(thread, self, name) : found;
}
bool localSetAttr(Thread &thread, Value self, Str *name, Value value) {
  Dict *dict = localDict(thread, self.as<Local>());
  if (!dict)
    return false;
  if (name->is("__dict__")) {
    raise(thread, &AttributeError_type, "'%T' object attribute '__dict__' is read-only", self.bits);
    return false;
  }
  Value on_type = lookupType(typeOf(self), name);
  if (!on_type.isUnbound() && typeOf(on_type)->slots.set)
    return genericSetAttribute(thread, self, name, value);
  if (!value.isUnbound())
    return dictSet(thread, dict, name, value);
  int deleted = dictDelete(thread, dict, Value(name));
  if (deleted == 0)
    raiseAttributeError(thread, self, name);
  return deleted > 0;
}

const TypeDef kLock = {.name = "_thread.lock", .signature = "($type)", .size = sizeof(Lock), .construct = lockConstruct, .slots = {.repr = lockRepr}, .methods = kLockMethods};
const TypeDef kRLock = {.name = "_thread.RLock", .signature = "($type)", .size = sizeof(RLock), .flags = kBaseType, .construct = rlockConstruct, .slots = {.repr = rlockRepr}, .methods = kRLockMethods};
const TypeDef kLocal = {.name = "_thread._local", .size = sizeof(Local), .flags = kBaseType, .trace = traceLocal, .slots = {.get_attr = localGetAttr, .set_attr = localSetAttr, .create = localNew}, .attributes_offset = offsetof(Local, attributes)};

bool initialize(Thread &thread, Module *module) {
  lock_type = makeType(thread, kLock);
  rlock_type = makeType(thread, kRLock);
  local_type = makeType(thread, kLocal);
  addModuleType(thread, module, rlock_type);
  setModuleAttribute(thread, module, "_ExceptHookArgs", Value(makeStructSequenceType(thread, kExceptHookArgs)));
  setModuleAttribute(thread, module, "LockType", Value(lock_type));
  setModuleAttribute(thread, module, "_local", Value(local_type));
  setModuleAttribute(thread, module, "error", Value(&RuntimeError_type));
  setModuleAttribute(thread, module, "TIMEOUT_MAX", Value::number(kLongestTimeout));
  return true;
}

} // namespace

extern const ModuleDef thread_module = {"_thread", "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.", kFunctions, initialize};

} // namespace pystm
