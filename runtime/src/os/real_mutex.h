//===- os/real_mutex.h - The C library's own mutex functions -------------------------------===//
//
// libstm.so's functions of the usual names stand before the C library's (entry/mutexes.cpp). These are the latter, under the
// names that the C library keeps for itself.
//
//===---------------------------------------------------------------------------------------===//
#ifndef STM_OS_REAL_MUTEX_H
#define STM_OS_REAL_MUTEX_H

#include <pthread.h>

extern "C" {
int stm_real_mutex_lock(pthread_mutex_t *);
int stm_real_mutex_trylock(pthread_mutex_t *);
int stm_real_mutex_unlock(pthread_mutex_t *);
}

__asm__(".symver stm_real_mutex_lock,__pthread_mutex_lock@GLIBC_2.2.5\n"
        ".symver stm_real_mutex_trylock,__pthread_mutex_trylock@GLIBC_2.2.5\n"
        ".symver stm_real_mutex_unlock,__pthread_mutex_unlock@GLIBC_2.2.5\n");

#endif
