//===- pass/annotations.h - What the user said of functions -----------------===//
//
// The front end's attributes of functions reach the pass in llvm.global.annotations
// (clang-plugin/function_attributes.cpp). They are turned into attributes of LLVM's functions,
// declarations included, which any later step can ask for.
//
//===----------------------------------------------------------------------===//
#ifndef STM_PASS_ANNOTATIONS_H
#define STM_PASS_ANNOTATIONS_H

#include "llvm/IR/Module.h"

namespace stm {

/// Names of the attributes.
inline constexpr llvm::StringLiteral kAtomicFunction = "stm-atomic";
inline constexpr llvm::StringLiteral kSafeFunction = "stm-safe";
inline constexpr llvm::StringLiteral kPureFunction = "stm-pure";
inline constexpr llvm::StringLiteral kIrrevocableFunction = "stm-irrevocable";

/// Transfers all annotations. Pure and irrevocable functions stay functions: in the body of a
/// caller, nobody would know what was said of them. Idempotent.
void transferAnnotations(llvm::Module &module);

} // namespace stm

#endif
