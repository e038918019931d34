//===- pass/local_types.h - What classes promise of where their objects are ---===//
//
//   local    [[stm::local]]: all objects of the class lie in local memory (stm/stm.h)
//   viewed   [[stm::viewed]]: all lie in the viewed window, so that barriers need not look whether they do
//   frozen   [[stm::frozen]]: viewed, and what others know of them changes only while a transaction runs alone, so
//            that reads need no mark
//
// The front end notes such classes here, under the names that Clang's alias analysis (TBAA) gives to types; an access
// through a member then carries the class in its !tbaa. The optimiser drops that where it merges accesses or moves one up before a
// branch: another access to the same object, which is executed whenever this one is, then tells where the object is. Where there is
// none, and at -O0, the whole barrier stays.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_LOCAL_TYPES_H
#define STM_PASS_LOCAL_TYPES_H

#include "body.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Instruction.h"

#include <optional>

namespace stm {

enum class ClassPromise { Local, Viewed, Frozen };

/// Of the compilation that runs in this process.
void noteClassPromise(llvm::StringRef tbaa_name, ClassPromise promise);

/// What the class promises, of an object of which `access` goes to a member; none: nothing is known.
std::optional<ClassPromise> promiseOfClass(const llvm::Instruction &access);

/// Gives accesses that have lost their class the promise of those that accompany them. Before barriers are chosen.
void carryPromises(Body &body);

} // namespace stm

#endif
