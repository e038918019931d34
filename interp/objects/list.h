// Lists: a growing array of their own behind a fixed object.
#pragma once

#include "vm/heap.h"

namespace pystm {

struct PYSTM_VIEWED List : Object {
  int64_t size;
  Value *items; // an array of the heap, null when nothing was ever stored
  int64_t capacity;

  Value *begin() { return items; }
  Value *end() { return items + size; }
};

// With `size` unbound items that the caller fills in at once. Null with MemoryError pending.
List *makeList(Thread &, int64_t size = 0);
List *makeList(Thread &, const Value *items, int64_t size);
List *makeList(Thread &, const LocalValue *items, int64_t size);
// From any iterable; null when iterating failed.
List *listFrom(Thread &, Value iterable);
bool listGrow(Thread &, List *, int64_t capacity);

inline bool listAppend(Thread &thread, List *list, Value item) {
  if (list->size == list->capacity && !listGrow(thread, list, list->size + 1)) [[unlikely]]
    return false;
  list->items[list->size++] = item;
  return true;
}
bool listExtend(Thread &, List *, Value iterable);
bool listInsert(Thread &, List *, int64_t position, Value item);
// Removes items [from, to).
void listErase(List *, int64_t from, int64_t to);
// Sorts as list.sort() does; key and reverse as there.
bool listSort(Thread &, List *, Value key, bool reverse);

// The items of a list or tuple as they are now, or of any iterable gathered in a new list. Null when that failed.
struct PYSTM_LOCAL_CLASS ItemSpan {
  const Value *items = nullptr;
  int64_t size = 0;
  bool ok = false;
};
ItemSpan itemsOf(Thread &, Value iterable);

} // namespace pystm
