//===- tx/zombie.cpp - Fault handlers and polls --------------------------------------------------===//
#include "tx/zombie.h"

#include "memory/commit_log.h"
#include "tx/home.h"

#include <csignal>
#include <ucontext.h>

namespace stm {

namespace {
constexpr int kFaults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
struct sigaction previous_actions[NSIG];
} // namespace

/// True if the log shows a conflict.
static bool isDoomed(ThreadState &thread) {
  if (thread.mode != Mode::kView || commit_log.tail() == thread.checked)
    return false;
  thread.checked = commit_log.tail();
  // All entries since the begin: what was read since the last check may be in the older ones.
  thread.validated = thread.view->position.load(std::memory_order_relaxed);
  bool valid = isValid(thread);
  thread.validated = thread.view->position.load(std::memory_order_relaxed);
  return !valid;
}

void validateNow(ThreadState &thread) {
  if (isDoomed(thread))
    abortTransaction(thread, kZombie);
}

[[noreturn]] static void abortHere() {
  ThreadState &thread = threadState();
  thread.wanted_page == kNoPage ? abortTransaction(thread, kZombie) : abortForPage(thread, thread.wanted_page);
}

/// Has the handler return into abortHere, on the stack below the region's begin: what the program asked to be called at an abort
/// does not run on the signal handlers' stack.
static void abortBehindHandler(void *context) {
  constexpr uint64_t kRedZone = 128;
  constexpr greg_t kDirectionFlag = 0x400;
  greg_t *registers = static_cast<ucontext_t *>(context)->uc_mcontext.gregs;
  // As after a call: 8 below a multiple of 16.
  registers[REG_RSP] = greg_t(((checkpoint.rsp - kRedZone) & ~uint64_t(15)) - 8);
  registers[REG_RIP] = greg_t(reinterpret_cast<uint64_t>(&abortHere));
  registers[REG_EFL] &= ~kDirectionFlag;
}

static void onFault(int signal, siginfo_t *info, void *context) {
  ThreadState &thread = threadState();
  if (isDoomed(thread))
    return abortBehindHandler(context);
  if (uint64_t address = reinterpret_cast<uint64_t>(info->si_addr); signal == SIGSEGV && isInHeapOfView(thread, address)) {
    thread.wanted_page = homeOfAnotherAt(thread, address);
    // Else the home has moved or ended since: the access may be tried again.
    if (thread.wanted_page != kNoPage)
      abortBehindHandler(context);
    return;
  }
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
  // Not blocked meanwhile: the program's own handler, called from here, may leave by a jump.
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
