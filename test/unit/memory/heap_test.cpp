//===- memory/heap_test.cpp - Blocks, and the C library's functions over them --------------------------===//
#include "memory/heap.h"

#include "memory/globals.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

using namespace stm;

namespace {

uint64_t address(const void *p) { return reinterpret_cast<uint64_t>(p); }

/// Hides the size from the compiler, which knows what malloc does.
size_t opaque(size_t size) {
  asm volatile("" : "+r"(size));
  return size;
}

TEST(Heap, BlocksAreAlignedAndWholeGranules) {
  for (size_t size = 0; size < 5000; size += size < 100 ? 1 : 37) {
    void *block = heapAllocate(size);
    ASSERT_EQ(address(block) % 16, 0u);
    ASSERT_GE(heapSize(block), size);
    ASSERT_GE(heapSize(block), 16u);
    ASSERT_EQ(heapSize(block) % 16, 0u);
    heapFree(block);
  }
}

TEST(Heap, BlocksDoNotOverlap) {
  std::mt19937 random(3);
  struct Piece {
    uint8_t *block;
    size_t size;
    uint8_t value;
  };
  std::vector<Piece> pieces;
  for (int i = 0; i < 3000; ++i) {
    size_t size = 1 + random() % (random() % 20 ? 300 : 30000);
    pieces.push_back({static_cast<uint8_t *>(heapAllocate(size)), size, uint8_t(random())});
    memset(pieces.back().block, pieces.back().value, size);
  }
  for (const Piece &piece : pieces) {
    for (size_t i = 0; i < piece.size; ++i)
      ASSERT_EQ(piece.block[i], piece.value);
    heapFree(piece.block);
  }
}

TEST(Heap, EveryAlignmentIsKept) {
  for (size_t alignment = 1; alignment <= (1 << 16); alignment *= 2)
    for (size_t size : {1, 100, 5000}) {
      void *block = heapAllocate(size, alignment);
      ASSERT_EQ(address(block) % alignment, 0u);
      heapFree(block);
    }
}

TEST(Heap, ReallocateKeepsTheContents) {
  auto *block = static_cast<uint8_t *>(heapAllocate(50));
  memset(block, 7, 50);
  block = static_cast<uint8_t *>(heapReallocate(block, 100000));
  for (int i = 0; i < 50; ++i)
    ASSERT_EQ(block[i], 7);
  EXPECT_GE(heapSize(block), 100000u);
  heapFree(block);
}

TEST(Heap, TooLargeIsNull) { EXPECT_EQ(heapAllocate(size_t(1) << 40), nullptr); }

TEST(Malloc, BlocksAreViewed) {
  for (size_t size : {1, 1000, 100000, 10000000}) {
    void *block = malloc(opaque(size));
    EXPECT_NE(windowOffset(address(block)), kNoOffset);
    free(block);
  }
  EXPECT_NE(windowOffset(address(std::make_unique<int>().get())), kNoOffset) << "operator new comes here too";
}

TEST(Malloc, NothingIsStillABlock) {
  void *a = malloc(opaque(0)), *b = malloc(opaque(0));
  EXPECT_NE(a, nullptr);
  EXPECT_NE(a, b);
  free(a);
  free(b);
  free(nullptr);
}

TEST(Malloc, FailureIsNullAndEnomem) {
  errno = 0;
  EXPECT_EQ(malloc(opaque(size_t(1) << 45)), nullptr);
  EXPECT_EQ(errno, ENOMEM);
  errno = 0;
  EXPECT_EQ(malloc(opaque(SIZE_MAX)), nullptr);
  EXPECT_EQ(errno, ENOMEM);
}

TEST(Malloc, CallocIsZeroEvenWhereBlocksWereUsed) {
  for (int round = 0; round < 50; ++round)
    for (size_t size : {24, 1000, 70000}) {
      auto *used = static_cast<uint8_t *>(malloc(opaque(size)));
      memset(used, 0xff, size);
      free(used);
      auto *block = static_cast<uint8_t *>(calloc(opaque(size), 1));
      for (size_t i = 0; i < size; ++i)
        ASSERT_EQ(block[i], 0);
      free(block);
    }
}

TEST(Malloc, CallocRefusesAProductThatOverflows) {
  errno = 0;
  EXPECT_EQ(calloc(opaque(SIZE_MAX / 2), opaque(3)), nullptr);
  EXPECT_EQ(errno, ENOMEM);
}

TEST(Malloc, ReallocGrowsAndShrinks) {
  size_t sizes[] = {1, 10, 100, 5000, 200000, 3000000, 40, 3};
  uint8_t *block = nullptr;
  size_t known = 0;
  for (size_t size : sizes) {
    block = static_cast<uint8_t *>(realloc(block, opaque(size)));
    for (size_t i = 0; i < (known < size ? known : size); ++i)
      ASSERT_EQ(block[i], uint8_t(i * 5));
    for (size_t i = 0; i < size; ++i)
      block[i] = uint8_t(i * 5);
    known = size;
  }
  free(block);
}

TEST(Malloc, ReallocFailureLeavesTheBlock) {
  auto *block = static_cast<int *>(malloc(opaque(4)));
  *block = 77;
  EXPECT_EQ(realloc(block, opaque(size_t(1) << 45)), nullptr);
  EXPECT_EQ(*block, 77);
  free(block);
}

TEST(Malloc, AlignedFunctions) {
  void *block = aligned_alloc(opaque(256), 512);
  EXPECT_EQ(address(block) % 256, 0u);
  free(block);
  block = memalign(opaque(4096), 10);
  EXPECT_EQ(address(block) % 4096, 0u);
  free(block);
  block = valloc(opaque(10));
  EXPECT_EQ(address(block) % 4096, 0u);
  free(block);
  errno = 0;
  EXPECT_EQ(aligned_alloc(opaque(24), 48), nullptr) << "not a power of two";
  EXPECT_EQ(errno, EINVAL);
}

TEST(Malloc, PosixMemalign) {
  void *block = nullptr;
  ASSERT_EQ(posix_memalign(&block, 1024, 100), 0);
  EXPECT_EQ(address(block) % 1024, 0u);
  free(block);
  void *untouched = &block;
  errno = 0;
  EXPECT_EQ(posix_memalign(&untouched, opaque(4), 100), EINVAL) << "smaller than a pointer";
  EXPECT_EQ(posix_memalign(&untouched, opaque(24), 100), EINVAL) << "not a power of two";
  EXPECT_EQ(posix_memalign(&untouched, 16, opaque(size_t(1) << 45)), ENOMEM);
  EXPECT_EQ(untouched, &block);
  EXPECT_EQ(errno, 0) << "errno is left alone";
}

TEST(Malloc, UsableSizeCanBeUsed) {
  for (size_t size : {1, 17, 1000}) {
    void *block = malloc(opaque(size));
    size_t usable = malloc_usable_size(block);
    EXPECT_GE(usable, size);
    memset(block, 1, usable);
    free(block);
  }
  EXPECT_EQ(malloc_usable_size(nullptr), 0u);
}

/// Blocks travel between threads: allocated by one, freed by another.
TEST(Malloc, ThreadsShareTheHeap) {
  struct Parcel {
    uint8_t *block;
    size_t size;
  };
  std::mutex mutex;
  std::vector<Parcel> parcels;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      std::mt19937 random(t);
      for (int i = 0; i < 20000; ++i) {
        if (random() % 2) {
          size_t size = 1 + random() % 2000;
          auto *block = static_cast<uint8_t *>(malloc(opaque(size)));
          memset(block, int(size), size);
          std::lock_guard guard(mutex);
          parcels.push_back({block, size});
        } else {
          Parcel parcel = {};
          {
            std::lock_guard guard(mutex);
            if (parcels.empty())
              continue;
            std::swap(parcels[random() % parcels.size()], parcels.back());
            parcel = parcels.back();
            parcels.pop_back();
          }
          ASSERT_EQ(parcel.block[0], uint8_t(parcel.size));
          ASSERT_EQ(parcel.block[parcel.size - 1], uint8_t(parcel.size));
          free(parcel.block);
        }
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  for (Parcel &parcel : parcels)
    free(parcel.block);
}

} // namespace
