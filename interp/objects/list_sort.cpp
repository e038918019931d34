// list.sort(): a stable merge sort that notices runs. The list is empty while it sorts, so that a comparison that
// looks sees no half-sorted state; changing it then is an error.
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/int.h"
#include "objects/float.h"
#include "objects/str.h"
#include "objects/tuple.h"

#include <algorithm>

namespace pystm {

namespace {

struct Entry {
  Value key, item;
};

enum class Keys : uint8_t { kAny, kSmallInts, kDoubles, kStrs };

class Sorter {
public:
  Sorter(Thread &thread, Keys keys) : thread_(thread), keys_(keys) {}
  bool failed() const { return failed_; }

  bool less(const Entry &a, const Entry &b) {
    switch (keys_) {
    case Keys::kSmallInts:
      return a.key.asSmallInt() < b.key.asSmallInt();
    case Keys::kDoubles:
      return a.key.asDouble() < b.key.asDouble();
    case Keys::kStrs:
      return compareStrs(a.key.as<Str>(), b.key.as<Str>()) < 0;
    case Keys::kAny:
      break;
    }
    if (failed_)
      return false;
    Value result = compare(thread_, a.key, b.key, CompareOp::kLess);
    int truth = result.isError() ? -1 : isTrue(thread_, result);
    failed_ = truth < 0;
    return truth > 0;
  }

  // Sorts [begin, begin + count), with room for as many entries in `room`.
  void sort(Entry *begin, size_t count, Entry *room) {
    if (failed_ || count < 2)
      return;
    size_t run = runAt(begin, count);
    if (run == count)
      return;
    if (count <= 24) {
      insertion(begin, count, run);
      return;
    }
    size_t half = count / 2;
    if (run > count / 4 && run < count)
      half = run;
    else
      sort(begin, half, room);
    sort(begin + half, count - half, room);
    merge(begin, half, count, room);
  }

private:
  // The ascending run at the start; a strictly descending one is turned round.
  size_t runAt(Entry *begin, size_t count) {
    size_t run = 1;
    if (less(begin[1], begin[0])) {
      for (run = 2; run < count && less(begin[run], begin[run - 1]);)
        ++run;
      std::reverse(begin, begin + run);
      return run;
    }
    for (run = 2; run < count && !less(begin[run], begin[run - 1]);)
      ++run;
    return run;
  }
  void insertion(Entry *begin, size_t count, size_t sorted) {
    for (size_t i = sorted; i < count && !failed_; ++i) {
      Entry entry = begin[i];
      size_t low = 0, high = i;
      while (low < high) {
        size_t middle = (low + high) / 2;
        if (less(entry, begin[middle]))
          high = middle;
        else
          low = middle + 1;
      }
      std::copy_backward(begin + low, begin + i, begin + i + 1);
      begin[low] = entry;
    }
  }
  void merge(Entry *begin, size_t half, size_t count, Entry *room) {
    if (failed_ || !less(begin[half], begin[half - 1]))
      return;
    std::copy(begin, begin + half, room);
    Entry *left = room, *left_end = room + half, *right = begin + half, *right_end = begin + count, *to = begin;
    while (left != left_end && right != right_end && !failed_)
      *to++ = less(*right, *left) ? *right++ : *left++;
    std::copy(left, left_end, to);
  }

  Thread &thread_;
  Keys keys_;
  bool failed_ = false;
};

Keys kindOf(const Entry *entries, size_t count) {
  bool ints = true, doubles = true, strs = true;
  for (size_t i = 0; i < count; ++i) {
    ints &= entries[i].key.isSmallInt();
    doubles &= entries[i].key.isDouble() && entries[i].key.asDouble() == entries[i].key.asDouble();
    strs &= isExactly(entries[i].key, str_type);
  }
  return ints ? Keys::kSmallInts : doubles ? Keys::kDoubles : strs ? Keys::kStrs : Keys::kAny;
}

} // namespace

bool listSort(Thread &thread, List *list, Value key, bool reverse) {
  int64_t size = list->size;
  Value *items = list->items;
  auto capacity = list->capacity;
  if (size < 2 && isNone(key))
    return true;
  list->items = nullptr;
  list->size = list->capacity = 0;
  // Twice the size: the second half is the room for merging. An array of the heap, so that the collector sees it.
  auto *entries = reinterpret_cast<Entry *>(allocateArray<Value>(thread, static_cast<size_t>(size) * 4 + 1));
  bool ok = entries != nullptr;
  auto count = static_cast<size_t>(size);
  for (size_t i = 0; ok && i < count; ++i) {
    size_t from = reverse ? count - 1 - i : i;
    entries[from].item = items[i];
    entries[from].key = isNone(key) ? items[i] : call(thread, key, {items[i]});
    ok = !entries[from].key.isError();
    if (!ok)
      entries[from].key = Value();
  }
  if (ok) {
    Sorter sorter(thread, kindOf(entries, count));
    sorter.sort(entries, count, entries + count);
    ok = !sorter.failed();
  }
  if (ok || (entries && isNone(key)))
    for (size_t i = 0; i < count; ++i)
      items[i] = entries[reverse ? count - 1 - i : i].item;
  bool modified = list->items != nullptr;
  list->items = items;
  list->size = size;
  list->capacity = capacity;
  if (ok && modified) {
    raiseValueError(thread, "list modified during sort");
    return false;
  }
  return ok;
}

} // namespace pystm
