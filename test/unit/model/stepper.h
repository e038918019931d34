//===- model/stepper.h - Threads that move one step at a time -------------------------------------------===//
//
// Real threads, of which exactly one runs at any moment: the one that was given a step, until it reports. So
// transactions interleave at every step, and each run of a script is the same run.
//
// The mailboxes lie outside the window, and serving them allocates nothing: the runtime sees the steps alone.
//
//===------------------------------------------------------------------------------------------------===//
#ifndef STM_TEST_MODEL_STEPPER_H
#define STM_TEST_MODEL_STEPPER_H

#include "base/lock.h"

#include <cstdint>
#include <thread>

namespace stm {
struct ThreadState;
}

namespace stm::test {

/// A step with its addresses.
struct Order {
  enum Action : uint32_t { kEnd, kBegin, kRead, kWrite, kAllocate, kFree, kIrrevocable, kPoll, kCommit, kPlainRead,
                           kPlainWrite, kPlainAllocate, kPlainFree } action;
  uint32_t size;
  uint64_t value;
  uint8_t *address;
};

struct Report {
  enum Event : uint32_t {
    kDone,
    kStarted,   ///< the transaction begins, or begins again: whatever the order was
    kCommitted
  } event;
  bool plain;   ///< started: without barriers
  uint64_t value;
  uint8_t *address;
};

class Stepper {
public:
  Stepper();
  ~Stepper();
  /// Has the thread carry out the order. Returns false if it does not report within 20 seconds.
  bool run(const Order &order, Report &report);
  const ThreadState &state() const { return *mail_->state; }

private:
  struct Mail {
    std::atomic<uint32_t> turn{0}; ///< 0: the director's, 1: the thread's
    Order order;
    Report report;
    const ThreadState *state;
  };
  static void serve(Mail &mail);
  static void awaitOrder(Mail &mail);
  static void answer(Mail &mail, const Report &report);
  static void transaction(Mail &mail);

  Mail *mail_;
  std::thread thread_;
};

} // namespace stm::test

#endif
