//===- stm/abi.h - What instrumented code and the runtime agree on --------===//
//
// The binary interface between the code that the pass emits and libstm.so. User
// programs include stm.h or stm.hpp instead; nothing here is meant for hand-written
// code. The functions are listed in abi.def, which the pass expands too: a change here
// or there must raise STM_ABI_VERSION, and a module built for another version is refused
// when it is loaded.
//
//===----------------------------------------------------------------------===//
#ifndef STM_ABI_H
#define STM_ABI_H

#include <stdint.h>

/* Raised at every incompatible change; `__stm_register_module` compares it. */
#define STM_ABI_VERSION 3

/* Bytes that one mark covers. Conflicts are found per granule; data travel per byte. */
#define STM_GRANULE_SHIFT 4
#define STM_GRANULE_SIZE (1u << STM_GRANULE_SHIFT)

/* log2 of the size in bytes of the viewed window: the addresses [window_base, window_base +
   2^36) hold the executable's image and the heap. */
#define STM_WINDOW_SHIFT 36
#define STM_WINDOW_SIZE (UINT64_C(1) << STM_WINDOW_SHIFT)

/* The word before the entry of a function that has a clone: `<{i64 0, i32 MAGIC, i32
   clone - function}>`, so MAGIC stands at entry-8 and the offset at entry-4. The bytes decode as no
   valid x86-64 instruction sequence. */
#define STM_PREFIX_MAGIC 0x06d75306u

/* What `__stm_begin` returns: which of a region's two versions runs. */
enum stm_mode {
  STM_MODE_PLAIN = 0,       /* no barriers: the thread is alone or irrevocable */
  STM_MODE_INSTRUMENTED = 1, /* barriers, in a view */
  STM_MODE_CANCELLED = 2 /* neither: the region was undone; control goes on behind it, to its commit, which does nothing */
};

/* The part of a thread's state that inlined barriers read, `__stm_self`, in initial-exec
   thread-local storage. Constant between two calls that may end, begin or turn irrevocable. Only the
   owner thread writes it, but for `poll`, which any thread may set. */
struct stm_self {
  uint64_t window_base;  /* 0: first address of the viewed window */
  int64_t view_offset;   /* 8: add to an address in the window; 0 outside transactions */
  uint16_t *read_marks;  /* 16: one per granule, index (p - window_base) >> 4 */
  uint16_t *write_marks; /* 24: likewise */
  uint16_t stamp;        /* 32: this transaction's number in the marks */
  uint16_t reserved[15]; /* 34 */
  uint32_t poll;         /* 64: not 0: call __stm_poll_slow */
  uint32_t reserved2[15];
};

/* A region in the source, in constant memory of the module. `line` counts from 1. */
struct stm_site {
  const char *file;
  const char *function;
  uint32_t line;
  uint32_t flags; /* STM_SITE_* */
};
#define STM_SITE_ALWAYS_IRREVOCABLE 1u /* every path ends in an irrevocable call: skip the attempt */

/* Why a transaction turns irrevocable at one place, in constant memory of the module. */
struct stm_reason {
  const char *callee; /* the called function's name, or what the place does */
  const char *file;   /* may be null: no debug information */
  uint32_t line;
  uint32_t flags;
};

/* One per module (executable or shared library), passed to __stm_register_module. */
struct stm_module {
  uint32_t abi_version; /* STM_ABI_VERSION of the plugin */
  uint32_t flags;
  const void *address; /* any address of the module's data: identifies it */
};

#endif
