// Accounts in an array: an update moves money between two of them, a look reads two balances. With fine locks each
// account has its own.
//
//   <program> threads operations update-percent accounts
#include "workload.h"

struct Account {
  int64_t balance = 1000;
  FINE_LOCK(lock)
};

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t operations = options.value(0, 100000);
  uint64_t update_percent = options.value(1, 20);
  uint64_t count = options.value(2, 1024);
  std::vector<Account> accounts(count);

  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    int64_t seen = 0;
    forOwnShare(me, options.threads(), operations, [&](uint64_t i) {
      uint64_t random = mix(i);
      uint64_t a = (random >> 16) % count;
      uint64_t b = (a + 1 + (random >> 40) % (count - 1)) % count;
      Account &from = accounts[a];
      Account &to = accounts[b];
      if (random % 100 < update_percent) {
        int64_t amount = static_cast<int64_t>(random >> 8 & 127);
        ATOMIC_ON(from.lock, to.lock) {
          from.balance -= amount;
          to.balance += amount;
        }
      } else {
        ATOMIC_ON(from.lock, to.lock) { seen += from.balance + to.balance; }
      }
    });
    asm volatile("" : : "r"(seen));
  });

  int64_t total = 0;
  uint64_t sum = 0;
  for (uint64_t i = 0; i < count; ++i) {
    total += accounts[i].balance;
    sum += mix(i ^ static_cast<uint64_t>(accounts[i].balance));
  }
  check(total == static_cast<int64_t>(1000 * count), "money came or went");
  reportResult("checksum " + std::to_string(sum), elapsed, operations);
}
