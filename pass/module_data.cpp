//===- pass/module_data.cpp - Constants that the module hands to the runtime ===//
//
// See module_data.h; the structures are those of runtime/include/stm/abi.h.
//
//===----------------------------------------------------------------------===//
#include "module_data.h"

#include "report.h"
#include "runtime_abi.h"

#include "stm/abi.h"

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace stm {

Constant *ModuleData::text(StringRef string) {
  Constant *&known = texts_[string];
  if (!known) {
    Constant *bytes = ConstantDataArray::getString(module_.getContext(), string);
    auto *global = new GlobalVariable(module_, bytes->getType(), true, GlobalValue::PrivateLinkage,
                                      bytes, "__stm_text");
    global->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
    global->setAlignment(Align(1));
    known = global;
  }
  return known;
}

Constant *ModuleData::record(StringRef name, Constant *first, Constant *second, unsigned line,
                             unsigned flags) {
  Type *word = Type::getInt32Ty(module_.getContext());
  Constant *fields = ConstantStruct::getAnon(
      {first, second, ConstantInt::get(word, line), ConstantInt::get(word, flags)});
  auto *global = new GlobalVariable(module_, fields->getType(), true, GlobalValue::PrivateLinkage,
                                    fields, name);
  global->setAlignment(Align(8));
  return global;
}

Constant *ModuleData::site(const Function &function, const DebugLoc &where, unsigned flags) {
  return record("__stm_site", text(where ? where->getFilename() : module_.getSourceFileName()),
                text(readableName(function.getName())), where ? where.getLine() : 0, flags);
}

Constant *ModuleData::reason(StringRef callee, const DebugLoc &where) {
  Constant *file = where ? text(where->getFilename())
                         : ConstantPointerNull::get(PointerType::get(module_.getContext(), 0));
  unsigned line = where ? where.getLine() : 0;
  Constant *&known = reasons_[{text(callee), {file, line}}];
  if (!known)
    known = record("__stm_reason", text(callee), file, line, 0);
  return known;
}

void ModuleData::registerModule(bool undoes) {
  LLVMContext &context = module_.getContext();
  Type *word = Type::getInt32Ty(context);
  Type *pointer = PointerType::get(context, 0);
  auto *type = StructType::get(context, {word, word, pointer});
  auto *record = new GlobalVariable(module_, type, false, GlobalValue::LinkOnceODRLinkage, nullptr,
                                    "__stm_module");
  record->setInitializer(ConstantStruct::get(
      type, {ConstantInt::get(word, STM_ABI_VERSION), ConstantInt::get(word, 0), record}));
  record->setVisibility(GlobalValue::HiddenVisibility);
  record->setDSOLocal(true);
  record->setComdat(module_.getOrInsertComdat("__stm_module"));

  auto *init = Function::Create(FunctionType::get(Type::getVoidTy(context), false),
                                GlobalValue::LinkOnceODRLinkage, "__stm_module_init", module_);
  init->setVisibility(GlobalValue::HiddenVisibility);
  init->setDSOLocal(true);
  init->setComdat(module_.getOrInsertComdat("__stm_module_init"));
  init->setDoesNotThrow();
  IRBuilder<> builder(BasicBlock::Create(context, "entry", init));
  RuntimeAbi(module_).call(builder, Entry::__stm_register_module, {record});
  builder.CreateRetVoid();
  // The list entry belongs to the function's group: of many modules' entries the linker keeps one.
  appendToGlobalCtors(module_, init, 0, init);
  if (undoes)
    appendToGlobalCtors(module_, RuntimeAbi(module_).declare(Entry::__stm_program_undoes), 0);

  module_.getOrInsertNamedMetadata("llvm.dependent-libraries")
      ->addOperand(MDNode::get(context, MDString::get(context, "stm")));
}

} // namespace stm
