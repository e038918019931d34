// Expressions that decide a jump: no truth value is made where the jump can be taken at once. See
// compiler.h.
#include "compile/compiler.h"

#include "compile/operators.h"

namespace pystm {

// Jumps to `label` when the truth of `node` is `condition`.
void Compiler::jumpOn(E node, bool condition, Label &label) {
  if (failed())
    return;
  bool truth;
  if (constantTruth(node, truth)) {
    if (truth == condition)
      jump(label);
    return;
  }
  At at(*this, node);
  switch (node->kind) {
  case ast::NodeKind::kUnaryOp:
    if (ast::cast<ast::UnaryOp>(node)->op == ast::UnaryOperator::kNot)
      return jumpOn(ast::cast<ast::UnaryOp>(node)->operand, !condition, label);
    break;
  case ast::NodeKind::kBoolOp: {
    auto *boolean = ast::cast<ast::BoolOp>(node);
    bool is_or = boolean->op == ast::BoolOperator::kOr;
    // An operand that decides jumps either to the label or past the rest.
    Label past;
    Label &decided = is_or == condition ? label : past;
    Flow first;
    for (int i = 0; i + 1 < boolean->values.size; ++i) {
      jumpOn(boolean->values[i], is_or, decided);
      if (i == 0)
        first = unit_->flow;
    }
    jumpOn(boolean->values.back(), condition, label);
    unit_->flow.merge(first);
    place(past);
    return;
  }
  case ast::NodeKind::kIfExp: {
    auto *choice = ast::cast<ast::IfExp>(node);
    Label otherwise, end;
    jumpOn(choice->test, false, otherwise);
    Flow tested = unit_->flow;
    jumpOn(choice->body, condition, label);
    jump(end);
    place(otherwise);
    unit_->flow = tested;
    jumpOn(choice->orelse, condition, label);
    unit_->flow = tested;
    place(end);
    return;
  }
  case ast::NodeKind::kCompare:
    return jumpOnComparison(ast::cast<ast::Compare>(node), condition, label);
  default:
    break;
  }
  Temporaries temporaries(*this);
  Register value = operand(node);
  jumpIf(condition ? Opcode::kJumpIfTrue : Opcode::kJumpIfFalse, value, label);
}

namespace {

// The jump that compares itself, by the order of the opcodes.
Opcode fusedJump(Opcode ordering, bool with_constant) {
  Opcode base = with_constant ? Opcode::kJumpLessConst : Opcode::kJumpLess;
  Opcode result;
  int offset = 0;
  switch (ordering) {
  case Opcode::kLess:
    offset = 0;
    break;
  case Opcode::kLessEqual:
    offset = 1;
    break;
  case Opcode::kEqual:
    offset = 2;
    break;
  case Opcode::kNotEqual:
    offset = 3;
    break;
  case Opcode::kGreater:
    offset = 4;
    break;
  default:
    offset = 5;
    break;
  }
  result = static_cast<Opcode>(static_cast<int>(base) + offset);
  return result;
}

} // namespace

void Compiler::jumpOnComparison(ast::Compare *node, bool condition, Label &label) {
  Temporaries temporaries(*this);
  checkCompare(node);
  Label past;
  Register left = operand(node->left);
  Flow first;
  for (int i = 0; i < node->ops.size; ++i) {
    bool last = i + 1 == node->ops.size;
    // All but the last comparison decide only when they are false.
    bool wanted = last ? condition : false;
    Label &target = last || !condition ? label : past;
    Opcode ordering;
    Register right = 0;
    Value value;
    E other = node->comparators[i];
    if (!long_jumps_ && orderingOpcode(node->ops[i], ordering)) {
      if (last && constant(other, value) && constantIndex(value) <= 0xFFFF) {
        jumpShort(fusedJump(ordering, true), left, constantIndex(value), wanted, target);
      } else {
        right = operand(other);
        jumpShort(fusedJump(ordering, false), left, right, wanted, target);
      }
    } else if ((node->ops[i] == ast::CompareOperator::kIs ||
                node->ops[i] == ast::CompareOperator::kIsNot) &&
               last && constant(other, value) && isNone(value)) {
      bool none_wanted = (node->ops[i] == ast::CompareOperator::kIs) == wanted;
      jumpIf(none_wanted ? Opcode::kJumpIfNone : Opcode::kJumpIfNotNone, left, target);
    } else {
      right = operand(other);
      Register result = take();
      compareOnce(node->ops[i], left, right, result);
      jumpIf(wanted ? Opcode::kJumpIfTrue : Opcode::kJumpIfFalse, result, target);
    }
    if (i == 0)
      first = unit_->flow;
    left = right;
  }
  unit_->flow.merge(first);
  place(past);
}

} // namespace pystm
