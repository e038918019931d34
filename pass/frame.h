//===- pass/frame.h - The variables of a function with regions --------------===//
//
// Begin saves the frame and an abort restores it, so the function's own variables need no barrier.
// Two kinds are an exception:
//
//   captured   their address is known elsewhere; other threads may write them while the region runs
//   large      over 256 bytes; saving them at each begin would cost too much
//
// They are put together into one block of the frame, which __stm_begin is told not to save; instead
// the region logs each store to them. Variables whose value at begin cannot matter need no log.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_FRAME_H
#define STM_PASS_FRAME_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/IR/Instructions.h"

namespace stm {

struct Body;

/// What a store to a variable of the frame needs inside a region.
enum class FrameStore {
  Nothing,     ///< The checkpoint has the old value.
  NothingDead, ///< Nobody looks at the old value.
  Log,
};

/// The code generator drops the copy of an argument that the caller passed on the stack and uses the caller's slot
/// as the variable, above the part of the stack that a checkpoint saves. It recognises plain
/// stores of arguments only; after this there are none.
void keepArgumentCopies(llvm::Function &function);

class Frame {
public:
  /// Looks at the function's variables. `region` holds the regions' blocks, before they are copied.
  Frame(llvm::Function &function, const Body &region);

  FrameStore storeTo(const llvm::Value *variable) const;

  /// Moves the exempted variables into one block. Sets its bounds, which are null if there is none.
  void merge(llvm::Constant *null, llvm::Value *&escaped, llvm::Value *&escaped_end);

private:
  llvm::Function &function_;
  llvm::MapVector<llvm::AllocaInst *, FrameStore> exempted_;
  llvm::DenseMap<const llvm::Value *, FrameStore> dynamic_;
};

} // namespace stm

#endif
