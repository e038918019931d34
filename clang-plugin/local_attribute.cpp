//===- local_attribute.cpp - [[stm::local]] on a class ------------------------===//
//
// Objects of the class are local memory (stm/stm.h): the pass puts no barriers on accesses of their members. It knows
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

class LocalAttribute : public ParsedAttrInfo {
public:
  LocalAttribute() {
    static constexpr Spelling kSpellings[] = STM_SPELLINGS("local");
    Spellings = kSpellings;
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
    noteLocalType(tbaaName(sema.Context, record));
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

static ParsedAttrInfoRegistry::Add<stm::LocalAttribute>
    local_attribute("stm::local", "objects of the class are memory of one thread, which restores it itself");
