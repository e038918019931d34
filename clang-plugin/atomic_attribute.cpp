//===- atomic_attribute.cpp - The attribute [[stm::atomic]] --------------===//
//
// Tells Clang the spellings of the attribute and accepts it on a compound statement, which becomes
// a region (regions.h), and on a function, whose body becomes one; every other place is an error here. What the function around the region may
// do is checked when it is complete (checker.h).
//
//===----------------------------------------------------------------------===//
#include "checker.h"
#include "diagnostics.h"
#include "lock_guards.h"
#include "regions.h"
#include "spelling.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/ParsedAttrInfo.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stm {

namespace {

constexpr char kAtomicAnnotation[] = "stm.atomic";

class AtomicAttribute : public ParsedAttrInfo {
public:
  AtomicAttribute() {
    static constexpr Spelling kSpellings[] = STM_SPELLINGS("atomic");
    Spellings = kSpellings;
    IsStmt = true;
    OptArgs = kMostArguments;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *declaration,
                                   const ParsedAttr &attribute) const override {
    if (!checkSpelling(sema.getDiagnostics(), attribute))
      return AttributeNotApplied;
    if (auto *variable = dyn_cast<VarDecl>(declaration); variable && isLockGuard(variable)) {
      expectLockGuard(variable, attribute.getLoc());
      expectRegion(sema.Context, sema.CurContext);
      return AttributeApplied;
    }
    auto *function = dyn_cast<FunctionDecl>(declaration);
    if (!function) {
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::AtomicOnDeclaration) << attribute;
      return AttributeNotApplied;
    }
    if (function->isMain() || function->isConsteval()) {
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::AtomicOnFunction) << attribute << function;
      return AttributeNotApplied;
    }
    // The pass makes the body a region (pass/early_pass.cpp): templates, lambdas and constructors need no care here.
    function->addAttr(AnnotateAttr::CreateImplicit(sema.Context, kAtomicAnnotation, /*Args=*/nullptr,
                                                   /*ArgsSize=*/0, attribute.getRange()));
    expectAtomicFunction(sema.Context, function, attribute.getLoc());
    return AttributeApplied;
  }

  AttrHandling handleStmtAttribute(Sema &sema, Stmt *statement, const ParsedAttr &attribute,
                                   Attr *&) const override {
    if (!checkSpelling(sema.getDiagnostics(), attribute))
      return AttributeNotApplied;
    if (isRegion(statement)) {
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::AtomicDuplicate) << attribute;
      return AttributeNotApplied;
    }
    auto *body = dyn_cast<CompoundStmt>(statement);
    if (!body) {
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::AtomicOnStatement)
          << attribute << statement->getSourceRange();
      return AttributeNotApplied;
    }
    makeRegion(sema, body, attribute.getLoc());
    expectRegion(sema.Context, sema.CurContext);
    // Nothing is left to attach: the rewritten statement says it all.
    return AttributeNotApplied;
  }

private:
  static bool isRegion(Stmt *statement) {
    auto *wrapper = dyn_cast<AttributedStmt>(statement);
    return wrapper && regionGuard(wrapper->getSubStmt());
  }
};

} // namespace

} // namespace stm

static ParsedAttrInfoRegistry::Add<stm::AtomicAttribute> atomic_attribute("stm::atomic",
                                                                          "an atomic region");
