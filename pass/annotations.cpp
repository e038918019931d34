//===- pass/annotations.cpp - Annotations become attributes -----------------===//
//
// See annotations.h.
//
//===----------------------------------------------------------------------===//
#include "annotations.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Constants.h"

using namespace llvm;

namespace stm {
namespace {

StringRef textOf(const Constant *pointer) {
  auto *variable = dyn_cast<GlobalVariable>(pointer->stripPointerCasts());
  auto *bytes = variable && variable->hasInitializer()
                    ? dyn_cast<ConstantDataSequential>(variable->getInitializer())
                    : nullptr;
  return bytes && bytes->isCString() ? bytes->getAsCString() : "";
}

void transfer(Function &function, StringRef annotation) {
  StringRef attribute = StringSwitch<StringRef>(annotation)
                            .Case("stm.atomic", kAtomicFunction)
                            .Case("stm.safe", kSafeFunction)
                            .Case("stm.pure", kPureFunction)
                            .Case("stm.irrevocable", kIrrevocableFunction)
                            .Default("");
  if (attribute.empty())
    return;
  function.addFnAttr(attribute);
  if (attribute == kPureFunction || attribute == kIrrevocableFunction) {
    function.removeFnAttr(Attribute::AlwaysInline);
    function.addFnAttr(Attribute::NoInline);
  }
}

} // namespace

void transferAnnotations(Module &module) {
  auto *list = module.getNamedGlobal("llvm.global.annotations");
  auto *entries = list && list->hasInitializer() ? dyn_cast<ConstantArray>(list->getInitializer())
                                                 : nullptr;
  if (!entries)
    return;
  for (const Use &use : entries->operands()) {
    auto *entry = dyn_cast<ConstantStruct>(use.get());
    if (!entry || entry->getNumOperands() < 2)
      continue;
    if (auto *function = dyn_cast<Function>(entry->getOperand(0)->stripPointerCastsAndAliases()))
      transfer(*function, textOf(entry->getOperand(1)));
  }
}

} // namespace stm
