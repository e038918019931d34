//===- pass/safe_check.cpp - Whether safe functions are safe -------------------===//
//
// See safe_check.h.
//
//===----------------------------------------------------------------------===//
#include "safe_check.h"

#include "annotations.h"
#include "calls.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace stm {
namespace {

/// The transaction is irrevocable then, but nobody is left to mind.
bool endsTheProgram(const CallBase &call) {
  const Function *callee = call.getCalledFunction();
  if (!callee || !call.doesNotReturn())
    return false;
  if (callee->isIntrinsic())
    return true;
  return StringSwitch<bool>(callee->getName())
      .Cases({"abort", "_exit", "_Exit", "__assert_fail", "_ZSt9terminatev", "__cxa_pure_virtual",
              "__cxa_call_unexpected", "__stack_chk_fail"},
             true)
      .Default(false);
}

class SafeCheck {
public:
  SafeCheck(Function &safe, Reporter &reporter) : safe_(safe), reporter_(reporter) {}

  void run() {
    callers_[&safe_] = nullptr;
    work_.push_back(&safe_);
    while (!work_.empty())
      visit(*work_.pop_back_val());
  }

private:
  void visit(Function &function);
  void visit(CallBase &call);
  void report(const CallBase &call, StringRef name, StringRef why);

  Function &safe_;
  Reporter &reporter_;
  DenseMap<Function *, Function *> callers_;
  SmallVector<Function *, 16> work_;
};

void SafeCheck::visit(Function &function) {
  for (BasicBlock &block : function)
    for (Instruction &instruction : block)
      if (auto *call = dyn_cast<CallBase>(&instruction))
        visit(*call);
}

void SafeCheck::visit(CallBase &call) {
  CallClass found = classifyCall(call, [](const Function &callee) { return !callee.isDeclaration(); });
  switch (found.kind) {
  case CallKind::Clone:
    if (!found.callee->hasFnAttribute(kSafeFunction) &&
        callers_.try_emplace(found.callee, call.getFunction()).second)
      work_.push_back(found.callee);
    return;
  case CallKind::WeakClone:
    if (!found.provided && !found.promised)
      report(call, readableName(found.callee->getName()),
             "it is defined elsewhere and declared neither [[stm::safe]] nor [[stm::pure]]");
    return;
  case CallKind::Indirect:
    return report(call, "function pointer", "the function it points to may have no transactional version");
  case CallKind::Irrevocable:
    if (!endsTheProgram(call))
      report(call, call.isInlineAsm() ? "asm" : found.callee ? readableName(found.callee->getName()) : "function",
             found.why);
    return;
  default:
    return;
  }
}

void SafeCheck::report(const CallBase &call, StringRef name, StringRef why) {
  std::string chain;
  for (Function *step = const_cast<Function *>(call.getFunction()); step; step = callers_.lookup(step))
    chain = readableName(step->getName()) + (chain.empty() ? "" : " -> ") + chain;
  std::string text = ("call of '" + name + "' in a [[stm::safe]] function can make the transaction irrevocable: " + why).str();
  if (call.getFunction() != &safe_)
    text += "; reached by " + chain;
  reporter_.error(*call.getFunction(), call.getDebugLoc(), text);
  if (DISubprogram *subprogram = safe_.getSubprogram())
    reporter_.note(safe_, DILocation::get(safe_.getContext(), subprogram->getLine(), 0, subprogram),
                   "'" + readableName(safe_.getName()) + "' is declared [[stm::safe]]");
}

} // namespace

void checkSafeFunctions(Module &module, Reporter &reporter) {
  for (Function &function : module)
    if (function.hasFnAttribute(kSafeFunction) && !function.isDeclaration())
      SafeCheck(function, reporter).run();
}

} // namespace stm
