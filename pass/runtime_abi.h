//===- pass/runtime_abi.h - Declarations of the runtime's entry points ------===//
//
// Expands runtime/include/stm/abi.def into an enumeration and declares the functions in a
// module on demand. Knows the layout of stm_self, too, from abi.h.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_RUNTIME_ABI_H
#define STM_PASS_RUNTIME_ABI_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace stm {

/// One enumerator for each row of abi.def, named as the symbol is.
enum class Entry {
#define STM_ABI(symbol, result, parameters, attributes) symbol,
#include "stm/abi.def"
#undef STM_ABI
};

/// The fields of `stm_self` that barriers keep in registers, in the order of its layout.
enum class SelfField { WindowBase, ViewOffset, ReadMarks, WriteMarks, Stamp };
constexpr unsigned kSelfFields = 5;

/// The symbol's name.
llvm::StringRef entryName(Entry entry);

/// True for the runtime's own functions and variables.
bool isRuntimeName(llvm::StringRef name);

class RuntimeAbi {
public:
  explicit RuntimeAbi(llvm::Module &module) : module_(module) {}

  /// The function, declared in the module if it is not yet.
  llvm::Function *declare(Entry entry);

  /// Calls `entry` with its calling convention.
  llvm::CallInst *call(llvm::IRBuilderBase &builder, Entry entry,
                       llvm::ArrayRef<llvm::Value *> arguments);

  /// Loads a field of the running thread's stm_self.
  llvm::LoadInst *loadSelf(llvm::IRBuilderBase &builder, SelfField field);

  /// Loads its poll word, which other threads write.
  llvm::LoadInst *loadPoll(llvm::IRBuilderBase &builder);

  static llvm::Type *fieldType(llvm::LLVMContext &context, SelfField field);

private:
  llvm::Value *selfAddress(llvm::IRBuilderBase &builder, uint64_t offset);

  llvm::Module &module_;
};

} // namespace stm

#endif
