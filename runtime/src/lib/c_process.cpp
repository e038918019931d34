//===- lib/c_process.cpp - The environment, keys of threads, waking sleepers ----------------------------===//
//
// What these do to the process is undone by an abort, put off until the commit, or not done at all.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "stm/abi.h"
#include "tx/transaction.h"

#include <clocale>
#include <cmath>
#include <cstdlib>
#include <pthread.h>
#include <threads.h>

using namespace stm;
using stm::lib::readable;
using stm::lib::readableString;
using stm::lib::writable;

extern "C" {
void __stm_become_irrevocable(const stm_reason *reason);
void __stm_on_commit_copy(void (*function)(void *), const void *bytes, size_t size);
void __stm_on_abort_copy(void (*function)(void *), const void *bytes, size_t size);
}

// The environment changes only while a region runs alone.
STM_CLONE(getenv, char *, (const char *name)) { return getenv(readableString(name)); }
STM_CLONE(secure_getenv, char *, (const char *name)) { return secure_getenv(readableString(name)); }

static const stm_reason kLocale = {"setlocale", nullptr, 0, 0};
STM_CLONE(setlocale, char *, (int category, const char *name)) {
  if (name)
    __stm_become_irrevocable(&kLocale);
  return setlocale(category, name);
}

// Values of a thread's keys. ----------------------------------------------------------------------------------

namespace {

struct KeyValue {
  pthread_key_t key;
  const void *value;
};
void restoreKey(void *bytes) {
  auto *old = static_cast<KeyValue *>(bytes);
  pthread_setspecific(old->key, old->value);
}

} // namespace

STM_CLONE(pthread_setspecific, int, (pthread_key_t key, const void *value)) {
  KeyValue old = {key, pthread_getspecific(key)};
  int error = pthread_setspecific(key, value);
  if (!error && inView())
    __stm_on_abort_copy(restoreKey, &old, sizeof old);
  return error;
}

// Sleepers are woken when what they wait for can be seen: at the commit. ------------------------------------------

namespace {

template <int (*wake)(pthread_cond_t *)> int wakeLater(pthread_cond_t *condition) {
  if (!inView())
    return wake(condition);
  __stm_on_commit_copy([](void *bytes) { wake(*static_cast<pthread_cond_t **>(bytes)); }, &condition, sizeof condition);
  return 0;
}

} // namespace

STM_CLONE(pthread_cond_signal, int, (pthread_cond_t * condition)) { return wakeLater<pthread_cond_signal>(condition); }
STM_CLONE(pthread_cond_broadcast, int, (pthread_cond_t * condition)) {
  return wakeLater<pthread_cond_broadcast>(condition);
}
#define STM_WAKE(symbol, name, wake)                                                                           \
  STM_CLONE_OF(symbol, name, int, (void *condition)) { return wakeLater<wake>(static_cast<pthread_cond_t *>(condition)); }
STM_WAKE("cnd_signal", cnd_signal, pthread_cond_signal)
STM_WAKE("cnd_broadcast", cnd_broadcast, pthread_cond_broadcast)
STM_WAKE("_ZNSt18condition_variable10notify_oneEv", notifyOne, pthread_cond_signal)
STM_WAKE("_ZNSt18condition_variable10notify_allEv", notifyAll, pthread_cond_broadcast)
STM_WAKE("_ZNSt3__118condition_variable10notify_oneEv", notifyOneLibcxx, pthread_cond_signal)
STM_WAKE("_ZNSt3__118condition_variable10notify_allEv", notifyAllLibcxx, pthread_cond_broadcast)

// Mathematics that reads a string. ---------------------------------------------------------------------------------

STM_CLONE(nan, double, (const char *text)) { return nan(readableString(text)); }
STM_CLONE(nanf, float, (const char *text)) { return nanf(readableString(text)); }
STM_CLONE(nanl, long double, (const char *text)) { return nanl(readableString(text)); }
