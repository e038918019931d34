// See text_buffer.h. The memory comes from one reserved range, in pieces of powers of two.
#include "vm/text_buffer.h"
#include "vm/region.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <sched.h>
#include <sys/mman.h>

namespace pystm {

namespace {

constexpr size_t kSmallest = size_t{4} << 10;
constexpr size_t kArenaBytes = size_t{1} << 40;

[[noreturn]] void outOfBuffers() {
  fputs("pystm: out of memory for text\n", stderr);
  abort();
}

struct Piece {
  Piece *next;
};
// At the range's begin.
struct Arena {
  uint32_t lock;
  char *next;
  Piece *free[64]; // by log2 of the size
};

Arena &arena = []() -> Arena & {
  void *memory = mmap(nullptr, kArenaBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    outOfBuffers();
  declareLocal(memory, kArenaBytes);
  auto *made = static_cast<Arena *>(memory);
  made->next = static_cast<char *>(memory) + kSmallest;
  return *made;
}();

class ArenaLock {
public:
  ArenaLock() {
    while (__atomic_exchange_n(&arena.lock, 1, __ATOMIC_ACQUIRE))
      sched_yield();
  }
  ~ArenaLock() { __atomic_store_n(&arena.lock, 0, __ATOMIC_RELEASE); }
  ArenaLock(const ArenaLock &) = delete;
  ArenaLock &operator=(const ArenaLock &) = delete;
};

char *takePiece(size_t size) {
  ArenaLock lock;
  Piece *&free = arena.free[std::countr_zero(size)];
  if (Piece *piece = free) {
    free = piece->next;
    return reinterpret_cast<char *>(piece);
  }
  if (size > static_cast<size_t>(reinterpret_cast<char *>(&arena) + kArenaBytes - arena.next))
    outOfBuffers();
  char *memory = arena.next;
  arena.next += size;
  return memory;
}

void freePiece(char *memory, size_t size) {
  if (size > kMostKeptText)
    madvise(memory, size, MADV_DONTNEED);
  ArenaLock lock;
  auto *piece = reinterpret_cast<Piece *>(memory);
  piece->next = arena.free[std::countr_zero(size)];
  arena.free[std::countr_zero(size)] = piece;
}

} // namespace

void emptyTextBuffer(TextBuffer &buffer) {
  freePiece(buffer.memory, buffer.capacity);
  buffer.memory = nullptr;
  buffer.capacity = 0;
}

TextBuffer *takeTextBuffer(Thread &thread) {
  uint64_t at = thread.text_depth < thread.text_floor ? thread.text_floor : thread.text_depth;
  if (at == kMostTextBuffers)
    outOfBuffers();
  TextBuffer *buffer = &thread.text_buffers[at];
  buffer->depth = thread.text_depth;
  thread.text_depth = at + 1;
  if (thread.text_depth > thread.most_text_buffers)
    thread.most_text_buffers = thread.text_depth;
  return buffer;
}

void returnTextBuffers(Thread &thread, TextBuffer *first) {
  auto at = static_cast<uint64_t>(first - thread.text_buffers);
  for (uint64_t i = std::max(at, thread.text_floor); i < thread.text_depth; ++i)
    trim(thread.text_buffers[i]);
  thread.text_depth = first->depth;
}

void growTextBuffer(TextBuffer &buffer, size_t least) {
  size_t capacity = buffer.capacity ? buffer.capacity * 2 : kSmallest;
  while (capacity < least)
    capacity *= 2;
  char *memory = takePiece(capacity);
  if (buffer.memory) {
    memcpy(memory, buffer.memory, buffer.capacity);
    freePiece(buffer.memory, buffer.capacity);
  }
  buffer.memory = memory;
  buffer.capacity = capacity;
}

void freeTextBuffers(Thread &thread) {
  for (uint64_t i = 0; i < thread.most_text_buffers; ++i)
    trim(thread.text_buffers[i], 0);
}

} // namespace pystm
