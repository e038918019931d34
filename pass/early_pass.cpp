//===- pass/early_pass.cpp - Atomic functions, cancelled regions --------------===//
//
// See early_pass.h. The front end ends each region's block with a call of __stm_region_skip, at the place where control
// goes on when the region is cancelled. `__stm_region_begin` returns 0, or 1 to say so (in fact, that begin
// is a return from stm_cancel, with everything as it was).
//
//===----------------------------------------------------------------------===//
#include "early_pass.h"

#include "abort_actions.h"
#include "annotations.h"
#include "report.h"
#include "runtime_abi.h"
#include "safe_check.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/EscapeEnumerator.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace stm {
namespace {

bool isCPlusPlus(const Module &module) {
  for (const DICompileUnit *unit : module.debug_compile_units())
    if (dwarf::isCPlusPlus(static_cast<dwarf::SourceLanguage>(unit->getSourceLanguage().getUnversionedName())))
      return true;
  return module.getFunction("__gxx_personality_v0") != nullptr;
}

/// Ends the block before `at` with a branch to `target` where `begin` says that the region was cancelled.
void branchIfCancelled(Value *begin, Instruction *at, BasicBlock *target) {
  BasicBlock *head = at->getParent();
  BasicBlock *body = SplitBlock(head, at->getIterator());
  IRBuilder<> builder(head->getTerminator());
  builder.SetCurrentDebugLocation(cast<Instruction>(begin)->getDebugLoc());
  builder.CreateCondBr(builder.CreateIsNotNull(begin), target, body,
                       MDBuilder(head->getContext()).createUnlikelyBranchWeights());
  head->getTerminator()->eraseFromParent();
}

class AtomicFunctions {
public:
  explicit AtomicFunctions(Module &module) : module_(module), abi_(module) {}

  void mark(Function &function);

private:
  Module &module_;
  RuntimeAbi abi_;
};

/// Only a function that says how can hand exceptions on through a cleanup.
void givePersonality(Function &function) {
  if (function.hasPersonalityFn())
    return;
  Module &module = *function.getParent();
  auto *type = FunctionType::get(Type::getInt32Ty(module.getContext()), /*isVarArg=*/true);
  const char *name = isCPlusPlus(module) ? "__gxx_personality_v0" : "__gcc_personality_v0";
  function.setPersonalityFn(cast<Constant>(module.getOrInsertFunction(name, type).getCallee()));
}

void AtomicFunctions::mark(Function &function) {
  DebugLoc where;
  if (DISubprogram *subprogram = function.getSubprogram())
    where = DILocation::get(module_.getContext(), subprogram->getLine(), 0, subprogram);
  // Variables live outside of the region, as those around a region in the text.
  BasicBlock::iterator first = function.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  IRBuilder<> builder(&*first);
  builder.SetCurrentDebugLocation(where);
  AllocaInst *guard = IRBuilder<>(&function.getEntryBlock(), function.getEntryBlock().begin())
                          .CreateAlloca(builder.getInt32Ty(), nullptr, "__stm_guard");
  auto markerCall = [&](IRBuilderBase &at, Entry marker, ArrayRef<Value *> arguments) {
    CallInst *call = abi_.call(at, marker, arguments);
    call->addFnAttr(Attribute::NoMerge);
    if (!call->getDebugLoc())
      call->setDebugLoc(where);
    return call;
  };
  CallInst *begin = markerCall(builder, Entry::__stm_region_begin, {});
  Instruction *body = builder.CreateStore(builder.getInt32(0), guard);

  givePersonality(function);
  EscapeEnumerator exits(function, "stm.leave", /*HandleExceptions=*/!function.doesNotThrow());
  while (IRBuilder<> *exit = exits.Next())
    markerCall(*exit, Entry::__stm_region_end, {guard});

  BasicBlock *cancelled = BasicBlock::Create(module_.getContext(), "stm.cancelled", &function);
  builder.SetInsertPoint(cancelled);
  markerCall(builder, Entry::__stm_region_end, {guard});
  if (function.getReturnType()->isVoidTy())
    builder.CreateRetVoid();
  else
    builder.CreateRet(Constant::getNullValue(function.getReturnType()));
  branchIfCancelled(begin, body->getNextNode(), cancelled);
}

/// The call of the begin marker whose result the guard holds, and the store that puts it there.
std::pair<CallBase *, StoreInst *> beginOf(const Value *guard) {
  for (const User *user : guard->users())
    if (auto *store = dyn_cast<StoreInst>(const_cast<User *>(user)))
      if (auto *call = dyn_cast<CallBase>(store->getValueOperand()))
        if (const Function *callee = call->getCalledFunction();
            callee && callee->getName() == entryName(Entry::__stm_region_begin))
          return {call, store};
  return {};
}

void connectSkip(CallBase &skip) {
  auto [begin, store] = beginOf(skip.getArgOperand(0)->stripPointerCasts());
  if (begin) {
    BasicBlock *target = SplitBlock(skip.getParent(), skip.getIterator());
    branchIfCancelled(begin, store->getNextNode(), target);
    store->setOperand(0, Constant::getNullValue(begin->getType()));
  }
  if (auto *invoke = dyn_cast<InvokeInst>(&skip))
    changeToCall(invoke)->eraseFromParent();
  else
    skip.eraseFromParent();
}

bool connectSkips(Module &module) {
  Function *marker = module.getFunction(entryName(Entry::__stm_region_skip));
  if (!marker)
    return false;
  SmallVector<CallBase *, 16> skips;
  for (User *user : marker->users())
    if (auto *call = dyn_cast<CallBase>(user); call && call->getCalledFunction() == marker)
      skips.push_back(call);
  for (CallBase *skip : skips)
    connectSkip(*skip);
  if (marker->use_empty())
    marker->eraseFromParent();
  return !skips.empty();
}

} // namespace

bool settleRegions(Module &module) {
  transferAnnotations(module);
  bool changed = connectSkips(module);
  AtomicFunctions atomic(module);
  SmallVector<Function *, 8> marked;
  for (Function &function : module)
    if (function.hasFnAttribute(kAtomicFunction) && !function.isDeclaration())
      marked.push_back(&function);
  for (Function *function : marked) {
    function->removeFnAttr(kAtomicFunction);
    atomic.mark(*function);
  }
  return changed || !marked.empty();
}

PreservedAnalyses EarlyPass::run(Module &module, ModuleAnalysisManager &) {
  settleRegions(module);
  publishActionsVariables(module);
  Reporter reporter(module, options_);
  checkSafeFunctions(module, reporter);
  return PreservedAnalyses::none();
}

} // namespace stm
