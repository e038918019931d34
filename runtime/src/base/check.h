//===- base/check.h - Assertion levels and fatal errors --------------------===//
//
// STM_CHECK is always on and ends the process with a sentence; STM_ASSERT states an
// invariant and is compiled in with -DSTM_CHECKED=ON only. Lowest layer: includes nothing of
// ours. Safe in signal handlers and under any lock: writes with write(2), allocates nothing.
//
//===------------------------------------------------------------------------===//
#ifndef STM_BASE_CHECK_H
#define STM_BASE_CHECK_H

namespace stm {

/// Prints "stm: <formatted text>\n" to standard error.
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// Like say, then aborts the process: a broken invariant.
[[noreturn]] void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// Like say, then exits with status 1: the environment cannot run the program.
[[noreturn]] void refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

} // namespace stm

#define STM_CHECK(condition, ...)                                                             \
  do {                                                                                       \
    if (__builtin_expect(!(condition), 0))                                                    \
      ::stm::die(__VA_ARGS__);                                                                \
  } while (0)

#ifdef STM_CHECKED
#define STM_ASSERT(condition)                                                                \
  STM_CHECK(condition, "%s:%d: invariant broken: %s", __FILE__, __LINE__, #condition)
#else
#define STM_ASSERT(condition) ((void)0)
#endif

#endif
