//===- support/other_thread.h - A second thread to do something in between -------------------------------===//
//
// Creating a thread allocates and writes memory, which within a transaction is an event of its own. This one exists
// before, its mailbox lies outside the window, and running something on it allocates nothing.
//
//===---------------------------------------------------------------------------------------------------===//
#ifndef STM_TEST_SUPPORT_OTHER_THREAD_H
#define STM_TEST_SUPPORT_OTHER_THREAD_H

#include "base/lock.h"
#include "os/os.h"
#include "support/region.h"

#include <new>
#include <thread>

namespace stm::test {

class OtherThread {
public:
  OtherThread() : mail_(new (os::allocate(sizeof(Mail), "test")) Mail) {
    thread_ = std::thread([mail = mail_] { serve(*mail); });
  }
  ~OtherThread() {
    post(nullptr, nullptr);
    thread_.join();
  }
  /// Runs f() on the other thread and waits for its end.
  template <class F> void run(F f) {
    post([](void *argument) { (*static_cast<F *>(argument))(); }, &f);
  }
  /// The same, as a transaction.
  template <class F> void atomically(F f) {
    run([&f] { stm::test::atomically([&f] { f(); }); });
  }

private:
  struct Mail {
    std::atomic<uint32_t> full{0};
    void (*function)(void *);
    void *argument;
  };
  void post(void (*function)(void *), void *argument) {
    mail_->function = function, mail_->argument = argument;
    mail_->full = 1;
    futexWake(mail_->full, 1);
    if (function)
      while (mail_->full)
        futexWait(mail_->full, 1);
  }
  static void serve(Mail &mail) {
    for (;;) {
      while (!mail.full)
        futexWait(mail.full, 0);
      if (!mail.function)
        return;
      mail.function(mail.argument);
      mail.full = 0;
      futexWake(mail.full, 1);
    }
  }

  Mail *mail_;
  std::thread thread_;
};

} // namespace stm::test

#endif
