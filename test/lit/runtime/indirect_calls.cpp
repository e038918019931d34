// Intent: virtual calls, function pointers and pointers to members called in regions do their work.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

struct Shape {
  virtual ~Shape() = default;
  virtual void grow(long by) = 0;
  long area = 0;
};
struct Square : Shape {
  void grow(long by) override { area += by; }
};
struct Other {
  virtual ~Other() = default;
  long padding = 7;
};
struct Circle : Other, Shape {
  void grow(long by) override { area += 2 * by; }
};

static void once(long *value) { *value += 1; }
static void twice(long *value) { *value += 2; }

static void (*const steps[2])(long *) = {once, twice};
static Shape *shapes[2];
static long value;

int main() {
  shapes[0] = new Square;
  shapes[1] = new Circle;
  void (Shape::*volatile member)(long) = &Shape::grow;
  inParallel(4, [&](int) {
    for (int i = 0; i < 2000; ++i) {
      auto step = steps[i % 2];
      auto grow = member;
      [[stm::atomic]] {
        step(&value);
        shapes[i % 2]->grow(1);
        (shapes[1]->*grow)(1);
      }
    }
  });
  CHECK(value == 4 * 3000);
  CHECK(shapes[0]->area == 4000);
  CHECK(shapes[1]->area == 4 * (1000 * 2 + 2000 * 2));
}
