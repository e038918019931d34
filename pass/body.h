//===- pass/body.h - The code that gets barriers ----------------------------===//
//
// A Body is what the steps of the pass hand to each other: the blocks that run inside
// transactions, in one function. There are two kinds:
//
//   clone   all blocks of `f.stm`; the transaction began in some caller and goes on after the return
//   region  the instrumented copies of the regions' blocks in a function that begins transactions
//
// Made by clones.cpp and regions.cpp, driven through by barrier_pass.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_BODY_H
#define STM_PASS_BODY_H

#include "counters.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

namespace stm {

class Frame;

struct Body {
  /// A block that several regions of the function share belongs to no single transaction.
  static constexpr int kAnyTransaction = -1;

  explicit Body(llvm::Function &function) : function(function) {}

  llvm::Function &function;
  bool is_clone = true;

  /// In no particular order.
  llvm::SetVector<llvm::BasicBlock *> blocks;

  /// Where control enters from code that has no barriers.
  llvm::SmallPtrSet<llvm::BasicBlock *, 4> entries;

  /// Which of the function's outermost begins the block's transaction started at. Empty in clones, where
  /// all blocks run in one transaction.
  llvm::DenseMap<const llvm::BasicBlock *, int> transactions;

  /// Calls after which the thread's constants (stm_self) may have changed.
  llvm::DenseSet<const llvm::Instruction *> clobbers;

  /// Calls that return memory which only this transaction knows; true: the runtime marks it as written.
  llvm::DenseMap<const llvm::Value *, bool> fresh;

  /// The variables of a function with regions; null in clones.
  const Frame *frame = nullptr;

  /// Inner regions of the body keep checkpoints: what is known of marks before one begins may not hold behind.
  bool nests = false;

  /// A call may end the transaction and begin another one, in the clobbers.
  bool divisible = false;

  /// The calls of __stm_nested_begin.
  llvm::SmallVector<llvm::CallInst *, 2> nested_begins;

  Counters counters;

  bool contains(const llvm::Instruction *instruction) const {
    return blocks.contains(const_cast<llvm::BasicBlock *>(instruction->getParent()));
  }

  int transactionOf(const llvm::BasicBlock *block) const {
    return is_clone ? 0 : transactions.lookup(block);
  }

  /// True if whenever control reaches `later` from `earlier`, which dominates it, both ran in the same
  /// transaction.
  bool sameTransaction(const llvm::BasicBlock *earlier, const llvm::BasicBlock *later) const {
    int transaction = transactionOf(earlier);
    return transaction != kAnyTransaction && transaction == transactionOf(later);
  }

  /// Splits the block before `at` and returns the second half, a part of the body as well.
  llvm::BasicBlock *split(llvm::Instruction *at, const llvm::Twine &name);

  /// Makes an empty block of the body that runs in the same transaction as `like`; it stands before `before`.
  llvm::BasicBlock *create(const llvm::Twine &name, llvm::BasicBlock *like, llvm::BasicBlock *before);

  /// Inserts `if (condition) { }` before `at`; returns the terminator of the conditional block.
  llvm::Instruction *insertIf(llvm::Value *condition, llvm::Instruction *at, bool likely,
                              const llvm::Twine &name);
};

/// Notes at an instruction how the pass dealt with it: `!stm !{!"<how>"}`. Every access of a body
/// carries such a note in the end (verify.cpp).
void annotate(llvm::Instruction &instruction, llvm::StringRef how);

/// The note, or an empty string.
llvm::StringRef annotation(const llvm::Instruction &instruction);

} // namespace stm

#endif
