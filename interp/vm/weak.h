// Weak references: found by their referent in a table beside the heap. The collector clears those whose referent
// died and queues their callbacks, and queues __del__; both run at the next border (runFinalizers).
#pragma once

#include "vm/heap.h"

namespace pystm {

struct WeakRef : Object {
  struct Link *unused;
  Value referent; // unbound when dead; not traced
  Value callback; // unbound: none
  int64_t hash;
  bool hash_known;
};

extern Type weakref_type, weak_proxy_type, callable_proxy_type;

// The plain reference without callback is made once per referent and kind.
Value makeWeakRef(Thread &, Type *type, Value referent, Value callback);
int64_t weakRefCount(Object *referent);
void collectWeakRefs(Object *referent, List *into, Thread &);

// For the collector: clears references to what is not marked.
void clearDeadWeakRefs(bool (*is_marked)(const Object *));
// Runs queued callbacks and finalizers. Called at borders.
void runFinalizers(Thread &);
bool finalizersPending();
void queueFinalizer(Object *);
void traceWeakState(Tracer &);

} // namespace pystm
