//===- pass/runtime_abi.cpp - Declarations of the runtime's entry points ----===//
//
// The rows of abi.def are kept as text and read when a function is declared: the table needs no
// second notation for types. See runtime_abi.h.
//
//===----------------------------------------------------------------------===//
#include "runtime_abi.h"

#include "stm/abi.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/IntrinsicInst.h"

#include <cstddef>

using namespace llvm;

namespace stm {
namespace {

struct Row {
  StringRef symbol;
  StringRef result;
  StringRef parameters;
  StringRef attributes;
};

const Row kRows[] = {
#define STM_ABI(symbol, result, parameters, attributes)                                            \
  {#symbol, #result, #parameters, #attributes},
#include "stm/abi.def"
#undef STM_ABI
};

const Row &row(Entry entry) { return kRows[static_cast<unsigned>(entry)]; }

Type *typeNamed(LLVMContext &context, StringRef name) {
  if (name == "void")
    return Type::getVoidTy(context);
  if (name == "i32")
    return Type::getInt32Ty(context);
  if (name == "i64")
    return Type::getInt64Ty(context);
  assert(name == "ptr" && "abi.def knows no other type");
  return PointerType::get(context, 0);
}

/// "(ptr p, i64 size)" to types.
SmallVector<Type *, 4> parameterTypes(LLVMContext &context, StringRef list) {
  SmallVector<Type *, 4> types;
  SmallVector<StringRef, 4> parameters;
  list.drop_front().drop_back().split(parameters, ',', -1, /*KeepEmpty=*/false);
  for (StringRef parameter : parameters)
    types.push_back(typeNamed(context, parameter.trim().split(' ').first));
  return types;
}

constexpr uint64_t kFieldOffsets[kSelfFields] = {
    offsetof(stm_self, window_base), offsetof(stm_self, view_offset), offsetof(stm_self, read_marks),
    offsetof(stm_self, write_marks), offsetof(stm_self, stamp)};

} // namespace

StringRef entryName(Entry entry) { return row(entry).symbol; }

bool isRuntimeName(StringRef name) { return name.starts_with("__stm_"); }

Function *RuntimeAbi::declare(Entry entry) {
  const Row &wanted = row(entry);
  LLVMContext &context = module_.getContext();
  auto *type = FunctionType::get(typeNamed(context, wanted.result),
                                 parameterTypes(context, wanted.parameters), false);
  auto *function = cast<Function>(module_.getOrInsertFunction(wanted.symbol, type).getCallee());
  if (wanted.attributes.contains('N'))
    function->setDoesNotThrow();
  if (wanted.attributes.contains('P')) {
    function->setCallingConv(CallingConv::PreserveMost);
    // Not through a lazily bound PLT entry: the binder preserves neither r10 nor r11.
    function->addFnAttr(Attribute::NonLazyBind);
  }
  return function;
}

CallInst *RuntimeAbi::call(IRBuilderBase &builder, Entry entry, ArrayRef<Value *> arguments) {
  Function *function = declare(entry);
  CallInst *call = builder.CreateCall(function, arguments);
  call->setCallingConv(function->getCallingConv());
  call->setDoesNotThrow();
  return call;
}

Type *RuntimeAbi::fieldType(LLVMContext &context, SelfField field) {
  switch (field) {
  case SelfField::WindowBase:
  case SelfField::ViewOffset:
    return Type::getInt64Ty(context);
  case SelfField::ReadMarks:
  case SelfField::WriteMarks:
    return PointerType::get(context, 0);
  case SelfField::Stamp:
    return Type::getInt16Ty(context);
  }
  llvm_unreachable("covered switch");
}

Value *RuntimeAbi::selfAddress(IRBuilderBase &builder, uint64_t offset) {
  auto *self = module_.getNamedGlobal("__stm_self");
  if (!self)
    self = new GlobalVariable(module_, ArrayType::get(builder.getInt8Ty(), sizeof(stm_self)), false,
                              GlobalValue::ExternalLinkage, nullptr, "__stm_self", nullptr,
                              GlobalValue::InitialExecTLSModel);
  self->setAlignment(Align(64));
  return builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(),
                                            builder.CreateThreadLocalAddress(self), offset);
}

LoadInst *RuntimeAbi::loadSelf(IRBuilderBase &builder, SelfField field) {
  Type *type = fieldType(module_.getContext(), field);
  return builder.CreateAlignedLoad(
      type, selfAddress(builder, kFieldOffsets[static_cast<unsigned>(field)]),
      Align(type->isIntegerTy(16) ? 2 : 8));
}

LoadInst *RuntimeAbi::loadPoll(IRBuilderBase &builder) {
  LoadInst *load = builder.CreateAlignedLoad(builder.getInt32Ty(),
                                             selfAddress(builder, offsetof(stm_self, poll)), Align(4));
  // Relaxed: the word only asks for a look at the shared state, which brings its own ordering.
  load->setAtomic(AtomicOrdering::Monotonic);
  return load;
}

} // namespace stm
