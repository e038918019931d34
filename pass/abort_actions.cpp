//===- pass/abort_actions.cpp - Variables that abort actions change -----------===//
//
// See abort_actions.h. Works on the front end's code, where each variable is an alloca and each use of an address can be followed
// through the slots that hold it. Functions of the module that call one which registers actions count as such, too.
//
//===----------------------------------------------------------------------===//
#include "abort_actions.h"

#include "runtime_abi.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace stm {
namespace {

using Functions = SmallPtrSet<const Function *, 16>;

/// All functions of the module that register abort actions, by whatever chain of calls.
Functions registeringFunctions(Module &module) {
  Functions found;
  SmallVector<const Function *, 8> fresh;
  for (StringRef name : {"stm_on_abort", "__stm_on_abort_copy"})
    if (const Function *function = module.getFunction(name)) {
      found.insert(function);
      fresh.push_back(function);
    }
  while (!fresh.empty())
    for (const User *user : fresh.pop_back_val()->users())
      if (auto *call = dyn_cast<CallBase>(user))
        if (const Function *caller = call->getFunction(); found.insert(caller).second)
          fresh.push_back(caller);
  return found;
}

/// The variables that `call` hands over: those whose addresses it is given, by itself or in other variables.
void gatherVariables(const CallBase &call, SetVector<Value *> &variables) {
  SmallVector<Value *, 8> open(call.args());
  SmallPtrSet<Value *, 16> seen;
  while (!open.empty()) {
    Value *value = open.pop_back_val()->stripInBoundsOffsets();
    if (!value->getType()->isPointerTy() || !seen.insert(value).second)
      continue;
    AllocaInst *slot = dyn_cast<AllocaInst>(value);
    if ((slot && slot->isStaticAlloca()) || isa<Argument>(value)) // (a caller's, once the function is inlined)
      variables.insert(value);
    else if (auto *load = dyn_cast<LoadInst>(value))
      slot = dyn_cast<AllocaInst>(load->getPointerOperand()->stripInBoundsOffsets());
    if (!slot)
      continue;
    SmallVector<Value *, 8> places = {slot};
    while (!places.empty())
      for (User *user : places.pop_back_val()->users()) {
        if (auto *store = dyn_cast<StoreInst>(user); store && store->getValueOperand()->getType()->isPointerTy())
          open.push_back(store->getValueOperand());
        else if (isa<GetElementPtrInst>(user))
          places.push_back(user);
      }
  }
}

/// To the optimiser, something that reads the address and all of memory; in fact, nothing.
void publish(Value *variable, Instruction *before) {
  IRBuilder<> builder(before);
  auto *type = FunctionType::get(builder.getVoidTy(), {builder.getPtrTy()}, /*isVarArg=*/false);
  builder.CreateCall(type, InlineAsm::get(type, "", "r,~{memory}", /*hasSideEffects=*/true), {variable});
}

bool publishIn(Function &function, const Functions &registering) {
  SetVector<Value *> variables;
  SmallVector<CallBase *, 4> begins;
  for (Instruction &instruction : instructions(function))
    if (auto *call = dyn_cast<CallBase>(&instruction))
      if (const Function *callee = call->getCalledFunction()) {
        if (callee->getName() == entryName(Entry::__stm_region_begin))
          begins.push_back(call);
        else if (registering.contains(callee))
          gatherVariables(*call, variables);
      }
  for (CallBase *begin : begins)
    for (Value *variable : variables)
      publish(variable, begin);
  return !begins.empty() && !variables.empty();
}

} // namespace

bool publishActionsVariables(Module &module) {
  Functions registering = registeringFunctions(module);
  bool changed = false;
  for (Function &function : module)
    if (registering.contains(&function) && !function.isDeclaration())
      changed |= publishIn(function, registering);
  return changed;
}

} // namespace stm
