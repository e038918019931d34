//===- lib/c_stdlib.cpp - Conversions, mathematics with results in memory, atomics' library -------------===//
//
// Functions that read a string or write a few bytes: the C library works on the view's bytes or on a copy. Searching
// and sorting call back into the program and are compiled through the plugin (lib/c_sort.cpp).
//
//===------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "stm/abi.h"

#include <cfenv>
#include <cinttypes>
#include <cmath>
#include <cstdlib>
#include <cstring>

using stm::lib::readable;
using stm::lib::readableString;
using stm::lib::writable;

// Numbers in strings. ------------------------------------------------------------------------------------

namespace {

/// Tells the program where a conversion of its string ended.
void writeEnd(char **end, const char *text, const char *view, const char *view_end) {
  if (end)
    *writable(end, sizeof *end) = const_cast<char *>(text) + (view_end - view);
}

} // namespace

#define STM_INTEGER(function, result)                                                                          \
  STM_CLONE(function, result, (const char *text, char **end, int base)) {                                     \
    const char *view = readableString(text);                                                                   \
    char *view_end;                                                                                            \
    result value = function(view, &view_end, base);                                                            \
    writeEnd(end, text, view, view_end);                                                                       \
    return value;                                                                                              \
  }
#define STM_REAL(function, result)                                                                             \
  STM_CLONE(function, result, (const char *text, char **end)) {                                               \
    const char *view = readableString(text);                                                                   \
    char *view_end;                                                                                            \
    result value = function(view, &view_end);                                                                  \
    writeEnd(end, text, view, view_end);                                                                       \
    return value;                                                                                              \
  }
#define STM_OF_STRING(function, result)                                                                        \
  STM_CLONE(function, result, (const char *text)) { return function(readableString(text)); }

STM_INTEGER(strtol, long)
STM_INTEGER(strtoul, unsigned long)
STM_INTEGER(strtoll, long long)
STM_INTEGER(strtoull, unsigned long long)
STM_INTEGER(strtoimax, intmax_t)
STM_INTEGER(strtoumax, uintmax_t)
STM_REAL(strtod, double)
STM_REAL(strtof, float)
STM_REAL(strtold, long double)
STM_OF_STRING(atoi, int)
STM_OF_STRING(atol, long)
STM_OF_STRING(atoll, long long)
STM_OF_STRING(atof, double)

// Mathematics with a second result. -----------------------------------------------------------------------

#define STM_SECOND(function, type, second)                                                                     \
  STM_CLONE(function, type, (type x, second * where)) {                                                       \
    second other;                                                                                              \
    type result = function(x, &other);                                                                         \
    *writable(where, sizeof other) = other;                                                                    \
    return result;                                                                                             \
  }
STM_SECOND(frexp, double, int)
STM_SECOND(frexpf, float, int)
STM_SECOND(frexpl, long double, int)
STM_SECOND(modf, double, double)
STM_SECOND(modff, float, float)
STM_SECOND(modfl, long double, long double)
STM_SECOND(lgamma_r, double, int)
STM_SECOND(lgammaf_r, float, int)
STM_SECOND(lgammal_r, long double, int)

#define STM_REMQUO(function, type)                                                                             \
  STM_CLONE(function, type, (type x, type y, int *where)) {                                                   \
    int quotient;                                                                                              \
    type result = function(x, y, &quotient);                                                                   \
    *writable(where, sizeof quotient) = quotient;                                                              \
    return result;                                                                                             \
  }
STM_REMQUO(remquo, double)
STM_REMQUO(remquof, float)
STM_REMQUO(remquol, long double)

#define STM_SINCOS(function, type)                                                                             \
  STM_CLONE(function, void, (type x, type * sine, type * cosine)) {                                           \
    type s, c;                                                                                                 \
    function(x, &s, &c);                                                                                       \
    *writable(sine, sizeof s) = s;                                                                             \
    *writable(cosine, sizeof c) = c;                                                                           \
  }
STM_SINCOS(sincos, double)
STM_SINCOS(sincosf, float)
STM_SINCOS(sincosl, long double)

// The floating-point environment, which is the thread's, kept in memory. --------------------------------------

STM_CLONE(fegetenv, int, (fenv_t * where)) { return fegetenv(writable(where, sizeof *where)); }
STM_CLONE(feholdexcept, int, (fenv_t * where)) { return feholdexcept(writable(where, sizeof *where)); }
STM_CLONE(fegetexceptflag, int, (fexcept_t * where, int which)) {
  return fegetexceptflag(writable(where, sizeof *where), which);
}
STM_CLONE(fesetexceptflag, int, (const fexcept_t *from, int which)) {
  return fesetexceptflag(readable(from, sizeof *from), which);
}
/// FE_DFL_ENV and FE_NOMASK_ENV are no pointers.
static const fenv_t *environmentAt(const fenv_t *from) {
  return from == FE_DFL_ENV || from == FE_NOMASK_ENV ? from : readable(from, sizeof *from);
}
STM_CLONE(fesetenv, int, (const fenv_t *from)) { return fesetenv(environmentAt(from)); }
STM_CLONE(feupdateenv, int, (const fenv_t *from)) { return feupdateenv(environmentAt(from)); }

// Random numbers whose state the caller keeps. ------------------------------------------------------------

STM_CLONE(rand_r, int, (unsigned *seed)) { return rand_r(writable(seed, sizeof *seed)); }
STM_CLONE(erand48, double, (unsigned short state[3])) { return erand48(writable(state, 3 * sizeof *state)); }
STM_CLONE(nrand48, long, (unsigned short state[3])) { return nrand48(writable(state, 3 * sizeof *state)); }
STM_CLONE(jrand48, long, (unsigned short state[3])) { return jrand48(writable(state, 3 * sizeof *state)); }
