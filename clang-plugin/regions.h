//===- regions.h - Atomic regions in the syntax tree ---------------------===//
//
// Turns the compound statement of a region into one whose every exit ends the transaction,
// and recognises such a statement later. The pass finds the same region in LLVM's
// representation by the two marker functions that are called here (see
// runtime/include/stm/abi.def).
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_REGIONS_H
#define STM_CLANG_PLUGIN_REGIONS_H

#include "clang/AST/Type.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class CompoundStmt;
class Sema;
class Stmt;
class VarDecl;
} // namespace clang

namespace stm {

/// Makes `body` an atomic region. `where` is the attribute, which stands for the region in messages
/// and debug information. To be called while the parser is still in the enclosing function.
void makeRegion(clang::Sema &sema, clang::CompoundStmt *body, clang::SourceLocation where);

/// The region of `statements`, with the braces and options of `like`. To be called with the enclosing function as Sema's
/// current context.
clang::CompoundStmt *buildRegion(clang::Sema &sema, llvm::ArrayRef<clang::Stmt *> statements,
                                 const clang::CompoundStmt *like, clang::SourceLocation where);

/// What a variable that nobody wrote is called, the function of the runtime that gives its value, and the one, or
/// null, that is called with its address when its scope is left.
struct HiddenVariable {
  const char *name, *begin, *end;
};
clang::VarDecl *hiddenVariable(clang::Sema &sema, const HiddenVariable &names, clang::QualType type,
                               clang::VarDecl *argument, clang::SourceLocation where);

/// The hidden variable whose life is the region's extent, if `statement` is a region, or null.
const clang::VarDecl *regionGuard(const clang::Stmt *statement);

} // namespace stm

#endif
