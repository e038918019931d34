//===- attributes.cpp - The attribute [[stm::atomic]] -----------------------===//
//
// Tells Clang the spellings of the attribute and accepts it on a compound statement, which becomes a
// region (regions.h); every other place is an error here. What the function around the
// region may do is checked when it is complete (checker.h).
//
//===----------------------------------------------------------------------===//
#include "checker.h"
#include "diagnostics.h"
#include "regions.h"

#include "clang/AST/Stmt.h"
#include "clang/Basic/ParsedAttrInfo.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stm {

namespace {

class AtomicAttribute : public ParsedAttrInfo {
public:
  AtomicAttribute() {
    // The unscoped spellings make __has_cpp_attribute(stm::atomic) and __has_c_attribute(stm::atomic) true, which
    // looks for the name alone, and have the arguments parsed; [[atomic]] itself is refused.
    static constexpr Spelling kSpellings[] = {
        {ParsedAttr::AS_CXX11, "stm::atomic"}, {ParsedAttr::AS_C23, "stm::atomic"}, {ParsedAttr::AS_GNU, "stm_atomic"},
        {ParsedAttr::AS_CXX11, "atomic"},      {ParsedAttr::AS_C23, "atomic"},
    };
    Spellings = kSpellings;
    IsStmt = true;
    // Arguments are refused here, with the attribute's full name.
    OptArgs = kMostArguments;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *, const ParsedAttr &attribute) const override {
    if (checkSpelling(sema, attribute))
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::AtomicOnDeclaration) << attribute;
    return AttributeNotApplied;
  }

  AttrHandling handleStmtAttribute(Sema &sema, Stmt *statement, const ParsedAttr &attribute,
                                   Attr *&) const override {
    if (!checkSpelling(sema, attribute))
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
  static constexpr unsigned kMostArguments = 15;

  static bool isRegion(Stmt *statement) {
    auto *wrapper = dyn_cast<AttributedStmt>(statement);
    return wrapper && regionGuard(wrapper->getSubStmt());
  }

  static bool checkSpelling(Sema &sema, const ParsedAttr &attribute) {
    bool scoped = attribute.getScopeName() || attribute.isGNUAttribute();
    if (!scoped)
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::AtomicUnscoped);
    else if (attribute.getNumArgs() > 0)
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::AtomicWithArguments) << attribute;
    else
      return true;
    return false;
  }
};

} // namespace

} // namespace stm

static ParsedAttrInfoRegistry::Add<stm::AtomicAttribute> atomic_attribute("stm::atomic", "an atomic region");
