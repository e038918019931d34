//===- checker.h - What may not happen in and around a region ------------===//
//
// A region is one way in, many ways out. This check runs over each function that holds a region,
// when the function is complete and before code is generated for it, and refuses what the
// transaction machinery cannot follow: jumps into a region, suspension of a coroutine, computed
// goto, and functions that return twice. Templates are checked once, as they were written.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_CHECKER_H
#define STM_CLANG_PLUGIN_CHECKER_H

#include "clang/Basic/SourceLocation.h"

namespace clang {
class ASTContext;
class DeclContext;
class FunctionDecl;
class Sema;
} // namespace clang

namespace stm {

/// Remembers that `function`, still being parsed, holds a region.
void expectRegion(clang::ASTContext &context, clang::DeclContext *function);

/// Remembers that the body of `function` is a region; `where` is the attribute.
void expectAtomicFunction(clang::ASTContext &context, clang::FunctionDecl *function, clang::SourceLocation where);

/// Checks the remembered functions of `context` that are complete by now, and forgets them.
/// Makes regions behind lock guards in them first (lock_guards.h).
void checkCompleteFunctions(clang::Sema &sema);

/// Forgets the functions of `context` that never became complete, at the end of its translation
/// unit.
void forgetFunctions(clang::ASTContext &context);

} // namespace stm

#endif
