//===- pass/abort_actions.h - Variables that abort actions change -------------===//
//
// `stm::on_abort([&] { ++tries; })`: the action runs when the region has been undone, and control is back at the
// region's begin. The optimiser sees the address of `tries` leave the function in the region only, and would conclude
// that nobody can have changed the variable at the begin. So in functions that register such actions the addresses of the
// variables that they are given are made known before each begin.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_ABORT_ACTIONS_H
#define STM_PASS_ABORT_ACTIONS_H

namespace llvm {
class Module;
}

namespace stm {

/// Before anything is optimised.
bool publishActionsVariables(llvm::Module &module);

} // namespace stm

#endif
