//===- memory/heap.h - Blocks of viewed memory ---------------------------------------===//
//
// jemalloc with extents in the window. Its metadata (slab bitmaps, thread caches, extent trees) lie
// outside the blocks, so allocating and freeing write nothing that a view shows. Sizes are rounded up to
// whole granules: two blocks never share one.
//
// Thread safety: all functions, any thread. Transactions are the business of entry/malloc.cpp.
//
//===------------------------------------------------------------------------------------===//
#ifndef STM_MEMORY_HEAP_H
#define STM_MEMORY_HEAP_H

#include <cstddef>
#include <cstdint>

namespace stm {

/// Creates the arenas. Called once, after createLayout.
void createHeap();

/// Behind the last address of the window that blocks ever had. Any thread; it only grows.
uint64_t heapTop();

/// A block of at least `size` bytes, aligned to `alignment` (a power of two; 0: 16), or null.
void *heapAllocate(size_t size, size_t alignment = 0);
/// The same outside the window: never viewed, never protected.
void *heapAllocateForeign(size_t size, size_t alignment = 0);
void heapFree(void *block);
/// The bytes that may be used; a multiple of 16.
size_t heapSize(const void *block);
/// Grows or shrinks, moving if need be; null where there is no memory (the block is unchanged).
void *heapReallocate(void *block, size_t size);

} // namespace stm

#endif
