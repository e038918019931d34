// The opcodes of the tree's operators.
#pragma once

#include "compile/code.h"
#include "syntax/ast.h"

namespace pystm {

inline Opcode binaryOpcode(ast::Operator op) {
  switch (op) {
  case ast::Operator::kAdd:
    return Opcode::kAdd;
  case ast::Operator::kSub:
    return Opcode::kSubtract;
  case ast::Operator::kMult:
    return Opcode::kMultiply;
  case ast::Operator::kMatMult:
    return Opcode::kMatrixMultiply;
  case ast::Operator::kDiv:
    return Opcode::kTrueDivide;
  case ast::Operator::kMod:
    return Opcode::kModulo;
  case ast::Operator::kPow:
    return Opcode::kPower;
  case ast::Operator::kLShift:
    return Opcode::kShiftLeft;
  case ast::Operator::kRShift:
    return Opcode::kShiftRight;
  case ast::Operator::kBitOr:
    return Opcode::kBitOr;
  case ast::Operator::kBitXor:
    return Opcode::kBitXor;
  case ast::Operator::kBitAnd:
    return Opcode::kBitAnd;
  case ast::Operator::kFloorDiv:
    return Opcode::kFloorDivide;
  }
  return Opcode::kAdd;
}

// The form of a binary opcode whose right operand is a constant.
inline Opcode constForm(Opcode binary) {
  return static_cast<Opcode>(static_cast<int>(binary) + static_cast<int>(Opcode::kAddConst) -
                             static_cast<int>(Opcode::kAdd));
}

// The operation of objects/object.h that a binary opcode does.
inline BinaryOp operationOf(ast::Operator op) {
  return static_cast<BinaryOp>(static_cast<int>(binaryOpcode(op)) - static_cast<int>(Opcode::kAdd));
}

// The six ordering comparisons; `is` and `in` have opcodes of their own.
inline bool orderingOpcode(ast::CompareOperator op, Opcode &result) {
  switch (op) {
  case ast::CompareOperator::kLt:
    result = Opcode::kLess;
    return true;
  case ast::CompareOperator::kLtE:
    result = Opcode::kLessEqual;
    return true;
  case ast::CompareOperator::kEq:
    result = Opcode::kEqual;
    return true;
  case ast::CompareOperator::kNotEq:
    result = Opcode::kNotEqual;
    return true;
  case ast::CompareOperator::kGt:
    result = Opcode::kGreater;
    return true;
  case ast::CompareOperator::kGtE:
    result = Opcode::kGreaterEqual;
    return true;
  default:
    return false;
  }
}

} // namespace pystm
