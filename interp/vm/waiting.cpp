// The buffers of natives that wait. See waiting.h.
#include "vm/waiting.h"

#include <cstdio>
#include <cstdlib>

namespace pystm {

namespace {

void reuse(Thread &thread, WaitBuffer *buffer) {
  trim(buffer->text);
  buffer->next_free = thread.free_waits;
  thread.free_waits = buffer;
}

// Until the region has committed: undone, it ends the same wait again.
void spend(Thread &thread, WaitBuffer *buffer) {
  if (!thread.checkpoint.active)
    return reuse(thread, buffer);
  buffer->next_spent = thread.spent_waits;
  thread.spent_waits = buffer;
}

} // namespace

WaitBuffer *takeWaitBuffer(Thread &thread, size_t size) {
  WaitBuffer *buffer = thread.free_waits;
  if (buffer) {
    thread.free_waits = buffer->next_free;
  } else {
    if (thread.wait_depth == kMostWaitBuffers) {
      fputs("pystm: signal handlers interrupt each other's waits too deep\n", stderr);
      abort();
    }
    buffer = &thread.wait_buffers[thread.wait_depth++];
    thread.most_wait_buffers = std::max(thread.most_wait_buffers, thread.wait_depth);
  }
  reserve(buffer->text, std::max<size_t>(size, 1));
  return buffer;
}

void reuseWaitBuffers(Thread &thread) {
  while (WaitBuffer *buffer = thread.spent_waits) {
    thread.spent_waits = buffer->next_spent;
    reuse(thread, buffer);
  }
}

void freeWaitBuffers(Thread &thread) {
  for (uint64_t i = 0; i < thread.most_wait_buffers; ++i)
    trim(thread.wait_buffers[i].text, 0);
}

Value resumeWaiting(Thread &thread) {
  Waiting *waiting = thread.waiting;
  thread.waiting = nullptr;
  Value result = waiting->resume(thread, *waiting);
  if (result.isBlocked() && !thread.waiting) {
    thread.waiting = waiting; // once more
    return result;
  }
  if (waiting->data)
    spend(thread, waiting->data);
  spend(thread, waiting->buffer);
  return result;
}

} // namespace pystm
