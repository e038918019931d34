//===- memory/layout.h - The address map ------------------------------------===//
//
//   base                         the window: canonical memory
//     |-- executable's image --|  (data pages remapped to the memory file: memory/globals)
//     |-- ... heap ...        |  heapBegin() to heapEnd()
//     |-- twins             |    a second address for the data of instrumented shared libraries
//   base + 1 * kMappingStride    view 1: the same file, MAP_PRIVATE
//   ...
//   base + kMaxViews * ...       view 15
//   base + 16 * kMappingStride   the writer's mapping: the same file, MAP_SHARED, never protected;
//                                commits reach canonical memory through it
//
// The stride is a little more than the window's size. AMD's first-level cache guesses the way of a line from a hash of the address's
// bits 12 to 27 (Lipp et al., "Take A Way", 2020): where these bits are the same in a view and in the writer's mapping, the two lines
// evict each other, and a commit, which copies from one to the other, misses at every granule.
//
// Offset: address - base, the same in all mappings and in the file. Granule: offset >> 4. Page:
// offset >> 12. Chunk: 16 pages, the unit of protection.
//
//===------------------------------------------------------------------------===//
#ifndef STM_MEMORY_LAYOUT_H
#define STM_MEMORY_LAYOUT_H

#include "os/os.h"
#include "stm/abi.h"

#include <cstddef>
#include <cstdint>

namespace stm {

constexpr unsigned kPageShift = 12;
constexpr unsigned kPagesPerChunk = 16;
constexpr unsigned kGranulesPerPage = os::kPageSize / STM_GRANULE_SIZE;
constexpr uint64_t kWindowPages = STM_WINDOW_SIZE >> kPageShift;
constexpr uint64_t kWindowGranules = STM_WINDOW_SIZE >> STM_GRANULE_SHIFT;
constexpr unsigned kMaxViews = 15;
/// Address space at the window's end for the twins of shared libraries' data.
constexpr uint64_t kTwinBytes = uint64_t(1) << 32;

/// From one mapping of the window to the next.
constexpr uint64_t kMappingStride = STM_WINDOW_SIZE + 37 * os::kPageSize;

using Granule = uint32_t; // all 2^32 of the window
using Page = uint32_t;
constexpr Page kNoPage = ~Page(0);

struct Layout {
  uint64_t base = 0;      ///< first address of the window
  uint64_t heap_begin = 0;
  uint64_t heap_end = 0;
  int fd = -1;            ///< the memory file

  bool contains(uint64_t address) const { return address - base < STM_WINDOW_SIZE; }
  uint64_t writerOffset() const { return (kMaxViews + 1) * kMappingStride; }
  /// Where commits write canonical memory at `offset`.
  uint8_t *writer(uint64_t offset) const {
    return reinterpret_cast<uint8_t *>(base + writerOffset() + offset);
  }
  const uint8_t *canonical(uint64_t offset) const {
    return reinterpret_cast<const uint8_t *>(base + offset);
  }
};

/// Constant after createLayout.
extern Layout layout;

/// Chooses the base beside the executable, maps the heap's canonical memory and the writer's mapping.
void createLayout();
/// Maps the canonical mappings again, of the file that layout.fd now names.
void remapLayout();

inline Granule granuleOf(uint64_t offset) { return Granule(offset >> STM_GRANULE_SHIFT); }
inline Page pageOf(Granule granule) { return granule >> (kPageShift - STM_GRANULE_SHIFT); }
inline uint64_t offsetOf(Granule granule) { return uint64_t(granule) << STM_GRANULE_SHIFT; }

} // namespace stm

#endif
