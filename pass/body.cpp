//===- pass/body.cpp - The code that gets barriers --------------------------===//
//
// Keeping a body's set of blocks up to date while barriers split them. See body.h.
//
//===----------------------------------------------------------------------===//
#include "body.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace stm {

BasicBlock *Body::split(Instruction *at, const Twine &name) {
  BasicBlock *head = at->getParent();
  BasicBlock *tail = SplitBlock(head, at->getIterator(), static_cast<DomTreeUpdater *>(nullptr),
                                nullptr, nullptr, name);
  blocks.insert(tail);
  if (!is_clone)
    transactions[tail] = transactionOf(head);
  return tail;
}

BasicBlock *Body::create(const Twine &name, BasicBlock *like, BasicBlock *before) {
  BasicBlock *block = BasicBlock::Create(function.getContext(), name, &function, before);
  blocks.insert(block);
  if (!is_clone)
    transactions[block] = transactionOf(like);
  return block;
}

Instruction *Body::insertIf(Value *condition, Instruction *at, bool likely, const Twine &name) {
  BasicBlock *head = at->getParent();
  BasicBlock *tail = split(at, name + ".end");
  BasicBlock *then = create(name, head, tail);
  Instruction *jump = IRBuilder<>(then).CreateBr(tail);
  jump->setDebugLoc(at->getDebugLoc());
  MDBuilder metadata(function.getContext());
  Instruction *old = head->getTerminator();
  IRBuilder<>(old).CreateCondBr(condition, then, tail,
                                likely ? metadata.createLikelyBranchWeights()
                                       : metadata.createUnlikelyBranchWeights());
  old->eraseFromParent();
  return jump;
}

void annotate(Instruction &instruction, StringRef how) {
  LLVMContext &context = instruction.getContext();
  instruction.setMetadata("stm", MDNode::get(context, MDString::get(context, how)));
}

StringRef annotation(const Instruction &instruction) {
  const MDNode *note = instruction.getMetadata("stm");
  return note ? cast<MDString>(note->getOperand(0))->getString() : StringRef();
}

} // namespace stm
