// Memory of a thread for what natives gather: buffers in stack discipline, kept to be used again. Transactions do not watch them, and
// the number that is in use is part of what an undone one restores. What gathers only adds: an undone transaction then finds what it
// began with, since buffers that were in use at its beginning are used again only after its end.
#pragma once

#include "vm/variant.h"

#include <cstddef>
#include <cstdint>

namespace pystm {

class Thread;

struct PYSTM_LOCAL_CLASS TextBuffer {
  char *memory;
  size_t capacity;
  uint64_t depth; // Thread::text_depth when it was taken
};
constexpr size_t kMostTextBuffers = size_t{1} << 18;

TextBuffer *takeTextBuffer(Thread &);
// This one and all that were taken after it.
void returnTextBuffers(Thread &, TextBuffer *);
PYSTM_PURE void emptyTextBuffer(TextBuffer &);
// A buffer that is not in use keeps so many bytes.
constexpr size_t kMostKeptText = size_t{1} << 20;
inline void trim(TextBuffer &buffer, size_t most = kMostKeptText) {
  if (buffer.capacity > most) [[unlikely]]
    emptyTextBuffer(buffer);
}
PYSTM_PURE void growTextBuffer(TextBuffer &, size_t least);
inline void reserve(TextBuffer &buffer, size_t size) {
  if (size > buffer.capacity) [[unlikely]]
    growTextBuffer(buffer, size);
}
// The thread ends.
void freeTextBuffers(Thread &);

} // namespace pystm
