// Two threads post to a ledger in a shared library, in regions; prints "balanced" when every look at it
// in between was consistent.
#include "ledger.h"

#include <cstdio>
#include <thread>

int main() {
  bool balanced[2] = {true, true};
  auto work = [&](int me) {
    for (int i = 0; i < 10000; ++i) {
      [[stm::atomic]] {
        ledgerPost((i + me) % 100, 5);
        ledgerPost((i * 7) % 100, -5);
      }
      if (i % 100 == 0) {
        long total = 0;
        [[stm::atomic]] { total = ledgerTotal(); }
        balanced[me] = balanced[me] && total == 0;
      }
    }
  };
  std::thread other(work, 1);
  work(0);
  other.join();
  std::puts(balanced[0] && balanced[1] ? "balanced" : "not balanced");
  return !(balanced[0] && balanced[1]);
}
