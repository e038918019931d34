// Natives that wait, outside of the region: `return blockingCall(thread, state, wait, resume);` as the last thing they do.
//
// `wait(state)` runs outside of the region, where it may not touch objects; then, inside again, `resume(thread, state)` makes the
// call's result. Both, and the state, lie meanwhile in memory of the thread that transactions do not watch (WaitBuffer): what the wait
// and the kernel write there makes no page hot. So it is plain bytes, and not undone with a region: a resume that runs again must find
// what the wait left, and the buffers are used again only when its region has ended. If the state has a member `data`, that is another
// such buffer. The objects that resume uses are arguments of the native's call, or reachable from them.
#pragma once

#include "vm/parking.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/text_buffer.h"
#include "vm/thread.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>

namespace pystm {

struct PYSTM_LOCAL_CLASS WaitBuffer {
  TextBuffer text;
  WaitBuffer *next_free;
  WaitBuffer *next_spent; // apart: an undone region leaves both as they are
};
constexpr size_t kMostWaitBuffers = size_t{1} << 16;

// Of at least so many bytes. To be taken when nothing can fail any more: only the end of a wait gives it back.
WaitBuffer *takeWaitBuffer(Thread &, size_t size);
// The region that a wait ended in cannot be undone any more.
void reuseWaitBuffers(Thread &);
// The thread ends.
void freeWaitBuffers(Thread &);

struct PYSTM_LOCAL_CLASS Waiting {
  void (*wait)(Waiting &);
  Value (*resume)(Thread &, Waiting &);
  WaitBuffer *buffer; // where this is
  WaitBuffer *data;   // may be null
};
template <class State, class Wait, class Resume> struct WaitingCall : Waiting {
  State state;
  Wait wait_for_state;
  Resume resume_with_state;
};
struct NoState {};

// In the region again: the native's result; blocked: it waits once more, for `thread.waiting`.
Value resumeWaiting(Thread &);
// What a resume returns to wait again with the same state.
inline Value waitAgain() { return Value::blocked(); }

template <class State, class Wait, class Resume> Value blockingCall(Thread &thread, const State &state, Wait wait, Resume resume) {
  using Call = WaitingCall<State, Wait, Resume>;
  static_assert(std::is_trivially_copyable_v<State> && std::is_trivially_copyable_v<Wait> && std::is_trivially_copyable_v<Resume>);
  WaitBuffer *buffer = takeWaitBuffer(thread, sizeof(Call));
  WaitBuffer *data = nullptr;
  if constexpr (requires { state.data; })
    data = state.data;
  thread.waiting = new (buffer->text.memory) Call{{[](Waiting &waiting) {
                                                auto &call = static_cast<Call &>(waiting);
                                                call.wait_for_state(call.state);
                                              },
                                              [](Thread &t, Waiting &waiting) -> Value {
                                                auto &call = static_cast<Call &>(waiting);
                                                return call.resume_with_state(t, call.state);
                                              },
                                              buffer, data},
                                             state, wait, resume};
  return Value::blocked();
}
template <class Wait, class Resume> Value blockingCall(Thread &thread, Wait wait, Resume resume) {
  return blockingCall(thread, NoState{}, [wait](NoState &) { wait(); }, [resume](Thread &t, NoState &) -> Value { return resume(t); });
}

template <class State> struct Interruptible : State {
  int error;
  bool main;
};

// A system call that a signal may interrupt: its handler runs, in the region, and the wait goes on unless the handler has raised.
// `wait(state)` gives 0 or an errno; `resume(thread, state, error)` sees EINTR only when its result does not count any more.
template <class State, class Wait, class Resume> Value interruptibleCall(Thread &thread, const State &state, Wait wait, Resume resume) {
  using Call = Interruptible<State>;
  return blockingCall(
      thread, Call{state, 0, &thread == runtime.main_thread},
      [wait](Call &call) { call.error = call.main && signalsPending() ? EINTR : wait(static_cast<State &>(call)); },
      [resume](Thread &t, Call &call) -> Value {
        if (call.error != EINTR) {
          Value result = resume(t, static_cast<State &>(call), call.error);
          return result.isSpecial() || !signalsPending() || runSignalHandlers(t) ? result : Value::error();
        }
        if (runSignalHandlers(t))
          return waitAgain();
        Value raised = takeException(t);
        resume(t, static_cast<State &>(call), EINTR);
        t.exception = raised;
        return Value::error();
      });
}
template <class Wait, class Resume> Value interruptibleCall(Thread &thread, Wait wait, Resume resume) {
  return interruptibleCall(
      thread, NoState{}, [wait](NoState &) { return wait(); }, [resume](Thread &t, NoState &, int error) -> Value { return resume(t, error); });
}

// A system call that gives a negative number with errno, for interruptibleCall.
template <class Result> int errorOf(Result result) { return result < 0 ? errno : 0; }

// What a read or write works on: its own memory, for the objects may not be touched meanwhile.
struct Transfer {
  WaitBuffer *data;
  size_t size; // of the data, in bytes
  ssize_t result;

  char *bytes() const { return data->text.memory; }
  std::string_view text() const { return {bytes(), static_cast<size_t>(result)}; }
};
// Room for so many bytes, but for no more than Linux reads at a time.
inline Transfer transferOf(Thread &thread, size_t size) {
  constexpr size_t kMost = 0x7FFFF000; // read(2)
  size = std::min(size, kMost);
  return {takeWaitBuffer(thread, size), size, 0};
}
// A copy.
inline Transfer transferOf(Thread &thread, std::string_view bytes) {
  Transfer transfer{takeWaitBuffer(thread, bytes.size()), bytes.size(), 0};
  std::memcpy(transfer.bytes(), bytes.data(), bytes.size());
  return transfer;
}

template <class Place> struct PlaceWait {
  Place *place;
  double deadline;
  uint32_t ticket;
  bool main;
};

// What `finish(thread, place)` gives when `ready(place)` has become true, at once or as soon as other threads wake the place
// (vm/parking.h), or at the deadline (negative: none). `place.waiters` counts those that wait, changed in regions only.
template <class Place, class Ready, class Finish>
Value waitAtPlace(Thread &thread, Place &place, double deadline, const char *what, Ready ready, Finish finish) {
  auto ends = [ready](Place &at, double until) { return ready(at) || (until >= 0 && parkingTime() >= until); };
  if (ends(place, deadline))
    return finish(thread, place);
  if (thread.atomic_depth)
    return raiseRuntimeError(thread, "cannot wait for %s in an atomic block", what);
  ++place.waiters;
  return blockingCall(
      thread, PlaceWait<Place>{&place, deadline, parkingTicket(&place), &thread == runtime.main_thread},
      [](PlaceWait<Place> &wait) { park(wait.place, wait.ticket, wait.deadline, wait.main); },
      [ready, finish, ends](Thread &t, PlaceWait<Place> &wait) -> Value {
        Place &at = *wait.place;
        --at.waiters;
        if (!ready(at) && !runSignalHandlers(t))
          return Value::error();
        if (ends(at, wait.deadline))
          return finish(t, at);
        ++at.waiters;
        wait.ticket = parkingTicket(&at);
        return waitAgain();
      });
}

} // namespace pystm
