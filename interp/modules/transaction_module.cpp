// The module _transaction: blocks that other threads see all or nothing of. The names that programs know are in lib/transaction.py and
// lib/pypystm.py. No border leaves the region in such a block (vm/interpreter.cpp), and what waits in it keeps the others waiting: in
// pystm the block is part of one transaction, in pystm-gil no other thread gets the lock meanwhile.
#include "objects/int.h"
#include "objects/module.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/region.h"

#include <algorithm>
#include <sched.h>

namespace pystm {
namespace {

struct Atomic : Object {
  bool exclusive; // not within another
};

Value atomicEnter(Thread &thread, LocalValue *args) {
  if (args[0].as<Atomic>()->exclusive && thread.atomic_depth)
    return raiseRuntimeError(thread, "exclusive_atomic block can't be entered inside another atomic block");
  ++thread.atomic_depth;
  return none();
}
Value atomicExit(Thread &thread, LocalValue *) {
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
const TypeDef kAtomic = {.name = "_transaction._Atomic", .doc = "Blocks run under it are atomic.", .size = sizeof(Atomic), .methods = kAtomicMethods};

Value isAtomic(Thread &thread, LocalValue *) { return makeBool(thread.atomic_depth != 0); }
Value hintCommitSoon(Thread &thread, LocalValue *) {
  thread.checkpoint.budget = 0;
  return none();
}
Value segmentLimit(Thread &, LocalValue *) {
  cpu_set_t processors;
  int count = sched_getaffinity(0, sizeof processors, &processors) == 0 ? CPU_COUNT(&processors) : 1;
  return Value::smallInt(std::min(count, kParallelThreads));
}

constexpr MethodDef kFunctions[] = {
    {"is_atomic", "()", isAtomic, "Return True inside of an atomic block."},
    {"hint_commit_soon", "()", hintCommitSoon, "Tell that this is a good moment to end the thread's transaction."},
    {"getsegmentlimit", "()", segmentLimit, "Return how many threads can run transactions at the same time."},
};

bool initialize(Thread &thread, Module *module) {
  Type *type = makeType(thread, kAtomic);
  for (const char *name : {"atomic", "exclusive_atomic", "single_transaction"}) {
    auto *atomic = allocate<Atomic>(thread, type);
    atomic->exclusive = std::string_view(name) == "exclusive_atomic";
    if (!setModuleAttribute(thread, module, name, Value(atomic)))
      return false;
  }
  return true;
}

} // namespace

extern const ModuleDef transaction_module = {"_transaction", "Atomic blocks.", kFunctions, initialize};

} // namespace pystm
