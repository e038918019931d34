// Intent: all kinds of data are read and written in regions, which stay undoable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <alloca.h>
#include <complex>

namespace {
struct Bits {
  unsigned a : 3;
  unsigned b : 13;
  int c : 7;
  unsigned long long d : 41;
  bool e : 1;
};
struct __attribute__((packed)) Packed {
  char c;
  long l;
  short s;
  double d;
};
union Either {
  double real;
  uint64_t bits;
  unsigned char bytes[8];
};
struct Big {
  long numbers[1000];
};
} // namespace

CONSTRUCT(bit_fields) {
  static Bits bits;
  [[stm::atomic]] {
    bits.a = 5;
    bits.b = 4097;
    bits.c = -3;
    bits.d = 1ull << 40;
    bits.e = true;
    bits.a ^= 1;
    REGION_ENDS;
  }
  CHECK(bits.a == 4 && bits.b == 4097 && bits.c == -3 && bits.d == 1ull << 40 && bits.e);
}

CONSTRUCT(packed_and_unaligned) {
  static Packed packed[5];
  [[stm::atomic]] {
    for (Packed &each : packed) {
      each.c = 'c';
      each.l = -5;
      each.s = 9;
      each.d = 2.5;
    }
    packed[4] = packed[1];
    REGION_ENDS;
  }
  CHECK(packed[4].l == -5 && packed[4].d == 2.5 && packed[3].s == 9);
}

CONSTRUCT(unions) {
  static Either either;
  [[stm::atomic]] {
    either.real = 1.0;
    either.bytes[7] ^= 0x80;
    REGION_ENDS;
  }
  CHECK(either.real == -1.0);
}

CONSTRUCT(volatile_variables) {
  static volatile int flag;
  [[stm::atomic]] {
    flag = 1;
    flag = flag + 2;
    REGION_ENDS;
  }
  CHECK(flag == 3);
}

CONSTRUCT(long_double) {
  static long double values[3];
  [[stm::atomic]] {
    values[0] = 1.25L;
    values[1] = values[0] * 3;
    values[2] = values[1] / (1 + opaque(2));
    REGION_ENDS;
  }
  CHECK(values[2] == 1.25L);
}

CONSTRUCT(int128) {
  static __int128 value;
  static unsigned __int128 quotient;
  [[stm::atomic]] {
    value = (__int128(1) << 100) + opaque(5);
    quotient = (unsigned __int128)value / 3;
    REGION_ENDS;
  }
  CHECK(int(value & 0xff) == 5 && quotient * 3 <= (unsigned __int128)value);
}

typedef float Float4 __attribute__((vector_size(16)));
typedef double Double4 __attribute__((vector_size(32)));
typedef int Int16 __attribute__((vector_size(64)));

CONSTRUCT(vectors) {
  static Float4 small;
  static Double4 middle;
  static Int16 large;
  [[stm::atomic]] {
    small = Float4{1, 2, 3, 4} * 2;
    middle = Double4{1, 2, 3, 4} + double(opaque(1));
    large = large * 0 + opaque(7);
    large[15] += 1;
    REGION_ENDS;
  }
  CHECK(small[3] == 8 && middle[3] == 5 && large[0] == 7 && large[15] == 8);
}

CONSTRUCT(big_struct_copy) {
  static Big from, to;
  from.numbers[999] = 7;
  to.numbers[999] = 0;
  [[stm::atomic]] {
    from.numbers[0] = 1;
    to = from;
    Big local = to;
    local.numbers[1] = 5;
    from = local;
    REGION_ENDS;
  }
  CHECK(to.numbers[0] == 1 && to.numbers[999] == 7 && from.numbers[1] == 5);
}

CONSTRUCT(memcpy_across_pages) {
  static char *block = static_cast<char *>(malloc(1 << 16));
  [[stm::atomic]] {
    for (int i = 0; i < 1 << 15; ++i)
      block[i] = char(i);
    memcpy(block + (1 << 15), block, 1 << 15);
    memmove(block + 1, block, 40000);
    memset(block, 1, 5000);
    REGION_ENDS;
  }
  CHECK(block[4999] == 1 && block[5001] == char(5000) && block[40001] == char(40001));
}

CONSTRUCT(alloca_and_variable_arrays) {
  static int sum;
  [[stm::atomic]] {
    int count = opaque(50);
    int numbers[count];
    char *text = static_cast<char *>(alloca(size_t(count)));
    for (int i = 0; i < count; ++i)
      numbers[i] = i, text[i] = 1;
    sum = numbers[49] + text[10];
    REGION_ENDS;
  }
  CHECK(sum == 50);
}

CONSTRUCT(complex_numbers) {
  static std::complex<double> z;
  [[stm::atomic]] {
    z = {1, 2};
    z *= std::complex<double>(opaque(0), 1);
    z = z / std::complex<double>(0, 1);
    REGION_ENDS;
  }
  CHECK(z.real() == 1 && z.imag() == 2);
}

CONSTRUCT(empty_and_pure_assembly) {
  static int value;
  [[stm::atomic]] {
    int x = 40;
    asm("" : "+r"(x));
    int y;
    asm("lea 2(%1), %0" : "=r"(y) : "r"(x));
    value = y;
    asm volatile("" ::: "memory");
    REGION_ENDS;
  }
  CHECK(value == 42);
}

CONSTRUCT(overflow_builtins_and_bit_counting) {
  static int sum;
  bool over = false;
  [[stm::atomic]] {
    over = __builtin_add_overflow(INT32_MAX, opaque(1), &sum);
    sum = __builtin_popcount(unsigned(opaque(255))) + __builtin_ctz(unsigned(opaque(8))) +
          int(__builtin_bswap32(unsigned(opaque(1))) >> 24);
    REGION_ENDS;
  }
  CHECK(over && sum == 12);
}
