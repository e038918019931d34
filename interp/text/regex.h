// The matcher of regular expressions, over characters of 1, 2 or 4 bytes. Backtracking with a stack of its own: an
// entry either says where to go on after a failure or what to restore on the way there (see regex_engine.h).
#pragma once

#include "text/regex_opcodes.h"

#include <cstddef>
#include <vector>

namespace pystm::regex {

struct Subject {
  const void *data = nullptr;
  int width = 1;
  int64_t start = 0, end = 0; // pos and endpos
};

enum class Mode { kMatch, kFullMatch, kSearch };

struct Result {
  int64_t begin = 0, end = 0;
  int64_t last_index = -1;    // of the group that closed last
  std::vector<int64_t> marks; // begin and end of each group, -1: not matched
};

// `must_advance`: an empty match at `start` does not count. 1: found; 0: not; -1: out of memory.
int run(const uint32_t *code, int64_t groups, const Subject &subject, Mode mode, bool must_advance, Result &result);

} // namespace pystm::regex
