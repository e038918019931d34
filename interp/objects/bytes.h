// bytes: immutable, in one piece with the header. bytearray (bytearray.h) and memoryview (memoryview.h)
// share its methods, which work on any buffer (bytes_methods.cpp).
#pragma once

#include "objects/object.h"

#include <string>
#include <string_view>

namespace pystm {

struct PYSTM_FROZEN Bytes : Object {
  int64_t size;
  int64_t hash; // 0: not known yet
  uint8_t data[]; // closed by a zero byte

  std::string_view view() const {
    return {reinterpret_cast<const char *>(data), static_cast<size_t>(size)};
  }
};

Bytes *makeBytes(Thread &, std::string_view bytes);
// Uninitialised; the caller fills it at once. Null with MemoryError pending.
Bytes *allocateBytesObject(Thread &, int64_t size);
Bytes *emptyBytes();

// The buffer of a bytes-like object: TypeError "a bytes-like object is required, not 'int'".
bool getBuffer(Thread &, Value, Buffer &);
bool getWritableBuffer(Thread &, Value, Buffer &);
bool hasBuffer(Value);
// The bytes of a buffer. Valid until Python code runs that may resize the object.
inline std::string_view bufferView(const Buffer &b) {
  return {reinterpret_cast<const char *>(b.data), static_cast<size_t>(b.size)};
}
void releaseBuffer(Buffer &); // undoes getBuffer's lock of a bytearray's size

// b'...' with CPython's choice of quotes.
std::string reprOfBytes(std::string_view bytes);

} // namespace pystm
