// Intent: globals of the program, of an instrumented shared library and of one opened late are all
// transactional.
//
// RUN: %stm_clangxx -std=c++20 -O0 -DLIBRARY -DBUMP=bumpLinked -fPIC -shared %s -o %t.O0.linked.so
// RUN: %stm_clangxx -std=c++20 -O0 -DLIBRARY -DBUMP=bumpOpened -fPIC -shared %s -o %t.O0.opened.so
// RUN: %stm_clangxx -std=c++20 -O0 %s %t.O0.linked.so -o %t.O0 && %t.O0 %t.O0.opened.so
// RUN: %stm_clangxx -std=c++20 -O2 -DLIBRARY -DBUMP=bumpLinked -fPIC -shared %s -o %t.O2.linked.so
// RUN: %stm_clangxx -std=c++20 -O2 -DLIBRARY -DBUMP=bumpOpened -fPIC -shared %s -o %t.O2.opened.so
// RUN: %stm_clangxx -std=c++20 -O2 %s %t.O2.linked.so -o %t.O2 && %t.O2 %t.O2.opened.so
#ifdef LIBRARY

static long counter, initialised = 100;

// Adds to the library's counters and returns their difference; `in_region` says whether the caller is
// in a region already.
extern "C" long BUMP(bool in_region) {
  if (in_region) {
    ++counter;
    ++initialised;
  } else {
    [[stm::atomic]] {
      ++counter;
      ++initialised;
    }
  }
  return initialised - counter;
}

#else
#include "self_check.h"

#include <dlfcn.h>

extern "C" long bumpLinked(bool in_region);

static long counter;

int main(int argc, char **argv) {
  CHECK(argc == 2);
  void *library = dlopen(argv[1], RTLD_NOW);
  CHECK(library);
  auto bumpOpened = reinterpret_cast<long (*)(bool)>(dlsym(library, "bumpOpened"));
  CHECK(bumpOpened);
  inParallel(4, [&](int) {
    for (int i = 0; i < 1000; ++i) {
      bumpLinked(false);
      bumpOpened(false);
      [[stm::atomic]] {
        ++counter;
        CHECK(bumpLinked(true) == 100);
        CHECK(bumpOpened(true) == 100);
      }
    }
  });
  CHECK(counter == 4000);
  CHECK(bumpLinked(true) == 100 && bumpOpened(true) == 100);
}
#endif
