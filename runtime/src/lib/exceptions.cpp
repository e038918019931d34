//===- lib/exceptions.cpp - C++ exceptions in transactions ---------------------------===//
//
// The C++ library's own unwinder, personality and handlers do the work, on canonical addresses; here is what makes
// it undoable:
//
//   the thread's exception state (__cxa_get_globals) and the headers that the library is about to change are logged
//     first, like thread-local variables;
//   exceptions that a transaction throws live in blocks of its own outside the window (tx/own_blocks);
//   their destructors run as transactions if they run in one (destroyThrown);
//   counts of exceptions from before the transaction are raised at once and lowered at the commit.
//
// Layouts: an object follows its 128 bytes of header, of which the last 112 are the same in libstdc++ and libc++abi and the
// first 16 hold the count. std::terminate is reached with all effects visible.
//
//===---------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "memory/heap.h"
#include "stm/abi.h"
#include "tx/own_blocks.h"
#include "tx/transaction.h"
#include "tx/zombie.h"

#include <cstring>
#include <dlfcn.h>
#include <unwind.h>

using namespace stm;
using stm::lib::readable;
using stm::lib::writable;

using Destructor = void (*)(void *);

extern "C" {
void *__stm_resolve(void *function, const stm_reason *reason);
void __stm_become_irrevocable(const stm_reason *reason);
void __stm_on_commit_copy(void (*function)(void *), const void *bytes, size_t size);
void __stm_on_abort_copy(void (*function)(void *), const void *bytes, size_t size);

void *__cxa_allocate_exception(size_t size);
void __cxa_throw(void *object, void *type, Destructor destructor);
void __cxa_rethrow();
void *__cxa_begin_catch(void *unwind);
void __cxa_end_catch();
void *__cxa_get_globals();
}
// Other headers declare some of these, with types of their own.
extern "C" void *nativeInitialise(void *object, void *type, Destructor destructor) __asm__("__cxa_init_primary_exception");
extern "C" [[noreturn]] void callTerminate() __asm__("_ZSt9terminatev");
extern "C" void *nativeCurrent(void **result) __asm__("_ZSt17current_exceptionv");
extern "C" void nativeRethrow(void **pointer) __asm__("_ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE")
    __attribute__((weak));
extern "C" void nativeRethrowLibcxx(void **pointer) __asm__("_ZSt17rethrow_exceptionSt13exception_ptr")
    __attribute__((weak));
extern "C" void nativeCopy(void **to, void *const *from) __asm__("_ZNSt15__exception_ptr13exception_ptrC1ERKS0_")
    __attribute__((weak));
extern "C" void nativeCopyLibcxx(void **to, void *const *from) __asm__("_ZNSt13exception_ptrC1ERKS_")
    __attribute__((weak));
extern "C" void nativeDrop(void **pointer) __asm__("_ZNSt15__exception_ptr13exception_ptrD1Ev") __attribute__((weak));
extern "C" void nativeDropLibcxx(void **pointer) __asm__("_ZNSt13exception_ptrD1Ev") __attribute__((weak));

namespace {

constexpr size_t kHeader = 128;       ///< before the object
constexpr size_t kCommonHeader = 112; ///< the part of it after the count
constexpr size_t kUnwindHeader = sizeof(_Unwind_Exception);

/// The thread's exception state as the C++ ABI lays it out.
struct Globals {
  uint8_t *caught; ///< header of the exception caught last
  unsigned uncaught;
};
Globals &globals() { return *static_cast<Globals *>(__cxa_get_globals()); }

const stm_reason kForeign = {"a foreign exception", nullptr, 0, 0};
const stm_reason kTerminate = {"std::terminate", nullptr, 0, 0};
const stm_reason kLastReference = {"the last reference to an exception", nullptr, 0, 0};
const stm_reason kDestructor = {"an exception's destructor", nullptr, 0, 0};
const stm_reason kEmergency = {"an exception without memory", nullptr, 0, 0};

/// Whether libc++abi throws this process's exceptions, instead of libstdc++.
bool isLibcxx() {
  static const bool answer = [] {
    Dl_info info;
    return dladdr(reinterpret_cast<void *>(&__cxa_throw), &info) && info.dli_fname && strstr(info.dli_fname, "libc++");
  }();
  return answer;
}

/// "C++" stands in the class of every exception of C++ code, after four letters of the vendor.
bool isCxx(const uint8_t *unwind) {
  uint64_t exception_class;
  memcpy(&exception_class, unwind, sizeof exception_class);
  return (exception_class >> 8 & 0xffffff) == 0x432b2b;
}

void logPlain(const void *p, size_t size) {
  GrowArray<uint8_t> &log = threadState().local_undo;
  memcpy(log.extend(size), p, size);
  uint64_t record[2] = {reinterpret_cast<uint64_t>(p), size};
  memcpy(log.extend(sizeof record), record, sizeof record);
}
void logGlobals() { logPlain(&globals(), sizeof(Globals)); }
void logHeader(const uint8_t *object) { logPlain(object - kCommonHeader, kCommonHeader); }

/// The exception that a handler holds, or null if there is none or it is no C++ one.
uint8_t *caughtObject() {
  uint8_t *header = globals().caught;
  if (!header)
    return nullptr;
  uint8_t *object = header + (isLibcxx() ? kHeader : kCommonHeader);
  return isCxx(object - kUnwindHeader) ? object : nullptr;
}

/// Where an exception thrown in a transaction keeps its type's destructor: at the end of its block.
Destructor &destructorOf(void *object) {
  auto *block = static_cast<uint8_t *>(object) - kHeader;
  return *reinterpret_cast<Destructor *>(block + (heapSize(block) & ~size_t(7)) - sizeof(Destructor));
}

/// The destructor in such an exception's header. The library calls it, in a transaction or not.
void destroyThrown(void *object) {
  Destructor destructor = destructorOf(object);
  if (inView())
    destructor = reinterpret_cast<Destructor>(
        __stm_resolve(reinterpret_cast<void *>(destructor), &kDestructor));
  destructor(object);
}

bool isOwn(const void *object) {
  return ownsAddress(threadState(), reinterpret_cast<uint64_t>(object) - kHeader);
}

/// Initialises the header of an exception that the transaction has allocated.
void *initialise(void *object, void *type, Destructor destructor) {
  if (destructor && isOwn(object)) {
    destructorOf(object) = destructor;
    destructor = destroyThrown;
  }
  return nativeInitialise(object, type, destructor);
}

[[noreturn]] void terminate(_Unwind_Exception *unwind) {
  __stm_become_irrevocable(&kTerminate);
  __cxa_begin_catch(unwind);
  callTerminate();
}

_Unwind_Exception *unwindHeaderOf(void *object) {
  return reinterpret_cast<_Unwind_Exception *>(static_cast<uint8_t *>(object) - kUnwindHeader);
}

} // namespace

STM_CLONE(__cxa_allocate_exception, void *, (size_t size)) {
  if (!inView())
    return __cxa_allocate_exception(size);
  OwnBlocks scope;
  void *object = __cxa_allocate_exception(size + 2 * sizeof(Destructor));
  if (!isOwn(object))
    __stm_become_irrevocable(&kEmergency);
  return object;
}

STM_CLONE(__cxa_init_primary_exception, void *, (void *object, void *type, Destructor destructor)) {
  return inView() ? initialise(object, type, destructor) : nativeInitialise(object, type, destructor);
}

STM_CLONE(__cxa_throw, void, (void *object, void *type, Destructor destructor)) {
  if (!inView() || !isOwn(object))
    __cxa_throw(object, type, destructor);
  logGlobals();
  initialise(object, type, destructor);
  size_t one = 1; // the count is an int at the very start, or a size_t after a word that nobody uses
  memcpy(static_cast<uint8_t *>(object) - kHeader + (isLibcxx() ? 8 : 0), &one, sizeof one);
  ++globals().uncaught;
  _Unwind_RaiseException(unwindHeaderOf(object));
  terminate(unwindHeaderOf(object)); // no handler
}

STM_CLONE(__cxa_rethrow, void, ()) {
  uint8_t *object = inView() ? caughtObject() : nullptr;
  if (!object) {
    if (inView())
      __stm_become_irrevocable(&kForeign);
    __cxa_rethrow();
  }
  logGlobals();
  logHeader(object);
  int handlers;
  uint8_t *count = object - kCommonHeader + 40;
  memcpy(&handlers, count, sizeof handlers);
  handlers = -handlers;
  memcpy(count, &handlers, sizeof handlers);
  ++globals().uncaught;
  _Unwind_Resume_or_Rethrow(unwindHeaderOf(object));
  terminate(unwindHeaderOf(object));
}

STM_CLONE(__cxa_begin_catch, void *, (void *unwind)) {
  if (inView()) {
    logGlobals();
    auto *header = static_cast<uint8_t *>(unwind);
    if (isCxx(header))
      logHeader(header + kUnwindHeader);
    else
      __stm_become_irrevocable(&kForeign);
  }
  return __cxa_begin_catch(unwind);
}

STM_CLONE(__cxa_end_catch, void, ()) {
  if (inView()) {
    logGlobals();
    if (uint8_t *object = caughtObject())
      logHeader(object);
    else if (globals().caught)
      __stm_become_irrevocable(&kForeign);
  }
  __cxa_end_catch();
}

//===----------------------------------------------------------------------------------===//
// std::exception_ptr: a pointer to the exception object, whose header holds the count.

namespace {

void addNative(void *object) {
  void *copy;
  (isLibcxx() ? nativeCopyLibcxx : nativeCopy)(&copy, &object);
}
void dropNative(void *object) { (isLibcxx() ? nativeDropLibcxx : nativeDrop)(&object); }

void dropLater(void *bytes) { dropNative(*static_cast<void **>(bytes)); }

/// The low half of libc++'s count, which is a size_t.
int *countOf(const void *object) {
  auto *block = static_cast<uint8_t *>(const_cast<void *>(object)) - kHeader;
  return reinterpret_cast<int *>(block + (isLibcxx() ? 8 : 0));
}

bool isLastReference(const void *object) { return __atomic_load_n(countOf(object), __ATOMIC_RELAXED) <= 1; }

/// For an exception from before the transaction. A doomed one may still know an exception that was destroyed meanwhile, whose
/// memory waits for it in limbo: it must not come to life again.
void addToLiving(void *object) {
  int *count = countOf(object), known = __atomic_load_n(count, __ATOMIC_RELAXED);
  do {
    if (known == 0) {
      validateNow(threadState());
      abortTransaction(threadState(), kConflict);
    }
  } while (!__atomic_compare_exchange_n(count, &known, known + 1, /*weak=*/true, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
  __stm_on_abort_copy(dropLater, &object, sizeof object);
}

void addReference(void *object) {
  if (inView() && !isOwn(object))
    addToLiving(object);
  else
    addNative(object);
}

void dropReference(void *object) {
  if (!inView() || isOwn(object))
    return dropNative(object);
  if (isLastReference(object)) {
    // Its destructor must see what the transaction has done, and the reverse.
    __stm_become_irrevocable(&kLastReference);
    return dropNative(object);
  }
  __stm_on_commit_copy(dropLater, &object, sizeof object);
}

void *readPointer(void *const *where) { return *readable(where, sizeof *where); }
void writePointer(void **where, void *value) { *writable(where, sizeof *where) = value; }

/// An aborted transaction's dependent exception gives the reference to the primary one back, unless it was destroyed.
void undoDependent(void *block) {
  void *primary;
  memcpy(&primary, static_cast<uint8_t *>(block) + (isLibcxx() ? 8 : 0), sizeof primary);
  if (primary)
    dropNative(primary);
}

} // namespace

STM_CLONE_OF("_ZNSt15__exception_ptr13exception_ptr9_M_addrefEv", addReferenceOf, void, (void **self)) {
  if (void *object = readPointer(self))
    addReference(object);
}
STM_CLONE_OF("_ZNSt15__exception_ptr13exception_ptr10_M_releaseEv", releaseReferenceOf, void, (void **self)) {
  void *object = readPointer(self);
  if (!object)
    return;
  writePointer(self, nullptr);
  dropReference(object);
}
STM_CLONE_OF("_ZNSt15__exception_ptr13exception_ptrC1EPv", pointTo, void, (void **self, void *object)) {
  writePointer(self, object);
  if (object)
    addReference(object);
}
STM_CLONE_OF("_ZNSt13exception_ptrC1ERKS_", copyLibcxx, void, (void **self, void *const *other)) {
  void *object = readPointer(other);
  writePointer(self, object);
  if (object)
    addReference(object);
}
STM_CLONE_OF("_ZNSt13exception_ptrD1Ev", destroyLibcxx, void, (void **self)) {
  if (void *object = readPointer(self))
    dropReference(object);
}
STM_CLONE_OF("_ZNSt13exception_ptraSERKS_", assignLibcxx, void **, (void **self, void *const *other)) {
  void *object = readPointer(other), *before = readPointer(self);
  if (object == before)
    return self;
  if (object)
    addReference(object);
  writePointer(self, object);
  if (before)
    dropReference(before);
  return self;
}
STM_CLONE_OF("_ZNSt13exception_ptr31__from_native_exception_pointerEPv", fromNativeLibcxx, void *,
             (void **result, void *object)) {
  writePointer(result, object);
  if (object)
    addReference(object);
  return result;
}

STM_CLONE_OF("_ZSt17current_exceptionv", currentException, void *, (void **result)) {
  void *object = nullptr;
  nativeCurrent(&object);
  if (object && inView() && !isOwn(object))
    __stm_on_abort_copy(dropLater, &object, sizeof object);
  writePointer(result, object);
  return result;
}

/// Throws a dependent exception, which the library allocates and which holds a reference.
static void rethrow(void **pointer) {
  void *object = readPointer(pointer);
  if (inView()) {
    bool own = isOwn(object);
    if (!own) {
      // The library raises the count too, without looking: this holds the exception until the transaction ends.
      addToLiving(object);
      __stm_on_commit_copy(dropLater, &object, sizeof object);
    }
    logGlobals();
    ownNextBlock(own ? nullptr : undoDependent);
  }
  (isLibcxx() ? nativeRethrowLibcxx : nativeRethrow)(&object);
}
STM_CLONE_OF("_ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE", rethrowException, void, (void **pointer)) {
  rethrow(pointer);
}
STM_CLONE_OF("_ZSt17rethrow_exceptionSt13exception_ptr", rethrowExceptionLibcxx, void, (void **pointer)) {
  rethrow(pointer);
}

// std::nested_exception, a virtual table and such a pointer: its destructors live in the library, too.
STM_CLONE_OF("_ZNSt16nested_exceptionD1Ev", destroyNested, void, (void **self)) {
  if (void *object = readPointer(self + 1))
    dropReference(object);
}
STM_CLONE_OF("_ZNSt16nested_exceptionD2Ev", destroyNestedBase, void, (void **self)) {
  stm_clone_destroyNested(self);
}
STM_CLONE_OF("_ZNSt16nested_exceptionD0Ev", deleteNested, void, (void **self)) {
  stm_clone_destroyNested(self);
  free(self);
}
STM_CLONE_OF("_ZNKSt16nested_exception14rethrow_nestedEv", rethrowNested, void, (void **self)) {
  if (!readPointer(self + 1)) {
    __stm_become_irrevocable(&kTerminate);
    callTerminate();
  }
  rethrow(self + 1);
}
extern "C" const void *const nested_table[] __asm__("_ZTVSt16nested_exception") __attribute__((weak));
static void constructNested(void **self) {
  writePointer(self, const_cast<void *>(static_cast<const void *>(nested_table + 2)));
  stm_clone_currentException(self + 1);
}
STM_CLONE_OF("_ZNSt16nested_exceptionC1Ev", constructNestedWhole, void, (void **self)) { constructNested(self); }
STM_CLONE_OF("_ZNSt16nested_exceptionC2Ev", constructNestedBase, void, (void **self)) { constructNested(self); }
