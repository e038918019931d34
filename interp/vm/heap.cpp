// Handing out memory: size classes, runs of free cells, spans and large objects. See heap_blocks.h for the
// words and invariants, collector.cpp for how memory becomes free again.
#include "objects/tuple.h"
#include "vm/checkpoint.h"
#include "vm/heap_blocks.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace pystm {

namespace {

// Chunk by address / kChunkSize, for the 47 bits of user addresses, during collections; untouched parts cost nothing.
constexpr size_t kTableSize = size_t{1} << (47 - 20);
// Records of chunks for as much memory as any machine has.
constexpr size_t kMetadataSize = size_t{1} << 36;

void *reserve(size_t size) {
  return mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

Chunk **chunk_table = static_cast<Chunk **>(reserve(kTableSize * sizeof(Chunk *)));

HeapState &makeHeapState() {
  char *memory = static_cast<char *>(reserve(kMetadataSize));
  auto *state = new (memory) HeapState;
  state->metadata = memory + ((sizeof(HeapState) + 4095) & ~size_t{4095});
  return *state;
}

} // namespace

HeapState &heap_state = makeHeapState();
std::vector<Object *> finalizable_objects;
std::vector<Value *> heap_roots;

namespace {

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

void mapChunk(const Chunk &chunk, Chunk *entry) {
  for (char *at = chunk.base; at < chunk.base + chunk.size; at += kChunkSize)
    chunk_table[reinterpret_cast<uintptr_t>(at) / kChunkSize] = entry;
}

// A short section between threads that nothing undoes.
class HeapLock {
public:
  explicit HeapLock(HeapState &heap) : heap_(heap) {
    while (__atomic_exchange_n(&heap_.lock, 1, __ATOMIC_ACQUIRE))
      sched_yield();
  }
  ~HeapLock() { __atomic_store_n(&heap_.lock, 0, __ATOMIC_RELEASE); }
  HeapLock(const HeapLock &) = delete;
  HeapLock &operator=(const HeapLock &) = delete;

private:
  HeapState &heap_;
};

void unlinkBlock(BlockList &list, Block *block) {
  (block->previous ? block->previous->next : list.first) = block->next;
  if (block->next)
    block->next->previous = block->previous;
}
Block *popBlock(BlockList &list) {
  Block *block = list.first;
  if (block)
    unlinkBlock(list, block);
  return block;
}
void pushBlock(BlockList &list, Block *block) {
  block->next = list.first;
  block->previous = nullptr;
  if (list.first)
    list.first->previous = block;
  list.first = block;
}

// Those that are PYSTM_PURE may be called in the middle of a transaction.
PYSTM_PURE void addChunk(HeapState &heap, char *memory, size_t size, bool large) {
  HeapLock lock(heap);
  Chunk *chunk = heap.spare;
  if (chunk)
    heap.spare = chunk->next;
  else
    chunk = reinterpret_cast<Chunk *>(heap.metadata), heap.metadata += sizeof(Chunk);
  new (chunk) Chunk;
  chunk->base = memory;
  chunk->size = size;
  chunk->large = large;
  chunk->next = heap.chunks;
  heap.chunks = chunk;
  ++heap.chunk_count;
  for (size_t i = kBlocksInChunk; i-- > 0;) {
    chunk->blocks[i].base = memory + i * kBlockSize;
    if (!large)
      pushBlock(heap.free[kNoUser], &chunk->blocks[i]);
  }
}

uint8_t userOf(const Thread &thread) { return static_cast<uint8_t>(thread.number % kUsers); }

// A free block or one with cells of the class; of a user that is at work too only if the heap is larger than it need be: they are at home in
// its view.
Block *popFor(HeapState &heap, size_t index, uint8_t user) {
  for (BlockList *list : {&heap.partial[user][index], &heap.free[user], &heap.free[kNoUser]})
    if (Block *block = popBlock(*list))
      return block;
  bool is_large = heap.chunk_count * kChunkSize > 2 * heap.threshold + heap.live;
  for (unsigned other = 0; other < kUsers; ++other) {
    if (heap.active[other] && !is_large)
      continue;
    for (BlockList *list : {&heap.free[other], &heap.partial[other][index]})
      if (Block *block = popBlock(*list))
        return block;
  }
  return nullptr;
}

// A block with free cells of the class; null: the heap must grow.
PYSTM_PURE Block *takeBlock(HeapState &heap, size_t index, uint8_t user) {
  HeapLock lock(heap);
  heap.active[user] = true;
  Block *block = popFor(heap, index, user);
  if (!block)
    return nullptr;
  block->user = user;
  if (block->cell_size != 0)
    return block;
  block->size_class = static_cast<uint32_t>(index);
  block->cell_size = static_cast<uint32_t>(classSize(index));
  block->cell_count = static_cast<uint32_t>(kBlockSize / block->cell_size);
  block->scan = 0;
  return block;
}

PYSTM_PURE bool isEmpty(const Block &block) {
  return std::ranges::all_of(block.allocated, [](uint64_t bits) { return bits == 0; });
}

// Cells [first, end) of a block.
struct Run {
  uint32_t first, end;
};

// The next free cells, at most `most` of them.
PYSTM_PURE Run findRun(const Block &block, uint32_t most) {
  size_t granules = block.cell_size / kGranule;
  uint32_t cell = block.scan;
  while (cell < block.cell_count && testBit(block.allocated, cell * granules))
    ++cell;
  uint32_t first = cell;
  while (cell < block.cell_count && cell - first < most && !testBit(block.allocated, cell * granules))
    ++cell;
  return {first, cell};
}

PYSTM_PURE void claimRun(Block &block, Run run) {
  size_t granules = block.cell_size / kGranule;
  for (uint32_t cell = run.first; cell < run.end; ++cell)
    setBit(block.allocated, cell * granules);
  block.scan = run.end;
}

// The head of as many neighbouring free blocks, or null.
PYSTM_PURE Block *takeSpan(HeapState &heap, size_t blocks, BlockList *taken) {
  HeapLock lock(heap);
  for (Chunk *chunk = heap.chunks; chunk; chunk = chunk->next) {
    if (chunk->large)
      continue;
    size_t run = 0;
    for (size_t i = 0; i < kBlocksInChunk; ++i) {
      run = chunk->blocks[i].cell_size == 0 && !chunk->blocks[i].head ? run + 1 : 0;
      if (run < blocks)
        continue;
      Block *head = &chunk->blocks[i + 1 - blocks];
      head->cell_size = static_cast<uint32_t>(blocks * kBlockSize);
      head->cell_count = 1;
      head->span = static_cast<uint32_t>(blocks);
      setBit(head->allocated, 0);
      for (size_t n = 0; n < blocks; ++n) {
        unlinkBlock(heap.free[head[n].user], &head[n]);
        head[n].head = n ? head : nullptr;
      }
      if (taken)
        pushBlock(*taken, head);
      return head;
    }
  }
  return nullptr;
}

// Of a span or of a block with cells. The caller puts it into the list of free blocks.
void freeSpan(Block *head) {
  for (uint32_t i = 1; i < head->span; ++i)
    head[i].head = nullptr;
  head->span = 0;
  head->allocated[0] = 0;
  head->cell_size = 0;
}

// True: a collection is due.
PYSTM_PURE bool countBytes(HeapState &heap, ThreadBlocks &blocks, size_t size) {
  // Not one by one: the counter would travel between the processors.
  constexpr size_t kBatch = kBlockSize;
  if ((blocks.uncounted += size) < kBatch)
    return heap.stress;
  size_t since = __atomic_add_fetch(&heap.since, blocks.uncounted, __ATOMIC_RELAXED);
  blocks.uncounted = 0;
  return (since > heap.threshold && heap.enabled) || heap.stress;
}

bool growHeap(HeapState &heap) {
  // Memory that a transaction gets from malloc() goes when it is undone.
  runAlone();
  size_t wanted = std::clamp<size_t>(heap.chunk_count / 8, 1, 16), made = 0;
  for (; made < wanted; ++made) {
    void *memory = aligned_alloc(kChunkSize, kChunkSize);
    if (!memory)
      break;
    addChunk(heap, static_cast<char *>(memory), kChunkSize, false);
  }
  return made != 0;
}

// The part of a stretch that an allocation is, in polls: initialising the memory and publishing it takes as long.
constexpr size_t kBytesOfPoll = 64;

void countAllocation(Thread &thread, size_t size) {
  thread.checkpoint.budget -= static_cast<int32_t>(std::min<size_t>(size / kBytesOfPoll, 1 << 20));
  if (countBytes(heap_state, thread.blocks, size))
    thread.requestBorderSoon(kBreakCollect);
  if (heap_state.live + heap_state.since > heap_state.limit)
    thread.requestBorderSoon(kBreakMemory | kBreakCollect);
}

// The next run of the thread's block, zeroed: begin and end, or false when the block is full.
bool takeRun(Thread &thread, Block &block, uint32_t most, char *&begin, char *&end) {
  Run run = findRun(block, most);
  if (run.first == run.end) {
    block.scan = run.end;
    return false;
  }
  size_t granules = block.cell_size / kGranule;
  size_t first_word = run.first * granules / 64, last_word = (run.end - 1) * granules / 64;
  noteLearnt(thread, &block.scan, sizeof block.scan);
  noteLearnt(thread, &block.allocated[first_word], (last_word - first_word + 1) * sizeof(uint64_t));
  claimRun(block, run);
  begin = block.base + size_t{run.first} * block.cell_size;
  end = block.base + size_t{run.end} * block.cell_size;
  ownMemory(begin, static_cast<size_t>(end - begin));
  memset(begin, 0, static_cast<size_t>(end - begin));
  return true;
}

// All of a block that was free will be used: its pages come at once.
void expectBlock(Thread &thread, Block &block) {
  if (isEmpty(block) && (!block.expected || thread.checkpoint.active)) {
    settleMemory(block.base, kBlockSize);
    block.expected = true;
  }
}

void *allocateSpan(Thread &thread, size_t size) {
  size_t blocks = (size + kBlockSize - 1) / kBlockSize;
  Block *head = nullptr;
  while (!(head = takeSpan(heap_state, blocks, thread.checkpoint.active ? &thread.blocks.spans : nullptr)))
    if (!growHeap(heap_state))
      return nullptr;
  settleMemory(head->base, blocks * kBlockSize);
  ownMemory(head->base, blocks * kBlockSize);
  memset(head->base, 0, blocks * kBlockSize);
  countAllocation(thread, blocks * kBlockSize);
  return head->base;
}

void *allocateLarge(Thread &thread, size_t size) {
  if (size > heap_state.limit || heap_state.live + heap_state.since > heap_state.limit - size)
    return nullptr;
  runAlone();
  size_t rounded = (size + kChunkSize - 1) & ~(kChunkSize - 1);
  void *memory = aligned_alloc(kChunkSize, rounded);
  if (!memory)
    return nullptr;
  addChunk(heap_state, static_cast<char *>(memory), rounded, true);
  memset(memory, 0, rounded);
  countAllocation(thread, rounded);
  return memory;
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
    void *memory = size > kChunkSize / 2 ? allocateLarge(thread, size) : allocateSpan(thread, size);
    if (!memory)
      raiseMemoryError(thread);
    return memory;
  }
  size_t index = sizeClass(size);
  bool small = size <= kSmallLimit;
  BlockList &current = thread.blocks.current[index];
  for (;;) {
    char *begin = nullptr, *end = nullptr;
    if (Block *block = current.first; block && takeRun(thread, *block, small ? static_cast<uint32_t>(4096 / block->cell_size) : 1, begin, end)) {
      countAllocation(thread, static_cast<size_t>(end - begin));
      if (small)
        thread.heap.cursors[index] = {begin + block->cell_size, end};
      return begin;
    }
    current.first = takeBlock(heap_state, index, userOf(thread));
    if (current.first)
      expectBlock(thread, *current.first);
    else if (!growHeap(heap_state)) {
      raiseMemoryError(thread);
      return nullptr;
    }
  }
}

void returnSpans(Thread &thread) {
  HeapLock lock(heap_state);
  while (Block *head = popBlock(thread.blocks.spans)) {
    uint32_t blocks = head->span;
    freeSpan(head);
    for (uint32_t i = 0; i < blocks; ++i)
      pushBlock(heap_state.free[head[i].user], &head[i]);
  }
}

void returnBlocks(Thread &thread) {
  HeapLock lock(heap_state);
  for (size_t i = 0; i < kClasses; ++i)
    if (Block *block = thread.blocks.current[i].first) {
      thread.blocks.current[i].first = nullptr;
      pushBlock(heap_state.partial[block->user][i], block);
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

void registerFinalizable(Thread &thread, Object *object) { thread.finalizable.push_back(object); }

void addRoot(Value *root) { heap_roots.push_back(root); }

void beginMarking() {
  for (Chunk *chunk = heap_state.chunks; chunk; chunk = chunk->next) {
    mapChunk(*chunk, chunk);
    chunk->large_marked = false;
    if (!chunk->large)
      for (Block &block : chunk->blocks)
        memset(block.marked, 0, sizeof block.marked);
  }
}

void sweepHeap() {
  size_t live = 0;
  for (auto &lists : heap_state.partial)
    for (BlockList &list : lists)
      list.first = nullptr;
  for (BlockList &list : heap_state.free)
    list.first = nullptr;
  std::ranges::fill(heap_state.active, false);
  size_t spare = 0;
  for (Chunk **link = &heap_state.chunks; *link;) {
    Chunk *chunk = *link;
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
          freeSpan(&block);
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
      leaveMemory(chunk->base, chunk->size);
      free(chunk->base);
      *link = chunk->next;
      chunk->next = heap_state.spare;
      heap_state.spare = chunk;
      --heap_state.chunk_count;
      continue;
    }
    link = &chunk->next;
    if (!chunk->large)
      for (size_t i = kBlocksInChunk; i-- > 0;) {
        Block &block = chunk->blocks[i];
        if (block.cell_size == 0 && !block.head)
          pushBlock(heap_state.free[block.user], &block);
        else if (block.cell_size && !block.span)
          pushBlock(heap_state.partial[block.user][block.size_class], &block);
      }
  }
  heap_state.live = live;
  heap_state.since = 0;
  // A collection stops all threads: those that allocate together come to it later.
  size_t threads = 0;
  for (Thread *thread = runtime.threads; thread && threads < kMostCounted; thread = thread->checkpoint.next)
    ++threads;
  heap_state.threshold = std::max(kLeastThreshold * threads, live);
  ++heap_state.collections;
}

ValueVector::ValueVector(Thread &thread) : thread_(thread), outer_(thread.vectors), buffer_(takeTextBuffer(thread)) { thread.vectors = this; }

ValueVector::~ValueVector() {
  thread_.vectors = outer_;
  returnTextBuffers(thread_, buffer_);
}

void ValueVector::pushItems(Tuple *tuple) {
  for (Value item : *tuple)
    push(item);
}

} // namespace pystm
