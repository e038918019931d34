//===- pass/counters.h - What is counted for each body ----------------------===//
//
// One counter for each row of counters.def. LLVM's STATISTIC is compiled out of release builds
// of LLVM, the remarks that show these are not.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_COUNTERS_H
#define STM_PASS_COUNTERS_H

#include "llvm/ADT/StringRef.h"

#include <array>

namespace stm {

enum class Count {
#define STM_EMITTED(name, words) name,
#define STM_ELIDED(name, words) name,
#include "counters.def"
#undef STM_EMITTED
#undef STM_ELIDED
  kNumber
};

struct CountInfo {
  llvm::StringRef words;
  bool elided;
};

inline CountInfo countInfo(Count count) {
  static constexpr CountInfo kInfos[] = {
#define STM_EMITTED(name, words) {words, false},
#define STM_ELIDED(name, words) {words, true},
#include "counters.def"
#undef STM_EMITTED
#undef STM_ELIDED
  };
  return kInfos[static_cast<unsigned>(count)];
}

class Counters {
public:
  unsigned &operator[](Count count) { return values_[static_cast<unsigned>(count)]; }
  unsigned operator[](Count count) const { return values_[static_cast<unsigned>(count)]; }

private:
  std::array<unsigned, static_cast<unsigned>(Count::kNumber)> values_{};
};

} // namespace stm

#endif
