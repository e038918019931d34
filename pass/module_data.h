//===- pass/module_data.h - Constants that the module hands to the runtime --===//
//
// Builds the sites and reasons of abi.h, and registers the module with the runtime when it is
// loaded. The runtime's half is in runtime/src/entry.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_MODULE_DATA_H
#define STM_PASS_MODULE_DATA_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DebugLoc.h"
#include "llvm/IR/Module.h"

namespace stm {

class ModuleData {
public:
  explicit ModuleData(llvm::Module &module) : module_(module) {}

  /// A stm_site for a region of `function`.
  llvm::Constant *site(const llvm::Function &function, const llvm::DebugLoc &where, unsigned flags);

  /// A stm_reason for a call of `callee`.
  llvm::Constant *reason(llvm::StringRef callee, const llvm::DebugLoc &where);

  /// Has the module announce itself, once for each executable or library that it becomes a part of,
  /// and asks the linker for the runtime. `undoes`: its code asks for regions to be undone.
  void registerModule(bool undoes);

private:
  llvm::Constant *text(llvm::StringRef string);
  llvm::Constant *record(llvm::StringRef name, llvm::Constant *first, llvm::Constant *second,
                         unsigned line, unsigned flags);

  llvm::Module &module_;
  llvm::StringMap<llvm::Constant *> texts_;
  llvm::DenseMap<std::pair<llvm::Constant *, std::pair<llvm::Constant *, unsigned>>, llvm::Constant *> reasons_;
};

} // namespace stm

#endif
