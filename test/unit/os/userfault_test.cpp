//===- os/userfault_test.cpp - Noticing writes ---------------------------------------------------===//
//
// This program has no views, so that it may be the one that starts userfaultfd, with handlers of its own.
//
//===-------------------------------------------------------------------------------------------===//
#include "os/userfault.h"

#include "base/lock.h"
#include "os/os.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

using namespace stm;

namespace {

constexpr size_t kPages = 8;

/// Foreign to the window: the service thread counts here.
struct Seen {
  std::atomic<int> writes{0}, ticks{0};
  std::atomic<uint64_t> last_address{0}, declined{0};
  std::atomic<uint32_t> last_thread{0};
};

class Userfault : public testing::Test {
protected:
  static inline Seen *seen;
  static inline uint8_t *memory, *other_mapping;

  static void SetUpTestSuite() {
    seen = new (os::allocate(sizeof(Seen), "test")) Seen;
    int fd = os::createMemory(kPages * os::kPageSize);
    auto map = [fd] {
      return static_cast<uint8_t *>(
          mmap(nullptr, kPages * os::kPageSize, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
    };
    memory = map();
    other_mapping = map();
    os::startUserfault(
        [](uint64_t address, uint32_t thread_id) {
          if (address == seen->declined)
            return false;
          ++seen->writes;
          seen->last_address = address;
          seen->last_thread = thread_id;
          os::unprotect(address, os::kPageSize);
          return true;
        },
        [] { ++seen->ticks; });
    os::registerRange(reinterpret_cast<uint64_t>(memory), kPages * os::kPageSize);
  }
  void SetUp() override {
    os::unprotect(reinterpret_cast<uint64_t>(memory), kPages * os::kPageSize);
    memset(memory, 1, kPages * os::kPageSize);
    seen->writes = 0;
  }
  static uint8_t *page(size_t i) { return memory + i * os::kPageSize; }
  static void protectPages(size_t first, size_t count = 1) {
    os::protect(reinterpret_cast<uint64_t>(page(first)), count * os::kPageSize);
  }
};

TEST_F(Userfault, AWriteIsNoticedAndThenDone) {
  protectPages(2);
  page(2)[100] = 42;
  EXPECT_EQ(seen->writes, 1);
  EXPECT_EQ(seen->last_address, reinterpret_cast<uint64_t>(page(2)));
  EXPECT_EQ(page(2)[100], 42);
}

TEST_F(Userfault, TheHandlerLearnsWhoWrites) {
  protectPages(2);
  page(2)[100] = 42;
  EXPECT_EQ(seen->last_thread, threadId());
}

TEST_F(Userfault, AFaultThatIsDeclinedDoesNotHoldUpOthers) {
  protectPages(2, 2);
  seen->declined = reinterpret_cast<uint64_t>(page(2));
  std::thread declined([] { page(2)[0] = 7; });
  usleep(20000); // (Earlier or later than the other write, the outcome is the same.)
  page(3)[0] = 8; // handled
  EXPECT_EQ(seen->writes, 1);
  EXPECT_EQ(page(2)[0], 1);
  seen->declined = 0; // asked again
  declined.join();
  EXPECT_EQ(seen->writes, 2);
  EXPECT_EQ(page(2)[0], 7);
}

TEST_F(Userfault, OnlyTheFirstWriteToAPage) {
  protectPages(0, 2);
  page(0)[0] = 1;
  page(0)[1] = 2;
  EXPECT_EQ(seen->writes, 1);
  page(1)[0] = 3;
  EXPECT_EQ(seen->writes, 2);
}

TEST_F(Userfault, NeighboursAreFree) {
  protectPages(3);
  page(2)[os::kPageSize - 1] = 5;
  page(4)[0] = 5;
  EXPECT_EQ(seen->writes, 0);
}

TEST_F(Userfault, ReadsAreFree) {
  protectPages(0, kPages);
  int sum = 0;
  for (size_t i = 0; i < kPages; ++i)
    sum += page(i)[7];
  EXPECT_EQ(sum, int(kPages));
  EXPECT_EQ(seen->writes, 0);
}

TEST_F(Userfault, OtherMappingsAreFree) {
  protectPages(1);
  other_mapping[os::kPageSize + 3] = 77;
  EXPECT_EQ(seen->writes, 0);
  EXPECT_EQ(page(1)[3], 77);
}

TEST_F(Userfault, UnprotectedPagesAreFreeAgain) {
  protectPages(1, 3);
  os::unprotect(reinterpret_cast<uint64_t>(page(1)), 3 * os::kPageSize);
  page(2)[0] = 9;
  EXPECT_EQ(seen->writes, 0);
}

TEST_F(Userfault, PagesThatWereNeverTouchedAreProtectedToo) {
  int fd = os::createMemory(2 * os::kPageSize);
  auto *fresh = static_cast<uint8_t *>(mmap(nullptr, 2 * os::kPageSize, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
  os::registerRange(reinterpret_cast<uint64_t>(fresh), 2 * os::kPageSize);
  os::protect(reinterpret_cast<uint64_t>(fresh), 2 * os::kPageSize);
  fresh[0] = 1;
  EXPECT_EQ(seen->writes, 1);
  EXPECT_EQ(fresh[os::kPageSize], 0); // a read maps the page
  fresh[os::kPageSize] = 1;
  EXPECT_EQ(seen->writes, 2);
  munmap(fresh, 2 * os::kPageSize);
  close(fd);
}

TEST_F(Userfault, WritesOfTheKernelAreNoticed) {
  if (!os::coversSystemCalls())
    GTEST_SKIP() << "this user may not handle faults of the kernel";
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "mail", 4), 4);
  protectPages(5);
  EXPECT_EQ(read(ends[0], page(5) + 10, 4), 4);
  EXPECT_EQ(memcmp(page(5) + 10, "mail", 4), 0);
  EXPECT_EQ(seen->writes, 1);
  close(ends[0]);
  close(ends[1]);
}

TEST_F(Userfault, TwoThreadsAtOnePage) {
  for (int round = 0; round < 200; ++round) {
    protectPages(6);
    std::atomic<int> ready{0};
    auto hit = [&](size_t at) {
      ++ready;
      while (ready < 2)
        __builtin_ia32_pause();
      page(6)[at] = uint8_t(round);
    };
    std::thread other(hit, 0);
    hit(64);
    other.join();
    ASSERT_EQ(page(6)[0], uint8_t(round));
    ASSERT_EQ(page(6)[64], uint8_t(round));
  }
}

TEST_F(Userfault, TicksGoOn) {
  int before = seen->ticks;
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_GE(seen->ticks - before, 2);
}

} // namespace
