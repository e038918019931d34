//===- pass/verify.cpp - The pass checks its own result ----------------------===//
//
// Looks at the finished instructions only: the notes, and where the addresses come from. See verify.h.
//
//===----------------------------------------------------------------------===//
#include "verify.h"

#include "calls.h"
#include "provenance.h"
#include "thunks.h"

#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stm {
namespace {

[[noreturn]] void complain(const Instruction &instruction, StringRef what) {
  std::string text;
  raw_string_ostream stream(text);
  stream << "stm: internal error: " << what << " in '" << instruction.getFunction()->getName()
         << "':" << instruction;
  report_fatal_error(Twine(text), /*gen_crash_diag=*/false);
}

/// True if the value is an address as emit.cpp makes them.
bool isTranslated(const Value *address) {
  while (auto *offset = dyn_cast<GEPOperator>(address))
    address = offset->getPointerOperand();
  if (auto *phi = dyn_cast<PHINode>(address))
    return all_of(phi->incoming_values(), [](const Value *v) {
      while (auto *offset = dyn_cast<GetElementPtrInst>(v)) // a barrier that began before the address
        v = offset->getPointerOperand();
      return isa<IntToPtrInst>(v) || isa<CallInst>(v);
    });
  if (isa<IntToPtrInst>(address))
    return true;
  auto *call = dyn_cast<CallInst>(address);
  const Function *callee = call ? call->getCalledFunction() : nullptr;
  return callee && isRuntimeName(callee->getName()) && !callee->getName().starts_with(kThunkPrefix);
}

void check(const Instruction &instruction, const Value *pointer, const Body &body) {
  if (isa<UndefValue>(pointer))
    return; // Code that cannot run: the promotion of self_state's slots leaves its loads there.
  StringRef note = annotation(instruction);
  if (note.empty())
    complain(instruction, "an access without a barrier");
  if (note == "runtime" || isTranslated(pointer))
    return;
  switch (originOf(pointer, instruction, body)) {
  case Origin::Shared:
  case Origin::InWindow:
  case Origin::Frozen:
  case Origin::Fresh:
  case Origin::FreshMarked: {
    auto *load = dyn_cast<LoadInst>(&instruction);
    if (note.contains("empty") || (load && readsConstant(*load)))
      return;
    complain(instruction, "an access to shared memory without a barrier");
  }
  default:
    return;
  }
}

} // namespace

void verifyBody(const Body &body) {
  for (const BasicBlock *block : body.blocks)
    for (const Instruction &instruction : *block) {
      if (auto *load = dyn_cast<LoadInst>(&instruction))
        check(*load, load->getPointerOperand(), body);
      else if (auto *store = dyn_cast<StoreInst>(&instruction))
        check(*store, store->getPointerOperand(), body);
      else if (auto *update = dyn_cast<AtomicRMWInst>(&instruction))
        check(*update, update->getPointerOperand(), body);
      else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction))
        check(*exchange, exchange->getPointerOperand(), body);
      else if (auto *transfer = dyn_cast<AnyMemTransferInst>(&instruction)) {
        check(*transfer, transfer->getRawDest(), body);
        check(*transfer, transfer->getRawSource(), body);
      } else if (auto *set = dyn_cast<AnyMemSetInst>(&instruction))
        check(*set, set->getRawDest(), body);
    }
}

} // namespace stm
