//===- lib/operator_new.cpp - Allocation functions of C++ in transactions --------------===//
//
// The library's operator new throws from code without a transactional version. So it is asked for memory first, and where
// there is none the transaction turns irrevocable before the library calls the new handler or throws. A program's
// own operator new is called as it is (or its clone, pass/calls.def).
//
//===-----------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "stm/abi.h"
#include "tx/thread_state.h"

#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <new>

using namespace stm;

extern "C" void __stm_become_irrevocable(const stm_reason *reason);

static const stm_reason kNoMemory = {"operator new without memory", nullptr, 0, 0};

/// True if the program brings an operator new.
static bool isReplaced() {
  static const bool answer = [] {
    Dl_info info;
    void *function = dlsym(RTLD_DEFAULT, "_Znwm");
    return !function || !dladdr(function, &info) || !info.dli_fname ||
           !(strstr(info.dli_fname, "libstdc++.so") || strstr(info.dli_fname, "libc++"));
  }();
  return answer;
}

/// Defines the clone of `symbol`: the library's `native`, called when malloc-like `first` has no memory.
#define STM_NEW(symbol, name, parameters, first, native)                                                       \
  STM_CLONE_OF(symbol, name, void *, parameters) {                                                             \
    if (inView() && !isReplaced()) {                                                                           \
      if (void *block = first)                                                                                 \
        return block;                                                                                          \
      __stm_become_irrevocable(&kNoMemory);                                                                    \
    }                                                                                                          \
    return native;                                                                                             \
  }

STM_NEW("_Znwm", operatorNew, (size_t size), malloc(size), operator new(size))
STM_NEW("_Znam", operatorNewArray, (size_t size), malloc(size), operator new[](size))
STM_NEW("_ZnwmRKSt9nothrow_t", operatorNewNothrow, (size_t size, const std::nothrow_t &tag), malloc(size),
        operator new(size, tag))
STM_NEW("_ZnamRKSt9nothrow_t", operatorNewArrayNothrow, (size_t size, const std::nothrow_t &tag), malloc(size),
        operator new[](size, tag))
STM_NEW("_ZnwmSt11align_val_t", operatorNewAligned, (size_t size, std::align_val_t align),
        aligned_alloc(size_t(align), size), operator new(size, align))
STM_NEW("_ZnamSt11align_val_t", operatorNewArrayAligned, (size_t size, std::align_val_t align),
        aligned_alloc(size_t(align), size), operator new[](size, align))
STM_NEW("_ZnwmSt11align_val_tRKSt9nothrow_t", operatorNewAlignedNothrow,
        (size_t size, std::align_val_t align, const std::nothrow_t &tag), aligned_alloc(size_t(align), size),
        operator new(size, align, tag))
STM_NEW("_ZnamSt11align_val_tRKSt9nothrow_t", operatorNewArrayAlignedNothrow,
        (size_t size, std::align_val_t align, const std::nothrow_t &tag), aligned_alloc(size_t(align), size),
        operator new[](size, align, tag))
