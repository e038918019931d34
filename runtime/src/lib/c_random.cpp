//===- lib/c_random.cpp - Random numbers and tokens whose state is the process's -----------------------------===//
//
// rand, random, drand48 and strtok keep a state in the C library, where no transaction can undo its changes. libstm.so
// brings these functions for the whole program, with the C library's algorithms and so the same sequences, on a state of its
// own. Outside of regions each call is a small region; in one it is part of it.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

/// x(i) = x(i - 3) + x(i - 31), as glibc's random() by default.
struct Additive {
  static constexpr unsigned kDegree = 31, kSeparation = 3, kDiscarded = 310;
  uint32_t values[kDegree];
  unsigned front, rear;
  bool seeded;

  void seed(unsigned start) {
    int64_t value = start ? int32_t(start) : 1;
    for (unsigned i = 0; i < kDegree; ++i) {
      values[i] = uint32_t(value);
      value = int64_t(int32_t(values[i])) * 16807 % 2147483647;
      if (value < 0)
        value += 2147483647;
    }
    front = kSeparation;
    rear = 0;
    seeded = true;
    for (unsigned i = 0; i < kDiscarded; ++i)
      next();
  }

  long next() {
    uint32_t sum = values[front] += values[rear];
    front = front + 1 == kDegree ? 0 : front + 1;
    rear = rear + 1 == kDegree ? 0 : rear + 1;
    return long(sum >> 1);
  }
};

/// On the heap, which transactions can undo.
struct Shared {
  Additive additive;
  unsigned short congruential[3]; ///< the 48 bits behind drand48
  char *next_token;
};
Shared *shared;

/// Programs may ask before the library's constructors have run.
__attribute__((constructor)) void makeShared() {
  if (!shared)
    shared = static_cast<Shared *>(calloc(1, sizeof *shared));
}
Shared &state() {
  if (__builtin_expect(!shared, 0))
    makeShared();
  return *shared;
}

} // namespace

#define STM_SHARED(name, result, parameters)                                                                   \
  STM_LIBRARY(stm_shared_##name, result, parameters, #name)

STM_SHARED(random, long, ()) {
  [[stm::atomic]] {
    Additive &additive = state().additive;
    if (!additive.seeded)
      additive.seed(1);
    return additive.next();
  }
}
STM_SHARED(rand, int, ()) { return int(stm_shared_random()); }
STM_SHARED(srandom, void, (unsigned seed)) {
  [[stm::atomic]] { state().additive.seed(seed); }
}
STM_SHARED(srand, void, (unsigned seed)) { stm_shared_srandom(seed); }

STM_SHARED(drand48, double, ()) {
  [[stm::atomic]] { return erand48(state().congruential); }
}
STM_SHARED(lrand48, long, ()) {
  [[stm::atomic]] { return nrand48(state().congruential); }
}
STM_SHARED(mrand48, long, ()) {
  [[stm::atomic]] { return jrand48(state().congruential); }
}
STM_SHARED(srand48, void, (long seed)) {
  [[stm::atomic]] {
    unsigned short *congruential = state().congruential;
    congruential[0] = 0x330e;
    congruential[1] = (unsigned short)seed;
    congruential[2] = (unsigned short)(seed >> 16);
  }
}

STM_SHARED(strtok, char *, (char *text, const char *delimiters)) {
  [[stm::atomic]] { return strtok_r(text, delimiters, &state().next_token); }
}
