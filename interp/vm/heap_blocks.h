// Where the heap's memory is and which of it is in use. Chunks of 1 MiB are divided into blocks of 64 KiB; a
// block holds cells of one size, or is part of a span, a single cell of several blocks; larger objects have
// chunks of their own. Two bits per granule, here and not in the memory itself: `allocated` (a cell that
// starts here was handed out) and `marked` (the collector has found it). heap.cpp hands out, collector.cpp marks.
//
// Invariant: outside of a collection, every cell with its bit `allocated` clear is free; a cell with the bit set is
// an object, or belongs to a cursor's run that is not used up (its first word is zero then).
//
// None of this is memory that regions watch: it lies in mapped memory of its own (HeapState::metadata). What a transaction
// takes of a thread's block is noted in its checkpoint; what threads take from the shared lists, they take under
// HeapState::lock and keep, whatever becomes of the transaction.
#pragma once

#include "vm/heap.h"

#include <vector>

namespace pystm {

constexpr size_t kChunkSize = size_t{1} << 20;
constexpr size_t kBlockSize = size_t{1} << 16;
constexpr size_t kBlocksInChunk = kChunkSize / kBlockSize;
constexpr size_t kLargestCell = kBlockSize / 2;

// Threads by number, several the same where there are many.
constexpr unsigned kUsers = 16;
constexpr uint8_t kNoUser = kUsers;

struct PYSTM_LOCAL_CLASS Block {
  char *base = nullptr;
  uint32_t cell_size = 0; // 0: the block is free
  uint32_t cell_count = 0;
  uint32_t size_class = 0;
  uint32_t scan = 0;           // cells below are allocated
  uint32_t span = 0;           // in the head of a span: its number of blocks
  bool expected = false;       // its pages are there, outside of views
  uint8_t user = kNoUser;      // whose list it belongs to: who had cells of it last has its pages
  Block *head = nullptr;       // in the other blocks of a span
  Block *next = nullptr;       // in a BlockList
  Block *previous = nullptr;
  uint64_t allocated[kBlockSize / kGranule / 64] = {};
  uint64_t marked[kBlockSize / kGranule / 64] = {};
};

struct PYSTM_LOCAL_CLASS Chunk {
  char *base = nullptr;
  size_t size = 0; // more than kChunkSize: one large object
  Chunk *next = nullptr;
  bool large_marked = false;
  bool large = false;
  Block blocks[kBlocksInChunk];
};

// During a collection: the chunk that an address lies in, or null.
Chunk *chunkOf(const void *address);

inline size_t granuleIn(const Block &block, const void *cell) {
  return static_cast<size_t>(static_cast<const char *>(cell) - block.base) / kGranule;
}
inline bool testBit(const uint64_t *bits, size_t i) { return bits[i / 64] >> (i % 64) & 1; }
inline void setBit(uint64_t *bits, size_t i) { bits[i / 64] |= uint64_t{1} << (i % 64); }

// A heap grows by so much, for each of as many threads as will run at a time, before it is collected.
constexpr size_t kLeastThreshold = size_t{32} << 20, kMostCounted = 4;

struct PYSTM_LOCAL_CLASS HeapState {
  Chunk *chunks = nullptr;
  size_t chunk_count = 0;
  uint32_t lock = 0;          // for what follows and for `chunks`; collections run alone
  BlockList partial[kUsers][kClasses]; // may have free cells
  BlockList free[kUsers + 1];          // those with neither a cell size nor a head, no others; the last: never used
  bool active[kUsers] = {};            // has taken blocks since the last collection
  char *metadata = nullptr; // for more chunks' records
  Chunk *spare = nullptr;   // records to be used again
  size_t live = 0;          // bytes after the last collection
  size_t since = 0;         // bytes handed out since
  size_t threshold = kLeastThreshold;
  size_t limit = 0;         // of the whole heap, for MemoryError
  uint64_t collections = 0;
  uint64_t stress = 0;      // collect at every n-th chance (PYSTM_GC_STRESS), for tests
  uint64_t chances = 0;
  bool enabled = true;      // gc.enable(); explicit collections work all the same
};
extern HeapState &heap_state;
// Objects with finalizers that earlier collections have seen (Thread::finalizable: the others).
extern std::vector<Object *> finalizable_objects;
extern std::vector<Value *> heap_roots;

// After marking: what was not marked is free. Empty chunks go back to the system.
void sweepHeap();
void beginMarking();
// An undone transaction gives the spans back that it has taken. Outside of the transaction.
PYSTM_PURE void returnSpans(Thread &);
// The thread ends: what is left of its blocks is for others. In its region, alone.
PYSTM_PURE void returnBlocks(Thread &);
// During a collection: the object whose cell contains the address, or null when it is no allocated cell.
Object *objectAt(const void *address);

} // namespace pystm
