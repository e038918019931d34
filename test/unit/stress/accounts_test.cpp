//===- stress/accounts_test.cpp - Sums that must not change -------------------------------------===//
#include "stress/stress.h"

#include <memory>
#include <vector>

using namespace stm::test;

namespace {

/// Transfers between accounts, and audits that read all of them.
class Accounts : public Stress {
protected:
  static constexpr long kBalance = 100;

  static void run(size_t count, unsigned threads, unsigned audit_every, double share = 1) {
    std::unique_ptr<long[]> accounts(new long[count]);
    std::fill_n(accounts.get(), count, kBalance);
    long *account = accounts.get();
    Clock clock(share);
    runThreads(threads, [&](unsigned, Random &random) {
      while (!clock.isOver()) {
        if (random.oneIn(audit_every)) {
          audit(account, count);
          continue;
        }
        size_t from = random.below(uint32_t(count)), to = random.below(uint32_t(count));
        long amount = random.below(10);
        atomically([=] {
          set(account[from], get(account[from]) - amount);
          set(account[to], get(account[to]) + amount);
        });
      }
    });
    long sum = 0;
    for (size_t i = 0; i < count; ++i)
      sum += account[i];
    EXPECT_EQ(sum, long(count) * kBalance);
  }

  static void audit(long *account, size_t count) {
    atomically([=] {
      long sum = 0;
      for (size_t i = 0; i < count; ++i)
        sum += get(account[i]);
      expect(sum == long(count) * kBalance);
    });
  }
};

TEST_F(Accounts, FewAndContended) { run(8, 4, 10); }
TEST_F(Accounts, ManyAndMostlyApart) { run(20000, 4, 1000); }
TEST_F(Accounts, MoreThreadsThanViews) { run(200, 32, 20); }
TEST_F(Accounts, TwoHundredThreads) { run(2000, 200, 100); }

/// x + y is constant in every pair, and the halves are pages apart, so that each travels on its own.
TEST_F(Accounts, PairsInEveryAttempt) {
  constexpr size_t kPairs = 64, kDistance = 4096 / sizeof(long) * 3 + 1;
  std::vector<long> memory(kPairs * 2 + kDistance * 2, 0);
  long *x = memory.data(), *y = memory.data() + kDistance;
  for (size_t i = 0; i < kPairs; ++i)
    x[i] = 1000, y[i] = -1000;
  Clock clock;
  runThreads(4, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      if (index % 2) {
        atomically([=] {
          for (size_t i = 0; i < kPairs; ++i) {
            long left = get(x[i]);
            expect(left + get(y[i]) == 0);
          }
        });
      } else {
        size_t i = random.below(kPairs), k = random.below(kPairs);
        atomically([=] {
          expect(get(y[k]) + get(x[k]) == 0);
          set(x[i], get(x[i]) + 1);
          set(y[i], get(y[i]) - 1);
          expect(get(x[i]) + get(y[i]) == 0);
        });
      }
    }
  });
}

long counters[64];

/// Regions so short that the marks' numbers go round several times.
TEST_F(Accounts, CountersWhileStampsWrap) {
  std::fill_n(counters, 64, 0);
  std::atomic<long> expected{0};
  Clock clock(2);
  runThreads(2, [&](unsigned index, Random &) {
    long done = 0;
    for (; done % 64 || !clock.isOver(); ++done) {
      long &own = counters[index * 32], &shared = counters[16];
      bool both = done % 8 == 0;
      atomically([&own, &shared, both] {
        set(own, get(own) + 1);
        if (both)
          set(shared, get(shared) + 1);
      });
    }
    expected += done / 8;
    expect(counters[index * 32] == done);
  });
  EXPECT_EQ(counters[16], expected);
}

} // namespace
