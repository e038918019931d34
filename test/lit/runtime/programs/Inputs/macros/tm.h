/* The macros in which the classic transactional benchmark programs are written, mapped to atomic regions. The programs
 * of this folder use nothing else of ours: no header, no attribute, no annotation.
 *
 * TM_RESTART undoes the region and enters it anew: the region stands in a loop that only its regular end leaves. */
#ifndef TM_H
#define TM_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define TM_ARG
#define TM_ARG_ALONE
#define TM_ARGDECL
#define TM_ARGDECL_ALONE
#define TM_CALLABLE
#define TM_SAFE
#define TM_PURE

#define TM_STARTUP(threads)
#define TM_SHUTDOWN()
#define TM_THREAD_ENTER()
#define TM_THREAD_EXIT()

#define P_MALLOC(size) malloc(size)
#define P_FREE(memory) free(memory)
#define TM_MALLOC(size) malloc(size)
#define TM_FREE(memory) free(memory)

extern void stm_cancel(void) __attribute__((noreturn));

#define TM_BEGIN()                                                                                         \
  {                                                                                                        \
    int tm_done = 0;                                                                                       \
    while (!tm_done) {                                                                                     \
      [[stm::atomic]] {
#define TM_BEGIN_RO() TM_BEGIN()
#define TM_END()                                                                                           \
  tm_done = 1;                                                                                             \
  }                                                                                                        \
  }                                                                                                        \
  }
#define TM_RESTART() stm_cancel()

#define TM_EARLY_RELEASE(variable)
#define TM_SHARED_READ(variable) (variable)
#define TM_SHARED_READ_P(variable) (variable)
#define TM_SHARED_READ_F(variable) (variable)
#define TM_SHARED_WRITE(variable, value) ({ variable = value; variable; })
#define TM_SHARED_WRITE_P(variable, value) ({ variable = value; variable; })
#define TM_SHARED_WRITE_F(variable, value) ({ variable = value; variable; })
#define TM_LOCAL_WRITE(variable, value) ({ variable = value; variable; })

#endif
