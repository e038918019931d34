//===- tx/thread_state.cpp - Registration and exit of threads -----------------===//
#include "tx/thread_state.h"

#include "entry/init.h"
#include "tx/reclaim.h"
#include "tx/lone.h"

#include <algorithm>
#include <pthread.h>

extern "C" constinit thread_local stm_self __stm_self = {};

namespace stm {

constinit thread_local Checkpoint checkpoint = {};
constinit thread_local FastState fast;
constinit thread_local ThreadState thread_state;

namespace {
Lock list_lock;
ThreadState *first_thread;
std::atomic<uint32_t> last_number{0};
pthread_key_t exit_key;
pthread_once_t exit_key_once = PTHREAD_ONCE_INIT;
} // namespace

/// Runs when a registered thread ends, after its C++ destructors.
static void threadExit(void *) {
  ThreadState &thread = thread_state;
  if (!thread.registered)
    return;
  surrenderBias(fast.token);
  fast.token = 1;
  adoptLimbo(thread);
  {
    LockGuard guard(list_lock);
    (thread.previous ? thread.previous->next : first_thread) = thread.next;
    if (thread.next)
      thread.next->previous = thread.previous;
    addCounts(dead_threads_counts, thread.counts);
  }
  thread.undo.release();
  thread.local_undo.release();
  thread.frame.release();
  thread.fresh.release();
  thread.owned.release();
  thread.changed.release();
  thread.frees.release();
  thread.limbo.release();
  thread.elisions.release();
  thread.nested.release();
  thread.nested_frames.release();
  thread.actions.release();
  thread.action_bytes.release();
  thread.on_restart = nullptr;
  os::releaseSignalStack(thread.signal_stack);
  thread.registered = false;
  thread.counts = {};
}

static void createExitKey() { pthread_key_create(&exit_key, threadExit); }

static void registerThread(ThreadState &thread) {
  initialize();
  thread.number = last_number.fetch_add(1, std::memory_order_relaxed) + 1;
  fast.token = uint64_t(thread.number) << 8;
  __stm_self.window_base = layout.base;
  thread.poll = &__stm_self.poll;
  thread.stack = os::currentStack();
  uint64_t thread_pointer = reinterpret_cast<uint64_t>(__builtin_thread_pointer());
  if (!thread.stack.contains(thread_pointer))
    thread.tls = os::mappingOf(thread_pointer); // the main thread's
  // More than what the runtime and the allocator need, where the stack is not tiny.
  thread.stack_reserve = std::min((thread.stack.end - thread.stack.begin) / 8, uint64_t(32) << 10);
  thread.signal_stack = os::provideSignalStack();
  pthread_once(&exit_key_once, createExitKey);
  pthread_setspecific(exit_key, &thread);
  LockGuard guard(list_lock);
  thread.previous = nullptr;
  thread.next = first_thread;
  if (first_thread)
    first_thread->previous = &thread;
  first_thread = &thread;
  thread.registered = true;
}

ThreadState &currentThread() {
  ThreadState &thread = thread_state;
  if (__builtin_expect(!thread.registered, 0))
    registerThread(thread);
  return thread;
}

void forEachThread(void (*visit)(ThreadState &, void *), void *argument) {
  LockGuard guard(list_lock);
  for (ThreadState *thread = first_thread; thread; thread = thread->next)
    visit(*thread, argument);
}

void forgetOtherThreads() {
  forgetThreadId();
  list_lock.reset();
  ThreadState &thread = thread_state;
  thread.next = thread.previous = nullptr;
  first_thread = thread.registered ? &thread : nullptr;
}

} // namespace stm
