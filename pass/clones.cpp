//===- pass/clones.cpp - Transactional clones of functions ------------------===//
//
// Chooses the functions, copies them, and gives the copies linkage so that the linker drops and
// merges them together with their originals. See clones.h.
//
//===----------------------------------------------------------------------===//
#include "clones.h"

#include "annotations.h"
#include "indirect_branches.h"
#include "runtime_abi.h"

#include "stm/abi.h"

#include "llvm/IR/AttributeMask.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace llvm;

namespace stm {
namespace {

constexpr StringLiteral kSuffix = ".stm";

std::string cloneName(StringRef name) { return (name + kSuffix).str(); }

/// Function attributes and parameter attributes that hold for a function, but not for its clone: barriers
/// write marks, hand pointers to the runtime and may leave by starting the transaction again.
const Attribute::AttrKind kLostFunctionAttributes[] = {
    Attribute::Memory,     Attribute::NoSync,      Attribute::NoFree,   Attribute::WillReturn,
    Attribute::NoRecurse,  Attribute::Speculatable, Attribute::NoCallback,
    Attribute::AllocSize,  Attribute::AllocKind};
const Attribute::AttrKind kLostValueAttributes[] = {
    Attribute::NoAlias,  Attribute::ReadNone,     Attribute::ReadOnly, Attribute::WriteOnly,
    Attribute::Captures, Attribute::NoFree,       Attribute::Writable, Attribute::Initializes,
    Attribute::DeadOnUnwind};

AttributeMask maskOf(ArrayRef<Attribute::AttrKind> kinds) {
  AttributeMask mask;
  for (Attribute::AttrKind kind : kinds)
    mask.addAttribute(kind);
  return mask;
}

/// Called from nowhere but start-up code, which runs no transactions.
bool isStartupList(const User *user) {
  for (const User *list : user->users()) {
    // A variable of this module may be used by others.
    if (isa<GlobalVariable>(list))
      return false;
    for (const User *variable : list->users()) {
      auto *global = dyn_cast<GlobalVariable>(variable);
      if (!global || !global->getName().starts_with("llvm."))
        return false;
    }
  }
  return true;
}

bool isAddressTaken(const Function &function) {
  for (const Use &use : function.uses()) {
    const User *user = use.getUser();
    if (auto *call = dyn_cast<CallBase>(user); call && call->isCallee(&use))
      continue;
    if (isa<BlockAddress>(user))
      continue;
    if (isa<ConstantStruct>(user) && isStartupList(user))
      continue;
    if (auto *list = dyn_cast<GlobalVariable>(user); list && list->getName().starts_with("llvm."))
      continue;
    return true;
  }
  return false;
}

bool canBeCloned(const Function &function) {
  return !function.isDeclaration() && !function.isIntrinsic() && function.getName() != "main" &&
         !isRuntimeName(function.getName()) && !function.getName().ends_with(kSuffix) &&
         !function.hasFnAttribute(Attribute::Naked) && !function.hasFnAttribute(kPureFunction) &&
         !function.hasFnAttribute(kIrrevocableFunction) &&
         !function.hasFnAttribute(Attribute::PresplitCoroutine) &&
         !function.callsFunctionThatReturnsTwice();
}

bool holdsMarker(const Function &function) {
  for (const BasicBlock &block : function)
    for (const Instruction &instruction : block)
      if (auto *call = dyn_cast<CallBase>(&instruction))
        if (auto *callee = call->getCalledFunction())
          if (callee->getName() == entryName(Entry::__stm_region_begin))
            return true;
  return false;
}

/// The functions of the module that `function` calls by name.
void appendCallees(const Function &function, SmallVectorImpl<Function *> &callees) {
  for (const BasicBlock &block : function)
    for (const Instruction &instruction : block)
      if (auto *call = dyn_cast<CallBase>(&instruction))
        if (auto *callee = dyn_cast<Function>(call->getCalledOperand()->stripPointerCastsAndAliases()))
          callees.push_back(callee);
}

/// Whether the module may become part of a shared library, where names can be preempted.
bool isForSharedLibrary(const Module &module) {
  return module.getPICLevel() != PICLevel::NotPIC && module.getPIELevel() == PIELevel::Default;
}

} // namespace

Clones::Clones(Module &module) : module_(module) { plan(); }

void Clones::plan() {
  SmallVector<Function *, 32> work;
  for (Function &function : module_) {
    if (holdsMarker(function))
      appendCallees(function, work);
    // Whoever calls an inline function by name has its definition too, and makes the clone.
    bool known_elsewhere = !function.hasLocalLinkage() && !function.hasLinkOnceLinkage() &&
                           !function.hasAvailableExternallyLinkage();
    if (known_elsewhere || isAddressTaken(function) || module_.getNamedValue(cloneName(function.getName())))
      work.push_back(&function);
  }
  SmallPtrSet<Function *, 32> reachable;
  while (!work.empty()) {
    Function *function = work.pop_back_val();
    if (canBeCloned(*function) && reachable.insert(function).second)
      appendCallees(*function, work);
  }
  for (Function &function : module_)
    if (reachable.contains(&function))
      planned_.insert(&function);
}

void Clones::create() {
  for (Function *function : planned_)
    clones_[function] = clone(*function);
  namePure();
  nameAliases();
  for (auto &[function, clone] : clones_)
    if (!function->hasLocalLinkage() || isAddressTaken(*function))
      attachPrefix(*function, *clone);
}

Function *Clones::clone(Function &function) {
  ValueToValueMapTy map;
  Function *clone = CloneFunction(&function, map);
  clone->setPrefixData(nullptr);
  clone->setPrologueData(nullptr);
  clone->removeFnAttr("patchable-function-prefix");
  clone->removeFnAttrs(maskOf(kLostFunctionAttributes));
  clone->removeRetAttrs(maskOf(kLostValueAttributes));
  for (Argument &argument : clone->args())
    clone->removeParamAttrs(argument.getArgNo(), maskOf(kLostValueAttributes));
  followOriginalLabels(function, *clone, map);

  std::string name = cloneName(function.getName());
  if (GlobalValue *reference = module_.getNamedValue(name); reference && reference->isDeclaration()) {
    // Someone has declared the clone already: this is its definition.
    reference->replaceAllUsesWith(clone);
    reference->eraseFromParent();
  }
  clone->setName(name);

  // As visible as the original: weak references must find it, and merged with another module's copy, a hidden one
  // would hide that.
  clone->setLinkage(function.hasAvailableExternallyLinkage() ? GlobalValue::LinkOnceODRLinkage
                                                             : function.getLinkage());
  clone->setDSOLocal(function.isDSOLocal() || clone->hasHiddenVisibility() || clone->hasLocalLinkage());

  const Comdat *comdat = function.getComdat();
  if (comdat && clone->hasLocalLinkage())
    clone->setComdat(function.getComdat());
  else if (comdat || clone->hasLinkOnceLinkage())
    clone->setComdat(module_.getOrInsertComdat(comdat ? cloneName(comdat->getName()) : name));
  else
    clone->setComdat(nullptr);
  return clone;
}

/// A pure function is its own clone, for callers that do not know and for pointers.
void Clones::namePure() {
  for (Function &function : module_) {
    if (!function.hasFnAttribute(kPureFunction) || function.isDeclaration() ||
        function.hasAvailableExternallyLinkage())
      continue;
    std::string name = cloneName(function.getName());
    if (!function.hasLocalLinkage() && !module_.getNamedValue(name)) {
      auto *alias = GlobalAlias::create(function.getValueType(), 0, function.getLinkage(), name, &function, &module_);
      alias->setVisibility(function.getVisibility());
      alias->setDSOLocal(function.isDSOLocal() || alias->hasHiddenVisibility());
    }
    if (!function.hasLocalLinkage() || isAddressTaken(function))
      attachPrefix(function, function);
  }
}

/// Another name of a function is another name of its clone, above all for constructors.
void Clones::nameAliases() {
  SmallVector<GlobalAlias *, 8> aliases;
  for (GlobalAlias &alias : module_.aliases())
    aliases.push_back(&alias);
  for (GlobalAlias *alias : aliases) {
    auto *function = dyn_cast<Function>(alias->getAliasee()->stripPointerCastsAndAliases());
    if (!function || !has(*function))
      continue;
    auto *other = GlobalAlias::create(alias->getValueType(), 0, alias->getLinkage(),
                                      cloneName(alias->getName()), cloneOf(*function), &module_);
    other->setVisibility(alias->getVisibility());
    other->setDSOLocal(alias->isDSOLocal() || other->hasHiddenVisibility() ||
                       other->hasLocalLinkage());
  }
}

void Clones::attachPrefix(Function &function, Function &clone) {
  if (function.hasPrefixData() || function.hasAvailableExternallyLinkage() ||
      function.hasFnAttribute("patchable-function-prefix") || function.getMetadata("kcfi_type") ||
      function.getMetadata(LLVMContext::MD_func_sanitize))
    return;

  // The distance to a name that another library may preempt is no link-time constant.
  Constant *target = &clone;
  if (isForSharedLibrary(module_) && !clone.hasLocalLinkage() && clone.hasDefaultVisibility()) {
    auto *alias = GlobalAlias::create(clone.getValueType(), 0,
                                      clone.hasComdat() ? clone.getLinkage()
                                                        : GlobalValue::InternalLinkage,
                                      clone.getName() + ".here", &clone, &module_);
    if (!alias->hasLocalLinkage())
      alias->setVisibility(GlobalValue::HiddenVisibility);
    alias->setDSOLocal(true);
    target = alias;
  }

  LLVMContext &context = module_.getContext();
  Type *word = Type::getInt64Ty(context);
  Type *half = Type::getInt32Ty(context);
  Constant *distance = ConstantExpr::getTrunc(
      ConstantExpr::getSub(ConstantExpr::getPtrToInt(target, word),
                           ConstantExpr::getPtrToInt(&function, word)),
      half);
  function.setPrefixData(ConstantStruct::getAnon({ConstantInt::get(word, 0),
                                                  ConstantInt::get(half, STM_PREFIX_MAGIC), distance},
                                                 /*Packed=*/true));
}

Constant *Clones::weakReference(Function &function) {
  std::string name = cloneName(function.getName());
  if (GlobalValue *existing = module_.getNamedValue(name))
    return existing;
  auto *reference = Function::Create(function.getFunctionType(), GlobalValue::ExternalWeakLinkage,
                                     function.getAddressSpace(), name, &module_);
  reference->setCallingConv(function.getCallingConv());
  return reference;
}

} // namespace stm
