// bytearray: a growing array of bytes outside of its header. A memoryview on it holds its size.
#pragma once

#include "objects/bytes.h"

namespace pystm {

struct ByteArray : Object {
  int64_t size;
  int64_t capacity;
  uint8_t *data;   // a RawArray (vm/heap.h), null when empty
  int64_t exports; // how many buffers hold the size
};

ByteArray *makeByteArray(Thread &, std::string_view bytes);
// BufferError while a buffer is exported; new bytes are zero.
bool resizeByteArray(Thread &, ByteArray *, int64_t size);

// A type whose size its buffers hold, and what tells it that one is not used any more.
struct SizeHolder {
  Type *type = nullptr;
  void (*release)(Value self) = nullptr;
};
extern const SizeHolder bytearray_holder;
extern SizeHolder array_holder; // of the module array, when that is there

} // namespace pystm
