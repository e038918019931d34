//===- os/last_thread.h - The end of a process whose threads have all ended --------------===//
//
// A process ends when its last thread does, as by exit(0). To the C library the service thread is one of them, so it must see that it
// is alone and end the process itself. Thread safety: the service thread's alone.
//
//===--------------------------------------------------------------------------------------===//
#ifndef STM_OS_LAST_THREAD_H
#define STM_OS_LAST_THREAD_H

namespace stm::os {

/// If no other thread is left: calls exit(0) on a new one, since its handlers may hold regions, which need the service thread.
/// Does nothing where /proc is not mounted.
void endProcessIfAlone();

} // namespace stm::os

#endif
