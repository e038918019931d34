// Intent: an alternative that retries is undone alone, with the variables of the function around it, and the next one runs;
// if all retry, the transaction waits for what any of them read.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_ABORT_EVERY=1 %t.O0 && env STM_ABORT_EVERY=1 %t.O2
#include "../self_check.h"
#include <stm/stm.hpp>
#include <string>
#include <vector>

static std::vector<int> left, right;
static long tries;

static int takeFrom(std::vector<int> &from) {
  ++tries;
  if (from.empty())
    stm::retry();
  int item = from.back();
  from.pop_back();
  return item;
}

static int takeEither() {
  return stm::or_else([] { return takeFrom(left); }, [] { return takeFrom(right); });
}

int main() {
  left = {1}, right = {2};
  [[stm::atomic]] { CHECK(takeEither() == 1); }
  CHECK(left.empty() && right.size() == 1 && tries == 1);
  int which = 0, local = 1;
  [[stm::atomic]] {
    local = 2;
    which = stm::or_else(
        [&]() -> int {
          local = 3;
          right.push_back(5);
          stm::retry();
        },
        [&] {
          CHECK(local == 2 && right.size() == 1);
          local += 10;
          return takeEither();
        });
  }
  // What a lost alternative counted is undone too.
  CHECK(which == 2 && local == 12 && right.empty() && tries == 2);

  // Outside of regions, and of type void.
  right = {7};
  bool second = false;
  stm::or_else([] { stm::retry(); }, [&] { second = true; });
  CHECK(second && takeEither() == 7);

  // Three alternatives, and one whose own inner region is cancelled.
  right = {8};
  std::string text = stm::or_else(
      [&]() -> std::string { stm::retry(); },
      [&] {
        return stm::or_else(
            [&]() -> std::string {
              [[stm::atomic]] {
                right.clear();
                stm::cancel();
              }
              CHECK(right.size() == 1);
              stm::retry();
            },
            [&] { return std::string("a third alternative, long enough for the heap"); });
      });
  CHECK(text.size() == 45 && right.size() == 1);

  // Cancelling in an alternative means the region around or_else.
  [[stm::atomic]] {
    right.clear();
    [[stm::atomic]] {
      right.push_back(1);
      stm::or_else([] { stm::cancel(); }, [] { CHECK(false); });
      CHECK(false);
    }
    CHECK(right.empty());
  }

  // Both wait: for either.
  left.clear(), right.clear();
  int got[2] = {0, 0};
  inParallel(3, [&](int me) {
    if (me < 2) {
      int item = takeEither();
      got[me] = item;
    } else {
      usleep(20000);
      [[stm::atomic]] { right.push_back(10); }
      usleep(20000);
      [[stm::atomic]] { left.push_back(20); }
    }
  });
  CHECK(got[0] + got[1] == 30);
}
