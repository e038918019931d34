//===- support/region.h - Atomic regions without the plugin -----------------------------===//
//
// What the pass would emit, by hand, so that the runtime is tested alone: read and write barriers for
// any trivially copyable type, and atomically(f), which runs f as a transaction. In f, shared memory is
// accessed through get and set only. Locals of the function that calls atomically are restored
// by an abort as in compiled regions.
//
//===-----------------------------------------------------------------------------------===//
#ifndef STM_TEST_SUPPORT_REGION_H
#define STM_TEST_SUPPORT_REGION_H

#include "stm/abi.h"

#include <cstdint>
#include <cstring>
#include <type_traits>

// Link with -z now: the lazy binder of a PLT entry does not save all that preserve_most promises. The pass marks these nonlazybind.
extern "C" {
extern thread_local stm_self __stm_self __attribute__((tls_model("initial-exec")));
uint32_t __stm_begin(const stm_site *site, void *cfa, void *escaped, void *escaped_end);
void __stm_commit();
__attribute__((preserve_most)) void *__stm_read_slow(void *p, int64_t size);
__attribute__((preserve_most)) void *__stm_write_slow(void *p, int64_t size);
__attribute__((preserve_most)) void *__stm_write_part(void *p, int64_t size);
__attribute__((preserve_most)) void __stm_log_local(void *p, int64_t size);
void __stm_become_irrevocable(const stm_reason *reason);
}

namespace stm::test {

/// A transactional load.
template <class T> T get(const T &object) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  void *p = __stm_read_slow(const_cast<T *>(&object), sizeof(T));
  memcpy(&value, p, sizeof(T));
  return value;
}

/// A transactional store.
template <class T> void set(T &object, std::type_identity_t<T> value) {
  void *p = __stm_write_slow(&object, sizeof(T));
  memcpy(p, &value, sizeof(T));
}

/// Runs f() as a transaction. f may run several times; it accesses memory through get and set in
/// both modes (in the plain one they are plain accesses).
template <class F> __attribute__((noinline)) void atomically(F f) {
  __stm_begin(nullptr, __builtin_dwarf_cfa(), nullptr, nullptr);
  asm volatile("" ::: "memory");
  f();
  __stm_commit();
}

/// The same, with the region's description in the source.
template <class F> __attribute__((noinline)) void atomicallyAt(const stm_site &site, F f) {
  __stm_begin(&site, __builtin_dwarf_cfa(), nullptr, nullptr);
  asm volatile("" ::: "memory");
  f();
  __stm_commit();
}

} // namespace stm::test

#endif
