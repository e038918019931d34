//===- pass/local_types.cpp - Classes whose objects are local memory --------===//
//
// See local_types.h.
//
//===----------------------------------------------------------------------===//
#include "local_types.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Metadata.h"

using namespace llvm;

namespace stm {
namespace {

StringSet<> &names() {
  static StringSet<> set;
  return set;
}

} // namespace

void noteLocalType(StringRef tbaa_name) { names().insert(tbaa_name); }

bool accessesLocalType(const Instruction &access) {
  if (names().empty())
    return false;
  // Struct-path tags: the object's type, the member's, and its offset.
  const MDNode *tag = access.getMetadata(LLVMContext::MD_tbaa);
  if (!tag || tag->getNumOperands() < 3)
    return false;
  auto *object = dyn_cast<MDNode>(tag->getOperand(0));
  auto *name = object && object->getNumOperands() != 0 ? dyn_cast<MDString>(object->getOperand(0)) : nullptr;
  return name && names().contains(name->getString());
}

} // namespace stm
