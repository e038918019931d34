//===- checker.cpp - What may not happen in and around a region ----------===//
//
// One walk over a function's body collects where labels and jumps stand and reports what is wrong
// wherever it is; jumps are judged afterwards, when all labels are known. Bodies of
// lambdas and blocks are functions of their own.
//
//===----------------------------------------------------------------------===//
#include "checker.h"

#include "diagnostics.h"
#include "habits.h"
#include "lock_guards.h"
#include "regions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"

#include <map>
#include <vector>

using namespace clang;

namespace stm {

namespace {

/// A region and the one around it.
struct Region {
  SourceLocation where;
  const Stmt *statement;
  const Region *parent;
};

bool encloses(const Region *outer, const Region *inner) {
  for (; inner; inner = inner->parent)
    if (inner == outer)
      return true;
  return outer == nullptr;
}

/// The outermost region that a jump from `from` to `to` enters, or null.
const Region *enteredRegion(const Region *from, const Region *to) {
  const Region *entered = nullptr;
  for (; to && !encloses(to, from); to = to->parent)
    entered = to;
  return entered;
}

class FunctionCheck {
public:
  FunctionCheck(ASTContext &context, DiagnosticsEngine &engine)
      : context_(context), engine_(engine) {}

  /// `whole`: the attribute that makes the whole body a region, or invalid.
  void run(const Stmt *body, SourceLocation whole) {
    Position at;
    if (whole.isValid()) {
      regions_.push_back(std::make_unique<Region>(Region{whole, body, nullptr}));
      at.region = regions_.back().get();
    }
    visit(body, at);
    for (const Jump &jump : jumps_)
      checkJump(jump);
    for (const AddrLabelExpr *address : addresses_)
      checkAddress(address);
    if (regions_.empty())
      return;
    for (const CallExpr *call : calls_returning_twice_) {
      report(engine_, call->getBeginLoc(), Diag::ReturnsTwiceWithRegion)
          << call->getDirectCallee() << call->getSourceRange();
      noteRegion(regions_.front().get());
    }
  }

private:
  /// What surrounds a statement.
  struct Position {
    const Region *region = nullptr;        // the innermost
    const Region *switch_region = nullptr; // that of the innermost switch statement
  };

  struct Jump {
    SourceLocation where;
    const LabelDecl *label;
    const Region *region;
  };

  ASTContext &context_;
  DiagnosticsEngine &engine_;
  std::vector<std::unique_ptr<Region>> regions_;
  llvm::DenseMap<const LabelDecl *, const Region *> labels_;
  std::vector<Jump> jumps_;
  std::vector<const AddrLabelExpr *> addresses_;
  std::vector<const CallExpr *> calls_returning_twice_;

  void noteRegion(const Region *region) {
    report(engine_, region->where, Diag::RegionHere);
  }

  void visit(const Stmt *statement, Position at) {
    if (!statement)
      return;
    if (const VarDecl *guard = regionGuard(statement)) {
      regions_.push_back(std::make_unique<Region>(Region{guard->getLocation(), statement, at.region}));
      at.region = regions_.back().get();
    }
    inspect(statement, at);
    if (at.region)
      checkHabits(engine_, statement, at.region->statement);
    if (isa<SwitchStmt>(statement))
      at.switch_region = at.region;
    if (auto *lambda = dyn_cast<LambdaExpr>(statement)) {
      // The initialisers of captures run here; the body does not.
      for (const Expr *initializer : lambda->capture_inits())
        visit(initializer, at);
      return;
    }
    if (isa<BlockExpr>(statement))
      return;
    if (auto *coroutine = dyn_cast<CoroutineBodyStmt>(statement))
      return visit(coroutine->getBody(), at);
    // The labels of an `asm goto` are children too, but their addresses go nowhere.
    bool skip_labels = isa<GCCAsmStmt>(statement);
    for (const Stmt *child : statement->children())
      if (!(skip_labels && isa<AddrLabelExpr>(child)))
        visit(child, at);
  }

  void inspect(const Stmt *statement, const Position &at) {
    switch (statement->getStmtClass()) {
    case Stmt::LabelStmtClass:
      labels_[cast<LabelStmt>(statement)->getDecl()] = at.region;
      break;
    case Stmt::GotoStmtClass:
      jumps_.push_back(
          {statement->getBeginLoc(), cast<GotoStmt>(statement)->getLabel(), at.region});
      break;
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
      inspectSwitchLabel(statement, at);
      break;
    case Stmt::IndirectGotoStmtClass:
      reportInRegion(statement, at, Diag::ComputedGotoInRegion);
      break;
    case Stmt::AddrLabelExprClass:
      addresses_.push_back(cast<AddrLabelExpr>(statement));
      break;
    case Stmt::GCCAsmStmtClass:
      inspectAsm(cast<GCCAsmStmt>(statement), at);
      break;
    case Stmt::CoawaitExprClass:
    case Stmt::DependentCoawaitExprClass:
      reportSuspension(statement, at, "co_await");
      break;
    case Stmt::CoyieldExprClass:
      reportSuspension(statement, at, "co_yield");
      break;
    case Stmt::CoreturnStmtClass:
      reportSuspension(statement, at, "co_return");
      break;
    default:
      if (auto *call = dyn_cast<CallExpr>(statement); call && returnsTwice(call->getDirectCallee()))
        calls_returning_twice_.push_back(call);
    }
  }

  void reportInRegion(const Stmt *statement, const Position &at, Diag diag) {
    if (!at.region)
      return;
    report(engine_, statement->getBeginLoc(), diag) << statement->getSourceRange();
    noteRegion(at.region);
  }

  void reportSuspension(const Stmt *statement, const Position &at, StringRef keyword) {
    if (!at.region)
      return;
    report(engine_, statement->getBeginLoc(), Diag::SuspendInRegion)
        << keyword << statement->getSourceRange();
    noteRegion(at.region);
  }

  void inspectSwitchLabel(const Stmt *label, const Position &at) {
    if (const Region *entered = enteredRegion(at.switch_region, at.region)) {
      report(engine_, label->getBeginLoc(), Diag::CaseIntoRegion);
      noteRegion(entered);
    }
  }

  void inspectAsm(const GCCAsmStmt *assembly, const Position &at) {
    if (!assembly->isAsmGoto())
      return;
    reportInRegion(assembly, at, Diag::AsmGotoInRegion);
    if (at.region)
      return;
    for (const AddrLabelExpr *label : assembly->labels())
      jumps_.push_back({assembly->getBeginLoc(), label->getLabel(), at.region});
  }

  void checkJump(const Jump &jump) {
    auto label = labels_.find(jump.label);
    const Region *entered =
        label == labels_.end() ? nullptr : enteredRegion(jump.region, label->second);
    if (!entered)
      return;
    report(engine_, jump.where, Diag::JumpIntoRegion);
    report(engine_, jump.label->getLocation(), Diag::LabelHere) << jump.label;
    noteRegion(entered);
  }

  void checkAddress(const AddrLabelExpr *address) {
    const Region *region = labels_.lookup(address->getLabel());
    if (!region)
      return;
    report(engine_, address->getBeginLoc(), Diag::LabelAddressInRegion)
        << address->getLabel() << address->getSourceRange();
    noteRegion(region);
  }

  bool returnsTwice(const FunctionDecl *callee) const {
    if (!callee)
      return false;
    if (callee->hasAttr<ReturnsTwiceAttr>())
      return true;
    if (unsigned builtin = callee->getBuiltinID())
      return context_.BuiltinInfo.isReturnsTwice(builtin);
    // What the library declares without the attribute; LLVM knows the same names.
    return callee->isExternC() && callee->getIdentifier() &&
           llvm::StringSwitch<bool>(callee->getName())
               .Cases({"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "savectx", "vfork",
                       "getcontext"},
                      true)
               .Default(false);
  }
};

/// Functions with regions that wait for their end, by the compilation that they belong to: Clang
/// builds modules on demand in the middle of another compilation.
struct WaitingFunction {
  DeclContext *function;
  SourceLocation whole; // the attribute that makes the whole body a region, or invalid
};
using Waiting = std::vector<WaitingFunction>;
std::map<ASTContext *, Waiting> waiting_functions;

/// The body of `function` once it is complete, or null.
Stmt *completeBody(const DeclContext *function) {
  if (auto *declaration = dyn_cast<FunctionDecl>(function))
    return declaration->doesThisDeclarationHaveABody() ? declaration->getBody() : nullptr;
  if (auto *block = dyn_cast<BlockDecl>(function))
    return block->getBody();
  return nullptr;
}

} // namespace

void expectRegion(ASTContext &context, DeclContext *function) {
  while (!isa<FunctionDecl, BlockDecl>(function) && function->getParent())
    function = function->getParent();
  Waiting &waiting = waiting_functions[&context];
  if (llvm::none_of(waiting, [&](const WaitingFunction &each) { return each.function == function; }))
    waiting.push_back({function, SourceLocation()});
}

void expectAtomicFunction(ASTContext &context, FunctionDecl *function, SourceLocation where) {
  waiting_functions[&context].push_back({function, where});
}

void checkCompleteFunctions(Sema &sema) {
  ASTContext &context = sema.Context;
  auto found = waiting_functions.find(&context);
  if (found == waiting_functions.end())
    return;
  llvm::erase_if(found->second, [&](const WaitingFunction &waiting) {
    Stmt *body = completeBody(waiting.function);
    if (!body)
      return false;
    makeLockRegions(sema, waiting.function, body);
    FunctionCheck(context, sema.getDiagnostics()).run(body, waiting.whole);
    return true;
  });
}

void forgetFunctions(ASTContext &context) { waiting_functions.erase(&context); }

} // namespace stm
