//===- entry/long_jump.cpp - longjmp out of a region -------------------------------------------------------===//
//
// A jump to a frame outside of the region leaves it as `goto` would: it commits. These functions stand before the C library's,
// since plain versions of regions and code without clones jump, too. Whether a jump leaves the region is told by the stack pointer
// in the jump buffer, which glibc keeps scrambled.
//
//===--------------------------------------------------------------------------------------------------------===//
#include "tx/transaction.h"

#include <csetjmp>
#include <dlfcn.h>

using namespace stm;

extern "C" void __stm_commit();

namespace {

/// Place of the stack pointer in jmp_buf (glibc, x86-64).
constexpr unsigned kStackPointer = 6;

uint64_t targetStackPointer(const __jmp_buf_tag *target) {
  uint64_t scrambled = uint64_t(target->__jmpbuf[kStackPointer]);
  uint64_t guard;
  asm("movq %%fs:0x30, %0" : "=r"(guard));
  return (scrambled >> 0x11 | scrambled << (64 - 0x11)) ^ guard;
}

/// Ends the region, if any, that the jump leaves. May start it again instead.
void leaveRegions(const __jmp_buf_tag *target) {
  bool lone = fast.lone_depth.load(std::memory_order_relaxed) != 0;
  if ((!lone && fast.busy == 0) || targetStackPointer(target) < fast.region_cfa)
    return;
  // Inner regions end with the outermost.
  if (lone)
    fast.lone_depth.store((fast.lone_depth.load(std::memory_order_relaxed) & kLoneActions) | 1,
                          std::memory_order_relaxed);
  else
    fast.busy = 1;
  __stm_commit();
}

using Jump = void(__jmp_buf_tag *, int);

[[noreturn]] void jump(const char *name, __jmp_buf_tag *target, int value) {
  leaveRegions(target);
  reinterpret_cast<Jump *>(dlsym(RTLD_NEXT, name))(target, value);
  __builtin_unreachable();
}

} // namespace

#define STM_JUMP(name, variable)                                                                               \
  [[noreturn]] __attribute__((visibility("default"))) void variable(__jmp_buf_tag *target, int value)          \
      __asm__(name);                                                                                           \
  void variable(__jmp_buf_tag *target, int value) { jump(name, target, value); }

STM_JUMP("longjmp", longJump)
STM_JUMP("_longjmp", longJumpPlain)
STM_JUMP("siglongjmp", longJumpWithSignals)
STM_JUMP("__longjmp_chk", longJumpChecked)
