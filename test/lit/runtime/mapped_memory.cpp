// Intent: memory from mmap(2), which the runtime did not hand out, is as safe in regions as any other.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <sys/mman.h>

int main() {
  void *mapped =
      mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(mapped != MAP_FAILED);
  long *numbers = static_cast<long *>(mapped);
  inParallel(3, [=](int me) {
    for (int i = 0; i < 1500; ++i) {
      [[stm::atomic]] {
        CHECK(numbers[0] == numbers[5000]);
        ++numbers[0];
        numbers[100 + me] += numbers[0] > 0;
        ++numbers[5000];
      }
    }
  });
  CHECK(numbers[0] == 4500 && numbers[5000] == 4500);
  for (int me = 0; me < 3; ++me)
    CHECK(numbers[100 + me] == 1500);
  munmap(mapped, 1 << 20);
}
