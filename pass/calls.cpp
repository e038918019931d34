//===- pass/calls.cpp - What a transaction does with a call -----------------===//
//
// The table of known functions and the rules for all others. See calls.h.
//
//===----------------------------------------------------------------------===//
#include "calls.h"

#include "annotations.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace stm {
namespace {

struct Known {
  CallKind kind;
  bool fresh = false;  ///< Returns memory that nobody else knows.
  bool marked = false; ///< The runtime marks it as written.
  Entry entry = Entry::__stm_begin;
};

const StringMap<Known> &knownFunctions() {
  static const StringMap<Known> table = {
#define STM_HARMLESS(name) {#name, {CallKind::Harmless, false, false, Entry::__stm_begin}},
#define STM_ALLOCATOR(name) {#name, {CallKind::Harmless, true, true, Entry::__stm_begin}},
#define STM_REPLACEABLE(name, fresh)                                                               \
  {#name, {CallKind::Replaceable, fresh, false, Entry::__stm_begin}},
#define STM_REPLACED(name, entry) {#name, {CallKind::Replaced, false, false, Entry::entry}},
#define STM_IRREVOCABLE(name) {#name, {CallKind::Irrevocable, false, false, Entry::__stm_begin}},
#include "calls.def"
  };
  return table;
}

const Known *lookUp(const Function &function) {
  const auto &table = knownFunctions();
  auto found = table.find(function.getName());
  return found == table.end() ? nullptr : &found->second;
}

bool isProvided(StringRef name) {
  static const StringSet<> kNames = {
#define STM_PROVIDED(prefix) #prefix,
#include "calls.def"
  };
  if (kNames.contains(name))
    return true;
  return name.starts_with("_Z") && any_of(kNames.keys(), [&](StringRef prefix) {
           return prefix.starts_with("_Z") && name.starts_with(prefix);
         });
}

/// The function behind a callee operand, through casts and aliases that the linker cannot redirect.
Function *resolve(Value *callee) {
  callee = callee->stripPointerCasts();
  while (auto *alias = dyn_cast<GlobalAlias>(callee)) {
    if (alias->isInterposable())
      return nullptr;
    callee = alias->getAliasee()->stripPointerCasts();
  }
  return dyn_cast<Function>(callee);
}

CallClass irrevocable(Function *callee, StringRef why) {
  CallClass result{CallKind::Irrevocable, callee};
  result.why = why;
  return result;
}

CallClass classifyAssembly(const CallBase &call) {
  const auto *code = cast<InlineAsm>(call.getCalledOperand());
  if (StringRef(code->getAsmString()).trim().empty())
    return {CallKind::Harmless};
  if (!code->hasSideEffects() && call.doesNotAccessMemory())
    return {CallKind::Harmless};
  return irrevocable(nullptr, "inline assembly may do anything");
}

CallClass classifyIntrinsic(const CallBase &call, Function &callee) {
  switch (callee.getIntrinsicID()) {
  case Intrinsic::memcpy:
  case Intrinsic::memcpy_inline:
  case Intrinsic::memmove:
  case Intrinsic::memset:
  case Intrinsic::memset_inline:
  case Intrinsic::memcpy_element_unordered_atomic:
  case Intrinsic::memmove_element_unordered_atomic:
  case Intrinsic::memset_element_unordered_atomic:
  case Intrinsic::vastart:
  case Intrinsic::vaend:
  case Intrinsic::vacopy:
    return {CallKind::Memory, &callee};
  case Intrinsic::lifetime_start:
  case Intrinsic::lifetime_end:
  case Intrinsic::invariant_start:
  case Intrinsic::invariant_end:
  case Intrinsic::prefetch:
  case Intrinsic::stacksave:
  case Intrinsic::stackrestore:
  case Intrinsic::eh_typeid_for:
  case Intrinsic::eh_unwind_init:
  case Intrinsic::readcyclecounter:
  case Intrinsic::readsteadycounter:
  case Intrinsic::returnaddress:
  case Intrinsic::frameaddress:
  case Intrinsic::addressofreturnaddress:
  case Intrinsic::get_rounding:
  case Intrinsic::coro_noop:
    return {CallKind::Harmless, &callee};
  case Intrinsic::trap:
  case Intrinsic::debugtrap:
  case Intrinsic::ubsantrap:
    // The trap must be a real one: the transaction's view is checked first.
    return irrevocable(&callee, "a trap ends the program");
  default:
    break;
  }
  if (call.doesNotAccessMemory() || call.onlyAccessesInaccessibleMemory())
    return {CallKind::Harmless, &callee};
  return irrevocable(&callee, "the compiler's intrinsic has no transactional version");
}

} // namespace

bool dividesTransaction(const CallBase &call) {
  const Function *callee = call.getCalledFunction();
  return callee && callee->getName() == "stm_outside";
}

CallClass classifyCall(const CallBase &call, function_ref<bool(const Function &)> has_clone) {
  if (call.isInlineAsm())
    return classifyAssembly(call);

  Function *callee = resolve(call.getCalledOperand());
  if (!callee) {
    if (isa<GlobalIFunc>(call.getCalledOperand()))
      return irrevocable(nullptr, "the function is chosen when the program is loaded");
    return {CallKind::Indirect};
  }
  if (callee->isIntrinsic())
    return classifyIntrinsic(call, *callee);
  if (callee->getName() == entryName(Entry::__stm_region_begin))
    return {CallKind::RegionBegin, callee};
  if (callee->getName() == entryName(Entry::__stm_region_end))
    return {CallKind::RegionEnd, callee};
  if (isRuntimeName(callee->getName()))
    return {CallKind::Harmless, callee};
  if (callee->hasFnAttribute(kPureFunction))
    return {CallKind::Harmless, callee};
  if (callee->hasFnAttribute(kIrrevocableFunction))
    return irrevocable(callee, "it is declared [[stm::irrevocable]]");
  if (has_clone(*callee))
    return {CallKind::Clone, callee};
  if (!callee->isDeclaration() && !callee->hasAvailableExternallyLinkage())
    return irrevocable(callee, "the function cannot have a transactional version");

  if (const Known *known = lookUp(*callee)) {
    StringRef why = known->kind == CallKind::Irrevocable ? "what it does cannot be undone" : "";
    return {known->kind, callee, known->entry, why, false, known->fresh, known->marked};
  }
  if (call.doesNotAccessMemory() && call.doesNotThrow() && call.hasFnAttr(Attribute::WillReturn))
    return {CallKind::Harmless, callee};
  CallClass unknown{CallKind::WeakClone, callee};
  unknown.provided = isProvided(callee->getName());
  unknown.promised = callee->hasFnAttribute(kSafeFunction);
  return unknown;
}

} // namespace stm
