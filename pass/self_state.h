//===- pass/self_state.h - The transaction's constants in registers ----------===//
//
// Barriers use five values of the thread's stm_self (abi.h). They change only at calls that may begin
// a transaction or turn it irrevocable, so they are loaded as seldom as possible: at first use after
// such a call, before a loop that has no such call, and not again where they are known on all ways.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_SELF_STATE_H
#define STM_PASS_SELF_STATE_H

#include "body.h"
#include "runtime_abi.h"

#include "llvm/ADT/SmallVector.h"

#include <array>

namespace stm {

class SelfState {
public:
  SelfState(Body &body, RuntimeAbi &abi) : body_(body), abi_(abi) {}

  /// The value of `field` at the builder's place.
  llvm::Value *get(llvm::IRBuilderBase &builder, SelfField field);

  /// Places the loads. To be called once, when all barriers are in place.
  void finish();

private:
  Body &body_;
  RuntimeAbi &abi_;
  std::array<llvm::AllocaInst *, kSelfFields> slots_{};
  llvm::DenseMap<const llvm::Instruction *, unsigned> uses_; // loads of a slot and their field
};

} // namespace stm

#endif
