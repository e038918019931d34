//===- pass/local_types.h - Classes whose objects are local memory ----------===//
//
// A class with [[stm::local]] promises that all of its objects lie in local memory (stm/stm.h). The front end notes such
// classes here, under the names that Clang's alias analysis (TBAA) gives to types; an access through a member then
// carries the class in its !tbaa. Where that is lost (-O0, merged accesses) the barrier stays, and the
// runtime finds the memory among the thread's local ranges.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_LOCAL_TYPES_H
#define STM_PASS_LOCAL_TYPES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Instruction.h"

namespace stm {

/// Of the compilation that runs in this process.
void noteLocalType(llvm::StringRef tbaa_name);

/// True if `access` goes to a member of an object of such a class.
bool accessesLocalType(const llvm::Instruction &access);

} // namespace stm

#endif
