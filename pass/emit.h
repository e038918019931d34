//===- pass/emit.h - Barriers as instructions --------------------------------===//
//
// Emits what access.cpp and elide.cpp have chosen. The barrier's fast path is inline, the slow one
// a call that keeps nearly all registers (abi.def). All address arithmetic is done on integers, so that no
// later optimisation can reason from the object that the program's pointer leads to.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_EMIT_H
#define STM_PASS_EMIT_H

#include "access.h"
#include "self_state.h"

namespace stm {

class Emitter {
public:
  Emitter(Body &body, RuntimeAbi &abi, SelfState &self) : body_(body), abi_(abi), self_(self) {}

  void emit(Access &access);

private:
  llvm::Value *address(Access &access);
  llvm::Value *inlineBarrier(Access &access);
  llvm::Value *marksDiffer(llvm::IRBuilderBase &builder, llvm::Value *marks, llvm::Value *stamp,
                           llvm::Value *distance, const Access &access);
  void setReadMarks(llvm::IRBuilderBase &builder, llvm::Value *marks, llvm::Value *stamp,
                    llvm::Value *distance, const Access &access);
  llvm::Value *markAddress(llvm::IRBuilderBase &builder, llvm::Value *marks, llvm::Value *distance);
  llvm::Value *callSlow(llvm::IRBuilderBase &builder, const Access &access);

  Body &body_;
  RuntimeAbi &abi_;
  SelfState &self_;
};

} // namespace stm

#endif
