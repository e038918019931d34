// The module _queue: SimpleQueue, whose put() never waits and whose get() waits outside of the region. The library's `queue` and the
// executors of `concurrent.futures` are made of it.
#include "modules/deque.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/parking.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/waiting.h"

namespace pystm {

namespace {

Value empty_exception;

struct SimpleQueue : Object {
  Deque *items;
  uint32_t waiters; // that a put must wake
};

SimpleQueue *queueOf(LocalValue *args) { return args[0].as<SimpleQueue>(); }

void traceQueue(Object *object, Tracer &tracer) { tracer.visit(static_cast<SimpleQueue *>(object)->items); }

Value construct(Thread &thread, LocalValue *args) {
  auto *queue = allocate<SimpleQueue>(thread, args[0].as<Type>());
  Value items = call(thread, Value(&deque_type));
  if (items.isError())
    return items;
  queue->items = items.as<Deque>();
  return queue;
}

Value put(Thread &thread, LocalValue *args) {
  SimpleQueue *queue = queueOf(args);
  if (!dequeAppend(thread, queue->items, args[1]))
    return Value::error();
  if (queue->waiters)
    wakePlace(queue);
  return none();
}

// The first item; waits for one until `deadline` (negative: for ever), then Empty.
Value take(Thread &thread, SimpleQueue *queue, double deadline) {
  return waitAtPlace(
      thread, *queue, deadline, "an item", [](const SimpleQueue &from) { return from.items->size != 0; },
      [](Thread &t, SimpleQueue &from) { return from.items->size ? callMethod(t, from.items, "popleft") : raise(t, empty_exception); });
}

Value get(Thread &thread, LocalValue *args) {
  int waits = isTrue(thread, args[1]);
  if (waits < 0)
    return Value::error();
  double deadline = waits ? -1 : 0;
  if (waits && !isNone(args[2])) {
    double timeout = 0;
    if (!toDouble(thread, args[2], timeout))
      return Value::error();
    if (timeout < 0)
      return raiseValueError(thread, "'timeout' must be a non-negative number");
    deadline = parkingTime() + timeout;
  }
  return take(thread, queueOf(args), deadline);
}
Value getNow(Thread &thread, LocalValue *args) { return take(thread, queueOf(args), 0); }
Value isEmpty(Thread &, LocalValue *args) { return makeBool(queueOf(args)->items->size == 0); }
Value size(Thread &thread, LocalValue *args) { return makeInt(thread, queueOf(args)->items->size); }

constexpr MethodDef kMethods[] = {
    {"put", "($self, /, item, block=True, timeout=None)", put, "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, as this method\nnever blocks."},
    {"put_nowait", "($self, /, item)", put, "Put an item into the queue without blocking."},
    {"get", "($self, /, block=True, timeout=None)", get, "Remove and return an item from the queue."},
    {"get_nowait", "($self, /)", getNow, "Remove and return an item from the queue without blocking."},
    {"empty", "($self, /)", isEmpty, "Return True if the queue is empty, False otherwise (not reliable!)."},
    {"qsize", "($self, /)", size, "Return the approximate size of the queue (not reliable!)."},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};
const TypeDef kSimpleQueue = {.name = "_queue.SimpleQueue",
                              .doc = "Simple, unbounded, reentrant FIFO queue.",
                              .signature = "($type)",
                              .size = sizeof(SimpleQueue),
                              .flags = kBaseType,
                              .trace = traceQueue,
                              .construct = construct,
                              .methods = kMethods};

bool initialize(Thread &thread, Module *module) {
  if (importModule(thread, "_collections").isError())
    return false;
  Dict *space = makeDict(thread);
  dictSet(thread, space, "__module__", Value(intern(thread, "_queue")));
  dictSet(thread, space, "__doc__", Value(makeStr(thread, "Exception raised by Queue.get(block=0)/get_nowait().")));
  empty_exception = call(thread, Value(&type_type), {Value(intern(thread, "Empty")), Value(makeTuple(thread, {Value(&Exception_type)})), Value(space)});
  addRoot(&empty_exception);
  return !empty_exception.isError() && setModuleAttribute(thread, module, "Empty", empty_exception) &&
         addModuleType(thread, module, makeType(thread, kSimpleQueue));
}

} // namespace

extern const ModuleDef queue_module = {"_queue", "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.", {}, initialize};

} // namespace pystm
