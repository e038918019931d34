// Natives that wait in a system call, which a signal may interrupt: its handler runs, in the region, and the wait goes on
// unless the handler has raised.
#pragma once

#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/thread.h"

#include <cerrno>
#include <memory>

namespace pystm {

// `wait`, outside of the region: 0 or an errno. `resume`, inside again: makes the result from it, and releases what `wait` used.
// It sees EINTR only when its result does not count any more.
template <class Wait, class Resume> Value interruptibleCall(Thread &thread, Wait wait, Resume resume) {
  bool main = &thread == runtime.main_thread;
  auto error = std::make_shared<int>(0);
  return blockingCall(
      thread, [main, error, wait] { *error = main && signalsPending() ? EINTR : wait(); },
      [error, wait, resume](Thread &t) -> Value {
        if (*error != EINTR) {
          Value result = resume(t, *error);
          return result.isSpecial() || !signalsPending() || runSignalHandlers(t) ? result : Value::error();
        }
        if (runSignalHandlers(t))
          return interruptibleCall(t, wait, resume);
        Value raised = takeException(t);
        resume(t, EINTR);
        t.exception = raised;
        return Value::error();
      });
}

// A system call that gives a negative number with errno, for interruptibleCall.
template <class Result> int errorOf(Result result) { return result < 0 ? errno : 0; }

} // namespace pystm
