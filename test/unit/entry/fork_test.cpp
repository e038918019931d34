//===- entry/fork_test.cpp - Children with memory of their own --------------------------------------------===//
#include "support/fresh_process.h"
#include "support/in_views.h"
#include "support/other_thread.h"

#include <sys/wait.h>

using namespace stm;
using namespace stm::test;

namespace {

long counter;
const stm_reason reason = {"fork", nullptr, 0, 0};

/// Runs body() in a child; its result must be 0.
template <class F> void expectInChild(F body) {
  pid_t child = fork();
  if (child == 0)
    _exit(body());
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

int countInChild(long expected) {
  auto *block = static_cast<long *>(malloc(1000));
  if (counter != expected)
    return 1;
  for (int i = 0; i < 10; ++i)
    atomically([=] {
      set(counter, get(counter) + 1);
      set(*block, get(counter));
    });
  if (counter != expected + 10 || *block != counter)
    return 2;
  counter = 1000;
  free(block);
  return 0;
}

void beforeAnyTransaction() {
  auto *block = static_cast<long *>(malloc(sizeof(long)));
  *block = 5;
  expectInChild([=] {
    *block = 6;
    return countInChild(0);
  });
  EXPECT_EQ(counter, 0);
  EXPECT_EQ(*block, 5);
}
TEST(Fork, BeforeAnyTransaction) { EXPECT_SUCCESS_IN_FRESH_PROCESS(beforeAnyTransaction); }

void lonely() {
  atomically([] { set(counter, 5); });
  expectInChild([] { return countInChild(5); });
  EXPECT_EQ(counter, 5);
  atomically([] { set(counter, get(counter) + 1); });
  EXPECT_EQ(counter, 6);
}
TEST(Fork, OfALonelyThread) { EXPECT_SUCCESS_IN_FRESH_PROCESS(lonely); }

void insideALonelyRegion() {
  atomically([] {
    set(counter, 3);
    expectInChild([] {
      __stm_commit(); // the child's own end of the region
      return countInChild(3);
    });
    set(counter, get(counter) + 1);
  });
  EXPECT_EQ(counter, 4);
}
TEST(Fork, InsideALonelyRegion) { EXPECT_SUCCESS_IN_FRESH_PROCESS(insideALonelyRegion); }

void withViews() {
  runInViews();
  OtherThread other;
  atomically([] { set(counter, 5); });
  other.atomically([] { set(counter, get(counter) + 2); });
  expectInChild([] { return countInChild(7); });
  other.atomically([] { set(counter, get(counter) + 1); });
  atomically([] { set(counter, get(counter) + 1); });
  EXPECT_EQ(counter, 9);
}
TEST(Fork, OfAProgramWithViews) { EXPECT_SUCCESS_IN_FRESH_PROCESS(withViews); }

void irrevocable() {
  runInViews();
  OtherThread other;
  other.atomically([] { set(counter, 1); });
  atomically([] {
    set(counter, get(counter) + 1);
    __stm_become_irrevocable(&reason);
    expectInChild([] {
      __stm_commit();
      return countInChild(2);
    });
    set(counter, get(counter) + 1);
  });
  EXPECT_EQ(counter, 3);
  other.atomically([] { set(counter, get(counter) + 1); });
  EXPECT_EQ(counter, 4);
}
TEST(Fork, InsideAnIrrevocableRegion) { EXPECT_SUCCESS_IN_FRESH_PROCESS(irrevocable); }

void inLockMode() {
  OtherThread other;
  atomically([] { set(counter, 1); });
  other.atomically([] { set(counter, get(counter) + 1); });
  expectInChild([] { return countInChild(2); });
  other.atomically([] { set(counter, get(counter) + 1); });
  EXPECT_EQ(counter, 3);
}
TEST(Fork, InLockMode) { EXPECT_SUCCESS_IN_FRESH_PROCESS(inLockMode); }

void childrenStartThreads() {
  runInViews();
  expectInChild([] {
    OtherThread other;
    for (int i = 0; i < 100; ++i) {
      other.atomically([] { set(counter, get(counter) + 1); });
      atomically([] { set(counter, get(counter) + 1); });
    }
    return counter == 200 ? 0 : 1;
  });
  EXPECT_EQ(counter, 0);
}
TEST(Fork, ChildrenStartThreadsOfTheirOwn) { EXPECT_SUCCESS_IN_FRESH_PROCESS(childrenStartThreads); }

void grandchildren() {
  runInViews();
  atomically([] { set(counter, 1); });
  expectInChild([] {
    atomically([] { set(counter, 2); });
    pid_t child = fork();
    if (child == 0)
      _exit(countInChild(2));
    int status = -1;
    waitpid(child, &status, 0);
    return status != 0 || counter != 2;
  });
  EXPECT_EQ(counter, 1);
}
TEST(Fork, ChildrenFork) { EXPECT_SUCCESS_IN_FRESH_PROCESS(grandchildren); }

/// What another thread writes in order, without regions: the child must have it as it was at one moment.
void snapshotOf(bool with_views) {
  constexpr size_t kPages = 64, kStep = os::kPageSize / sizeof(long);
  auto *pages = allocatePages<long>(kPages * 16);
  // Not in the order of addresses, in which the child copies.
  auto slot = [](size_t i) { return i * 37 % kPages * 16 * kStep; };
  for (size_t i = 0; i < kPages * 16; ++i)
    pages[i * kStep + 1] = 1;
  if (with_views)
    runInViews();
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (long round = 1; !stop; ++round)
      for (size_t i = 0; i < kPages; ++i)
        const_cast<volatile long *>(pages)[slot(i)] = round;
  });
  for (int forks = 0; forks < 10; ++forks)
    expectInChild([=] {
      long before = pages[0], steps = 0;
      for (size_t i = 0; i < kPages; ++i) {
        long now = pages[slot(i)];
        steps += before != now;
        if (now != before && now != before - 1)
          return 1;
        before = now;
      }
      return steps <= 1 ? 0 : 2;
    });
  stop = true;
  writer.join();
}
void snapshotWithViews() { snapshotOf(true); }
void snapshotWithoutViews() { snapshotOf(false); }
TEST(Fork, ThreadsThatWritePlainDataAreSeenAtOneMoment) { EXPECT_SUCCESS_IN_FRESH_PROCESS(snapshotWithViews); }
TEST(Fork, BeforeAnyTransactionToo) { EXPECT_SUCCESS_IN_FRESH_PROCESS(snapshotWithoutViews); }

void outsideWritesInChild() {
  runInViews();
  expectInChild([] {
    long seen = 0;
    for (long i = 1; i < 50; ++i) {
      atomically([] { set(counter, get(counter)); }); // the view holds the page
      *const_cast<volatile long *>(&counter) = i;     // noticed by the child's own watch
      atomically([&] { seen = get(counter); });
      if (seen != i)
        return 1;
    }
    return 0;
  });
}
TEST(Fork, WritesOutsideRegionsAreNoticedInTheChild) { EXPECT_SUCCESS_IN_FRESH_PROCESS(outsideWritesInChild); }

} // namespace
