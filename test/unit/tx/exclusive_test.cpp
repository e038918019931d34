//===- tx/exclusive_test.cpp - Irrevocable transactions --------------------------------------------------===//
#include "tx/exclusive.h"

#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "support/in_views.h"
#include "support/other_thread.h"
#include "support/turns.h"

#include <chrono>
#include <thread>

using namespace stm;
using namespace stm::test;

namespace {

const stm_reason reason = {"a test", nullptr, 0, 0};
const stm_site always = {__FILE__, "exclusive_test", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};

class Irrevocable : public testing::Test {
protected:
  long *value_ = allocatePages<long>(3);
  static constexpr size_t kPage = os::kPageSize / sizeof(long);
  OtherThread other_;
  static void SetUpTestSuite() { runInViews(); }
  void TearDown() override {
    EXPECT_FALSE(gateShut());
    EXPECT_FALSE(gateLock().isHeld());
    free(value_);
  }
};

TEST_F(Irrevocable, ItsWritesAreVisibleAtOnce) {
  Turns turns;
  std::thread writer([&] {
    atomically([&] {
      set(value_[0], 1);
      __stm_become_irrevocable(&reason);
      set(value_[1], 2);
      turns.reach(1);
      turns.await(2);
    });
  });
  turns.await(1);
  EXPECT_EQ(const_cast<volatile long *>(value_)[0], 1);
  EXPECT_EQ(const_cast<volatile long *>(value_)[1], 2);
  turns.reach(2);
  writer.join();
}

/// Writes so far that had to wait for the service thread.
uint64_t faults() { return page_counts.outside_writes.load(); }

/// Regions in views have copies of `count` pages.
void copyPages(long *pages, size_t count) {
  atomically([=] {
    for (size_t i = 0; i < count; ++i)
      set(pages[i * os::kPageSize / sizeof(long)], 1);
  });
}

TEST_F(Irrevocable, InstrumentedStoresDoNotFault) {
  copyPages(value_, 3);
  auto at_start = faults();
  static const stm_site site = {__FILE__, "instrumented", __LINE__, 0};
  atomicallyAt(site, [&] {
    set(value_[0], 2);
    __stm_become_irrevocable(&reason);
    for (long i = 0; i < 100; ++i) {
      set(value_[i], i);         // written before too: no plain store there either
      set(value_[kPage + i], i); // written now first
    }
  });
  EXPECT_EQ(faults(), at_start);
  EXPECT_EQ(value_[kPage + 99], 99);
  long seen = 0;
  other_.atomically([&] { seen = get(value_[kPage + 99]); });
  atomically([&] { seen += get(value_[kPage + 99]); });
  EXPECT_EQ(seen, 198) << "views know of it";
}

TEST_F(Irrevocable, ThePagesThatItWritesAreHeldByNoView) {
  for (bool instrumented : {true, false}) {
    copyPages(value_, 3);
    size_t claimed = claimedPages();
    static const stm_site site = {__FILE__, "drops", __LINE__, 0};
    atomicallyAt(site, [&] {
      __stm_become_irrevocable(&reason);
      if (instrumented)
        set(value_[kPage], 5);
      else
        value_[kPage] = 6;
    });
    EXPECT_EQ(claimedBits(pageOf(&value_[kPage])), 0u);
    EXPECT_NE(pages.state[pageOf(&value_[kPage])], kPageHot);
    if (instrumented) { // a fault costs more than so few copies: they go, too
      EXPECT_EQ(claimedPages(), claimed - 1);
    }
    long seen = 0;
    other_.atomically([&] { seen = get(value_[kPage]); });
    EXPECT_EQ(seen, instrumented ? 5 : 6);
  }
}

TEST_F(Irrevocable, AFewFaultsCostNoMoreThanNewCopies) {
  constexpr size_t kCopies = 64;
  auto *pages = allocatePages<long>(kCopies);
  copyPages(pages, kCopies);
  size_t copies = claimedPages(); // neighbours, too
  auto at_start = faults();
  static const stm_site site = {__FILE__, "a few faults", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};
  atomicallyAt(site, [&] {
    for (size_t i = 0; i < kCopies; ++i)
      pages[i * kPage] = 2; // plain
  });
  EXPECT_LE(faults(), at_start + 1 + copies / 16) << "then all copies are dropped";
  free(pages);
}

TEST_F(Irrevocable, ARegionThatFaultedFindsThePagesOpenTheNextTime) {
  static const stm_site site = {__FILE__, "known", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};
  uint64_t at_start = 0;
  for (int i = 0; i < 10; ++i) {
    copyPages(value_, 3);
    if (i == 1)
      at_start = faults();
    atomicallyAt(site, [&] { value_[0] = i; });
  }
  EXPECT_EQ(faults(), at_start);
  copyPages(value_, 3);
  static const stm_site quiet = {__FILE__, "quiet", __LINE__, STM_SITE_ALWAYS_IRREVOCABLE};
  size_t claimed = claimedPages();
  atomicallyAt(quiet, [] {});
  EXPECT_EQ(claimedPages(), claimed) << "one that writes nothing costs the others no copies";
}

TEST_F(Irrevocable, RunsOnCanonicalMemory) {
  int64_t offset[2];
  atomically([&] {
    offset[0] = __stm_self.view_offset;
    __stm_become_irrevocable(&reason);
    offset[1] = __stm_self.view_offset;
  });
  EXPECT_NE(offset[0], 0);
  EXPECT_EQ(offset[1], 0);
}

TEST_F(Irrevocable, NobodyElseRunsMeanwhile) {
  Turns turns;
  std::atomic<bool> ran{false};
  std::thread other([&] {
    turns.await(1);
    atomically([&] { get(value_[0]); });
    ran = true;
  });
  atomically([&] {
    __stm_become_irrevocable(&reason);
    turns.reach(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_FALSE(ran);
  });
  other.join();
  EXPECT_TRUE(ran);
}

TEST_F(Irrevocable, WaitsForThoseThatRun) {
  Turns turns;
  std::atomic<bool> done{false};
  std::thread other([&] {
    atomically([&] {
      set(value_[0], 1);
      turns.reach(1);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      done = true;
    });
  });
  turns.await(1);
  atomicallyAt(always, [&] {
    EXPECT_TRUE(done);
    EXPECT_EQ(value_[0], 1);
  });
  other.join();
}

TEST_F(Irrevocable, FromTheStartItRunsThePlainVersion) {
  uint32_t mode = __stm_begin(&always, __builtin_dwarf_cfa(), nullptr, nullptr);
  __stm_commit();
  EXPECT_EQ(mode, STM_MODE_PLAIN);
}

TEST_F(Irrevocable, AConflictOnTheWayStartsItAgainAndThenItIs) {
  int attempts = 0;
  uint64_t irrevocable = currentThread().counts.irrevocable;
  atomically([&] {
    long seen = get(value_[0]);
    if (++attempts == 1)
      other_.atomically([this] { set(value_[0], 5); });
    __stm_become_irrevocable(&reason);
    set(value_[kPage], seen + 1);
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(value_[kPage], 6);
  EXPECT_EQ(currentThread().counts.irrevocable, irrevocable + 1);
}

TEST_F(Irrevocable, TwoThatWantItAtOnceBothGetIt) {
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> ready{0};
    auto body = [&] {
      ++ready;
      while (ready < 2)
        sched_yield();
      atomically([&] {
        set(value_[0], get(value_[0]) + 1);
        __stm_become_irrevocable(&reason);
        ++value_[1];
      });
    };
    std::thread other(body);
    body();
    other.join();
  }
  EXPECT_EQ(value_[0], 100);
  EXPECT_EQ(value_[1], 100);
}

TEST_F(Irrevocable, BecomingItTwiceIsNothing) {
  uint64_t irrevocable = currentThread().counts.irrevocable;
  atomically([&] {
    __stm_become_irrevocable(&reason);
    __stm_become_irrevocable(&reason);
  });
  EXPECT_EQ(currentThread().counts.irrevocable, irrevocable + 1);
}

TEST_F(Irrevocable, IdleViewsSeeWhatItWrote) {
  // This thread's view and another hold copies of the page.
  for (long i = 0; i < 20; ++i) {
    atomically([&] { set(value_[2], i); });
    std::thread([&] { atomically([&] { set(value_[4], i); }); }).join();
    atomicallyAt(always, [&] { value_[0] = i; });
    long seen[2];
    atomically([&] { seen[0] = get(value_[0]); });
    std::thread([&] { atomically([&] { seen[1] = get(value_[0]); }); }).join();
    ASSERT_EQ(seen[0], i);
    ASSERT_EQ(seen[1], i);
  }
}

TEST_F(Irrevocable, NestedRegionsStayInside) {
  atomicallyAt(always, [&] {
    atomically([&] { value_[0] = 1; });
    EXPECT_TRUE(gateShut());
    atomically([&] { value_[0] = 2; });
  });
  EXPECT_EQ(value_[0], 2);
}

TEST_F(Irrevocable, WhoKeepsLosingRunsAlone) {
  setenv("STM_RETRIES", "3", 1);
  readFlags();
  int attempts = 0;
  uint64_t irrevocable = currentThread().counts.irrevocable;
  atomically([&] {
    long seen = get(value_[0]);
    if (++attempts < 4)
      other_.atomically([this] { set(value_[0], get(value_[0]) + 1); });
    set(value_[kPage], seen);
  });
  setenv("STM_RETRIES", "1000000", 1);
  readFlags();
  EXPECT_EQ(attempts, 4);
  EXPECT_EQ(value_[kPage], 3);
  EXPECT_EQ(currentThread().counts.irrevocable, irrevocable + 1);
  EXPECT_GE(currentThread().counts.longest_retry_series, 3u);
}

} // namespace
