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

/// The hidden variable whose life is the region's extent, if `statement` is a region, or null.
const clang::VarDecl *regionGuard(const clang::Stmt *statement);

} // namespace stm

#endif
