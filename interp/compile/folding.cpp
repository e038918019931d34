// Constants: the values of literals, and the folding of operations on them within the bounds that
// CPython keeps, so that code objects stay small. See compiler.h.
#include "compile/compiler.h"

#include "compile/operators.h"
#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/thread.h"

namespace pystm {

Value Compiler::literal(const ast::ConstantValue &value) {
  using Kind = ast::ConstantValue::Kind;
  switch (value.kind) {
  case Kind::kNone:
    return none();
  case Kind::kFalse:
    return falseValue();
  case Kind::kTrue:
    return trueValue();
  case Kind::kEllipsis:
    return ellipsis();
  case Kind::kInteger:
    if (value.text.size() > 2 && value.text[1] > '9') {
      char radix = static_cast<char>(value.text[1] | 0x20);
      return parseIntDigits(thread_, value.text.substr(2),
                            radix == 'x' ? 16 : radix == 'o' ? 8 : 2, false);
    }
    return parseIntDigits(thread_, value.text, 10, false);
  case Kind::kFloat:
    return Value::number(value.number);
  case Kind::kImaginary:
    return makeComplex(thread_, 0.0, value.number);
  case Kind::kString: {
    // Strings that look like names are interned, as programs compare them with `is`.
    bool name = !value.text.empty();
    for (unsigned char c : value.text)
      name = name && (c == '_' || (c | 0x20) - 'a' < 26u || c - '0' < 10u);
    return name ? intern(thread_, value.text) : makeStr(thread_, value.text);
  }
  case Kind::kBytes:
    return makeBytes(thread_, value.text);
  case Kind::kObject:
    return Value(value.bits);
  }
  return none();
}

const char *Compiler::constantTypeName(const ast::ConstantValue &value) {
  using Kind = ast::ConstantValue::Kind;
  switch (value.kind) {
  case Kind::kNone:
    return "NoneType";
  case Kind::kFalse:
  case Kind::kTrue:
    return "bool";
  case Kind::kEllipsis:
    return "ellipsis";
  case Kind::kInteger:
    return "int";
  case Kind::kFloat:
    return "float";
  case Kind::kImaginary:
    return "complex";
  case Kind::kString:
    return "str";
  case Kind::kBytes:
    return "bytes";
  case Kind::kObject:
    return "object";
  }
  return "object";
}

// The value of an expression that always has the same.
bool Compiler::constant(E node, Value &value) {
  switch (node->kind) {
  case ast::NodeKind::kConstant:
  case ast::NodeKind::kUnaryOp:
  case ast::NodeKind::kBinOp:
  case ast::NodeKind::kTuple:
  case ast::NodeKind::kSubscript:
  case ast::NodeKind::kName:
    break;
  default:
    return false;
  }
  if (node->kind == ast::NodeKind::kName) {
    auto *name = ast::cast<ast::Name>(node);
    if (name->ctx != ast::Context::kLoad || name->id->text != "__debug__")
      return false;
    value = flags_.optimize ? falseValue() : trueValue();
    return true;
  }
  auto [entry, added] = folded_.try_emplace(node, Value::unbound());
  if (added) {
    Value result;
    bool folds = foldConstant(node, result);
    entry = folded_.find(node);
    if (folds)
      entry->second = result;
  }
  value = entry->second;
  return !value.isUnbound();
}

bool Compiler::foldConstant(E node, Value &value) {
  switch (node->kind) {
  case ast::NodeKind::kConstant:
    value = literal(ast::cast<ast::Constant>(node)->value);
    return !value.isError();
  case ast::NodeKind::kUnaryOp:
    return foldUnary(ast::cast<ast::UnaryOp>(node), value);
  case ast::NodeKind::kBinOp:
    return foldBinary(ast::cast<ast::BinOp>(node), value);
  case ast::NodeKind::kTuple:
    return ast::cast<ast::Tuple>(node)->ctx == ast::Context::kLoad &&
           foldTuple(ast::cast<ast::Tuple>(node)->elts, value);
  case ast::NodeKind::kSubscript: {
    auto *subscript = ast::cast<ast::Subscript>(node);
    Value object, index;
    if (subscript->ctx != ast::Context::kLoad || !constant(subscript->value, object) ||
        !constant(subscript->slice, index))
      return false;
    value = getItem(thread_, object, index);
    break;
  }
  default:
    return false;
  }
  if (value.isError()) {
    thread_.clearException();
    return false;
  }
  return true;
}

bool Compiler::foldTuple(const ast::ExprList &elements, Value &value) {
  std::vector<Value> items;
  for (E element : elements) {
    Value item;
    if (!constant(element, item))
      return false;
    items.push_back(item);
  }
  value = makeTuple(thread_, elements.size, items.data());
  return true;
}

bool Compiler::foldUnary(ast::UnaryOp *node, Value &value) {
  Value operand;
  if (!constant(node->operand, operand))
    return false;
  Slots &slots = typeOf(operand)->slots;
  UnarySlot slot = nullptr;
  switch (node->op) {
  case ast::UnaryOperator::kNot: {
    int truth = isTrue(thread_, operand);
    if (truth < 0) {
      thread_.clearException();
      return false;
    }
    value = truth ? falseValue() : trueValue();
    return true;
  }
  case ast::UnaryOperator::kInvert:
    slot = slots.invert;
    break;
  case ast::UnaryOperator::kUAdd:
    slot = slots.positive;
    break;
  case ast::UnaryOperator::kUSub:
    slot = slots.negative;
    break;
  }
  if (!slot)
    return false;
  value = slot(thread_, operand);
  if (value.isError()) {
    thread_.clearException();
    return false;
  }
  return true;
}

namespace {

constexpr int64_t kMostBits = 128;
constexpr int64_t kMostItems = 256;
constexpr int64_t kMostCharacters = 4096;

int64_t bitsOf(Value value) { return IntView(value).bitLength(); }

// Whether the result may grow beyond what a constant should be.
bool tooLarge(ast::Operator op, Value left, Value right) {
  auto smallCount = [](Value v, int64_t &count) {
    if (!v.isSmallInt())
      return false;
    count = v.asSmallInt();
    return true;
  };
  bool integers = isInt(left) && isInt(right);
  switch (op) {
  case ast::Operator::kMult: {
    if (integers)
      return bitsOf(left) + bitsOf(right) > kMostBits;
    if (isInt(left))
      std::swap(left, right);
    int64_t count;
    if (!isInt(right))
      return false;
    if (!smallCount(right, count))
      return true;
    if (isTuple(left)) {
      int64_t size = left.as<Tuple>()->size;
      return size && (count < 0 || count > kMostItems / size);
    }
    int64_t size = isStr(left) ? left.as<Str>()->length : isBytes(left) ? left.as<Bytes>()->size : 0;
    return size && (count < 0 || count > kMostCharacters / size);
  }
  case ast::Operator::kPow: {
    int64_t exponent;
    if (!integers)
      return false;
    if (!smallCount(right, exponent))
      return true;
    return exponent > 0 && bitsOf(left) > kMostBits / exponent;
  }
  case ast::Operator::kLShift: {
    int64_t shift;
    return integers && (!smallCount(right, shift) || shift > kMostBits ||
                        bitsOf(left) > kMostBits - shift);
  }
  case ast::Operator::kMod:
    return isStr(left) || isBytes(left);
  default:
    return false;
  }
}

} // namespace

bool Compiler::foldBinary(ast::BinOp *node, Value &value) {
  Value left, right;
  if (!constant(node->left, left) || !constant(node->right, right) ||
      tooLarge(node->op, left, right))
    return false;
  value = binaryOperation(thread_, operationOf(node->op), left, right);
  if (value.isError()) {
    thread_.clearException();
    return false;
  }
  return true;
}

bool Compiler::constantTruth(E node, bool &truth) {
  Value value;
  if (!constant(node, value))
    return false;
  int answer = isTrue(thread_, value);
  if (answer < 0) {
    thread_.clearException();
    return false;
  }
  truth = answer;
  return true;
}

} // namespace pystm
