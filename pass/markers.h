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

/// Removes the marker, and the guard with the last marker that knows it.
void eraseMarker(llvm::CallBase &marker);

} // namespace stm

#endif
