//===- function_attributes.cpp - [[stm::safe]], [[stm::pure]], [[stm::irrevocable]] -===//
//
// What the user knows of a function and the pass cannot see. The attribute becomes Clang's own
// annotation "stm.<name>", which reaches the pass in the variable llvm.global.annotations, for
// definitions and for functions that are only declared.
//
//===----------------------------------------------------------------------===//
#include "diagnostics.h"
#include "spelling.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/ParsedAttrInfo.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stm {

namespace {

enum class Promise {
  Safe,       // never irrevocable
  Pure,       // called as it is, without barriers
  Irrevocable // always irrevocable
};

struct Row {
  const char *annotation;
  const char *contradiction; // the annotation that cannot stand beside it, or null
  ParsedAttrInfo::Spelling spellings[5];
};

constexpr Row kRows[] = {
    {"stm.safe", "stm.irrevocable", STM_SPELLINGS("safe")},
    {"stm.pure", "stm.irrevocable", STM_SPELLINGS("pure")},
    {"stm.irrevocable", nullptr, STM_SPELLINGS("irrevocable")},
};

bool hasAnnotation(const Decl *function, StringRef annotation) {
  return llvm::any_of(function->specific_attrs<AnnotateAttr>(), [&](const AnnotateAttr *each) {
    return each->getAnnotation() == annotation;
  });
}

/// The promise among the function's annotations that excludes `row`, or null.
const Row *contradicting(const Decl *function, const Row &row) {
  for (const Row &other : kRows) {
    const bool excluded = (row.contradiction && StringRef(row.contradiction) == other.annotation) ||
                          (other.contradiction && StringRef(other.contradiction) == row.annotation);
    if (excluded && hasAnnotation(function, other.annotation))
      return &other;
  }
  return nullptr;
}

template <Promise promise> class FunctionAttribute : public ParsedAttrInfo {
public:
  FunctionAttribute() {
    Spellings = kRow.spellings;
    OptArgs = kMostArguments;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *declaration,
                                   const ParsedAttr &attribute) const override {
    DiagnosticsEngine &engine = sema.getDiagnostics();
    if (!checkSpelling(engine, attribute))
      return AttributeNotApplied;
    if (!isa<FunctionDecl>(declaration)) {
      report(engine, attribute.getLoc(), Diag::NotOnFunction) << attribute;
      return AttributeNotApplied;
    }
    if (const Row *other = contradicting(declaration, kRow)) {
      report(engine, attribute.getLoc(), Diag::Contradiction)
          << attribute << other->spellings[0].NormalizedFullName;
      return AttributeNotApplied;
    }
    if (!hasAnnotation(declaration, kRow.annotation))
      declaration->addAttr(AnnotateAttr::CreateImplicit(sema.Context, kRow.annotation,
                                                        /*Args=*/nullptr,
                                                        /*ArgsSize=*/0, attribute.getRange()));
    return AttributeApplied;
  }

  AttrHandling handleStmtAttribute(Sema &sema, Stmt *, const ParsedAttr &attribute,
                                   Attr *&) const override {
    if (checkSpelling(sema.getDiagnostics(), attribute))
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::NotOnFunction) << attribute;
    return AttributeNotApplied;
  }

private:
  static constexpr const Row &kRow = kRows[static_cast<unsigned>(promise)];
};

} // namespace

} // namespace stm

static ParsedAttrInfoRegistry::Add<stm::FunctionAttribute<stm::Promise::Safe>>
    safe_attribute("stm::safe", "the function never makes a transaction irrevocable");
static ParsedAttrInfoRegistry::Add<stm::FunctionAttribute<stm::Promise::Pure>>
    pure_attribute("stm::pure", "transactions call the function as it is");
static ParsedAttrInfoRegistry::Add<stm::FunctionAttribute<stm::Promise::Irrevocable>>
    irrevocable_attribute("stm::irrevocable",
                          "transactions become irrevocable before they call the function");
