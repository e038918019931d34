// Intent: the attribute on a function makes its whole body a region: methods, constructors, templates, lambdas, functions that
// throw or return early, and functions declared so in a header.
//
// RUN: %stm_clangxx -std=c++23 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++23 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O2
#include "../self_check.h"
#include <stdexcept>
#include <stm/stm.hpp>
#include <string>

static long x, y;

[[stm::atomic]] static void both() {
  CHECK(stm::in_transaction());
  ++x;
  delay(20);
  ++y;
}

[[stm::atomic]] int early(int n) {
  if (n < 0)
    return -1;
  x += n;
  std::string text(size_t(n), 'x');
  if (n == 13)
    throw std::runtime_error(text);
  y += n;
  return int(text.size());
}

// The attribute of the declaration holds for the definition.
[[stm::atomic]] void declared();
void declared() {
  CHECK(stm::in_transaction());
  both();
}

template <class T> [[stm::atomic]] T added(T n) {
  CHECK(stm::in_transaction());
  x += n, y += n;
  return n;
}

struct Account {
  long balance;
  [[stm::atomic]] Account(long n) : balance(n) {
    CHECK(stm::in_transaction());
    ++x, ++y;
  }
  [[stm::atomic]] virtual void deposit(long n) {
    CHECK(stm::in_transaction());
    balance += n;
  }
  [[stm::atomic]] ~Account() { --x, --y; }
};

int main() {
  inParallel(4, [](int) {
    for (int i = 0; i < 2000; ++i) {
      both();
      if (i % 16 == 0)
        declared();
      long a, b;
      [[stm::atomic]] { a = x, b = y; }
      CHECK(a == b);
    }
  });
  CHECK(!stm::in_transaction());
  CHECK(x == 4 * 2125 && y == x);
  CHECK(early(-5) == -1 && early(3) == 3 && x == y);
  bool caught = false;
  try {
    early(13);
  } catch (const std::runtime_error &error) {
    caught = error.what() == std::string(13, 'x');
  }
  CHECK(caught && x == y + 13 && !stm::in_transaction());
  y += 13;
  CHECK(added(2) == 2 && added(3L) == 3 && x == y);
  {
    Account account(5);
    inParallel(2, [&](int) {
      for (int i = 0; i < 1000; ++i)
        account.deposit(1);
    });
    CHECK(account.balance == 2005);
  }
  auto lambda = [] [[stm::atomic]] (long n) {
    CHECK(stm::in_transaction());
    x += n, y += n;
  };
  auto generic = [] [[stm::atomic]] (auto n) {
    CHECK(stm::in_transaction());
    x += n, y += n;
  };
  lambda(1);
  generic(1);
  generic(2L);
  CHECK(x == y);
}
