// Intent: values of every size and kind, packed, bit-fields and unions, move through regions unharmed.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <complex>
#include <string.h>

struct __attribute__((packed)) Packed {
  char a;
  int b;
  long c;
  short d;
};

struct Bits {
  unsigned low : 3, middle : 13, high : 16;
  long wide : 40;
};

union Either {
  float real;
  uint32_t bits;
};

typedef int Vector __attribute__((vector_size(32)));

struct Everything {
  Packed packed[3];
  Bits bits;
  Either either;
  __int128 wide;
  long double extended;
  std::complex<double> complex;
  Vector vector;
  bool flag;
  char text[40];
};

static Everything shared;
static Everything copies[2];

int main() {
  shared.vector = Vector{1, 2, 3, 4, 5, 6, 7, 8};
  inParallel(3, [](int me) {
    for (int i = 0; i < 1000; ++i) {
      [[stm::atomic]] {
        Everything before = shared;
        shared.packed[1].a += 1;
        shared.packed[1].b += 2;
        shared.packed[1].c += 3;
        shared.packed[1].d += 1;
        shared.bits.middle = shared.bits.middle + 1;
        shared.bits.wide = shared.bits.wide + 1;
        shared.either.real += 1;
        shared.wide += (static_cast<__int128>(1) << 70) + 1;
        shared.extended += 0.5L;
        shared.complex += std::complex<double>(1, -1);
        shared.vector += Vector{1, 1, 1, 1, 1, 1, 1, 1};
        shared.flag = !before.flag;
        memset(shared.text, 'a' + i % 26, sizeof shared.text - 1);
        copies[me % 2] = before;
        memcpy(&copies[1 - me % 2].text, &shared.text, sizeof shared.text);
        CHECK(shared.packed[1].b == before.packed[1].b + 2);
        CHECK(copies[me % 2].wide == before.wide);
      }
    }
  });
  CHECK(shared.packed[1].a == static_cast<char>(3000) && shared.packed[1].b == 6000);
  CHECK(shared.packed[1].c == 9000 && shared.packed[1].d == 3000);
  CHECK(shared.packed[0].c == 0 && shared.packed[2].a == 0);
  CHECK(shared.bits.low == 0 && shared.bits.middle == 3000 && shared.bits.wide == 3000);
  CHECK(shared.either.real == 3000);
  CHECK(shared.wide == static_cast<__int128>(3000) * ((static_cast<__int128>(1) << 70) + 1));
  CHECK(shared.extended == 1500);
  CHECK(shared.complex == std::complex<double>(3000, -3000));
  CHECK(shared.vector[0] == 3001 && shared.vector[7] == 3008);
  CHECK(!shared.flag && shared.text[38] == shared.text[0] && shared.text[39] == 0);
}
