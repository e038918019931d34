// Intent: cancel undoes the innermost region, memory, locals and allocations, and goes on behind it; an outer
// region keeps what it did before and after.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_ABORT_EVERY=1 %t.O0 && env STM_ABORT_EVERY=1 %t.O2 && env STM_ABORT_EVERY=2 %t.O2
#include "../self_check.h"
#include <map>
#include <stm/stm.hpp>
#include <string>
#include <vector>

static long shared = 10, other = 20;
static std::vector<long> list;
static std::map<int, std::string> names;

__attribute__((noinline)) static void cancelIf(bool really) {
  if (really)
    stm::cancel();
}

static bool outermost(bool really) {
  long local = 1;
  [[stm::atomic]] {
    local = 2;
    shared += 5;
    list.push_back(shared);
    names[int(shared)] = "a name that does not fit inside the string itself";
    cancelIf(really);
    CHECK(local == 2);
    return true;
  }
  CHECK(local == 1);
  return false;
}

__attribute__((noinline)) static void add(long *to, long n) { *to += n; }

static void inner(bool really) {
  long before = shared, other_before = other;
  size_t length = list.size();
  long local = 1, passed = 1;
  int rest = 0;
  [[stm::atomic]] {
    shared += 1;
    local = 2;
    add(&passed, 1);
    list.push_back(1);
    [[stm::atomic]] {
      shared += 100; // The same granule once more.
      other += 100;
      local = 3;
      add(&passed, 10);
      list.push_back(2);
      names.clear();
      cancelIf(really);
      rest = 1;
    }
    CHECK(local == (really ? 2 : 3));
    CHECK(passed == (really ? 2 : 12));
    CHECK(rest == !really);
    CHECK(shared == before + (really ? 1 : 101));
    CHECK(other == other_before + (really ? 0 : 100));
    shared += 1000;
    other += 1000;
    add(&passed, 100);
    list.push_back(3);
  }
  CHECK(local == (really ? 2 : 3) && passed == (really ? 102 : 112));
  CHECK(shared == before + (really ? 1001 : 1101) && other == other_before + (really ? 1000 : 1100));
  CHECK(list.size() == length + (really ? 2 : 3) && list.back() == 3);
}

// In a function that a region calls.
__attribute__((noinline)) static int called(bool really) {
  int result = 1;
  long buffer[40] = {7};
  [[stm::atomic]] {
    result = 2;
    for (long &each : buffer)
      each = 9;
    shared += 50;
    cancelIf(really);
  }
  return result * 100 + int(buffer[0] * 10 + buffer[39]);
}

static void inCalled() {
  long before = shared;
  [[stm::atomic]] {
    CHECK(called(true) == 170);
    CHECK(called(false) == 299);
    CHECK(called(true) == 170);
  }
  CHECK(shared == before + 50);
}

static void depths() {
  long before = shared;
  [[stm::atomic]] {
    shared += 1;
    [[stm::atomic]] {
      shared += 10;
      [[stm::atomic]] {
        shared += 100;
        stm::cancel();
      }
      CHECK(shared == before + 11);
      [[stm::atomic]] { shared += 1000; }
      CHECK(shared == before + 1011);
      stm::cancel();
    }
    CHECK(shared == before + 1);
  }
  CHECK(shared == before + 1);
}

// A block of the outer region that the inner one changes.
static void freshMemory() {
  long *block = nullptr;
  [[stm::atomic]] {
    block = new long[100]();
    block[3] = 1;
    stm_own_range(block + 50, 50 * sizeof(long));
    block[60] = 2;
    [[stm::atomic]] {
      block[3] = 5;
      block[60] = 5;
      block[99] = 5;
      delete[] new long[10];
      stm::cancel();
    }
    CHECK(block[3] == 1 && block[60] == 2 && block[99] == 0);
    block[61] = 3;
  }
  CHECK(block[3] == 1 && block[60] == 2 && block[61] == 3 && block[99] == 0);
  delete[] block;
}

static void actions() {
  int commits = 0, aborts = 0;
  [[stm::atomic]] {
    stm::on_commit([&] { commits += 1; });
    [[stm::atomic]] {
      stm::on_commit([&] { commits += 100; });
      stm::on_abort([&] { aborts += 1; });
      stm::cancel();
    }
    CHECK(aborts == 1);
    stm::on_commit([&] { commits += 10; });
  }
  CHECK(commits == 11 && aborts == 1);
  [[stm::atomic]] {
    stm::on_commit([&] { commits = 0; });
    stm::on_abort([&] { aborts = 5; });
    stm::cancel();
  }
  CHECK(commits == 11 && aborts == 5);
}

[[stm::atomic]] static void wholeFunction(bool really) {
  shared += 7;
  cancelIf(really);
}

struct Counted {
  static inline int alive = 0;
  Counted() { ++alive; }
  ~Counted() { --alive; }
};

static void destructors() {
  Counted outside;
  [[stm::atomic]] {
    Counted inside;
    CHECK(Counted::alive == 2);
    stm::cancel(); // Its construction is undone.
  }
  CHECK(Counted::alive == 1);
}

int main() {
  CHECK(outermost(false) && shared == 15 && list.size() == 1 && names.size() == 1);
  CHECK(!outermost(true) && shared == 15 && list.size() == 1 && names.size() == 1);
  inner(true);
  CHECK(names.size() == 1);
  inner(false);
  CHECK(names.empty());
  inCalled();
  depths();
  freshMemory();
  actions();
  destructors();
  long before = shared;
  wholeFunction(true);
  CHECK(shared == before);
  wholeFunction(false);
  CHECK(shared == before + 7);

  // Threads that cancel half of what they do.
  shared = 0;
  inParallel(4, [](int me) {
    for (int i = 0; i < 1000; ++i) {
      [[stm::atomic]] {
        ++shared;
        [[stm::atomic]] {
          shared += 1000000;
          if ((i + me) % 2)
            stm::cancel();
          shared -= 1000000;
          ++shared;
        }
      }
    }
  });
  CHECK(shared == 4 * 1000 + 4 * 500);
}
