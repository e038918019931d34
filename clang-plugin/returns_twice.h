//===- returns_twice.h - Regions stay out of functions that call setjmp --===//
//
// checker.h refuses a region in a function that calls what returns twice. This keeps the optimiser
// from making such a function, by inlining one with a region into one with such a call.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_RETURNS_TWICE_H
#define STM_CLANG_PLUGIN_RETURNS_TWICE_H

namespace llvm {
class PassBuilder;
}

namespace stm {

/// Adds the step to the beginning of every default pipeline of `builder`.
void keepRegionsFromReturningTwice(llvm::PassBuilder &builder);

} // namespace stm

#endif
