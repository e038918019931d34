//===- lock_guards.h - [[stm::atomic]] on a lock guard --------------------===//
//
// The rest of the scope behind such a declaration becomes a region that elides the guard's lock.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_LOCK_GUARDS_H
#define STM_CLANG_PLUGIN_LOCK_GUARDS_H

#include "clang/Basic/SourceLocation.h"

namespace clang {
class ASTContext;
class Sema;
class Stmt;
class VarDecl;
class DeclContext;
} // namespace clang

namespace stm {

/// True if `variable` is local and of a type that can be a guard: a class, or a pointer to a mutex of the C library.
bool isLockGuard(const clang::VarDecl *variable);

/// Remembers the guard, whose function is still being parsed; `where` is the attribute.
void expectLockGuard(clang::VarDecl *variable, clang::SourceLocation where);

/// Makes regions behind the guards in `body`, the complete body of `function`.
void makeLockRegions(clang::Sema &sema, clang::DeclContext *function, clang::Stmt *body);

} // namespace stm

#endif
