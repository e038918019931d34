//===- os/os_linux_test.cpp - The operating system's contract -----------------------------------===//
#include "os/os.h"

#include "support/fresh_process.h"

#include <atomic>
#include <cstring>
#include <sys/mman.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace stm;

namespace {

constexpr size_t kSize = 16 * os::kPageSize;

/// An address range that nobody uses.
uint64_t freeAddress() {
  void *memory = mmap(nullptr, kSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(memory, kSize);
  return reinterpret_cast<uint64_t>(memory);
}

uint8_t *at(uint64_t address) { return reinterpret_cast<uint8_t *>(address); }

class Mappings : public testing::Test {
protected:
  int fd_ = os::createMemory(kSize);
  uint64_t shared_ = freeAddress(), private_ = 0;

  void SetUp() override {
    os::mapShared(shared_, kSize, fd_, 0);
    private_ = freeAddress();
    os::mapPrivate(private_, kSize, fd_, 0);
  }
  void TearDown() override {
    munmap(at(shared_), kSize);
    munmap(at(private_), kSize);
    close(fd_);
  }
};

TEST_F(Mappings, NewMemoryIsZero) {
  for (size_t i = 0; i < kSize; i += 97)
    EXPECT_EQ(at(shared_)[i], 0);
}

TEST_F(Mappings, PrivateShowsSharedUntilWritten) {
  at(shared_)[5] = 1;
  EXPECT_EQ(at(private_)[5], 1);
  at(shared_)[5] = 2;
  EXPECT_EQ(at(private_)[5], 2);
  at(private_)[6] = 9; // the page is copied here
  at(shared_)[5] = 3;
  EXPECT_EQ(at(private_)[5], 2);
  EXPECT_EQ(at(shared_)[6], 0);
}

TEST_F(Mappings, DiscardedPrivatePagesShowSharedAgain) {
  at(private_)[os::kPageSize] = 7;
  at(private_)[0] = 7;
  at(shared_)[os::kPageSize] = 3;
  os::discard(at(private_) + os::kPageSize, os::kPageSize);
  EXPECT_EQ(at(private_)[os::kPageSize], 3);
  EXPECT_EQ(at(private_)[0], 7) << "other pages keep their copies";
}

TEST_F(Mappings, PunchedHolesReadAsZeroEverywhere) {
  memset(at(shared_), 1, 3 * os::kPageSize);
  ASSERT_TRUE(os::punchHole(at(shared_) + os::kPageSize, os::kPageSize));
  EXPECT_EQ(at(shared_)[os::kPageSize - 1], 1);
  EXPECT_EQ(at(shared_)[os::kPageSize], 0);
  EXPECT_EQ(at(private_)[2 * os::kPageSize - 1], 0);
  EXPECT_EQ(at(shared_)[2 * os::kPageSize], 1);
}

TEST_F(Mappings, OffsetsSelectThePartOfTheFile) {
  at(shared_)[3 * os::kPageSize] = 42;
  uint64_t other = freeAddress();
  os::mapShared(other, os::kPageSize, fd_, 3 * os::kPageSize);
  EXPECT_EQ(*at(other), 42);
  munmap(at(other), os::kPageSize);
}

TEST_F(Mappings, RemapReplacesWhatIsThere) {
  int other = os::createMemory(kSize);
  at(shared_)[0] = 1;
  at(private_)[0] = 2;
  os::remapShared(shared_, kSize, other, 0);
  os::remapPrivate(private_, kSize, other, 0);
  EXPECT_EQ(at(shared_)[0], 0);
  at(shared_)[0] = 3;
  EXPECT_EQ(at(private_)[0], 3);
  close(other);
}

TEST_F(Mappings, OccupiedAddressesAreRefused) {
  EXPECT_REFUSED(os::mapShared(shared_, kSize, fd_, 0), "stm: cannot map 0 MiB of address space at 0x[0-9a-f]+ \\(File exists\\)");
  EXPECT_REFUSED(os::mapPrivate(private_, kSize, fd_, 0), "cannot map");
}

TEST(Memory, AllocationIsZeroAndDiscardMakesItZeroAgain) {
  auto *numbers = os::allocateArray<uint32_t>(10000, "test");
  EXPECT_EQ(numbers[9999], 0u);
  numbers[9999] = 5;
  os::discard(numbers, 10000 * sizeof(uint32_t));
  EXPECT_EQ(numbers[9999], 0u);
  munmap(numbers, 10000 * sizeof(uint32_t));
}

void limitAddressSpace() {
  rlimit limit = {uint64_t(64) << 30, uint64_t(64) << 30};
  setrlimit(RLIMIT_AS, &limit);
}

TEST(Memory, TooLittleAddressSpaceIsRefusedWithAdvice) {
  EXPECT_REFUSED((limitAddressSpace(), os::allocate(size_t(1) << 40, "marks of a view")),
                 "cannot reserve 1048576 MiB of address space for the marks of a view \\(.*\\); raise the limit "
                 "\\(ulimit -v unlimited\\) or lower STM_VIEWS");
}

void limitFileSize() {
  rlimit limit = {1 << 20, 1 << 20};
  setrlimit(RLIMIT_FSIZE, &limit);
  signal(SIGXFSZ, SIG_IGN);
}

TEST(Memory, ALimitedFileSizeIsRefusedWithAdvice) {
  EXPECT_REFUSED((limitFileSize(), os::createMemory(size_t(1) << 30)), "cannot size a memory file to 1073741824 bytes");
}

TEST(Stack, HoldsLocalsOfTheMainThread) {
  int local = 0;
  EXPECT_TRUE(os::currentStack().contains(reinterpret_cast<uint64_t>(&local)));
  static int global;
  EXPECT_FALSE(os::currentStack().contains(reinterpret_cast<uint64_t>(&global)));
}

TEST(Stack, HoldsLocalsAndThreadLocalsOfOtherThreads) {
  static thread_local int thread_local_value;
  os::Range main_stack = os::currentStack();
  std::thread([&] {
    int local = 0;
    os::Range stack = os::currentStack();
    EXPECT_TRUE(stack.contains(reinterpret_cast<uint64_t>(&local)));
    EXPECT_TRUE(stack.contains(reinterpret_cast<uint64_t>(&thread_local_value)));
    EXPECT_FALSE(main_stack.contains(reinterpret_cast<uint64_t>(&local)));
  }).join();
}

TEST(MappingOf, FindsTheBoundsOfAMapping) {
  auto *memory = static_cast<uint8_t *>(os::allocate(3 * os::kPageSize, "test"));
  mprotect(memory + os::kPageSize, os::kPageSize, PROT_READ); // neighbours may merge with other mappings
  os::Range range = os::mappingOf(reinterpret_cast<uint64_t>(memory + os::kPageSize + 5));
  EXPECT_EQ(range.begin, reinterpret_cast<uint64_t>(memory + os::kPageSize));
  EXPECT_EQ(range.end, reinterpret_cast<uint64_t>(memory + 2 * os::kPageSize));
  munmap(memory, 3 * os::kPageSize);
}

TEST(MappingOf, IsEmptyWhereNothingIsMapped) {
  os::Range range = os::mappingOf(16);
  EXPECT_EQ(range.begin, range.end);
}

/// The asymmetric handshake of tx/lone: one side has no fence at all.
TEST(FenceAllThreads, MakesUpForTheOthersMissingFence) {
  constexpr int kRounds = 5000;
  std::atomic<int> mine{0}, theirs{0}, round{0}, done{0};
  int seen = 0, both_missed = 0;
  std::thread other([&] {
    for (int i = 1; i <= kRounds; ++i) {
      while (round.load(std::memory_order_acquire) < i)
        __builtin_ia32_pause();
      theirs.store(1, std::memory_order_relaxed);
      std::atomic_signal_fence(std::memory_order_seq_cst);
      seen = mine.load(std::memory_order_relaxed);
      done.store(i, std::memory_order_release);
    }
  });
  for (int i = 1; i <= kRounds; ++i) {
    mine.store(0), theirs.store(0);
    round.store(i, std::memory_order_release);
    mine.store(1, std::memory_order_relaxed);
    os::fenceAllThreads();
    int saw = theirs.load(std::memory_order_relaxed);
    while (done.load(std::memory_order_acquire) < i)
      __builtin_ia32_pause();
    both_missed += !saw && !seen;
  }
  other.join();
  EXPECT_EQ(both_missed, 0);
}

} // namespace
