// What the files of the module array share.
#pragma once

#include "objects/bytes.h"
#include "vm/heap.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {

struct Array : Object {
  int64_t size;
  int64_t capacity;
  uint8_t *data; // a RawArray
  int64_t item_size;
  int64_t exports; // how many buffers hold the size
  char code;
};

extern Type *array_type;
inline constexpr std::string_view kArrayCodes = "bBuhHiIlLqQfd";
inline uint8_t *itemAt(const Array *array, int64_t i) { return array->data + i * array->item_size; }

// BufferError while a buffer is exported.
bool resizeArray(Thread &, Array *, int64_t size);
Array *makeArray(Thread &, Type *, char code);
bool addArrayBytes(Thread &, Array *, std::string_view bytes);
Value loadItem(Thread &, const Array *, int64_t i);
bool storeItem(Thread &, const Array *, Value, uint8_t *to);
Value arrayToList(Thread &, LocalValue *args);
// __reduce_ex__ and what it names for newer pickles.
Value reduceArray(Thread &, LocalValue *args);
Value reconstructArray(Thread &, LocalValue *args);

} // namespace pystm
