// Intent: more live values than registers, integers and floating point, survive every restart.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static long shared;

__attribute__((noinline)) static double work(long a, long b, long c, long d, double x, double y) {
  long e = a * b, f = b * c, g = c * d, h = d * a, i = a + 11, j = b + 13, k = c + 17, l = d + 19;
  double p = x * 2, q = y * 3, r = x + y, s = x - y, t = p * q, u = r * s, v = p + 1, w = q + 1;
  long seen;
  [[stm::atomic]] {
    seen = shared;
    a += seen - seen + 1;
    e += a;
    p += 1;
    delay(300);
    shared = seen + 1;
    i += e;
    v += p;
  }
  return a + b + c + d + e + f + g + h + i + j + k + l + p + q + r + s + t + u + v + w;
}

int main() {
  const double expected = work(2, 3, 5, 7, 1.25, 0.75);
  inParallel(4, [&](int) {
    for (int i = 0; i < 500; ++i)
      CHECK(work(2, 3, 5, 7, 1.25, 0.75) == expected);
  });
  CHECK(shared == 2001);
}
