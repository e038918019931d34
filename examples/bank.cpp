// A bank: transfers between accounts, and now and then an audit that sums up a branch of 1,000 accounts. A
// transfer stays within its branch, so an audit that is atomic always sees the same sum.
#include "harness.h"
#include "region.h"

static constexpr uint64_t kBranches = 64, kAccountsPerBranch = 1000;
static constexpr long kOpening = 1000;
static constexpr uint64_t kOperations = 8000000, kBatch = 500;
static constexpr uint64_t kAuditEvery = 50;

struct Account {
  long balance = kOpening;
  long transfers = 0;
};

static Account accounts[kBranches][kAccountsPerBranch];

static void transfer(Account &from, Account &to, long amount) {
  ATOMIC {
    from.balance -= amount;
    ++from.transfers;
    to.balance += amount;
    ++to.transfers;
  }
}

static long audit(const Account (&branch)[kAccountsPerBranch]) {
  long sum = 0;
  ATOMIC {
    sum = 0;
    for (const Account &account : branch)
      sum += account.balance;
  }
  return sum;
}

int main(int argc, char **argv) {
  int threads = threadsFrom(argc, argv);
  std::atomic<uint64_t> next{0};
  std::atomic<uint64_t> wrong_audits{0};
  Elapsed elapsed = runThreads(threads, [&](int) {
    uint64_t wrong = 0;
    for (uint64_t first; (first = next.fetch_add(kBatch)) < kOperations;)
      for (uint64_t i = first; i < first + kBatch; ++i) {
        uint64_t random = mix(i);
        Account(&branch)[kAccountsPerBranch] = accounts[random % kBranches];
        if (i % kAuditEvery == 0)
          wrong += audit(branch) != kOpening * static_cast<long>(kAccountsPerBranch);
        else
          transfer(branch[(random >> 8) % kAccountsPerBranch],
                   branch[(random >> 24) % kAccountsPerBranch], (random >> 40) % 100);
      }
    wrong_audits += wrong;
  });

  uint64_t sum = 0, index = 0;
  for (const auto &branch : accounts)
    for (const Account &account : branch)
      sum += mix(static_cast<uint64_t>(account.balance) * 64 + account.transfers + ++index);
  report(std::to_string(wrong_audits) + " wrong audits, checksum " + std::to_string(sum), elapsed,
         kOperations);
}
