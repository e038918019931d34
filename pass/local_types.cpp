//===- pass/local_types.cpp - What classes promise of where their objects are -===//
//
// See local_types.h.
//
//===----------------------------------------------------------------------===//
#include "local_types.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Metadata.h"

using namespace llvm;

namespace stm {
namespace {

StringMap<ClassPromise> &promises() {
  static StringMap<ClassPromise> map;
  return map;
}

} // namespace

void noteClassPromise(StringRef tbaa_name, ClassPromise promise) { promises()[tbaa_name] = promise; }

std::optional<ClassPromise> promiseOfClass(const Instruction &access) {
  if (promises().empty())
    return std::nullopt;
  // Struct-path tags: the object's type, the member's, and its offset.
  const MDNode *tag = access.getMetadata(LLVMContext::MD_tbaa);
  if (!tag || tag->getNumOperands() < 3)
    return std::nullopt;
  auto *object = dyn_cast<MDNode>(tag->getOperand(0));
  auto *name = object && object->getNumOperands() != 0 ? dyn_cast<MDString>(object->getOperand(0)) : nullptr;
  if (!name)
    return std::nullopt;
  auto found = promises().find(name->getString());
  return found == promises().end() ? std::nullopt : std::optional(found->second);
}

} // namespace stm
