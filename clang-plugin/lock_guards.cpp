//===- lock_guards.cpp - Regions behind lock guards -----------------------===//
//
//     [[stm::atomic]] std::lock_guard<std::mutex> guard(m);
//     rest
//
// becomes, once the function is complete,
//
//     int __stm_elision __attribute__((cleanup(__stm_elision_end))) = __stm_elision_begin();
//     std::lock_guard<std::mutex> guard(m);
//     { int __stm_ready = __stm_elision_ready();
//       <region of rest> }
//
// While the guard is being constructed the runtime notes the locks that it takes instead of taking them; the region
// elides them; the guard's destructor, behind the region's end, releases what was taken after all
// (runtime/src/tx/elision.h). A guard of pointer type, for C,
//
//     [[stm::atomic]] pthread_mutex_t *guard = &m;
//     { void *__stm_locked __attribute__((cleanup(__stm_elided_unlock))) = __stm_elided_lock(guard);
//       <region of rest> }
//
// A compound statement cannot grow: the rest moves into the new statement, and null statements stay in its place.
//
//===----------------------------------------------------------------------===//
#include "lock_guards.h"

#include "regions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace stm {

namespace {

/// Guards whose functions are not complete yet, with their attributes.
llvm::DenseMap<const VarDecl *, SourceLocation> waiting_guards;

/// A pointer to pthread_mutex_t or mtx_t, by these names.
bool isMutexPointer(QualType type) {
  if (!type->isPointerType())
    return false;
  for (QualType named = type->getPointeeType();;) {
    auto *alias = named->getAs<TypedefType>();
    if (!alias)
      return false;
    StringRef name = alias->getDecl()->getName();
    if (name == "pthread_mutex_t" || name == "mtx_t")
      return true;
    named = alias->desugar();
  }
}

class LockRegions {
public:
  LockRegions(Sema &sema, DeclContext *function) : sema_(sema), context_(sema.Context), function_(function) {}

  void visit(Stmt *statement);

private:
  void rewrite(CompoundStmt *block, unsigned at, VarDecl *guard, SourceLocation where);
  DeclStmt *declare(VarDecl *variable) {
    return new (context_) DeclStmt(DeclGroupRef(variable), variable->getLocation(), variable->getLocation());
  }

  Sema &sema_;
  ASTContext &context_;
  DeclContext *function_;
};

void LockRegions::visit(Stmt *statement) {
  if (!statement || isa<BlockExpr>(statement))
    return;
  if (auto *lambda = dyn_cast<LambdaExpr>(statement)) {
    // A function of its own, whose guards nobody else looks for: it was complete before this one.
    DeclContext *outer = function_;
    function_ = lambda->getCallOperator();
    visit(lambda->getBody());
    function_ = outer;
    return;
  }
  if (auto *block = dyn_cast<CompoundStmt>(statement))
    for (unsigned i = 0; i + 1 < block->size(); ++i) {
      auto *declaration = dyn_cast<DeclStmt>(block->body_begin()[i]);
      auto *guard = declaration && declaration->isSingleDecl()
                        ? dyn_cast<VarDecl>(declaration->getSingleDecl())
                        : nullptr;
      auto found = guard ? waiting_guards.find(guard) : waiting_guards.end();
      if (found == waiting_guards.end())
        continue;
      SourceLocation where = found->second;
      waiting_guards.erase(found);
      rewrite(block, i, guard, where);
      break; // The rest is in the new statement.
    }
  for (Stmt *child : statement->children())
    visit(child);
}

void LockRegions::rewrite(CompoundStmt *block, unsigned at, VarDecl *guard, SourceLocation where) {
  Sema::ContextRAII in_function(sema_, function_, /*NewThisContext=*/false);
  Stmt **statements = block->body_begin();
  SmallVector<Stmt *, 16> rest(statements + at + 1, block->body_end());
  SmallVector<Stmt *, 2> inside;
  if (guard->getType()->isPointerType()) {
    inside.push_back(declare(hiddenVariable(sema_, {"__stm_locked", "__stm_elided_lock", "__stm_elided_unlock"},
                                            context_.VoidPtrTy, guard, where)));
  } else {
    VarDecl *elision = hiddenVariable(sema_, {"__stm_elision", "__stm_elision_begin", "__stm_elision_end"},
                                      context_.IntTy, nullptr, where);
    Decl *both[] = {elision, guard};
    DeclGroup *group = DeclGroup::Create(context_, both, 2);
    statements[at] = new (context_)
        DeclStmt(DeclGroupRef(group), statements[at]->getBeginLoc(), statements[at]->getEndLoc());
    inside.push_back(declare(
        hiddenVariable(sema_, {"__stm_ready", "__stm_elision_ready", nullptr}, context_.IntTy, nullptr, where)));
  }
  inside.push_back(buildRegion(sema_, rest, block, where));
  statements[at + 1] = CompoundStmt::Create(context_, inside, block->getStoredFPFeaturesOrDefault(),
                                            rest.front()->getBeginLoc(), block->getRBracLoc());
  for (Stmt **each = statements + at + 2; each != block->body_end(); ++each)
    *each = new (context_) NullStmt(block->getRBracLoc());
}

} // namespace

bool isLockGuard(const VarDecl *variable) {
  if (!variable->isLocalVarDecl() || !variable->hasLocalStorage())
    return false;
  QualType type = variable->getType();
  return type->isDependentType() || type->isUndeducedType() || type->getAsCXXRecordDecl() || isMutexPointer(type);
}

void expectLockGuard(VarDecl *variable, SourceLocation where) { waiting_guards[variable] = where; }

void makeLockRegions(Sema &sema, DeclContext *function, Stmt *body) {
  if (waiting_guards.empty())
    return;
  sema.PushFunctionScope();
  LockRegions(sema, function).visit(body);
  sema.PopFunctionScopeInfo();
}

} // namespace stm
