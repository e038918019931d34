//===- tx/zombie.cpp - Fault handlers and polls --------------------------------------------------===//
#include "tx/zombie.h"

#include "memory/commit_log.h"

#include <csignal>

namespace stm {

namespace {
constexpr int kFaults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
struct sigaction previous_actions[NSIG];
} // namespace

void validateNow(ThreadState &thread) {
  if (thread.mode != Mode::kView || commit_log.tail() == thread.checked)
    return;
  thread.checked = commit_log.tail();
  // All entries since the begin: what was read since the last check may be in the older ones.
  thread.validated = thread.view->position.load(std::memory_order_relaxed);
  if (!isValid(thread))
    abortTransaction(thread, kZombie);
  thread.validated = thread.view->position.load(std::memory_order_relaxed);
}

static void onFault(int signal, siginfo_t *info, void *context) {
  ThreadState &thread = threadState();
  // The signal is not blocked meanwhile (SA_NODEFER), so leaving by stm_resume is fine.
  validateNow(thread);
  const struct sigaction &previous = previous_actions[signal];
  if (previous.sa_flags & SA_SIGINFO) {
    previous.sa_sigaction(signal, info, context);
  } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
    previous.sa_handler(signal);
  } else {
    // The instruction faults again and gets the default treatment.
    sigaction(signal, &previous, nullptr);
  }
}

void catchFaults() {
  struct sigaction action = {};
  action.sa_sigaction = onFault;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int signal : kFaults)
    sigaction(signal, &action, &previous_actions[signal]);
}

void requestPolls() {
  // The flag is another thread's: it stays valid because the list's lock keeps the thread from ending.
  forEachThread([](ThreadState &thread, void *) {
    if (thread.poll && thread.mode == Mode::kView)
      __atomic_store_n(thread.poll, 1, __ATOMIC_RELAXED);
  }, nullptr);
}

} // namespace stm

using namespace stm;

extern "C" __attribute__((visibility("default"), preserve_most)) void __stm_poll_slow() {
  __atomic_store_n(&__stm_self.poll, 0, __ATOMIC_RELAXED);
  validateNow(threadState());
}
