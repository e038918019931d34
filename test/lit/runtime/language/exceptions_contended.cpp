// Intent: threads that throw, catch, rethrow and let exceptions out of regions, with conflicts that abort them in the middle:
// no exception is lost, freed twice or counted wrong.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O2
#include "../self_check.h"

#include <exception>
#include <map>
#include <stdexcept>
#include <string>

static long thrown, caught, left, alive;
static std::map<std::string, int> texts;
static std::exception_ptr last;

namespace {
struct Tracked {
  std::string text;
  explicit Tracked(std::string t) : text(std::move(t)) { ++alive; }
  Tracked(const Tracked &other) : text(other.text) { ++alive; }
  // A region of its own: what left a region is destroyed behind the outer handler.
  ~Tracked() {
    [[stm::atomic]] { --alive; }
  }
};
struct Unwound {
  long before = thrown;
  ~Unwound() {
    if (std::uncaught_exceptions() > 0)
      thrown = before + 1; // read before the throw, written while it unwinds
  }
};
} // namespace

__attribute__((noinline)) static void fail(uint32_t kind, int i) {
  Unwound unwound;
  delay(20);
  if (kind % 2)
    throw Tracked("number " + std::to_string(i % 10) + ", a text that needs the heap");
  throw std::runtime_error("number " + std::to_string(i % 10) + ", a text that needs the heap");
}

int main() {
  constexpr int kThreads = 3, kRounds = 700;
  inParallel(kThreads, [](int me) {
    uint32_t random = uint32_t(me) + 1;
    for (int i = 0; i < kRounds; ++i) {
      uint32_t kind = nextRandom(&random) % 4;
      try {
        [[stm::atomic]] {
          try {
            fail(kind, i);
          } catch (const std::exception &error) {
            ++texts[error.what()];
            ++caught;
            last = std::current_exception();
            if (kind >= 2)
              throw;
          } catch (const Tracked &error) {
            ++texts[error.text];
            ++caught;
            if (kind >= 2)
              throw;
          }
        }
      } catch (...) {
        CHECK(std::uncaught_exceptions() == 0);
        [[stm::atomic]] { ++left; }
      }
      CHECK(!std::current_exception());
    }
  });
  long counted = 0;
  for (auto &[text, count] : texts)
    counted += count;
  CHECK(texts.size() == 10 && counted == kThreads * kRounds && caught == counted && thrown == counted);
  CHECK(left > 0 && left < counted && alive == 0);
  try {
    std::rethrow_exception(last);
  } catch (const std::runtime_error &error) {
    CHECK(std::string(error.what()).starts_with("number "));
  }
}
