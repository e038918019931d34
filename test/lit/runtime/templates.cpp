// Intent: regions in function and class templates work in each instance.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

template <typename T> class Shared {
public:
  template <typename U> void add(U value) {
    [[stm::atomic]] {
      value_ += static_cast<T>(value);
      ++updates_;
    }
  }
  T get() const {
    [[stm::atomic]] { return value_; }
  }
  int updates() const { return updates_; }

private:
  T value_ = 0;
  int updates_ = 0;
};

template <typename... T> void addAll(T &...target) {
  [[stm::atomic]] { (target.add(1), ...); }
}

static Shared<int> ints;
static Shared<double> doubles;
static Shared<unsigned char> bytes;

int main() {
  inParallel(4, [](int) {
    for (int i = 0; i < 2000; ++i) {
      ints.add(2L);
      doubles.add(0.5f);
      addAll(ints, doubles, bytes);
    }
  });
  CHECK(ints.get() == 8000 * 3);
  CHECK(doubles.get() == 8000 * 1.5);
  CHECK(bytes.get() == 8000 % 256);
  CHECK(ints.updates() == 16000 && bytes.updates() == 8000);
}
