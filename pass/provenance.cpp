//===- pass/provenance.cpp - Where a pointer leads ---------------------------===//
//
// See provenance.h.
//
//===----------------------------------------------------------------------===//
#include "provenance.h"

#include "frame.h"
#include "local_types.h"
#include "switches.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stm {
namespace {

/// Thread-local variables of a program and of libraries loaded with it lie outside of the window. Those of a
/// library loaded later come from the heap: inside.
bool isStaticThreadLocal(const GlobalVariable &variable) {
  const Module &module = *variable.getParent();
  return variable.getThreadLocalMode() == GlobalValue::InitialExecTLSModel ||
         variable.getThreadLocalMode() == GlobalValue::LocalExecTLSModel ||
         module.getPICLevel() == PICLevel::NotPIC || module.getPIELevel() != PIELevel::Default;
}

/// The image of the executable lies in the window.
bool isInExecutable(const GlobalVariable &variable) {
  const Module &module = *variable.getParent();
  bool executable =
      module.getPICLevel() == PICLevel::NotPIC || module.getPIELevel() != PIELevel::Default;
  return executable && variable.isDSOLocal() && !variable.isDeclarationForLinker();
}

Origin originOfGlobal(const GlobalVariable &variable) {
  if (variable.isThreadLocal())
    return isStaticThreadLocal(variable) ? Origin::ThreadLocal : Origin::Shared;
  if (variable.isConstant() && !isSet(Switch::NoElideConstant))
    return Origin::Constant;
  return isInExecutable(variable) && !isSet(Switch::NoElideWindow) ? Origin::InWindow
                                                                   : Origin::Shared;
}

Origin originOfFrame(const Value &variable, const Body &body) {
  if (isSet(Switch::NoElideFrame))
    return Origin::Shared;
  if (!body.frame)
    return Origin::OwnFrame;
  switch (body.frame->storeTo(&variable)) {
  case FrameStore::Nothing:
    return Origin::OwnFrame;
  case FrameStore::NothingDead:
    return Origin::DeadFrame;
  case FrameStore::Log:
    return Origin::LoggedFrame;
  }
  llvm_unreachable("covered switch");
}

Origin originOfObject(const Value *object, const Instruction &where, const Body &body,
                      bool through_phi) {
  if (isa<AllocaInst>(object))
    return originOfFrame(*object, body);
  if (auto *argument = dyn_cast<Argument>(object)) {
    // In a clone with checkpoints of its own, it lies above what they save.
    bool own = argument->hasByValAttr() && !(body.is_clone && body.nests);
    return own ? originOfFrame(*object, body) : Origin::Shared;
  }
  if (auto *variable = dyn_cast<GlobalVariable>(object))
    return originOfGlobal(*variable);
  if (isa<Function>(object) || isa<BlockAddress>(object))
    return Origin::Constant;
  auto allocation = body.fresh.find(object);
  if (allocation != body.fresh.end() && !body.nests && !body.divisible && !isSet(Switch::NoElideFresh)) {
    // Through a phi, the block may come from an earlier transaction of the function.
    auto *call = cast<Instruction>(object);
    if (body.is_clone ||
        (!through_phi && body.contains(call) &&
         body.sameTransaction(call->getParent(), where.getParent())))
      return allocation->second ? Origin::FreshMarked : Origin::Fresh;
  }
  return Origin::Shared;
}

/// What holds for an address that may have either origin.
Origin meet(Origin a, Origin b) {
  if (a == b)
    return a;
  if (a > b)
    std::swap(a, b);
  bool both_frames = a >= Origin::LoggedFrame;
  if (both_frames)
    return a;
  if (a == Origin::FreshMarked && b == Origin::Fresh)
    return Origin::Fresh;
  return Origin::Shared;
}

} // namespace

Origin originOf(const Value *pointer, const Instruction &where, const Body &body) {
  unsigned space = pointer->getType()->getPointerAddressSpace();
  std::optional<ClassPromise> promise = promiseOfClass(where);
  if (space == kLocalAddressSpace || promise == ClassPromise::Local)
    return Origin::Local;
  if (space != 0)
    return Origin::ThreadLocal; // Relative to a segment register.
  SmallVector<const Value *, 4> objects;
  getUnderlyingObjects(pointer, objects, nullptr, /*MaxLookup=*/0);
  bool through_phi = objects.size() != 1 || objects[0] != getUnderlyingObject(pointer, 0);
  Origin origin = originOfObject(objects[0], where, body, through_phi);
  for (const Value *object : drop_begin(objects))
    origin = meet(origin, originOfObject(object, where, body, through_phi));
  if ((origin == Origin::Shared || origin == Origin::InWindow) && promise && !isSet(Switch::NoElideWindow))
    return promise == ClassPromise::Frozen ? Origin::Frozen : Origin::InWindow;
  return origin;
}

bool readsConstant(const LoadInst &load) {
  if (isSet(Switch::NoElideConstant))
    return false;
  if (load.hasMetadata(LLVMContext::MD_invariant_load))
    return true;
  // A slot of a virtual table: the address comes from a load that the front end tagged.
  const Value *table = load.getPointerOperand()->stripInBoundsConstantOffsets();
  auto *table_load = dyn_cast<LoadInst>(table);
  if (!table_load)
    if (auto *known = dyn_cast<GlobalVariable>(table); known && known->isConstant())
      return true;
  if (!table_load)
    return false;
  const MDNode *tag = table_load->getMetadata(LLVMContext::MD_tbaa);
  return tag && tag->isTBAAVtableAccess();
}

} // namespace stm
