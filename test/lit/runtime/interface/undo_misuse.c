// Intent: retrying or cancelling where nothing can be undone ends the program with a sentence that says so.
//
// RUN: %stm_clang -O2 %s -o %t
// RUN: not --crash %t retry 2>&1 | FileCheck --check-prefix=OUTSIDE %s
// RUN: not --crash %t cancel 2>&1 | FileCheck --check-prefix=IRREVOCABLE %s
// OUTSIDE: stm: stm_retry outside of an atomic region
// IRREVOCABLE: stm: stm_cancel in an irrevocable transaction, which cannot be undone
#include <stm/stm.h>
#include <string.h>

static int n;

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "retry") == 0)
    stm_retry();
  [[stm::atomic]] {
    n++;
    stm_become_irrevocable();
    stm_cancel();
  }
}
