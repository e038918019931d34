//===- regions.cpp - Atomic regions in the syntax tree -------------------===//
//
// A region `{ body }` becomes
//
//   { int __stm_guard __attribute__((cleanup(__stm_region_end))) =
//         __builtin_is_constant_evaluated() ? 0 : __stm_region_begin();
//     { body }
//   __stm_skip:
//     __builtin_is_constant_evaluated() ? 0 : __stm_region_skip(&__stm_guard); }
//
// Clang's own cleanup machinery then puts the end marker on every way out: the end, return,
// break, continue, goto, exceptions, in templates and lambdas too, and at any optimisation level.
// The condition lets constexpr functions hold regions: the constant evaluator takes the 0, the code
// generator folds the condition away.
//
// The skip marker stands where control goes on when the region is cancelled; the pass connects the two
// (pass/early_pass.cpp). Nothing jumps to the label: it has code generated for the marker even if the body never ends
// normally, and Clang's warnings follow no way that the user did not write.
//
// The rewriting happens while the attribute is processed, that is before the enclosing function is
// complete: a template is instantiated from the rewritten statement and a constexpr function may be
// evaluated directly after its closing brace.
//
//===----------------------------------------------------------------------===//
#include "regions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Builtins.h"
#include "clang/Sema/ScopeInfo.h"
#include "clang/Sema/Sema.h"

#include <cstring>
#include <type_traits>

using namespace clang;

namespace stm {

namespace {

constexpr char kGuardName[] = "__stm_guard";
constexpr char kBeginMarker[] = "__stm_region_begin";
constexpr char kEndMarker[] = "__stm_region_end";
constexpr char kSkipMarker[] = "__stm_region_skip";
constexpr char kSkipLabel[] = "__stm_skip";

/// Declares `result name(parameter)` with C linkage; `parameter` may be null. Each region declares
/// its markers anew: they are the same function by name, and an AST file (PCH, module) holds what
/// its regions need.
FunctionDecl *declareMarker(Sema &sema, const char *name, QualType result, QualType parameter) {
  ASTContext &context = sema.Context;
  DeclContext *scope = context.getTranslationUnitDecl();
  if (sema.getLangOpts().CPlusPlus) {
    auto *linkage = LinkageSpecDecl::Create(context, scope, SourceLocation(), SourceLocation(),
                                            LinkageSpecLanguageIDs::C, /*HasBraces=*/false);
    linkage->setImplicit();
    scope->addHiddenDecl(linkage);
    scope = linkage;
  }
  SmallVector<QualType, 1> parameters;
  if (!parameter.isNull())
    parameters.push_back(parameter);
  FunctionProtoType::ExtProtoInfo info;
  if (sema.getLangOpts().CPlusPlus11)
    info.ExceptionSpec.Type = EST_BasicNoexcept;
  QualType type = context.getFunctionType(result, parameters, info);
  auto *function =
      FunctionDecl::Create(context, scope, SourceLocation(), SourceLocation(),
                           &context.Idents.get(name), type, /*TInfo=*/nullptr, SC_Extern);
  function->setImplicit();
  SmallVector<ParmVarDecl *, 1> declared;
  for (QualType each : parameters) {
    auto *variable = ParmVarDecl::Create(context, function, SourceLocation(), SourceLocation(),
                                         /*Id=*/nullptr, each,
                                         /*TInfo=*/nullptr, SC_None, /*DefArg=*/nullptr);
    variable->setScopeInfo(0, 0);
    declared.push_back(variable);
  }
  function->setParams(declared);
  function->addAttr(NoThrowAttr::CreateImplicit(context));
  // Two marker calls stand for two edges of regions: code that ends in equal calls must not be
  // merged.
  function->addAttr(NoMergeAttr::CreateImplicit(context));
  scope->addHiddenDecl(function);
  return function;
}

/// A call of a marker, one that returns int guarded against constant evaluation where the language has it. `argument` may
/// be null.
Expr *buildMarkerCall(Sema &sema, FunctionDecl *marker, Expr *argument, SourceLocation where) {
  ASTContext &context = sema.Context;
  sema.MarkFunctionReferenced(where, marker, /*MightBeOdrUse=*/true);
  Expr *callee = sema.BuildDeclRefExpr(
      marker, marker->getType(), sema.getLangOpts().CPlusPlus ? VK_LValue : VK_PRValue, where);
  SmallVector<Expr *, 1> arguments;
  if (argument)
    arguments.push_back(argument);
  Expr *call = sema.BuildCallExpr(/*S=*/nullptr, callee, where, arguments, where).get();
  if (!sema.getLangOpts().CPlusPlus || !call->getType()->isIntegerType())
    return call;
  Expr *condition =
      sema.BuildBuiltinCallExpr(where, Builtin::BI__builtin_is_constant_evaluated, {});
  // Without locations: the 0 is never executed, and -Wunreachable-code would tell the user.
  llvm::APInt no_guard(context.getIntWidth(context.IntTy), 0);
  Expr *zero = IntegerLiteral::Create(context, no_guard, context.IntTy, SourceLocation());
  return sema.ActOnConditionalOp(SourceLocation(), SourceLocation(), condition, zero, call).get();
}

DeclStmt *buildGuard(Sema &sema, SourceLocation where) {
  // The new variable makes Clang look for jumps past its initialisation. The message would speak of
  // a variable that nobody wrote; checker.cpp finds the same jumps and speaks of the region. Where
  // other variables ask for Clang's check, the user reads both.
  auto *function = sema.getCurFunction();
  const bool protected_before = function->HasBranchProtectedScope;
  VarDecl *guard = hiddenVariable(sema, {kGuardName, kBeginMarker, kEndMarker}, sema.Context.IntTy,
                                  /*argument=*/nullptr, where);
  function->HasBranchProtectedScope = protected_before;
  return new (sema.Context) DeclStmt(DeclGroupRef(guard), where, where);
}

/// Statements without locations: where the body never ends normally, -Wunreachable-code would tell of them, and older
/// constexpr functions may not hold labels that somebody wrote.
Stmt *buildSkip(Sema &sema, VarDecl *guard) {
  ASTContext &context = sema.Context;
  FunctionDecl *marker =
      declareMarker(sema, kSkipMarker, context.IntTy, context.getPointerType(context.IntTy));
  Expr *variable = sema.BuildDeclRefExpr(guard, context.IntTy, VK_LValue, SourceLocation());
  Expr *address =
      sema.CreateBuiltinUnaryOp(SourceLocation(), UO_AddrOf, variable).get();
  auto *label =
      LabelDecl::Create(context, sema.CurContext, guard->getLocation(), &context.Idents.get(kSkipLabel));
  label->addAttr(NoDebugAttr::CreateImplicit(context));
  auto *statement = new (context)
      LabelStmt(SourceLocation(), label, buildMarkerCall(sema, marker, address, SourceLocation()));
  label->setStmt(statement);
  return statement;
}

/// A CompoundStmt cannot grow, and its parent is not built yet or holds its address. So the
/// node itself turns into a wrapper around its replacement: an AttributedStmt without attributes,
/// which every part of Clang passes through, and which is not larger.
void replaceNode(ASTContext &context, CompoundStmt *node, CompoundStmt *replacement) {
  static_assert(sizeof(AttributedStmt) <= sizeof(CompoundStmt));
  static_assert(alignof(AttributedStmt) <= alignof(CompoundStmt));
  static_assert(std::is_trivially_destructible_v<CompoundStmt>);
  AttributedStmt *wrapper =
      AttributedStmt::Create(context, node->getBeginLoc(), /*Attrs=*/{}, replacement);
  std::memcpy(static_cast<void *>(node), static_cast<const void *>(wrapper),
              sizeof(AttributedStmt));
}

} // namespace

VarDecl *hiddenVariable(Sema &sema, const HiddenVariable &names, QualType type, VarDecl *argument,
                        SourceLocation where) {
  ASTContext &context = sema.Context;
  auto *variable =
      VarDecl::Create(context, sema.CurContext, where, where, &context.Idents.get(names.name), type,
                      context.getTrivialTypeSourceInfo(type, where), SC_None);
  variable->setImplicit();
  variable->setIsUsed();
  FunctionDecl *begin =
      declareMarker(sema, names.begin, type, argument ? context.VoidPtrTy : QualType());
  if (names.end) {
    FunctionDecl *end =
        declareMarker(sema, names.end, context.VoidTy, context.getPointerType(type));
    sema.MarkFunctionReferenced(where, end, /*MightBeOdrUse=*/true);
    variable->addAttr(CleanupAttr::CreateImplicit(context, end));
  }
  Expr *value = argument ? sema.BuildDeclRefExpr(argument, argument->getType(), VK_LValue, where) : nullptr;
  sema.AddInitializerToDecl(variable, buildMarkerCall(sema, begin, value, where), /*DirectInit=*/false);
  return variable;
}

CompoundStmt *buildRegion(Sema &sema, ArrayRef<Stmt *> statements, const CompoundStmt *like,
                          SourceLocation where) {
  DeclStmt *guard = buildGuard(sema, where);
  auto create = [&](ArrayRef<Stmt *> children) {
    return CompoundStmt::Create(sema.Context, children, like->getStoredFPFeaturesOrDefault(),
                                like->getLBracLoc(), like->getRBracLoc());
  };
  return create({guard, create(statements), buildSkip(sema, cast<VarDecl>(guard->getSingleDecl()))});
}

void makeRegion(Sema &sema, CompoundStmt *body, SourceLocation where) {
  SmallVector<Stmt *, 16> statements(body->body_begin(), body->body_end());
  replaceNode(sema.Context, body, buildRegion(sema, statements, body, where));
}

const VarDecl *regionGuard(const Stmt *statement) {
  auto *region = dyn_cast_or_null<CompoundStmt>(statement);
  auto *first =
      region && !region->body_empty() ? dyn_cast<DeclStmt>(region->body_front()) : nullptr;
  auto *guard =
      first && first->isSingleDecl() ? dyn_cast<VarDecl>(first->getSingleDecl()) : nullptr;
  bool is_guard =
      guard && guard->isImplicit() && guard->getIdentifier() && guard->getName() == kGuardName;
  return is_guard ? guard : nullptr;
}

} // namespace stm
