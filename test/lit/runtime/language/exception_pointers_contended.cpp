// Intent: an exception that regions hand to each other by std::exception_ptr is destroyed exactly once, also where a transaction that
// has lost still copies the pointer of one that is gone.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O2 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O2
#include "../self_check.h"
#include <deque>
#include <exception>

static std::atomic<long> alive{0};

struct Parcel {
  long number;
  explicit Parcel(long number) : number(number) { ++alive; }
  Parcel(const Parcel &other) : number(other.number) { ++alive; }
  ~Parcel() { --alive; }
};

static std::deque<std::exception_ptr> parcels;
static long sent, received;

static void send(long number) {
  [[stm::atomic]] {
    try {
      throw Parcel(number);
    } catch (...) {
      parcels.push_back(std::current_exception());
    }
    sent += number;
  }
}

/// The exception leaves the region that found it.
static bool receive() {
  try {
    [[stm::atomic]] {
      if (!parcels.empty()) {
        std::exception_ptr parcel = parcels.front();
        parcels.pop_front();
        std::rethrow_exception(parcel);
      }
    }
  } catch (Parcel &parcel) {
    [[stm::atomic]] { received += parcel.number; }
    return true;
  }
  return false;
}

int main() {
  for (int round = 0; round < 8; ++round) {
    inParallel(4, [](int me) {
      for (long i = 0; i < 400; ++i) {
        if (me < 2) {
          send(i);
          continue;
        }
        while (!receive())
          std::this_thread::yield();
      }
    });
    CHECK(parcels.empty() && sent == received);
    CHECK(alive == 0);
  }
}
