//===- pass/thunks.cpp - Calls of libraries' clones, in one place each -------===//
//
// See thunks.h. A thunk has no frame when it jumps on, so exceptions pass as if it were not there.
//
//===----------------------------------------------------------------------===//
#include "thunks.h"

#include "report.h"

#include "llvm/IR/AttributeMask.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace stm {

namespace {

/// How values are passed, but not what the callee promises of them.
AttributeList howPassed(const Function &callee) {
  LLVMContext &context = callee.getContext();
  AttributeMask promises;
  for (Attribute::AttrKind kind :
       {Attribute::NoAlias, Attribute::ReadNone, Attribute::ReadOnly, Attribute::WriteOnly, Attribute::Captures,
        Attribute::NoFree, Attribute::Writable, Attribute::Initializes, Attribute::DeadOnUnwind, Attribute::Returned,
        Attribute::NoUndef, Attribute::NonNull, Attribute::Dereferenceable, Attribute::DereferenceableOrNull})
    promises.addAttribute(kind);
  AttributeList result = callee.getAttributes().removeFnAttributes(context).removeRetAttributes(context, promises);
  for (unsigned i = 0; i < callee.arg_size(); ++i)
    result = result.removeParamAttributes(context, i, promises);
  return result;
}

} // namespace

Function *Thunks::get(Function &callee, bool harmless) {
  Function *&thunk = thunks_[&callee];
  if (!thunk)
    thunk = create(callee, harmless);
  return thunk;
}

Function *Thunks::create(Function &callee, bool harmless) {
  Module &module = *callee.getParent();
  LLVMContext &context = module.getContext();
  std::string name = (kThunkPrefix + callee.getName()).str();
  auto *thunk = Function::Create(callee.getFunctionType(), GlobalValue::LinkOnceODRLinkage, name, module);
  thunk->setVisibility(GlobalValue::HiddenVisibility);
  thunk->setDSOLocal(true);
  thunk->setComdat(module.getOrInsertComdat(name));
  thunk->setCallingConv(callee.getCallingConv());
  AttributeList passed = howPassed(callee);
  thunk->setAttributes(passed);
  thunk->addFnAttr(Attribute::NoInline);
  if (callee.hasFnAttribute(Attribute::NonLazyBind))
    thunk->addFnAttr(Attribute::NonLazyBind);

  SmallVector<Value *, 8> arguments;
  for (Argument &argument : thunk->args())
    arguments.push_back(&argument);
  auto *entry = BasicBlock::Create(context, "entry", thunk);
  auto *known = BasicBlock::Create(context, "clone", thunk);
  auto *missing = BasicBlock::Create(context, "missing", thunk);
  auto jump = [&](BasicBlock *block, Value *target) {
    IRBuilder<> builder(block);
    CallInst *call = builder.CreateCall(callee.getFunctionType(), target, arguments);
    call->setCallingConv(callee.getCallingConv());
    call->setAttributes(passed);
    call->setTailCallKind(CallInst::TCK_MustTail);
    if (call->getType()->isVoidTy())
      builder.CreateRetVoid();
    else
      builder.CreateRet(call);
  };
  IRBuilder<> builder(entry);
  Constant *clone = clones_.weakReference(callee);
  builder.CreateCondBr(builder.CreateIsNull(clone), missing, known);
  jump(known, clone);
  if (!harmless) {
    builder.SetInsertPoint(missing);
    abi_.call(builder, Entry::__stm_become_irrevocable,
              {data_.reason(readableName(callee.getName()), DebugLoc())});
  }
  jump(missing, &callee);
  return thunk;
}

} // namespace stm
