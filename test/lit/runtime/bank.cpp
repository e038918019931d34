// Intent: transfers between accounts keep the sum, and every audit in between sees it.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static const int kAccounts = 256;
static long balance[kAccounts];

int main() {
  for (long &account : balance)
    account = 1000;
  inParallel(3, [](int me) {
    uint32_t random = me + 1;
    for (int i = 0; i < 10000; ++i) {
      int from = nextRandom(&random) % kAccounts, to = nextRandom(&random) % kAccounts;
      long amount = nextRandom(&random) % 50;
      if (i % 100 == 0) {
        long sum = 0;
        [[stm::atomic]] {
          sum = 0;
          for (long account : balance)
            sum += account;
        }
        CHECK(sum == 1000L * kAccounts);
      }
      [[stm::atomic]] {
        if (balance[from] >= amount) {
          balance[from] -= amount;
          balance[to] += amount;
        }
      }
    }
  });
  long sum = 0;
  for (long account : balance) {
    CHECK(account >= 0);
    sum += account;
  }
  CHECK(sum == 1000L * kAccounts);
}
