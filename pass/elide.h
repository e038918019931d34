//===- pass/elide.h - What accesses have in common ---------------------------===//
//
// A granule stays marked to the end of the transaction, and a translated address stays good until
// the transaction's constants change. So an access that another one dominates can often do
// with less.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_ELIDE_H
#define STM_PASS_ELIDE_H

#include "access.h"

namespace stm {

/// Whether a function with these accesses is so large that it pays to save space.
inline bool isLarge(const std::vector<Access> &accesses) { return accesses.size() > 48; }

/// Weakens barriers of `accesses` and returns the order in which they must be emitted: dominating ones first.
std::vector<Access *> elideBarriers(std::vector<Access> &accesses, const Body &body);

} // namespace stm

#endif
