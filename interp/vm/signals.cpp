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
#include <sys/mman.h>
#include <unistd.h>

namespace pystm {

namespace {

constexpr int kSignals = 65;

// Regions do not watch it: a handler of the system may run in the middle of one, and what it notes must outlive that one's undoing.
using Flag = uint8_t PYSTM_LOCAL;
Flag *const noted = [] {
  void *memory = mmap(nullptr, kSignals + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return (Flag *)memory;
}();
Flag &any_noted = noted[kSignals];

bool takeFlag(Flag &flag) { return __atomic_exchange_n(&flag, uint8_t{0}, __ATOMIC_ACQUIRE); }
void setFlag(Flag &flag) { __atomic_store_n(&flag, uint8_t{1}, __ATOMIC_RELEASE); }
std::atomic<int> wakeup_descriptor{-1};
Value handlers[kSignals];

void onSignal(int number) {
  int saved = errno;
  noteSignal(number);
  errno = saved;
}

} // namespace

void noteSignal(int number) {
  setFlag(noted[number]);
  setFlag(any_noted);
  Thread *main = runtime.main_thread;
  if (main && main == threadOfCaller())
    main->requestBorderSoon(kBreakSignal);
  else if (main)
    main->requestBorder(kBreakSignal);
  int descriptor = wakeup_descriptor.load(std::memory_order_relaxed);
  if (descriptor >= 0) {
    auto byte = static_cast<char>(number);
    [[maybe_unused]] auto written = write(descriptor, &byte, 1);
  }
}

bool signalsPending() { return __atomic_load_n(&any_noted, __ATOMIC_ACQUIRE); }

bool runSignalHandlers(Thread &thread) {
  if (&thread != runtime.main_thread || !signalsPending())
    return true;
  runAlone(); // that a signal was taken is not undone
  takeFlag(any_noted);
  for (int number = 1; number < kSignals; ++number) {
    if (!takeFlag(noted[number]))
      continue;
    Value handler = handlers[number];
    if (handler.isUnbound() || isInt(handler))
      continue;
    Value frame = thread.frame ? Value(frameObject(thread, thread.frame)) : none();
    if (call(thread, handler, {Value::smallInt(number), frame}).isError()) {
      for (int other = number + 1; other < kSignals; ++other)
        if (noted[other])
          setFlag(any_noted);
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

void setWakeupDescriptor(int descriptor) { wakeup_descriptor.store(descriptor, std::memory_order_relaxed); }

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
