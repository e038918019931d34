// The region of pystm-gil: one mutex. A thread that waits longer than the switch interval asks the owner to come to a
// border.
#include "vm/region.h"
#include "objects/exception.h"
#include "vm/collector.h"
#include "vm/frame.h"
#include "vm/heap_blocks.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/weak.h"

#include <chrono>
#include <condition_variable>
#include <csetjmp>
#include <mutex>

namespace pystm {

namespace {

std::mutex region_mutex;
std::condition_variable region_free, region_taken;
Thread *owner = nullptr;
uint64_t turns = 0;
int waiting = 0;

thread_local Thread *current = nullptr;

} // namespace

Thread &currentThread() { return *current; }
void setCurrentThread(Thread *thread) { current = thread; }

void enterRegion(Thread &thread) {
  std::unique_lock lock(region_mutex);
  ++waiting;
  while (owner) {
    uint64_t seen = turns;
    auto interval = std::chrono::duration<double>(runtime.switch_interval);
    if (region_free.wait_for(lock, interval) == std::cv_status::timeout && owner && seen == turns)
      owner->breaker.fetch_or(kBreakSwitch, std::memory_order_relaxed);
  }
  --waiting;
  owner = &thread;
  ++turns;
  region_taken.notify_all();
  lock.unlock();
  thread.c_stack_saved = nullptr;
  if (thread.cache_epoch != runtime.cache_epoch)
    flushCaches(thread);
}

// What registers hold must be on the stack, where the collector looks.
[[gnu::noinline]] void leaveRegion(Thread &thread) {
  jmp_buf registers;
  setjmp(registers);
  thread.c_stack_saved = reinterpret_cast<char *>(&registers);
  std::lock_guard lock(region_mutex);
  owner = nullptr;
  region_free.notify_one();
}

void yieldRegion(Thread &thread) {
  uint64_t turn = 0;
  bool others = false;
  {
    std::lock_guard lock(region_mutex);
    others = waiting > 0;
    turn = turns;
  }
  if (!others)
    return;
  leaveRegion(thread);
  {
    // Another thread must have had its turn, or this one would take the mutex back at once.
    std::unique_lock lock(region_mutex);
    region_taken.wait_for(lock, std::chrono::milliseconds(10), [&] { return turns != turn || waiting == 0; });
  }
  enterRegion(thread);
}

bool border(Thread &thread, bool outermost) {
  uint32_t reasons = thread.breaker.exchange(0, std::memory_order_relaxed);
  if (reasons & (kBreakCollect | kBreakMemory)) {
    bool wanted = heap_state.stress ? ++heap_state.chances % heap_state.stress == 0 : heap_state.enabled;
    if (wanted || reasons & kBreakMemory)
      collectGarbage(thread, thread.native_depth <= 1);
    if (heap_state.stress)
      thread.breaker.fetch_or(kBreakCollect, std::memory_order_relaxed);
  }
  if (finalizersPending())
    runFinalizers(thread);
  if (reasons & kBreakMemory && heap_state.live > heap_state.limit / 8 * 7) {
    raiseMemoryError(thread);
    return false;
  }
  if (reasons & kBreakSwitch)
    yieldRegion(thread);
  if (reasons & kBreakSignal && !runSignalHandlers(thread))
    return false;
  if (reasons & kBreakAsyncException && thread.async_exception) {
    Value type(thread.async_exception);
    thread.async_exception = nullptr;
    raise(thread, type);
    return false;
  }
  return true;
}

Value finishBlocking(Thread &thread) {
  auto blocking = std::move(thread.blocking);
  auto resume = std::move(thread.resume);
  leaveRegion(thread);
  blocking();
  enterRegion(thread);
  return resume(thread);
}

} // namespace pystm
