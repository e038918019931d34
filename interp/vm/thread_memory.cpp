// Where threads live: in memory that regions do not watch (vm/checkpoint.h), an area of addresses for each thread.
#include "text/regex.h"
#include "vm/cache.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/text_buffer.h"
#include "vm/waiting.h"

#include <atomic>
#include <new>
#include <sys/mman.h>

namespace pystm {

namespace {

constexpr size_t kMostThreads = 1024;
constexpr size_t kMostRegisters = size_t{1} << 24;
constexpr size_t kMostFrames = size_t{1} << 20;
constexpr size_t kThreadBytes = size_t{1} << 16;
constexpr size_t kCopyBytes = size_t{256} << 20;  // of a checkpoint: as much as frames and registers
constexpr size_t kCacheBytes = size_t{256} << 20;
constexpr size_t kTextBytes = kMostTextBuffers * sizeof(TextBuffer);
constexpr size_t kWaitBytes = kMostWaitBuffers * sizeof(WaitBuffer);
constexpr size_t kRegisterBytes = kMostRegisters * sizeof(Value);
constexpr size_t kFrameBytes = kMostFrames * sizeof(Frame);
constexpr size_t kAreaBytes = (kThreadBytes + kCopyBytes + kCacheBytes + kTextBytes + kWaitBytes + kRegisterBytes + kFrameBytes + 0xFFFF) & ~size_t{0xFFFF};
static_assert(sizeof(Thread) <= kThreadBytes);

struct Areas {
  char *base = nullptr;
  // Taken by regions that run alone, given back outside of regions, when nothing of the thread is left to run one.
  std::atomic<bool> used[kMostThreads] = {};
} areas;

char *takeArea() {
  runAlone();
  if (!areas.base) {
    void *memory = mmap(nullptr, kMostThreads * kAreaBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
      return nullptr;
    areas.base = static_cast<char *>(memory);
    declareLocal(memory, kMostThreads * kAreaBytes);
  }
  for (size_t i = 0; i < kMostThreads; ++i) {
    char *area = areas.base + i * kAreaBytes;
    // acquire: its last user's pages are gone.
    if (areas.used[i].load(std::memory_order_acquire))
      continue;
    if (mprotect(area, kAreaBytes, PROT_READ | PROT_WRITE) != 0)
      return nullptr;
    areas.used[i].store(true, std::memory_order_relaxed);
    return area;
  }
  return nullptr;
}

} // namespace

Thread *makeThread() {
  char *area = takeArea();
  if (!area)
    return nullptr;
  auto *thread = new (area) Thread();
  thread->number = static_cast<uint32_t>(static_cast<size_t>(area - areas.base) / kAreaBytes);
  area += kThreadBytes;
  thread->checkpoint.memory = thread->checkpoint.end = area;
  thread->checkpoint.limit = area + kCopyBytes / 2;
  area += kCopyBytes;
  thread->shared_caches = reinterpret_cast<Cache *>(area);
  thread->cache_memory = area + kSharedCaches * sizeof(Cache);
  thread->cache_memory_end = area + kCacheBytes;
  area += kCacheBytes;
  thread->text_buffers = reinterpret_cast<TextBuffer *>(area);
  area += kTextBytes;
  thread->wait_buffers = reinterpret_cast<WaitBuffer *>(area);
  area += kWaitBytes;
  thread->stack = thread->stack_top = reinterpret_cast<LocalValue *>(area);
  thread->stack_end = thread->stack + kMostRegisters;
  area += kRegisterBytes;
  thread->frames = reinterpret_cast<Frame *>(area);
  thread->frames_end = thread->frames + kMostFrames;
  return thread;
}

void freeThread(Thread *thread) {
  freeTextBuffers(*thread);
  freeWaitBuffers(*thread);
  if (thread == threadOfCaller())
    regex::endThread();
  uint32_t number = thread->number;
  thread->~Thread();
  auto *area = reinterpret_cast<char *>(thread);
  // Its pages go back; the next thread finds zeros.
  madvise(area, kAreaBytes, MADV_DONTNEED);
  areas.used[number].store(false, std::memory_order_release);
}

} // namespace pystm
