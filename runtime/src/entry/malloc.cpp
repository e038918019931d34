//===- entry/malloc.cpp - The C library's allocation functions -------------------------------------------------===//
//
// Replace the C library's for the whole process (operator new comes here too). Outside of transactions and in
// irrevocable ones they go straight to the heap. In a view transaction a new block belongs to the transaction: it
// is given back by an abort, and its granules count as written from the start, so that stores to it need no undo; a
// free takes effect at the commit.
//
// Errors as in C and POSIX: null and ENOMEM, or EINVAL for a bad alignment.
//
//===--------------------------------------------------------------------------------------------------------------===//
#include "entry/init.h"
#include "memory/globals.h"
#include "memory/heap.h"
#include "memory/pages.h"
#include "os/userfault.h"
#include "tx/home.h"
#include "tx/own_blocks.h"
#include "tx/reclaim.h"
#include "tx/transaction.h"
#include "tx/zombie.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <link.h>

using namespace stm;

#define STM_MALLOC extern "C" __attribute__((visibility("default")))

extern "C" void *__stm_memcpy(void *to, const void *from, size_t size);

/// The block is the transaction's own from here on.
static void adoptBlock(ThreadState &thread, void *block) {
  View &view = *thread.view;
  size_t size = heapSize(block);
  uint64_t begin = windowOffset(reinterpret_cast<uint64_t>(block)), end = begin + size;
  takeCopies(thread, Page(begin >> kPageShift), Page((end - 1) >> kPageShift) + 1);
  for (uint64_t at = begin; at < end; at += STM_GRANULE_SIZE)
    view.write_marks[granuleOf(at)] = view.stamp;
  thread.fresh.push({block, size});
  ++thread.counts.fresh_blocks;
}

/// The C library's and the loader's own code. What it allocates when a transaction calls it (the time zone, a thread's keys, a
/// library's thread-local storage) it keeps, whatever becomes of the transaction, and it reads and writes past the view.
static os::Range c_library = {0, 0}, loader = {0, 0};
/// The C library also reads files into its buffers, by system calls that nobody can stand before: does that do harm?
static bool keep_outside = false;

void stm::learnCLibrary() {
  c_library = os::codeOf(reinterpret_cast<uint64_t>(&fflush));
  loader = os::codeOf(_r_debug.r_brk);
  keep_outside = !os::coversSystemCalls();
}

static bool isCLibrary(const void *caller) {
  auto address = reinterpret_cast<uint64_t>(caller);
  return c_library.contains(address) || loader.contains(address);
}

/// In a view, and for code that knows of transactions.
static bool isTransactional(const void *caller) { return __builtin_expect(inView(), 0) && !isCLibrary(caller); }

static void *allocate(size_t size, size_t alignment, const void *caller) {
  initialize();
  if (__builtin_expect(inView(), 0))
    validateOnLowStack(threadState());
  if (__builtin_expect(own_block_mode != OwnBlockMode::kNone, 0) && inView())
    return allocateOwnBlock(size, alignment);
  bool foreign = __builtin_expect(keep_outside, 0) && isCLibrary(caller);
  void *block = foreign ? heapAllocateForeign(size, alignment) : heapAllocate(size, alignment);
  if (__builtin_expect(!block, 0))
    errno = ENOMEM;
  else if (isTransactional(caller))
    adoptBlock(threadState(), block);
  return block;
}

static bool isPowerOfTwo(size_t value) { return value && (value & (value - 1)) == 0; }

STM_MALLOC void *malloc(size_t size) { return allocate(size, 0, __builtin_return_address(0)); }

static void release(void *block, const void *caller) {
  if (!block)
    return;
  ThreadState &thread = threadState();
  if (__builtin_expect(thread.mode == Mode::kView, 0) && isCLibrary(caller))
    releaseOutside(thread, block);
  else if (thread.mode == Mode::kView && layout.contains(reinterpret_cast<uint64_t>(block)))
    thread.frees.push(block);
  else if (thread.mode == Mode::kView)
    freeForeignBlock(thread, block);
  else
    releaseOutside(thread, block);
}

STM_MALLOC void free(void *block) { release(block, __builtin_return_address(0)); }

STM_MALLOC void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return nullptr;
  }
  const void *caller = __builtin_return_address(0);
  void *block = allocate(bytes, 0, caller);
  if (block)
    memset(static_cast<char *>(block) + (isTransactional(caller) ? threadState().view->offset : 0), 0, bytes);
  return block;
}

STM_MALLOC void *realloc(void *block, size_t size) {
  const void *caller = __builtin_return_address(0);
  if (!block)
    return allocate(size, 0, caller);
  bool transactional = isTransactional(caller);
  if (!transactional) {
    // In place or moved by hand: a block that moves must pass through limbo.
    size_t old = heapSize(block);
    if (size <= old && size >= old / 2)
      return block;
  }
  void *moved = allocate(size, 0, caller);
  if (!moved)
    return nullptr;
  size_t old = heapSize(block);
  size_t kept = old < size ? old : size;
  if (transactional)
    __stm_memcpy(moved, block, kept);
  else
    memcpy(moved, block, kept);
  release(block, caller);
  return moved;
}

STM_MALLOC void *aligned_alloc(size_t alignment, size_t size) {
  if (!isPowerOfTwo(alignment)) {
    errno = EINVAL;
    return nullptr;
  }
  return allocate(size, alignment, __builtin_return_address(0));
}

STM_MALLOC void *memalign(size_t alignment, size_t size) { return aligned_alloc(alignment, size); }

STM_MALLOC int posix_memalign(void **result, size_t alignment, size_t size) {
  if (!isPowerOfTwo(alignment) || alignment % sizeof(void *) != 0)
    return EINVAL;
  int saved = errno;
  void *block = allocate(size, alignment, __builtin_return_address(0));
  errno = saved;
  if (!block)
    return ENOMEM;
  *result = block;
  return 0;
}

STM_MALLOC void *valloc(size_t size) { return allocate(size, os::kPageSize, __builtin_return_address(0)); }

STM_MALLOC void *pvalloc(size_t size) {
  return allocate((size + os::kPageSize - 1) & ~(os::kPageSize - 1), os::kPageSize, __builtin_return_address(0));
}

STM_MALLOC size_t malloc_usable_size(void *block) { return block ? heapSize(block) : 0; }
