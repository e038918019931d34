// memoryview: a window on another object's buffer, one dimension with a stride.
#pragma once

#include "objects/bytes.h"

namespace pystm {

struct MemoryView : Object {
  uint8_t *data;  // of the first item
  int64_t count;  // items
  int64_t stride; // bytes from one item to the next
  int64_t item_size;
  char code;      // struct format of an item
  bool readonly;
  bool released;
  bool holds;     // this view took the owner's buffer and gives it back
  bool hashed;    // `hash` is known, and stays when the view is released
  int64_t hash;
  Value owner;    // whose buffer it is
  Value exported; // what `obj` shows
};

Value makeMemoryView(Thread &, Value object);

} // namespace pystm
