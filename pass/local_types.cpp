//===- pass/local_types.cpp - What classes promise of where their objects are -===//
//
// See local_types.h.
//
//===----------------------------------------------------------------------===//
#include "local_types.h"

#include "switches.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Metadata.h"

using namespace llvm;

namespace stm {
namespace {

StringMap<ClassPromise> &promises() {
  static StringMap<ClassPromise> map;
  return map;
}

/// The promise that carryPromises() has given to an access.
constexpr StringLiteral kCarried = "stm.promise";

std::optional<ClassPromise> carriedPromise(const Instruction &access) {
  const MDNode *note = access.getMetadata(kCarried);
  if (!note)
    return std::nullopt;
  return cast<MDString>(note->getOperand(0))->getString() == "local" ? ClassPromise::Local : ClassPromise::Viewed;
}

/// The object that a load or store goes to, at whatever constant distance; null for other instructions.
const Value *baseOf(const Instruction &access) {
  const Value *pointer = getLoadStorePointerOperand(&access);
  return pointer ? pointer->stripInBoundsConstantOffsets() : nullptr;
}

/// Whether `known` is executed whenever `access` is.
bool accompanies(const Instruction &known, const Instruction &access, const DominatorTree &tree) {
  if (tree.dominates(&known, &access))
    return true;
  if (known.getParent() != access.getParent())
    return false;
  for (const Instruction *step = &access; step != &known; step = step->getNextNode())
    if (!isGuaranteedToTransferExecutionToSuccessor(step))
      return false;
  return true;
}

} // namespace

void carryPromises(Body &body) {
  if (promises().empty() || isSet(Switch::NoCarryPromises))
    return;
  struct Known {
    const Instruction *access;
    ClassPromise promise;
  };
  DenseMap<const Value *, SmallVector<Known, 4>> known;
  SmallVector<std::pair<Instruction *, const Value *>, 16> unknown;
  for (BasicBlock *block : body.blocks)
    for (Instruction &instruction : *block) {
      const Value *base = baseOf(instruction);
      if (!base)
        continue;
      if (std::optional<ClassPromise> promise = promiseOfClass(instruction))
        known[base].push_back({&instruction, *promise});
      else
        unknown.push_back({&instruction, base});
    }
  if (known.empty() || unknown.empty())
    return;
  DominatorTree tree(body.function);
  LLVMContext &context = body.function.getContext();
  for (auto [access, base] : unknown)
    for (const Known &other : known.lookup(base))
      if (accompanies(*other.access, *access, tree)) {
        StringRef what = other.promise == ClassPromise::Local ? "local" : "viewed";
        access->setMetadata(kCarried, MDNode::get(context, MDString::get(context, what)));
        break;
      }
}

void noteClassPromise(StringRef tbaa_name, ClassPromise promise) { promises()[tbaa_name] = promise; }

std::optional<ClassPromise> promiseOfClass(const Instruction &access) {
  if (promises().empty())
    return std::nullopt;
  if (std::optional<ClassPromise> carried = carriedPromise(access))
    return carried;
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
