//===- pass/shared_frames.cpp - Variables that other threads are given -------===//
//
// See shared_frames.h. What starts a thread is known by name; callers within the module are found from there. A pointer that
// reaches a thread by way of another module's function is seen in main only.
//
//===----------------------------------------------------------------------===//
#include "shared_frames.h"

#include "runtime_abi.h"
#include "switches.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/CaptureTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/EscapeEnumerator.h"

using namespace llvm;

namespace stm {
namespace {

/// As parts of mangled names: std::thread, std::jthread, std::async of both libraries; OpenMP's runtimes.
bool startsThread(StringRef name) {
  static constexpr StringLiteral kParts[] = {"St6thread",      "St7jthread", "St3__16thread", "St3__17jthread",
                                             "St5asyncI", "St3__15asyncI"};
  static constexpr StringLiteral kNames[] = {"pthread_create", "thrd_create", "__kmpc_fork_call", "GOMP_parallel"};
  return is_contained(kNames, name) ||
         (name.starts_with("_Z") && any_of(kParts, [&](StringRef part) { return name.contains(part); }));
}

SmallPtrSet<Function *, 16> functionsThatStartThreads(Module &module) {
  SmallPtrSet<Function *, 16> found;
  SmallVector<Function *, 16> work;
  auto addCallers = [&](Function &callee) {
    for (User *user : callee.users())
      if (auto *call = dyn_cast<CallBase>(user); call && call->getCalledFunction() == &callee)
        if (found.insert(call->getFunction()).second)
          work.push_back(call->getFunction());
  };
  for (Function &function : module)
    if (startsThread(function.getName()))
      addCallers(function);
  while (!work.empty())
    addCallers(*work.pop_back_val());
  return found;
}

/// Runs once, and as long as the program does.
bool isMain(const Function &function) { return function.getName() == "main" && function.use_empty(); }

/// Such as the guard that tells where a region ends.
bool belongsToRuntime(const AllocaInst &variable) {
  return any_of(variable.users(), [](const User *user) {
    auto *call = dyn_cast<CallBase>(user);
    return call && call->getCalledFunction() && isRuntimeName(call->getCalledFunction()->getName());
  });
}

bool hasKnownSize(const AllocaInst &variable) {
  auto size = variable.getAllocationSize(variable.getDataLayout());
  return size && !size->isScalable();
}

SmallVector<AllocaInst *, 8> escapingVariables(Function &function) {
  SmallVector<AllocaInst *, 8> found;
  for (Instruction &instruction : function.getEntryBlock()) {
    auto *variable = dyn_cast<AllocaInst>(&instruction);
    if (variable && variable->isStaticAlloca() && !variable->isUsedWithInAlloca() && !variable->isSwiftError() &&
        variable->getAddressSpace() == 0 && hasKnownSize(*variable) && !belongsToRuntime(*variable) &&
        PointerMayBeCaptured(variable, /*ReturnCaptures=*/true))
      found.push_back(variable);
  }
  return found;
}

/// A variable outside of the frame lives as long as the function runs.
void forgetLifetime(AllocaInst &variable) {
  for (User *user : make_early_inc_range(variable.users()))
    if (auto *marker = dyn_cast<LifetimeIntrinsic>(user))
      marker->eraseFromParent();
}

void moveToGlobals(ArrayRef<AllocaInst *> variables, Module &module) {
  for (AllocaInst *variable : variables) {
    Type *type = variable->getAllocatedType();
    if (variable->isArrayAllocation())
      type = ArrayType::get(type, cast<ConstantInt>(variable->getArraySize())->getZExtValue());
    auto *global = new GlobalVariable(module, type, /*isConstant=*/false, GlobalValue::InternalLinkage,
                                      Constant::getNullValue(type), "main." + variable->getName());
    global->setAlignment(variable->getAlign());
    forgetLifetime(*variable);
    variable->replaceAllUsesWith(global);
    variable->eraseFromParent();
  }
}

void moveToHeap(ArrayRef<AllocaInst *> variables, Function &function) {
  Module &module = *function.getParent();
  const DataLayout &layout = module.getDataLayout();
  uint64_t size = 0;
  Align align(16);
  SmallVector<uint64_t, 8> offsets;
  for (AllocaInst *variable : variables) {
    align = std::max(align, variable->getAlign());
    size = alignTo(size, variable->getAlign());
    offsets.push_back(size);
    size += variable->getAllocationSize(layout)->getFixedValue();
  }

  IRBuilder<> builder(&*function.getEntryBlock().getFirstInsertionPt());
  Type *word = builder.getInt64Ty(), *pointer = builder.getPtrTy();
  FunctionCallee allocate = module.getOrInsertFunction("aligned_alloc", pointer, word, word);
  FunctionCallee release = module.getOrInsertFunction("free", builder.getVoidTy(), pointer);
  CallInst *block = builder.CreateCall(allocate, {builder.getInt64(align.value()), builder.getInt64(alignTo(size, align))},
                                       "stm.shared.frame");
  block->setDoesNotThrow(); // it stays a call, whatever the enumeration of exits makes of others
  SmallVector<Value *, 8> addresses;
  for (uint64_t offset : offsets)
    addresses.push_back(builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), block, offset));
  for (auto [variable, address] : zip(variables, addresses)) {
    forgetLifetime(*variable);
    variable->replaceAllUsesWith(address);
    variable->eraseFromParent();
  }
  EscapeEnumerator exits(function, "stm.leave", /*HandleExceptions=*/!function.doesNotThrow() && function.hasPersonalityFn());
  while (IRBuilder<> *exit = exits.Next())
    exit->CreateCall(release, {block});
}

} // namespace

bool moveSharedFrames(Module &module) {
  if (isSet(Switch::NoSharedFrames))
    return false;
  SmallPtrSet<Function *, 16> starters = functionsThatStartThreads(module);
  bool changed = false;
  for (Function &function : module) {
    if (function.isDeclaration() || function.hasAvailableExternallyLinkage() || (!starters.contains(&function) && !isMain(function)))
      continue;
    SmallVector<AllocaInst *, 8> variables = escapingVariables(function);
    if (variables.empty())
      continue;
    isMain(function) ? moveToGlobals(variables, module) : moveToHeap(variables, function);
    changed = true;
  }
  return changed;
}

} // namespace stm
