//===- pass/markers.h - The front end's markers ------------------------------===//
//
// __stm_region_begin and __stm_region_end stand where a region starts and ends; clang-plugin/regions.cpp
// puts them there. The end marker takes the address of a hidden variable, the guard, which has no
// other purpose than to have Clang call the marker on each way out.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_MARKERS_H
#define STM_PASS_MARKERS_H

#include "llvm/IR/InstrTypes.h"

namespace stm {

/// +1 for a begin marker, -1 for an end marker, 0 for anything else.
int depthChange(const llvm::Instruction &instruction);

/// Where control goes on at this terminator if a region's begin says that it was cancelled, or null.
const llvm::BasicBlock *cancelledEdge(const llvm::Instruction &terminator);

/// Puts 0 for the begin's result in this place, and forgets the way that it would decide.
void neverCancelled(llvm::Use &result);

/// Takes the guard from an end marker, and removes it with the last one.
void forgetGuard(llvm::CallBase &marker);

/// Removes the marker, and the guard with the last marker that knows it.
void eraseMarker(llvm::CallBase &marker);

} // namespace stm

#endif
