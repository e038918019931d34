/* Intent: a range that stm_local_memory names is written without undo and without irrevocability, by library functions and
 * through pointers that the compiler knows nothing of; memory of malloc() is refused.
 *
 * RUN: %stm_clang -std=gnu17 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0 aborts
 * RUN: %stm_clang -std=gnu17 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2 aborts
 * RUN: %t.O2
 * RUN: not --crash %t.O2 refused heap 2>&1 | FileCheck %s
 * CHECK: stm_local_memory({{.*}}): memory of malloc() and variables cannot be local; use mmap()
 */
#include "../self_check.h"

#include <string.h>
#include <stm/stm.h>
#include <sys/mman.h>

static long shared;

/* The compiler must not see where it leads. */
__attribute__((noinline)) static void add(long *where) { ++*where; }

int main(int argc, char **argv) {
  (void)argv;
  if (argc > 2)
    stm_local_memory(malloc(100), 100);
  enum { kSize = 1 << 16 };
  long *mine = mmap(NULL, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(mine != MAP_FAILED);
  stm_local_memory(mine, kSize);
  int aborts = argc > 1;
  for (int i = 0; i < 5; ++i) {
    [[stm::atomic]] {
      add(&mine[0]);
      memset(&mine[1], i + 1, sizeof(long));
      ++shared;
      CHECK(!aborts || !stm_is_irrevocable());
    }
  }
  CHECK(shared == 5);
  CHECK(mine[0] == (aborts ? 10 : 5)); /* an undone run has counted, too */
  CHECK(((char *)&mine[1])[7] == 5);
  return 0;
}
