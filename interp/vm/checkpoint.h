// What a transaction must restore of a thread itself when it is undone: the memory that the runtime of regions does not
// watch. That is the Thread object, frames, registers and inline caches. A stretch of bytecodes begins with a copy of the Thread and of
// the running frame; a frame below is copied when the thread comes back to it; caches that were filled are emptied. Nothing
// of this happens in pystm-gil, whose regions are never undone.
#pragma once

#include "vm/frame.h"

namespace pystm {

// At the start of a stretch, in its region.
void beginCheckpoint(Thread &);
// Its region has ended, or cannot be undone any more.
void endCheckpoint(Thread &);
// The thread is about to change frames from the running one down to `frame`.
void keepFrames(Thread &, Frame *frame);
// An inline cache, or the place of a block of them, is about to be filled.
void noteLearnt(Thread &, void *place, size_t size);
// Waits until no other thread is being undone; nobody else runs a region then.
void awaitCheckpoints(Thread &self);

// After a frame was taken away.
inline void enterKeptFrame(Thread &thread) {
  if (thread.frame < thread.checkpoint.lowest && thread.frame >= thread.frames) [[unlikely]]
    keepFrames(thread, thread.frame);
}

} // namespace pystm
