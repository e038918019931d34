//===- pass/provenance.h - Where a pointer leads -----------------------------===//
//
// Tells of an address whether other transactions can know it. What this cannot prove is shared.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_PROVENANCE_H
#define STM_PASS_PROVENANCE_H

#include "body.h"

namespace stm {

enum class Origin {
  Shared,      ///< Anything.
  InWindow,    ///< Shared, but surely in the viewed window.
  Frozen,      ///< In the window, and nobody writes it while other transactions run: its class says so.
  FreshMarked, ///< This transaction has allocated it; the runtime has marked it as written.
  Fresh,       ///< This transaction has allocated it.
  Constant,    ///< Nobody writes it.
  ThreadLocal, ///< Static thread-local storage of the running thread.
  LoggedFrame, ///< A variable of the function that began the transaction; stores must be logged.
  DeadFrame,   ///< The same, but its old value cannot matter.
  Local,       ///< The program restores it itself: its pointers are of kLocalAddressSpace, or its class says so.
  OwnFrame,    ///< A variable that an abort restores or discards anyway.
};

/// The address space of memory that one thread alone uses and that the program restores after an abort
/// (STM_LOCAL in stm/stm.h). The code generator treats it like address space 0.
constexpr unsigned kLocalAddressSpace = 1;

/// The address spaces from here on are relative to segment registers.
constexpr unsigned kFirstSegmentAddressSpace = 256;

/// What `pointer` leads to when it is used at `where`.
Origin originOf(const llvm::Value *pointer, const llvm::Instruction &where, const Body &body);

/// True if what `load` reads never changes, for reasons that are not in the address alone.
bool readsConstant(const llvm::LoadInst &load);

} // namespace stm

#endif
