//===- local_attribute.cpp - [[stm::local]], [[stm::viewed]] and [[stm::frozen]] on a class -===//
//
// What a class promises of its objects (stm/stm.h): accesses of their members need no barrier, or less of one. The pass knows
// the class by the name that Clang's code generator gives it in !tbaa (pass/local_types.h).
//
//===----------------------------------------------------------------------===//
#include "diagnostics.h"
#include "local_types.h"
#include "spelling.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Mangle.h"
#include "clang/Basic/ParsedAttrInfo.h"
#include "clang/Sema/Sema.h"

#include "llvm/Support/raw_ostream.h"

#include <memory>

using namespace clang;

namespace stm {

namespace {

/// As Clang's CodeGenTBAA names the type.
std::string tbaaName(ASTContext &context, RecordDecl *record) {
  if (!context.getLangOpts().CPlusPlus)
    return record->getName().str();
  std::string name;
  llvm::raw_string_ostream stream(name);
  std::unique_ptr<MangleContext> mangler(context.createMangleContext());
  mangler->mangleCanonicalTypeName(QualType(context.getCanonicalTagType(record)), stream);
  return name;
}

constexpr ParsedAttrInfo::Spelling kSpellings[][5] = {STM_SPELLINGS("local"), STM_SPELLINGS("viewed"), STM_SPELLINGS("frozen")};

template <ClassPromise promise> class ClassAttribute : public ParsedAttrInfo {
public:
  ClassAttribute() {
    Spellings = kSpellings[static_cast<unsigned>(promise)];
    OptArgs = kMostArguments;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *declaration, const ParsedAttr &attribute) const override {
    if (!checkSpelling(sema.getDiagnostics(), attribute))
      return AttributeNotApplied;
    auto *record = dyn_cast<RecordDecl>(declaration);
    if (!record || record->isDependentContext() || record->getName().empty()) {
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::LocalOnClass) << attribute;
      return AttributeNotApplied;
    }
    noteClassPromise(tbaaName(sema.Context, record), promise);
    return AttributeApplied;
  }

  AttrHandling handleStmtAttribute(Sema &sema, Stmt *, const ParsedAttr &attribute, Attr *&) const override {
    if (checkSpelling(sema.getDiagnostics(), attribute))
      report(sema.getDiagnostics(), attribute.getLoc(), Diag::LocalOnClass) << attribute;
    return AttributeNotApplied;
  }
};

} // namespace

} // namespace stm

static ParsedAttrInfoRegistry::Add<stm::ClassAttribute<stm::ClassPromise::Local>>
    local_attribute("stm::local", "objects of the class are memory of one thread, which restores it itself");
static ParsedAttrInfoRegistry::Add<stm::ClassAttribute<stm::ClassPromise::Viewed>>
    viewed_attribute("stm::viewed", "objects of the class come from the heap or are variables of the executable");
static ParsedAttrInfoRegistry::Add<stm::ClassAttribute<stm::ClassPromise::Frozen>>
    frozen_attribute("stm::frozen", "viewed, and changed only before others know them or by irrevocable transactions");
