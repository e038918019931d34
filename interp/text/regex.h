// The matcher of regular expressions, over characters of 1, 2 or 4 bytes. Backtracking with a stack of its own: an
// entry either says where to go on after a failure or what to restore on the way there (see regex_engine.h).
#pragma once

#include "text/regex_opcodes.h"
#include "vm/variant.h"

#include <cstddef>

namespace pystm::regex {

struct PYSTM_LOCAL_CLASS Subject {
  const void *data = nullptr;
  int width = 1;
  int64_t start = 0, end = 0; // pos and endpos
};

enum class Mode { kMatch, kFullMatch, kSearch };

struct PYSTM_LOCAL_CLASS Result {
  int64_t begin = 0, end = 0;
  int64_t last_index = -1;        // of the group that closed last
  const int64_t *marks = nullptr; // begin and end of each group, -1: not matched; the thread's, until its next run
};

// Touches nothing but its arguments and memory of the thread: a region may call it in the middle of a transaction, with the addresses
// where it sees `code` and the text.
// `must_advance`: an empty match at `start` does not count. 1: found; 0: not; -1: out of memory.
PYSTM_PURE int run(const uint32_t *code, int64_t groups, const Subject &subject, Mode mode, bool must_advance, Result &result);

// The calling thread ends: gives back what it used to match.
void endThread();

} // namespace pystm::regex
