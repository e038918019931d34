// The module _heapq: priority queues in plain lists, smallest first, and largest first for heapq.merge and nlargest.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

enum class Order { kSmallest, kLargest };

bool listOf(Thread &thread, Value value, List *&list) {
  if (!isList(value)) {
    raiseTypeError(thread, "heap argument must be a list, not %T", value.bits);
    return false;
  }
  list = value.as<List>();
  return true;
}

// Whether `a` belongs above `b`: 1, 0, -1. Comparing may run Python code that changes the list.
template <Order kOrder> int above(Thread &thread, List *heap, Value a, Value b) {
  if (bothSmallInts(a, b))
    return kOrder == Order::kSmallest ? a.asSmallInt() < b.asSmallInt() : b.asSmallInt() < a.asSmallInt();
  int64_t size = heap->size;
  Value less = kOrder == Order::kSmallest ? compare(thread, a, b, CompareOp::kLess) : compare(thread, b, a, CompareOp::kLess);
  int truth = less.isError() ? -1 : isTrue(thread, less);
  if (truth >= 0 && heap->size != size) {
    raiseRuntimeError(thread, "list changed size during iteration");
    return -1;
  }
  return truth;
}

// Moves the item at `position` towards the root, no further than `start`.
template <Order kOrder> bool rise(Thread &thread, List *heap, int64_t start, int64_t position) {
  while (position > start) {
    int64_t parent = (position - 1) >> 1;
    int higher = above<kOrder>(thread, heap, heap->items[position], heap->items[parent]);
    if (higher < 0)
      return false;
    if (!higher)
      break;
    std::swap(heap->items[position], heap->items[parent]);
    position = parent;
  }
  return true;
}

// Moves the item at `position` to a leaf along the better children, then up to where it belongs: fewer comparisons
// than stopping on the way, for what is moved comes from the bottom.
template <Order kOrder> bool sink(Thread &thread, List *heap, int64_t position) {
  int64_t start = position;
  int64_t end = heap->size;
  while (2 * position + 1 < end) {
    int64_t child = 2 * position + 1;
    if (child + 1 < end) {
      int left = above<kOrder>(thread, heap, heap->items[child], heap->items[child + 1]);
      if (left < 0)
        return false;
      child += left ? 0 : 1;
    }
    std::swap(heap->items[position], heap->items[child]);
    position = child;
  }
  return rise<kOrder>(thread, heap, start, position);
}

Value heapPush(Thread &thread, LocalValue *args) {
  List *heap = nullptr;
  if (!listOf(thread, args[0], heap) || !listAppend(thread, heap, args[1]))
    return Value::error();
  return rise<Order::kSmallest>(thread, heap, 0, heap->size - 1) ? none() : Value::error();
}

template <Order kOrder> Value heapPop(Thread &thread, LocalValue *args) {
  List *heap = nullptr;
  if (!listOf(thread, args[0], heap))
    return Value::error();
  if (heap->size == 0)
    return raiseIndexError(thread, "index out of range");
  Value last = heap->items[heap->size - 1];
  listErase(heap, heap->size - 1, heap->size);
  if (heap->size == 0)
    return last;
  Value top = heap->items[0];
  heap->items[0] = last;
  return sink<kOrder>(thread, heap, 0) ? top : Value::error();
}

template <Order kOrder> Value heapReplace(Thread &thread, LocalValue *args) {
  List *heap = nullptr;
  if (!listOf(thread, args[0], heap))
    return Value::error();
  if (heap->size == 0)
    return raiseIndexError(thread, "index out of range");
  Value top = heap->items[0];
  heap->items[0] = args[1];
  return sink<kOrder>(thread, heap, 0) ? top : Value::error();
}

Value heapPushPop(Thread &thread, LocalValue *args) {
  List *heap = nullptr;
  if (!listOf(thread, args[0], heap))
    return Value::error();
  if (heap->size == 0)
    return args[1];
  int first = above<Order::kSmallest>(thread, heap, heap->items[0], args[1]);
  if (first < 0)
    return Value::error();
  if (!first)
    return args[1];
  if (heap->size == 0)
    return raiseIndexError(thread, "index out of range");
  Value top = heap->items[0];
  heap->items[0] = args[1];
  return sink<Order::kSmallest>(thread, heap, 0) ? top : Value::error();
}

template <Order kOrder> Value heapify(Thread &thread, LocalValue *args) {
  List *heap = nullptr;
  if (!listOf(thread, args[0], heap))
    return Value::error();
  for (int64_t i = heap->size / 2; i-- > 0;)
    if (!sink<kOrder>(thread, heap, i))
      return Value::error();
  return none();
}

constexpr MethodDef kFunctions[] = {
    {"heappush", "(heap, item, /)", heapPush, "Push item onto heap, maintaining the heap invariant."},
    {"heappushpop", "(heap, item, /)", heapPushPop, "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heappop", "(heap, /)", heapPop<Order::kSmallest>, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace", "(heap, item, /)", heapReplace<Order::kSmallest>, "Pop and return the current smallest value, and add the new item."},
    {"heapify", "(heap, /)", heapify<Order::kSmallest>, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max", "(heap, /)", heapPop<Order::kLargest>, "Maxheap variant of heappop."},
    {"_heapreplace_max", "(heap, item, /)", heapReplace<Order::kLargest>, "Maxheap variant of heapreplace."},
    {"_heapify_max", "(heap, /)", heapify<Order::kLargest>, "Maxheap variant of heapify."},
};

} // namespace

extern const ModuleDef heapq_module;
const ModuleDef heapq_module = {"_heapq", "Heap queue algorithm (a.k.a. priority queue).", kFunctions};

} // namespace pystm
