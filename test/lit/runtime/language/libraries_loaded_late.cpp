// Intent: libraries are opened and closed while regions run, one with regions and clones, one without: both are called from
// regions and do their work once; functions of the first leave the region undoable.
//
// RUN: %stm_clangxx -std=c++20 -O1 -fPIC -shared -DLIBRARY %s -o %t.with.so
// RUN: %clangxx -std=c++20 -O1 -fPIC -shared -DLIBRARY %s -o %t.without.so
// RUN: %stm_clangxx -std=c++20 -O1 %s -o %t && %t %t.with.so %t.without.so
// RUN: env STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t %t.with.so %t.without.so undoable
#ifdef LIBRARY
static int calls;
extern "C" int work(int *counter) {
  *counter += 10;
  return ++calls;
}
#else
#include "../self_check.h"
#include "stm/abi.h"

#include <dlfcn.h>

extern "C" {
extern __thread struct stm_self __stm_self;
}

static int counter;
static int calls[4]; // (Not on a stack: to other threads that is foreign memory.)
static bool undoable;

int main(int argc, char **argv) {
  for (int round = 0; round < 3; ++round)
    for (int i = 1; i <= 2; ++i) {
      void *library = dlopen(argv[i], RTLD_NOW);
      CHECK(library);
      auto *work = reinterpret_cast<int (*)(int *)>(dlsym(library, "work"));
      counter = 0;
      undoable = false;
      inParallel(4, [&](int me) {
        for (int k = 0; k < 50; ++k) {
          [[stm::atomic]] {
            calls[me] = work(&counter);
            if (me == 0)
              undoable = __stm_self.view_offset != 0;
          }
        }
      });
      CHECK(counter == 4 * 50 * 10);
      CHECK(undoable || i == 2 || argc < 4);
      dlclose(library);
    }
}
#endif
