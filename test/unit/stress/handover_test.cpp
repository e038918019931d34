//===- stress/handover_test.cpp - Objects that enter and leave regions ----------------------------===//
//
// Publication: written outside, then linked in a region. Privatisation: unlinked in a region, then used
// outside. A doomed attempt may look into an object that has just become private, so what regions see there counts
// only when they commit.
//
//===------------------------------------------------------------------------------------------===//
#include "stress/stress.h"

#include <barrier>
#include <cstdlib>
#include <cstring>
#include <unistd.h>
#include <vector>

using namespace stm::test;

namespace {

constexpr unsigned kFields = 40;
struct Object {
  long field[kFields]; ///< all equal whenever nobody is at work
};

class Handover : public Stress {
protected:
  static constexpr unsigned kSlots = 8;
  Object *slots_[kSlots] = {};

  static void changeOutside(Object *object, long by) {
    long value = object->field[0];
    for (long &field : object->field) {
      expect(field == value);
      field += by;
    }
  }
  static Object *create(long value) {
    auto *object = static_cast<Object *>(malloc(sizeof(Object)));
    for (long &field : object->field)
      field = value;
    return object;
  }
  Object *takeOut(unsigned slot) {
    Object *object;
    atomically([&, slot] {
      object = get(slots_[slot]);
      set(slots_[slot], nullptr);
    });
    return object;
  }
  /// Returns what was there.
  Object *putIn(unsigned slot, Object *object) {
    Object *old;
    atomically([&, slot, object] {
      old = get(slots_[slot]);
      set(slots_[slot], object);
    });
    return old;
  }
  void look(unsigned slot, bool change) {
    bool torn;
    atomically([&, slot, change] {
      torn = false;
      Object *object = get(slots_[slot]);
      if (!object)
        return;
      long value = get(object->field[0]);
      for (long &field : object->field) {
        torn |= get(field) != value;
        if (change)
          set(field, value + 1);
      }
    });
    expect(!torn);
  }
};

TEST_F(Handover, PublishedAndPrivatised) {
  Clock clock(2);
  runThreads(4, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      unsigned slot = random.below(kSlots);
      if (index % 2) {
        look(slot, random.oneIn(3));
        continue;
      }
      Object *object = takeOut(slot);
      if (!object)
        object = create(index);
      changeOutside(object, 3);
      changeOutside(object, 4);
      Object *old = putIn(random.below(kSlots), object);
      if (old) {
        changeOutside(old, 1);
        memset(old, 0x5a, sizeof *old);
        free(old);
      }
    }
  });
  for (Object *object : slots_)
    if (object)
      changeOutside(object, 1), free(object);
}

/// Readers never write, so nothing but the privatiser's commit tells that they came too late.
TEST_F(Handover, ReadersOfWhatIsBeingPrivatised) {
  Clock clock(2);
  for (Object *&slot : slots_)
    slot = create(1);
  runThreads(4, [&](unsigned index, Random &random) {
    while (!clock.isOver()) {
      unsigned slot = random.below(kSlots);
      if (index)
        look(slot, false);
      else if (Object *object = takeOut(slot)) {
        changeOutside(object, 1);
        putIn(slot, object);
      }
    }
  });
  for (Object *object : slots_)
    free(object);
}

/// Threads take turns between writing everything outside and everything inside.
TEST_F(Handover, Phases) {
  constexpr unsigned kThreads = 4, kEach = 700;
  std::vector<long> values(kThreads * kEach, 0);
  long rounds = 0;
  bool over = false;
  Clock clock;
  std::barrier meet(kThreads);
  runThreads(kThreads, [&](unsigned index, Random &random) {
    for (;;) {
      for (unsigned i = 0; i < kEach; ++i)
        ++values[i * kThreads + index]; // the others' values are in the same granules
      meet.arrive_and_wait();
      for (unsigned i = 0; i < kEach; ++i) {
        long *value = &values[random.below(kThreads * kEach)];
        atomically([=] {
          set(*value, get(*value) + 1);
          set(*value, get(*value) - 1);
        });
      }
      for (unsigned i = index * kEach; i < (index + 1) * kEach; ++i)
        atomically([&, i] { set(values[i], get(values[i]) + 1); });
      meet.arrive_and_wait();
      if (index == 0) {
        ++rounds;
        for (long value : values)
          expect(value == 2 * rounds);
        over = clock.isOver();
      }
      meet.arrive_and_wait();
      if (over)
        break;
    }
  });
}

/// read(2) fills buffers on the pages of what regions use, and regions then pass the bytes on.
TEST_F(Handover, BuffersThatTheKernelFills) {
  struct Mail {
    char bytes[100];
    long sum;
    long version;
  };
  auto *mails = static_cast<Mail *>(calloc(64, sizeof(Mail)));
  Clock clock;
  runThreads(4, [&](unsigned index, Random &random) {
    int ends[2];
    expect(pipe(ends) == 0);
    while (!clock.isOver()) {
      char bytes[100];
      memset(bytes, int(random.below(100)), sizeof bytes);
      Mail &mine = mails[index * 16 + random.below(16)];
      expect(write(ends[1], bytes, sizeof bytes) == sizeof bytes);
      auto *buffer = static_cast<char *>(malloc(sizeof bytes));
      ssize_t got = read(ends[0], buffer, sizeof bytes);
      expect(got == sizeof bytes && memcmp(bytes, buffer, sizeof bytes) == 0);
      atomically([&mine, buffer] {
        long sum = 0;
        for (unsigned i = 0; i < sizeof mine.bytes; ++i) {
          char byte = get(buffer[i]);
          set(mine.bytes[i], byte);
          sum += byte;
        }
        set(mine.sum, sum);
        set(mine.version, get(mine.version) + 1);
      });
      free(buffer);
      Mail &other = mails[random.below(64)];
      atomically([&other] {
        long sum = 0;
        for (char &byte : other.bytes)
          sum += get(byte);
        expect(sum == get(other.sum));
      });
    }
    close(ends[0]);
    close(ends[1]);
  });
  free(mails);
}

} // namespace
