// Intent: read(2) into memory that regions use works, and regions see what it brought.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <string.h>

static char global_buffer[8192];

int main() {
  char *heap_buffer = static_cast<char *>(malloc(65536));
  memset(heap_buffer, 0, 65536);
  long sums[2] = {};
  std::atomic<bool> stop{false};
  inParallel(3, [&](int me) {
    if (me == 2) {
      // Keeps pages of both buffers private in a view.
      while (!stop) {
        [[stm::atomic]] {
          ++global_buffer[8191];
          ++heap_buffer[65535];
        }
      }
      return;
    }
    int ends[2];
    CHECK(pipe(ends) == 0);
    char *target = me == 0 ? global_buffer : heap_buffer;
    size_t part = me == 0 ? 4000 : 30000;
    char *source = static_cast<char *>(malloc(part));
    for (int round = 1; round <= 100; ++round) {
      memset(source, round, part);
      CHECK(write(ends[1], source, part) == static_cast<ssize_t>(part));
      for (size_t got = 0; got < part;) {
        ssize_t more = read(ends[0], target + got, part - got);
        CHECK(more > 0);
        got += more;
      }
      long sum = 0;
      [[stm::atomic]] {
        sum = 0;
        for (size_t i = 0; i < part; ++i)
          sum += target[i];
      }
      CHECK(sum == static_cast<long>(part) * round);
      sums[me] += sum;
    }
    if (me == 1)
      stop = true;
  });
  CHECK(sums[0] == 4000L * 5050 && sums[1] == 30000L * 5050);
}
