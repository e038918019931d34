// Signals: see signals.h.
#include "vm/signals.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "vm/native.h"
#include "vm/collector.h"
#include "vm/frame.h"
#include "vm/region.h"
#include "vm/runtime.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace pystm {

namespace {

constexpr int kSignals = 65;
// What handlers of signals write and regions read: not in memory that these watch.
struct Noted {
  std::atomic<bool> signal[kSignals];
  std::atomic<bool> any;
  std::atomic<int> wakeup_descriptor;
};
Noted &noted = []() -> Noted & {
  void *memory = mmap(nullptr, sizeof(Noted), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  auto *made = new (memory) Noted{};
  made->wakeup_descriptor = -1;
  return *made;
}();
Value handlers[kSignals];

PYSTM_PURE bool anyNoted(const Noted &from) { return from.any.load(std::memory_order_acquire); }
PYSTM_PURE void noteAgain(Noted &to) { to.any.store(true, std::memory_order_release); }
PYSTM_PURE bool takeAny(Noted &from) { return from.any.exchange(false, std::memory_order_acquire); }
PYSTM_PURE bool take(Noted &from, int number) { return from.signal[number].exchange(false, std::memory_order_relaxed); }
PYSTM_PURE bool anyAfter(const Noted &from, int number) {
  while (++number < kSignals)
    if (from.signal[number].load(std::memory_order_relaxed))
      return true;
  return false;
}

void onSignal(int number) {
  int saved = errno;
  noteSignal(number);
  errno = saved;
}

} // namespace

void noteSignal(int number) {
  noted.signal[number].store(true, std::memory_order_relaxed);
  noteAgain(noted);
  Thread *main = runtime.main_thread;
  if (main && main == threadOfCaller())
    main->requestBorderSoon(kBreakSignal);
  else if (main)
    main->requestBorder(kBreakSignal);
  int descriptor = noted.wakeup_descriptor.load(std::memory_order_relaxed);
  if (descriptor >= 0) {
    auto byte = static_cast<char>(number);
    [[maybe_unused]] auto written = write(descriptor, &byte, 1);
  }
}

bool signalsPending() { return anyNoted(noted); }

bool runSignalHandlers(Thread &thread) {
  if (&thread != runtime.main_thread || !anyNoted(noted))
    return true;
  runAlone(); // what is taken here stays taken
  takeAny(noted);
  for (int number = 1; number < kSignals; ++number) {
    if (!take(noted, number))
      continue;
    Value handler = handlers[number];
    if (handler.isUnbound() || isInt(handler))
      continue;
    Value frame = thread.frame ? Value(frameObject(thread, thread.frame)) : none();
    if (call(thread, handler, {Value::smallInt(number), frame}).isError()) {
      if (anyAfter(noted, number))
        noteAgain(noted);
      return false;
    }
  }
  return true;
}

void setSignalHandler(int number, Value handler) {
  handlers[number] = handler;
  struct sigaction action {};
  sigemptyset(&action.sa_mask);
  bool plain = handler.isSmallInt();
  action.sa_handler = plain ? (handler.asSmallInt() == 0 ? SIG_DFL : SIG_IGN) : onSignal;
  sigaction(number, &action, nullptr);
}
Value signalHandler(int number) { return handlers[number]; }

void setWakeupDescriptor(int descriptor) {
  runAlone();
  noted.wakeup_descriptor.store(descriptor, std::memory_order_relaxed);
}

namespace {
void traceHandlers(Tracer &tracer) {
  for (Value handler : handlers)
    tracer.visit(handler);
}
Value interrupt(Thread &thread, const Arguments &) { return raise(thread, Value(&KeyboardInterrupt_type)); }
const MethodDef kInterrupt = {"default_int_handler", "(signalnum, frame, /)", interrupt, "The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt."};
} // namespace

void installDefaultSignals(Thread &thread) {
  addRootTracer(traceHandlers);
  struct sigaction before {};
  signal(SIGPIPE, SIG_IGN);
  handlers[SIGPIPE] = Value::smallInt(1);
  sigaction(SIGINT, nullptr, &before);
  if (before.sa_handler != SIG_IGN)
    setSignalHandler(SIGINT, makeNativeFunction(thread, &kInterrupt));
}

} // namespace pystm
