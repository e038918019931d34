//===- config/flags.cpp - Reading settings from the environment -------------===//
#include "config/flags.h"

#include "base/check.h"

#include <cerrno>
#include <cstdlib>

namespace stm {

Flags flags;

static void readFlag(const char *variable, uint64_t &value) {
  const char *text = getenv(variable);
  if (!text || !*text)
    return;
  char *end;
  errno = 0;
  unsigned long long number = strtoull(text, &end, 10);
  // strtoull itself skips spaces, takes signs, and turns what does not fit into the largest number.
  if (*text < '0' || *text > '9' || *end || errno == ERANGE)
    refuse("%s=%s is not a number; unset it or give a whole number of at least 0", variable, text);
  value = number;
}

void readFlags() {
#define STM_FLAG(name, variable, value, documentation) readFlag(variable, flags.name);
#include "config/flags.def"
#undef STM_FLAG
  if (flags.views < 1 || flags.views > 15)
    refuse("STM_VIEWS=%llu is out of range; give 1 to 15", (unsigned long long)flags.views);
}

} // namespace stm
