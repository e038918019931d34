// Intent: where only a library has regions and the program is linked by another compiler, the runtime comes too late to be the
// process's malloc: the program ends with a sentence that says what to do, and runs when one of these things is done.
//
// RUN: %stm_clangxx -std=c++20 -O2 -DLIBRARY -fPIC -shared %s -o %t.so
// RUN: %clangxx -std=c++20 -O2 %s %t.so -o %t.behind
// RUN: not %t.behind 2>&1 | FileCheck %s
// RUN: env LD_PRELOAD=%stm_build/lib/libstm.so %t.behind
// RUN: %stm_clangxx -std=c++20 -O2 %s %t.so -o %t.before && %t.before
// RUN: %clangxx -no-pie -std=c++20 -O2 %s -L%stm_build/lib -Wl,--no-as-needed,-lstm,-rpath,%stm_build/lib %t.so -o %t.fixed && %t.fixed
//
// One that is opened late: the loader refuses it, since the runtime's thread-local storage must be there from the start.
// RUN: %clangxx -std=c++20 -O2 -DOPENS %s -o %t.opens
// RUN: not %t.opens %t.so 2>&1 | FileCheck --check-prefix=OPENS %s
// OPENS: cannot allocate memory in static TLS block
// RUN: env LD_PRELOAD=%stm_build/lib/libstm.so %t.opens %t.so
//
// CHECK: {{^}}stm: the program's malloc is that of {{.*}}libc.so.6: the runtime was loaded behind it{{.*}}link the program with stm-clang
// CHECK-SAME: LD_PRELOAD={{.*}}libstm.so
#ifdef LIBRARY
static long counter;
extern "C" long increment() {
  [[stm::atomic]] { return ++counter; }
}
#else
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>

// The program's own address of the function, where it is no position-independent executable.
void *(*volatile allocate)(size_t) = &malloc;

#ifndef OPENS
extern "C" long increment();
#endif

int main(int, [[maybe_unused]] char **argv) {
#ifdef OPENS
  void *library = dlopen(argv[1], RTLD_NOW);
  auto *increment = library ? reinterpret_cast<long (*)()>(dlsym(library, "increment")) : nullptr;
  if (!increment)
    return puts(dlerror()), 2;
#endif
  free(allocate(100));
  increment();
  return increment() == 2 ? 0 : 1;
}
#endif
