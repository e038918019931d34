// The module transaction: `with atomic:` makes its block one step that other threads see all or nothing of, under PyPy-STM's names. No
// border leaves the region in it (vm/interpreter.cpp). In pystm the block is part of one transaction; in pystm-gil no other
// thread gets the lock meanwhile. What waits in it does let others run.
#include "objects/int.h"
#include "objects/module.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/region.h"

namespace pystm {
namespace {

struct Atomic : Object {};

Value atomicEnter(Thread &thread, Value *) {
  ++thread.atomic_depth;
  return none();
}
Value atomicExit(Thread &thread, Value *) {
  if (!thread.atomic_depth)
    return raiseRuntimeError(thread, "cannot exit an atomic block: none is entered");
  // What others wait for shall not wait for the rest of a long stretch.
  if (--thread.atomic_depth == 0)
    thread.checkpoint.budget = 0;
  return none();
}
constexpr MethodDef kAtomicMethods[] = {
    {"__enter__", "($self, /)", atomicEnter, "Begin an atomic block."},
    {"__exit__", "($self, /, *exc)", atomicExit, "End an atomic block."},
};
const TypeDef kAtomic = {.name = "transaction._Atomic", .size = sizeof(Atomic), .doc = "Blocks run under it are atomic.", .methods = kAtomicMethods};

Value isAtomic(Thread &thread, Value *) { return makeBool(thread.atomic_depth != 0); }
Value hintCommitSoon(Thread &thread, Value *) {
  thread.checkpoint.budget = 0;
  return none();
}
Value segmentLimit(Thread &, Value *) { return Value::smallInt(kParallelThreads); }

constexpr MethodDef kFunctions[] = {
    {"is_atomic", "()", isAtomic, "Return True inside of a \"with atomic\" block."},
    {"hint_commit_soon", "()", hintCommitSoon, "Tell that this is a good moment to end the thread's transaction."},
    {"getsegmentlimit", "()", segmentLimit, "Return how many threads can run transactions at the same time."},
};

bool initialize(Thread &thread, Module *module) {
  Type *type = makeType(thread, kAtomic);
  setModuleAttribute(thread, module, "atomic", Value(allocate<Atomic>(thread, type)));
  return true;
}

} // namespace

extern const ModuleDef transaction_module = {"transaction", "Atomic blocks.", kFunctions, initialize};

} // namespace pystm
