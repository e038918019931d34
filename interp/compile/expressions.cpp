// Expressions. `operand` gives the register where a value lies, which for a local is its own; `into`
// puts the value in a given register, and writes it only when nothing else of the expression can raise
// or read a local, so that the register may be a local's. See compiler.h.
#include "compile/compiler.h"

#include "compile/operators.h"
#include "objects/bytes.h"
#include "objects/str.h"

namespace pystm {

namespace {

constexpr int kDeepest = 3000;

} // namespace

Register Compiler::operand(E node) {
  auto *name = ast::dynCast<ast::Name>(node);
  Register local;
  if (name && name->ctx == ast::Context::kLoad && name->id->text != "__debug__" &&
      localRegister(name->id, local) && !unit_->walrus[local]) {
    At at(*this, node);
    checkBound(local);
    return local;
  }
  return temporary(node);
}

Register Compiler::temporary(E node) {
  Register result = take();
  into(node, result);
  return result;
}

// Evaluates for the effects alone.
void Compiler::discard(E node) {
  Value value;
  if (constant(node, value))
    return;
  Temporaries temporaries(*this);
  operand(node);
}

void Compiler::into(E node, Register dest) {
  if (failed())
    return;
  if (++depth_ > kDeepest) {
    diagnostic_.kind = ErrorKind::kRecursion;
    diagnostic_.message = "maximum recursion depth exceeded during compilation";
  } else {
    At at(*this, node);
    Temporaries temporaries(*this);
    Value value;
    if (constant(node, value))
      load(value, dest);
    else
      intoBody(node, dest);
  }
  --depth_;
}

void Compiler::intoBody(E node, Register dest) {
  switch (node->kind) {
  case ast::NodeKind::kBoolOp:
    return boolean(ast::cast<ast::BoolOp>(node), dest);
  case ast::NodeKind::kNamedExpr:
    return namedExpression(ast::cast<ast::NamedExpr>(node), dest);
  case ast::NodeKind::kBinOp:
    return binary(ast::cast<ast::BinOp>(node), dest);
  case ast::NodeKind::kUnaryOp:
    return unary(ast::cast<ast::UnaryOp>(node), dest);
  case ast::NodeKind::kLambda:
    return lambda(ast::cast<ast::Lambda>(node), dest);
  case ast::NodeKind::kIfExp:
    return conditional(ast::cast<ast::IfExp>(node), dest);
  case ast::NodeKind::kDict:
    return dictDisplay(ast::cast<ast::Dict>(node), dest);
  case ast::NodeKind::kSet:
    return setDisplay(ast::cast<ast::Set>(node)->elts, dest);
  case ast::NodeKind::kListComp: {
    auto *list = ast::cast<ast::ListComp>(node);
    return comprehension(node, ComprehensionKind::kList, "<listcomp>", list->generators, list->elt,
                         nullptr, dest);
  }
  case ast::NodeKind::kSetComp: {
    auto *set = ast::cast<ast::SetComp>(node);
    return comprehension(node, ComprehensionKind::kSet, "<setcomp>", set->generators, set->elt,
                         nullptr, dest);
  }
  case ast::NodeKind::kDictComp: {
    auto *dict = ast::cast<ast::DictComp>(node);
    return comprehension(node, ComprehensionKind::kDict, "<dictcomp>", dict->generators, dict->key,
                         dict->value, dest);
  }
  case ast::NodeKind::kGeneratorExp: {
    auto *generator = ast::cast<ast::GeneratorExp>(node);
    return comprehension(node, ComprehensionKind::kGenerator, "<genexpr>", generator->generators,
                         generator->elt, nullptr, dest);
  }
  case ast::NodeKind::kAwait:
    return awaitExpression(ast::cast<ast::Await>(node), dest);
  case ast::NodeKind::kYield:
    return yieldExpression(ast::cast<ast::Yield>(node), dest);
  case ast::NodeKind::kYieldFrom:
    return yieldFrom(ast::cast<ast::YieldFrom>(node), dest);
  case ast::NodeKind::kCompare:
    return comparison(ast::cast<ast::Compare>(node), dest);
  case ast::NodeKind::kCall:
    return callExpression(ast::cast<ast::Call>(node), dest);
  case ast::NodeKind::kFormattedValue:
    return formatted(ast::cast<ast::FormattedValue>(node), dest);
  case ast::NodeKind::kJoinedStr:
    return joined(ast::cast<ast::JoinedStr>(node), dest);
  case ast::NodeKind::kAttribute:
    return attribute(ast::cast<ast::Attribute>(node), dest);
  case ast::NodeKind::kSubscript:
    return subscript(ast::cast<ast::Subscript>(node), dest);
  case ast::NodeKind::kStarred:
    error(node->position, "can't use starred expression here");
    return;
  case ast::NodeKind::kName:
    return loadName(ast::cast<ast::Name>(node)->id, dest);
  case ast::NodeKind::kList:
    return listDisplay(ast::cast<ast::List>(node)->elts, dest);
  case ast::NodeKind::kTuple:
    return tupleDisplay(ast::cast<ast::Tuple>(node)->elts, dest);
  case ast::NodeKind::kSlice:
    return slice(ast::cast<ast::Slice>(node), dest);
  default:
    error(node->position, "unexpected expression");
  }
}

// ---- operators

void Compiler::binary(ast::BinOp *node, Register dest) {
  Opcode op = binaryOpcode(node->op);
  Register left = operand(node->left);
  Value value;
  if (constant(node->right, value)) {
    uint32_t index = constantIndex(value);
    if (index <= 0xFFFF) {
      emit(constForm(op), dest, left, index);
      return;
    }
  }
  emit(op, dest, left, operand(node->right));
}

void Compiler::unary(ast::UnaryOp *node, Register dest) {
  // `not a in b` and `not a is b` have operators of their own.
  if (auto *compare = ast::dynCast<ast::Compare>(node->operand);
      compare && node->op == ast::UnaryOperator::kNot && compare->ops.size == 1) {
    ast::CompareOperator op = compare->ops[0];
    auto negated = [&](ast::CompareOperator other) {
      if (!checkCompare(compare))
        return;
      Register left = operand(compare->left);
      Register right = operand(compare->comparators[0]);
      compareOnce(other, left, right, dest);
    };
    switch (op) {
    case ast::CompareOperator::kIn:
      return negated(ast::CompareOperator::kNotIn);
    case ast::CompareOperator::kNotIn:
      return negated(ast::CompareOperator::kIn);
    case ast::CompareOperator::kIs:
      return negated(ast::CompareOperator::kIsNot);
    case ast::CompareOperator::kIsNot:
      return negated(ast::CompareOperator::kIs);
    default:
      break;
    }
  }
  Register value = operand(node->operand);
  switch (node->op) {
  case ast::UnaryOperator::kInvert:
    emit(Opcode::kInvert, dest, value);
    return;
  case ast::UnaryOperator::kNot:
    emit(Opcode::kNot, dest, value);
    return;
  case ast::UnaryOperator::kUAdd:
    emit(Opcode::kPositive, dest, value);
    return;
  case ast::UnaryOperator::kUSub:
    emit(Opcode::kNegate, dest, value);
    return;
  }
}

void Compiler::boolean(ast::BoolOp *node, Register dest) {
  bool is_or = node->op == ast::BoolOperator::kOr;
  Register result = isVariable(dest) ? take() : dest;
  Label end;
  into(node->values[0], result);
  // What the later operands bind is bound only if they run.
  Flow first = unit_->flow;
  for (int i = 1; i < node->values.size; ++i) {
    jumpIf(is_or ? Opcode::kJumpIfTrue : Opcode::kJumpIfFalse, result, end);
    into(node->values[i], result);
  }
  unit_->flow.merge(first);
  place(end);
  if (result != dest)
    emit(Opcode::kMove, dest, result);
}

void Compiler::conditional(ast::IfExp *node, Register dest) {
  Register result = isVariable(dest) ? take() : dest;
  Label otherwise, end;
  jumpOn(node->test, false, otherwise);
  Flow tested = unit_->flow;
  into(node->body, result);
  Flow after = unit_->flow;
  jump(end);
  place(otherwise);
  unit_->flow = tested;
  into(node->orelse, result);
  unit_->flow.merge(after);
  place(end);
  if (result != dest)
    emit(Opcode::kMove, dest, result);
}

void Compiler::compareOnce(ast::CompareOperator op, Register left, Register right, Register dest) {
  Opcode ordering;
  if (orderingOpcode(op, ordering)) {
    emit(ordering, dest, left, right);
    return;
  }
  switch (op) {
  case ast::CompareOperator::kIs:
    emit(Opcode::kIs, dest, left, right, 0);
    return;
  case ast::CompareOperator::kIsNot:
    emit(Opcode::kIs, dest, left, right, 1);
    return;
  case ast::CompareOperator::kIn:
    emit(Opcode::kIn, dest, left, right, 0);
    return;
  default:
    emit(Opcode::kIn, dest, left, right, 1);
    return;
  }
}

// `is` with a literal is nearly always a mistake.
bool Compiler::checkCompare(ast::Compare *node) {
  auto suspicious = [](E part) {
    auto *constant = ast::dynCast<ast::Constant>(part);
    if (!constant)
      return false;
    switch (constant->value.kind) {
    case ast::ConstantValue::Kind::kNone:
    case ast::ConstantValue::Kind::kFalse:
    case ast::ConstantValue::Kind::kTrue:
    case ast::ConstantValue::Kind::kEllipsis:
      return false;
    default:
      return true;
    }
  };
  bool left = suspicious(node->left);
  for (int i = 0; i < node->ops.size; ++i) {
    bool right = suspicious(node->comparators[i]);
    ast::CompareOperator op = node->ops[i];
    if ((op == ast::CompareOperator::kIs || op == ast::CompareOperator::kIsNot) && (left || right))
      warn(node->position, op == ast::CompareOperator::kIs
                               ? "\"is\" with a literal. Did you mean \"==\"?"
                               : "\"is not\" with a literal. Did you mean \"!=\"?");
    left = right;
  }
  return true;
}

void Compiler::comparison(ast::Compare *node, Register dest) {
  checkCompare(node);
  Register left = operand(node->left);
  if (node->ops.size == 1) {
    Register right = operand(node->comparators[0]);
    compareOnce(node->ops[0], left, right, dest);
    return;
  }
  Register result = isVariable(dest) ? take() : dest;
  Label end;
  Flow first;
  for (int i = 0; i < node->ops.size; ++i) {
    Register right = operand(node->comparators[i]);
    compareOnce(node->ops[i], left, right, result);
    if (i == 0)
      first = unit_->flow;
    if (i + 1 < node->ops.size)
      jumpIf(Opcode::kJumpIfFalse, result, end);
    left = right;
  }
  unit_->flow.merge(first);
  place(end);
  if (result != dest)
    emit(Opcode::kMove, dest, result);
}

// ---- attributes and items

void Compiler::attribute(ast::Attribute *node, Register dest) {
  Register object = operand(node->value);
  emit(Opcode::kLoadAttr, dest, object, slot(mangle(node->attr)));
}

void Compiler::subscript(ast::Subscript *node, Register dest) {
  std::string_view type;
  Value folded;
  switch (node->value->kind) {
  case ast::NodeKind::kConstant:
  case ast::NodeKind::kUnaryOp:
  case ast::NodeKind::kBinOp:
  case ast::NodeKind::kSubscript:
    // What operations on literals give is known already.
    if (constant(node->value, folded) && !isStr(folded) && !isBytes(folded) && !isTuple(folded))
      type = typeName(typeOf(folded));
    break;
  case ast::NodeKind::kSet:
  case ast::NodeKind::kSetComp:
    type = "set";
    break;
  case ast::NodeKind::kGeneratorExp:
    type = "generator";
    break;
  case ast::NodeKind::kLambda:
    type = "function";
    break;
  default:
    break;
  }
  if (!type.empty())
    warn(node->position,
         "'" + std::string(type) + "' object is not subscriptable; perhaps you missed a comma?");
  checkIndex(node);
  Register object = operand(node->value);
  Value index;
  if (constant(node->slice, index) && constantIndex(index) <= 0xFFFF) {
    emit(Opcode::kLoadItemConst, dest, object, constantIndex(index));
    return;
  }
  emit(Opcode::kLoadItem, dest, object, operand(node->slice));
}

// A sequence whose index can be no integer deserves a warning.
void Compiler::checkIndex(ast::Subscript *node) {
  const char *index = displayTypeName(node->slice);
  const char *type = displayTypeName(node->value);
  std::string_view sequence = type ? type : "", other = index ? index : "";
  if (other.empty() || other == "int" || other == "bool" || other == "slice")
    return;
  if (sequence == "str" || sequence == "bytes" || sequence == "tuple" || sequence == "list")
    warn(node->position, std::string(sequence) + " indices must be integers or slices, not " +
                             index + "; perhaps you missed a comma?");
}

void Compiler::slice(ast::Slice *node, Register dest) {
  unsigned count = node->step ? 3 : 2;
  Register first = take(count);
  E parts[] = {node->lower, node->upper, node->step};
  for (unsigned i = 0; i < count; ++i) {
    Register part = static_cast<Register>(first + i);
    if (parts[i])
      into(parts[i], part);
    else
      load(none(), part);
  }
  emit(Opcode::kBuildSlice, dest, first, 0, count);
}

void Compiler::namedExpression(ast::NamedExpr *node, Register dest) {
  Register value = isVariable(dest) ? take() : dest;
  into(node->value, value);
  store(node->target, value);
  if (value != dest)
    emit(Opcode::kMove, dest, value);
}

// ---- generators and coroutines

bool Compiler::inAsyncFunction() const { return unit_->block->async_function; }

void Compiler::yieldExpression(ast::Yield *node, Register dest) {
  if (!unit_->isFunction()) {
    error(node->position, "'yield' outside function");
    return;
  }
  Register value;
  if (node->value) {
    value = operand(node->value);
  } else {
    value = take();
    load(none(), value);
  }
  emit(Opcode::kYield, dest, value, 0, inAsyncFunction() ? 2 : 0);
}

void Compiler::yieldFrom(ast::YieldFrom *node, Register dest) {
  if (!unit_->isFunction()) {
    error(node->position, "'yield' outside function");
    return;
  }
  if (inAsyncFunction()) {
    error(node->position, "'yield from' inside async function");
    return;
  }
  Register iterator = take();
  emit(Opcode::kYieldFromIter, iterator, operand(node->value));
  delegate(iterator, dest);
}

void Compiler::awaitExpression(ast::Await *node, Register dest) {
  if (!unit_->isFunction()) {
    error(node->position, "'await' outside function");
    return;
  }
  if (!inAsyncFunction() && unit_->block->comprehension == ComprehensionKind::kNone) {
    error(node->position, "'await' outside async function");
    return;
  }
  await(operand(node->value), dest, 0);
}

// Awaits the value in `awaitable`.
void Compiler::await(Register awaitable, Register dest, unsigned kind) {
  Temporaries temporaries(*this);
  Register iterator = take();
  emit(Opcode::kGetAwaitable, iterator, awaitable, 0, kind);
  delegate(iterator, dest);
}

// Yields what the iterator yields, until it returns; its result goes to `dest`.
void Compiler::delegate(Register iterator, Register dest) {
  Temporaries temporaries(*this);
  Register value = take();
  Label again, done;
  load(none(), value);
  place(again);
  jumpShort(Opcode::kSend, value, iterator, 0, done);
  emit(Opcode::kYield, value, value, iterator, 1);
  jump(again);
  place(done);
  emit(Opcode::kMove, dest, value);
}

// ---- f-strings

void Compiler::formatted(ast::FormattedValue *node, Register dest) {
  unsigned kind = node->conversion == 's' ? 1 : node->conversion == 'r' ? 2
                  : node->conversion == 'a' ? 3 : 0;
  Register value = operand(node->value);
  Register spec = 0;
  if (node->format_spec) {
    spec = operand(node->format_spec);
    kind |= 4;
  }
  emit(Opcode::kFormatValue, dest, value, spec, kind);
}

void Compiler::joined(ast::JoinedStr *node, Register dest) {
  const ast::ExprList &values = node->values;
  if (values.empty()) {
    load(text(""), dest);
    return;
  }
  if (values.size == 1) {
    into(values[0], dest);
    return;
  }
  Register first = take(static_cast<uint32_t>(values.size));
  for (int i = 0; i < values.size; ++i)
    into(values[i], static_cast<Register>(first + i));
  emit(Opcode::kBuildString, dest, first, static_cast<unsigned>(values.size));
}

} // namespace pystm
