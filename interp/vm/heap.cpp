// Handing out memory: size classes, runs of free cells, spans and large objects. See heap_blocks.h for the
// words and invariants, collector.cpp for how memory becomes free again.
#include "vm/heap_blocks.h"
#include "vm/region.h"
#include "vm/thread.h"

#include <algorithm>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace pystm {

HeapState heap_state;

namespace {

// Chunk by address / kChunkSize, for the 47 bits of user addresses, during collections; untouched parts cost nothing.
constexpr size_t kTableSize = size_t{1} << (47 - 20);
Chunk **chunk_table = [] {
  void *memory = mmap(nullptr, kTableSize * sizeof(Chunk *), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return static_cast<Chunk **>(memory);
}();

// Sizes up to kSmallLimit in steps of a granule, above in four steps to each doubling.
constexpr size_t kClasses = kSmallLimit / kGranule + 1 + 4 * 6;
size_t sizeClass(size_t size) {
  if (size <= kSmallLimit)
    return size / kGranule;
  int log = 63 - __builtin_clzll(size - 1);
  size_t quarter = (size - 1 - (size_t{1} << log)) >> (log - 2);
  return kSmallLimit / kGranule + 1 + static_cast<size_t>(log - 9) * 4 + quarter;
}
size_t classSize(size_t index) {
  if (index <= kSmallLimit / kGranule)
    return index * kGranule;
  index -= kSmallLimit / kGranule + 1;
  return (size_t{1} << (9 + index / 4)) / 4 * (5 + index % 4);
}

std::vector<Block *> partial_blocks[kClasses]; // may have free cells
std::vector<Block *> free_blocks;
Block *medium_block[kClasses];

void mapChunk(const Chunk &chunk, Chunk *entry) {
  for (char *at = chunk.base; at < chunk.base + chunk.size; at += kChunkSize)
    chunk_table[reinterpret_cast<uintptr_t>(at) / kChunkSize] = entry;
}

Chunk *addChunk(size_t size) {
  size_t rounded = (size + kChunkSize - 1) & ~(kChunkSize - 1);
  void *memory = aligned_alloc(kChunkSize, rounded);
  if (!memory)
    return nullptr;
  auto *chunk = new Chunk;
  chunk->base = static_cast<char *>(memory);
  chunk->size = rounded;
  for (size_t i = 0; i < kBlocksInChunk; ++i)
    chunk->blocks[i].base = chunk->base + i * kBlockSize;
  heap_state.chunks.push_back(chunk);
  return chunk;
}

Block *takeFreeBlock() {
  while (!free_blocks.empty()) {
    Block *block = free_blocks.back();
    free_blocks.pop_back();
    if (block->cell_size == 0 && !block->head)
      return block;
  }
  Chunk *chunk = addChunk(kChunkSize);
  if (!chunk)
    return nullptr;
  for (size_t i = kBlocksInChunk; i-- > 1;)
    free_blocks.push_back(&chunk->blocks[i]);
  return &chunk->blocks[0];
}

Block *blockFor(size_t index) {
  auto &partial = partial_blocks[index];
  if (!partial.empty()) {
    Block *block = partial.back();
    partial.pop_back();
    return block;
  }
  Block *block = takeFreeBlock();
  if (!block)
    return nullptr;
  block->size_class = static_cast<uint32_t>(index);
  block->cell_size = static_cast<uint32_t>(classSize(index));
  block->cell_count = static_cast<uint32_t>(kBlockSize / block->cell_size);
  block->scan = 0;
  return block;
}

// The next run of free cells, at most `most` of them: begin and end, or false when the block is full.
bool takeRun(Block &block, uint32_t most, char *&begin, char *&end) {
  size_t granules = block.cell_size / kGranule;
  uint32_t cell = block.scan;
  while (cell < block.cell_count && testBit(block.allocated, cell * granules))
    ++cell;
  uint32_t first = cell;
  while (cell < block.cell_count && cell - first < most && !testBit(block.allocated, cell * granules))
    setBit(block.allocated, cell++ * granules);
  block.scan = cell;
  if (first == cell)
    return false;
  begin = block.base + size_t{first} * block.cell_size;
  end = block.base + size_t{cell} * block.cell_size;
  ownMemory(begin, static_cast<size_t>(end - begin));
  memset(begin, 0, static_cast<size_t>(end - begin));
  return true;
}

void countAllocation(Thread &thread, size_t size) {
  heap_state.since += size;
  if ((heap_state.since > heap_state.threshold && heap_state.enabled) || heap_state.stress)
    thread.requestBorderSoon(kBreakCollect);
  if (heap_state.live + heap_state.since > heap_state.limit)
    thread.requestBorderSoon(kBreakMemory | kBreakCollect);
}

void *takeSpan(Thread &thread, size_t size) {
  size_t blocks = (size + kBlockSize - 1) / kBlockSize;
  Chunk *found = nullptr;
  size_t first = 0;
  for (Chunk *chunk : heap_state.chunks) {
    if (chunk->large)
      continue;
    size_t run = 0;
    for (size_t i = 0; i < kBlocksInChunk; ++i) {
      run = chunk->blocks[i].cell_size == 0 && !chunk->blocks[i].head ? run + 1 : 0;
      if (run == blocks) {
        found = chunk;
        first = i + 1 - blocks;
        break;
      }
    }
    if (found)
      break;
  }
  if (!found) {
    found = addChunk(kChunkSize);
    if (!found)
      return nullptr;
    for (size_t i = kBlocksInChunk; i-- > blocks;)
      free_blocks.push_back(&found->blocks[i]);
  }
  Block &head = found->blocks[first];
  head.cell_size = static_cast<uint32_t>(blocks * kBlockSize);
  head.cell_count = 1;
  head.span = static_cast<uint32_t>(blocks);
  setBit(head.allocated, 0);
  for (size_t i = 1; i < blocks; ++i)
    found->blocks[first + i].head = &head;
  for (size_t i = 0; i < blocks; ++i) {
    Block &block = found->blocks[first + i];
    ownMemory(block.base, kBlockSize);
    memset(block.base, 0, kBlockSize);
  }
  countAllocation(thread, blocks * kBlockSize);
  return head.base;
}

void *takeLarge(Thread &thread, size_t size) {
  if (size > heap_state.limit || heap_state.live + heap_state.since > heap_state.limit - size)
    return nullptr;
  Chunk *chunk = addChunk(size);
  if (!chunk)
    return nullptr;
  chunk->large = true;
  ownMemory(chunk->base, chunk->size);
  memset(chunk->base, 0, chunk->size);
  countAllocation(thread, chunk->size);
  return chunk->base;
}

} // namespace

Chunk *chunkOf(const void *address) {
  auto bits = reinterpret_cast<uintptr_t>(address);
  return bits >> 47 ? nullptr : chunk_table[bits / kChunkSize];
}

Object *objectAt(const void *address) {
  Chunk *chunk = chunkOf(address);
  if (!chunk)
    return nullptr;
  if (chunk->large)
    return reinterpret_cast<Object *>(chunk->base);
  size_t offset = static_cast<size_t>(static_cast<const char *>(address) - chunk->base);
  Block *block = &chunk->blocks[offset / kBlockSize];
  if (block->head)
    block = block->head;
  if (block->cell_size == 0)
    return nullptr;
  size_t cell = block->span ? 0 : (offset % kBlockSize) / block->cell_size;
  if (cell >= block->cell_count || !testBit(block->allocated, cell * (block->cell_size / kGranule)))
    return nullptr;
  return reinterpret_cast<Object *>(block->base + cell * block->cell_size);
}

void *allocateSlow(Thread &thread, size_t size) {
  if (heap_state.limit == 0) {
    rlimit limit{};
    size_t memory = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGESIZE));
    heap_state.limit = memory / 4 * 3;
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
      heap_state.limit = std::min(heap_state.limit, static_cast<size_t>(limit.rlim_cur) / 4 * 3);
  }
  if (size > kLargestCell) {
    void *memory = size > kChunkSize / 2 ? takeLarge(thread, size) : takeSpan(thread, size);
    if (!memory)
      raiseMemoryError(thread);
    return memory;
  }
  size_t index = sizeClass(size);
  bool small = size <= kSmallLimit;
  for (;;) {
    // The thread's current block of a class is the last of the list that it works on.
    Block *&block = small ? thread.heap.blocks[index] : medium_block[index];
    char *begin = nullptr, *end = nullptr;
    if (block && takeRun(*block, small ? static_cast<uint32_t>(4096 / block->cell_size) : 1, begin, end)) {
      countAllocation(thread, static_cast<size_t>(end - begin));
      if (small)
        thread.heap.cursors[index] = {begin + block->cell_size, end};
      return begin;
    }
    block = blockFor(index);
    if (!block) {
      raiseMemoryError(thread);
      return nullptr;
    }
  }
}

void *allocateArrayBytes(Thread &thread, size_t bytes, bool traced) {
  if (bytes > size_t{1} << 46) {
    raiseMemoryError(thread);
    return nullptr;
  }
  auto *array = static_cast<RawArray *>(allocateBytes(thread, sizeof(RawArray) + bytes));
  if (!array)
    return nullptr;
  array->type = traced ? &value_array_type : &raw_array_type;
  array->bytes = bytes;
  return array + 1;
}

void registerFinalizable(Thread &, Object *object) { heap_state.finalizable.push_back(object); }

void addRoot(Value *root) { heap_state.roots.push_back(root); }

void beginMarking() {
  for (Chunk *chunk : heap_state.chunks) {
    mapChunk(*chunk, chunk);
    chunk->large_marked = false;
    if (!chunk->large)
      for (Block &block : chunk->blocks)
        memset(block.marked, 0, sizeof block.marked);
  }
}

void sweepHeap() {
  size_t live = 0;
  for (auto &list : partial_blocks)
    list.clear();
  free_blocks.clear();
  memset(medium_block, 0, sizeof medium_block);
  size_t kept = 0, spare = 0;
  for (Chunk *chunk : heap_state.chunks) {
    bool empty = true;
    if (chunk->large) {
      empty = !chunk->large_marked;
      live += empty ? 0 : chunk->size;
    } else {
      for (Block &block : chunk->blocks) {
        if (block.cell_size == 0)
          continue;
        size_t cells = 0;
        for (size_t i = 0; i < std::size(block.marked); ++i)
          cells += static_cast<size_t>(__builtin_popcountll(block.marked[i]));
        memcpy(block.allocated, block.marked, sizeof block.marked);
        block.scan = 0;
        if (cells == 0) {
          if (block.span)
            for (uint32_t i = 1; i < block.span; ++i)
              (&block)[i].head = nullptr;
          block.span = 0;
          block.cell_size = 0;
          continue;
        }
        live += cells * block.cell_size;
        empty = false;
      }
    }
    // As many empty chunks are kept as will be used until the next collection: a transaction's first store to a page of new addresses
    // costs a copy. The rest goes back to the system.
    if (empty && (chunk->large || ++spare > heap_state.threshold / kChunkSize)) {
      mapChunk(*chunk, nullptr);
      free(chunk->base);
      delete chunk;
      continue;
    }
    heap_state.chunks[kept++] = chunk;
    if (!chunk->large)
      for (size_t i = kBlocksInChunk; i-- > 0;) {
        Block &block = chunk->blocks[i];
        if (block.cell_size == 0 && !block.head)
          free_blocks.push_back(&block);
        else if (block.cell_size && !block.span)
          partial_blocks[block.size_class].push_back(&block);
      }
  }
  heap_state.chunks.resize(kept);
  heap_state.live = live;
  heap_state.since = 0;
  heap_state.threshold = std::max(size_t{32} << 20, live);
  ++heap_state.collections;
}

ValueVector::ValueVector(Thread &thread) : thread_(thread), outer_(thread.vectors) { thread.vectors = this; }

ValueVector::~ValueVector() {
  thread_.vectors = outer_;
  free(items_);
}

void ValueVector::grow() {
  capacity_ = capacity_ ? capacity_ * 2 : 16;
  items_ = static_cast<Value *>(realloc(items_, capacity_ * sizeof(Value)));
}

} // namespace pystm
