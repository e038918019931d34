//===- habits.cpp - What a region does in vain or too late ----------------===//
//
// Two habits. Spinning: a loop whose condition reads an atomic object and whose body changes nothing waits
// for another thread, but the transaction's view does not change. Late lambdas: one that a region hands to stm::on_commit or
// stm::on_abort, or stores in a variable from outside, is called when the region's variables are gone.
//
//===----------------------------------------------------------------------===//
#include "habits.h"

#include "diagnostics.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace stm {

namespace {

/// Calls visit for the statement and all in it, but for the bodies of lambdas; true as soon as one call is.
template <class Visit> bool anyOf(const Stmt *statement, Visit visit) {
  if (!statement)
    return false;
  if (visit(statement))
    return true;
  if (isa<LambdaExpr>(statement))
    return false;
  return llvm::any_of(statement->children(), [&](const Stmt *child) { return anyOf(child, visit); });
}

// Spinning ---------------------------------------------------------------------------------------------

bool isStandardAtomic(const CXXRecordDecl *type) {
  return type && type->isInStdNamespace() && type->getIdentifier() &&
         llvm::StringSwitch<bool>(type->getName())
             .Cases({"atomic", "__atomic_base", "__atomic_float", "atomic_flag", "atomic_ref", "__atomic_ref"}, true)
             .Default(false);
}

/// Reads an atomic object, and can do nothing else that would end a loop. (compare_exchange can: it succeeds.)
bool readsAtomic(const Stmt *statement) {
  if (auto *call = dyn_cast<CXXMemberCallExpr>(statement)) {
    const CXXMethodDecl *method = call->getMethodDecl();
    if (!method || !isStandardAtomic(method->getParent()))
      return false;
    return isa<CXXConversionDecl>(method) ||
           (method->getIdentifier() && llvm::StringSwitch<bool>(method->getName())
                                           .Cases({"load", "test", "test_and_set", "exchange"}, true)
                                           .Default(false));
  }
  if (auto *builtin = dyn_cast<AtomicExpr>(statement))
    return !builtin->isCmpXChg();
  auto *cast = dyn_cast<CastExpr>(statement);
  return cast && cast->getCastKind() == CK_AtomicToNonAtomic;
}

/// A call that only passes time.
bool isPause(const Stmt *statement) {
  auto *call = dyn_cast<CallExpr>(statement);
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  return callee && callee->getIdentifier() &&
         llvm::StringSwitch<bool>(callee->getName())
             .Cases({"yield", "sched_yield", "thrd_yield", "pause", "_mm_pause", "__builtin_ia32_pause", "sleep_for",
                     "usleep", "nanosleep", "cpuRelax", "cpu_relax"},
                    true)
             .Default(false);
}

bool changesSomething(const Stmt *statement) {
  if (auto *operation = dyn_cast<BinaryOperator>(statement))
    return operation->isAssignmentOp();
  if (auto *operation = dyn_cast<UnaryOperator>(statement))
    return operation->isIncrementDecrementOp();
  if (isa<BreakStmt, ReturnStmt, GotoStmt, CXXThrowExpr, AsmStmt>(statement))
    return true;
  if (isa<CallExpr>(statement) && !isPause(statement) && !readsAtomic(statement))
    return true;
  return false;
}

void checkSpinning(DiagnosticsEngine &engine, const Stmt *loop) {
  const Stmt *condition = nullptr, *body = nullptr, *step = nullptr;
  if (auto *statement = dyn_cast<WhileStmt>(loop))
    condition = statement->getCond(), body = statement->getBody();
  else if (auto *statement = dyn_cast<DoStmt>(loop))
    condition = statement->getCond(), body = statement->getBody();
  else if (auto *statement = dyn_cast<ForStmt>(loop))
    condition = statement->getCond(), body = statement->getBody(), step = statement->getInc();
  if (!condition || !anyOf(condition, readsAtomic) || anyOf(condition, changesSomething) ||
      anyOf(body, changesSomething) || anyOf(step, changesSomething))
    return;
  report(engine, loop->getBeginLoc(), Diag::SpinInRegion) << condition->getSourceRange();
}

// Late lambdas -----------------------------------------------------------------------------------------

const LambdaExpr *lambdaIn(const Expr *expression) {
  const LambdaExpr *found = nullptr;
  anyOf(expression, [&](const Stmt *statement) {
    found = dyn_cast<LambdaExpr>(statement);
    return found != nullptr;
  });
  return found;
}

bool isDeclaredIn(const ValueDecl *variable, const Stmt *region) {
  return anyOf(region, [&](const Stmt *statement) {
    auto *declaration = dyn_cast<DeclStmt>(statement);
    return declaration && llvm::is_contained(declaration->decls(), variable);
  });
}

void checkLambda(DiagnosticsEngine &engine, const LambdaExpr *lambda, const Stmt *region) {
  for (const LambdaCapture &capture : lambda->captures()) {
    if (!capture.capturesVariable() || capture.getCaptureKind() != LCK_ByRef)
      continue;
    auto *variable = dyn_cast<VarDecl>(capture.getCapturedVar());
    if (!variable || !variable->hasLocalStorage() || variable->getType()->isReferenceType() ||
        !isDeclaredIn(variable, region))
      continue;
    report(engine, lambda->getBeginLoc(), Diag::ReferenceOutlivesRegion) << variable << lambda->getSourceRange();
    report(engine, variable->getLocation(), Diag::VariableHere) << variable;
  }
}

bool isActionFunction(const CallExpr *call) {
  auto *callee = dyn_cast_or_null<FunctionDecl>(call->getCalleeDecl());
  if (!callee || !callee->getIdentifier() ||
      (callee->getName() != "on_commit" && callee->getName() != "on_abort"))
    return false;
  auto *scope = dyn_cast<NamespaceDecl>(callee->getDeclContext());
  return scope && scope->getName() == "stm";
}

/// The variable that an assignment to `target` changes as a whole, or null.
const ValueDecl *assignedVariable(const Expr *target) {
  auto *reference = dyn_cast<DeclRefExpr>(target->IgnoreParenImpCasts());
  return reference ? reference->getDecl() : nullptr;
}

void checkLateLambda(DiagnosticsEngine &engine, const Stmt *statement, const Stmt *region) {
  const Expr *target = nullptr, *value = nullptr;
  if (auto *assignment = dyn_cast<BinaryOperator>(statement); assignment && assignment->getOpcode() == BO_Assign) {
    target = assignment->getLHS(), value = assignment->getRHS();
  } else if (auto *call = dyn_cast<CXXOperatorCallExpr>(statement);
             call && call->getOperator() == OO_Equal && call->getNumArgs() == 2) {
    target = call->getArg(0), value = call->getArg(1);
  } else if (auto *call = dyn_cast<CallExpr>(statement); call && call->getNumArgs() == 1 && isActionFunction(call)) {
    if (const LambdaExpr *lambda = lambdaIn(call->getArg(0)))
      checkLambda(engine, lambda, region);
    return;
  }
  const ValueDecl *variable = target ? assignedVariable(target) : nullptr;
  if (!variable || isDeclaredIn(variable, region))
    return;
  if (const LambdaExpr *lambda = lambdaIn(value))
    checkLambda(engine, lambda, region);
}

} // namespace

void checkHabits(DiagnosticsEngine &engine, const Stmt *statement, const Stmt *region) {
  checkSpinning(engine, statement);
  checkLateLambda(engine, statement, region);
}

} // namespace stm
