//===- pass/calls.h - What a transaction does with a call -------------------===//
//
// Puts each call of a body into one class, by its callee: inline assembly, intrinsics, functions with
// a body here, known functions (calls.def), unknown ones, pointers. call_sites.cpp then
// rewrites the call by its class.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_CALLS_H
#define STM_PASS_CALLS_H

#include "runtime_abi.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/IR/InstrTypes.h"

namespace stm {

enum class CallKind {
  Harmless,    ///< Stays as it is.
  Memory,      ///< A memory intrinsic: its operands are accesses (access.cpp).
  Replaced,    ///< Becomes a call of `entry`.
  Replaceable, ///< Weak reference to the clone; without one stays as it is.
  Clone,       ///< A definition of this module with a clone.
  WeakClone,   ///< Weak reference to the clone; without one irrevocable.
  Indirect,    ///< Through a pointer: the word before the entry tells the clone.
  Irrevocable, ///< Irrevocable first, then as it is.
  RegionBegin, ///< A region's marker.
  RegionEnd,
};

struct CallClass {
  CallKind kind;
  llvm::Function *callee = nullptr; ///< Aliases resolved; null for pointers and assembly.
  Entry entry = Entry::__stm_begin; ///< Replaced only.
  llvm::StringRef why = {};         ///< Irrevocable only.
  bool provided = false;            ///< The runtime surely has the clone.
  bool fresh = false;               ///< Returns memory that nobody else knows ...
  bool marked = false;              ///< ... and that the runtime marks as written.
  bool promised = false;            ///< WeakClone only: the user says that there is one, [[stm::safe]].
};

/// `has_clone` tells whether a function of the module has or will have a clone.
CallClass classifyCall(const llvm::CallBase &call,
                       llvm::function_ref<bool(const llvm::Function &)> has_clone);
/// Calls stm_outside(), which divides the transactions of code compiled for that (PassOptions::divisible).
bool dividesTransaction(const llvm::CallBase &call);

} // namespace stm

#endif
