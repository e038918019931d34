// Binary operators over slots: which operand is asked first, and the words of failures. The other protocols
// are in protocol.cpp.
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/thread.h"

namespace pystm {

namespace {

constexpr BinarySlot Slots::*kSlots[] = {
    &Slots::add, &Slots::subtract, &Slots::multiply, &Slots::matrix_multiply, &Slots::true_divide, &Slots::floor_divide,
    &Slots::modulo, nullptr, &Slots::shift_left, &Slots::shift_right, &Slots::bit_and, &Slots::bit_xor, &Slots::bit_or};
constexpr BinarySlot Slots::*kInplaceSlots[] = {
    &Slots::inplace_add, &Slots::inplace_subtract, &Slots::inplace_multiply, &Slots::inplace_matrix_multiply,
    &Slots::inplace_true_divide, &Slots::inplace_floor_divide, &Slots::inplace_modulo, nullptr,
    &Slots::inplace_shift_left, &Slots::inplace_shift_right, &Slots::inplace_bit_and, &Slots::inplace_bit_xor, &Slots::inplace_bit_or};

Value tryBinary(Thread &thread, BinarySlot Slots::*slot, Value left, Value right) {
  Type *left_type = typeOf(left), *right_type = typeOf(right);
  BinarySlot first = left_type->slots.*slot, second = right_type->slots.*slot;
  if (first == second)
    second = nullptr;
  if (first) {
    if (second && isSubtype(right_type, left_type)) {
      Value result = second(thread, left, right);
      if (result != notImplemented())
        return result;
      second = nullptr;
    }
    Value result = first(thread, left, right);
    if (result != notImplemented())
      return result;
  }
  return second ? second(thread, left, right) : notImplemented();
}

Value unsupported(Thread &thread, BinaryOp op, Value left, Value right, bool inplace) {
  uint32_t flags = typeOf(left)->flags;
  bool sequence = flags & (kStrFamily | kListFamily | kTupleFamily | kSequenceOperators);
  if (op == BinaryOp::kAdd && (flags & kBytesFamily || typeOf(left) == &bytearray_type))
    return raiseTypeError(thread, "can't concat %T to %T", right.bits, left.bits);
  if (op == BinaryOp::kAdd && sequence) {
    Type *kind = flags & kStrFamily ? &str_type : flags & kListFamily ? &list_type : flags & kTupleFamily ? &tuple_type : typeOf(left);
    std::string name(typeName(kind));
    return raiseTypeError(thread, "can only concatenate %s (not \"%T\") to %s", name.c_str(), right.bits, name.c_str());
  }
  auto repeats = [](Value v) { return typeOf(v)->flags & (kStrFamily | kListFamily | kTupleFamily | kBytesFamily | kSequenceOperators) || typeOf(v) == &bytearray_type; };
  if (op == BinaryOp::kMultiply && repeats(left))
    return raiseTypeError(thread, "can't multiply sequence by non-int of type '%T'", right.bits);
  if (op == BinaryOp::kMultiply && repeats(right))
    return raiseTypeError(thread, "can't multiply sequence by non-int of type '%T'", left.bits);
  constexpr const char *kSymbols[] = {
#define PYSTM_SYMBOL(Name, slot, symbol) symbol,
      PYSTM_BINARY_OPERATORS(PYSTM_SYMBOL)
#undef PYSTM_SYMBOL
  };
  std::string symbol = kSymbols[static_cast<int>(op)];
  if (inplace)
    symbol = op == BinaryOp::kPower ? "**=" : symbol + "=";
  if (op == BinaryOp::kShiftRight && !inplace && typeName(typeOf(left)) == "builtin_function_or_method" &&
      left.as<NativeFunction>()->name->is("print"))
    return raiseTypeError(thread, "unsupported operand type(s) for >>: '%T' and '%T'. Did you mean \"print(<message>, file=<output_stream>)\"?", left.bits, right.bits);
  return raiseTypeError(thread, "unsupported operand type(s) for %s: '%T' and '%T'", symbol.c_str(), left.bits, right.bits);
}

} // namespace

Value powerOperation(Thread &thread, Value base, Value exponent, Value modulus) {
  Type *left_type = typeOf(base), *right_type = typeOf(exponent);
  PowerSlot first = left_type->slots.power, second = right_type->slots.power;
  if (first == second)
    second = nullptr;
  Value result = notImplemented();
  if (first) {
    if (second && isSubtype(right_type, left_type)) {
      result = second(thread, base, exponent, modulus);
      if (result != notImplemented())
        return result;
      second = nullptr;
    }
    result = first(thread, base, exponent, modulus);
    if (result != notImplemented())
      return result;
  }
  if (second)
    result = second(thread, base, exponent, modulus);
  if (result != notImplemented())
    return result;
  if (isNone(modulus))
    return unsupported(thread, BinaryOp::kPower, base, exponent, false);
  return raiseTypeError(thread, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", base.bits, exponent.bits, modulus.bits);
}

Value binaryOperation(Thread &thread, BinaryOp op, Value left, Value right) {
  if (op == BinaryOp::kPower)
    return powerOperation(thread, left, right, none());
  Value result = tryBinary(thread, kSlots[static_cast<int>(op)], left, right);
  return result == notImplemented() ? unsupported(thread, op, left, right, false) : result;
}

Value divmodOperation(Thread &thread, Value left, Value right) {
  Value result = tryBinary(thread, &Slots::divmod, left, right);
  if (result == notImplemented())
    return raiseTypeError(thread, "unsupported operand type(s) for divmod(): '%T' and '%T'", left.bits, right.bits);
  return result;
}

Value inplaceOperation(Thread &thread, BinaryOp op, Value left, Value right) {
  Value result = notImplemented();
  if (op == BinaryOp::kPower) {
    if (PowerSlot slot = typeOf(left)->slots.inplace_power)
      result = slot(thread, left, right, none());
    if (result != notImplemented())
      return result;
    PowerSlot first = typeOf(left)->slots.power, second = typeOf(right)->slots.power;
    if (!first && !second)
      return unsupported(thread, op, left, right, true);
    result = powerOperation(thread, left, right, none());
    return result;
  }
  if (BinarySlot slot = typeOf(left)->slots.*kInplaceSlots[static_cast<int>(op)])
    result = slot(thread, left, right);
  if (result == notImplemented())
    result = tryBinary(thread, kSlots[static_cast<int>(op)], left, right);
  return result == notImplemented() ? unsupported(thread, op, left, right, true) : result;
}

} // namespace pystm
