// The collector: marks what the roots reach, sweeps the rest. Runs at borders, when no other thread is inside the
// region; nested loops have their C stacks scanned conservatively.
#pragma once

#include "vm/heap.h"

#include <vector>

namespace pystm {

// A full collection, in a region that runs alone (stopOthers()): memory is what it is then, without barriers. `border`: no native of
// this thread holds objects on the C stack.
PYSTM_PURE void collectGarbage(Thread &, bool border);
// At the program's end: the finalizers of all that lives, those of Python classes first, but for `but_not`.
void finalizeEverything(Thread &, const std::vector<Object *> &but_not);
// Objects the heap holds that a program may see, for gc.get_objects().
void forEachObject(void (*visit)(Object *, void *), void *context);
void forEachReferent(Object *, void (*visit)(Value, void *), void *context);

// Roots of other files: called with the tracer at each collection.
using RootTracer = void (*)(Tracer &);
void addRootTracer(RootTracer);

} // namespace pystm
