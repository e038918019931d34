// Signals: the handler of the system only notes which; Python handlers run at the main thread's next border.
#pragma once

#include "vm/thread.h"

namespace pystm {

// Called from the C handler; async-signal-safe.
void noteSignal(int number);
// Runs the Python handlers of noted signals; false: an exception is pending.
bool runSignalHandlers(Thread &);
bool signalsPending();
// The Python handler of a signal (callable, or SIG_DFL and SIG_IGN as ints); the module signal sets it.
void setSignalHandler(int number, Value handler);
Value signalHandler(int number);
// SIGINT raises KeyboardInterrupt unless the program was started with it ignored.
void installDefaultSignals(Thread &);
void setWakeupDescriptor(int descriptor);

} // namespace pystm
