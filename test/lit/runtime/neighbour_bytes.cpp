// Intent: threads that write different bytes of one word lose none of them.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static unsigned char bytes[16];

int main() {
  inParallel(4, [](int me) {
    for (int i = 0; i < 10000; ++i) {
      [[stm::atomic]] { ++bytes[me * 3]; }
    }
  });
  for (int me = 0; me < 4; ++me)
    CHECK(bytes[me * 3] == 10000 % 256);
  CHECK(bytes[1] == 0 && bytes[2] == 0 && bytes[15] == 0);
}
