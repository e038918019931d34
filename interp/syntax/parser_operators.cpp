// Rules of operators: from `or` down to `await`, each level with what binds closer. See parser.h.
#include "syntax/parser.h"

namespace pystm {

Parser::E Parser::disjunction() {
  return memo(Rule::kDisjunction, [&]() -> E {
    int start = mark_;
    E first = conjunction();
    if (!first || !at(K::kOr))
      return failed_ ? nullptr : first;
    Items<E> values{first};
    while (E next = attempt([&] { return expect(K::kOr) ? conjunction() : nullptr; }))
      values.push_back(next);
    if (failed_ || values.size() == 1)
      return failed_ ? nullptr : first;
    auto *result = make<ast::BoolOp>(start);
    result->op = ast::BoolOperator::kOr;
    result->values = sequence(values);
    return result;
  });
}

Parser::E Parser::conjunction() {
  int start = mark_;
  E first = inversion();
  if (!first || !at(K::kAnd))
    return failed_ ? nullptr : first;
  Items<E> values{first};
  while (E next = attempt([&] { return expect(K::kAnd) ? inversion() : nullptr; }))
    values.push_back(next);
  if (failed_ || values.size() == 1)
    return failed_ ? nullptr : first;
  auto *result = make<ast::BoolOp>(start);
  result->op = ast::BoolOperator::kAnd;
  result->values = sequence(values);
  return result;
}

Parser::E Parser::inversion() {
  int start = mark_;
  int nots = 0;
  while (expect(K::kNot))
    ++nots;
  E result = comparison();
  if (!result) {
    mark_ = start;
    return nullptr;
  }
  for (; nots > 0; --nots) {
    auto *negated = make<ast::UnaryOp>(start + nots - 1);
    negated->op = ast::UnaryOperator::kNot;
    negated->operand = result;
    result = negated;
  }
  return result;
}

Parser::E Parser::comparison() {
  int start = mark_;
  E left = bitwiseOr();
  if (!left)
    return nullptr;
  Items<ast::CompareOperator> operators;
  Items<E> comparators;
  for (;;) {
    ast::CompareOperator op;
    E right = attempt([&] { return comparisonOperator(op) ? bitwiseOr() : nullptr; });
    if (!right)
      break;
    operators.push_back(op);
    comparators.push_back(right);
  }
  if (failed_)
    return nullptr;
  if (operators.empty())
    return left;
  auto *result = make<ast::Compare>(start);
  result->left = left;
  result->ops = sequence(operators);
  result->comparators = sequence(comparators);
  return result;
}

bool Parser::comparisonOperator(ast::CompareOperator &op) {
  using C = ast::CompareOperator;
  if (failed_ || !peek())
    return false;
  switch (peek()->kind) {
  case K::kEqualEqual:
    op = C::kEq;
    break;
  case K::kNotEqual:
    if (options_.flufl)
      return false;
    op = C::kNotEq;
    break;
  case K::kUnknown:
    if (!options_.flufl || peek()->text != "<>")
      return false;
    op = C::kNotEq;
    break;
  case K::kLessEqual:
    op = C::kLtE;
    break;
  case K::kLess:
    op = C::kLt;
    break;
  case K::kGreaterEqual:
    op = C::kGtE;
    break;
  case K::kGreater:
    op = C::kGt;
    break;
  case K::kNot:
    ++mark_;
    op = C::kNotIn;
    return expect(K::kIn);
  case K::kIn:
    op = C::kIn;
    break;
  case K::kIs:
    ++mark_;
    op = expect(K::kNot) ? C::kIsNot : C::kIs;
    return !failed_;
  default:
    return false;
  }
  ++mark_;
  return true;
}

Parser::E Parser::bitwiseOr() {
  return memo(Rule::kBitwiseOr, [&] { return binary(0); });
}

namespace {

struct BinaryRow {
  TokenKind token;
  ast::Operator op;
  int level;
};

// Left-associative operators; a higher level binds closer.
constexpr BinaryRow kBinaryRows[] = {
    {TokenKind::kBar, ast::Operator::kBitOr, 0},
    {TokenKind::kCaret, ast::Operator::kBitXor, 1},
    {TokenKind::kAmpersand, ast::Operator::kBitAnd, 2},
    {TokenKind::kLeftShift, ast::Operator::kLShift, 3},
    {TokenKind::kRightShift, ast::Operator::kRShift, 3},
    {TokenKind::kPlus, ast::Operator::kAdd, 4},
    {TokenKind::kMinus, ast::Operator::kSub, 4},
    {TokenKind::kStar, ast::Operator::kMult, 5},
    {TokenKind::kSlash, ast::Operator::kDiv, 5},
    {TokenKind::kDoubleSlash, ast::Operator::kFloorDiv, 5},
    {TokenKind::kPercent, ast::Operator::kMod, 5},
    {TokenKind::kAt, ast::Operator::kMatMult, 5},
};

const BinaryRow *binaryRow(TokenKind kind) {
  for (const BinaryRow &row : kBinaryRows)
    if (row.token == kind)
      return &row;
  return nullptr;
}

} // namespace

// Operands joined by operators of at least `level`.
Parser::E Parser::binary(int level) {
  int start = mark_;
  E left = factor();
  while (left) {
    const BinaryRow *row = failed_ || !peek() ? nullptr : binaryRow(peek()->kind);
    if (!row || row->level < level)
      break;
    int before = mark_++;
    E right = binary(row->level + 1);
    if (!right) {
      mark_ = before;
      break;
    }
    auto *result = make<ast::BinOp>(start);
    result->left = left;
    result->op = row->op;
    result->right = right;
    left = result;
  }
  return failed_ ? nullptr : left;
}

Parser::E Parser::factor() {
  if (failed_ || !peek())
    return nullptr;
  ast::UnaryOperator op;
  switch (peek()->kind) {
  case K::kPlus:
    op = ast::UnaryOperator::kUAdd;
    break;
  case K::kMinus:
    op = ast::UnaryOperator::kUSub;
    break;
  case K::kTilde:
    op = ast::UnaryOperator::kInvert;
    break;
  default:
    return power();
  }
  return memo(Rule::kFactor, [&]() -> E {
    int start = mark_++;
    if (++depth_ > 2 * kDeepest) {
      failed_ = true;
      if (!diagnostic_.set())
        diagnostic_.kind = ErrorKind::kMemory;
      return nullptr;
    }
    E operand = factor();
    --depth_;
    if (!operand)
      return nullptr;
    auto *result = make<ast::UnaryOp>(start);
    result->op = op;
    result->operand = operand;
    return result;
  });
}

Parser::E Parser::power() {
  int start = mark_;
  E base = awaitPrimary();
  if (!base || !at(K::kDoubleStar))
    return failed_ ? nullptr : base;
  E exponent = attempt([&] { return expect(K::kDoubleStar) ? factor() : nullptr; });
  if (failed_)
    return nullptr;
  if (!exponent)
    return base;
  auto *result = make<ast::BinOp>(start);
  result->left = base;
  result->op = ast::Operator::kPow;
  result->right = exponent;
  return result;
}

Parser::E Parser::awaitPrimary() {
  int start = mark_;
  if (!expect(K::kAwait))
    return primary();
  E value = primary();
  if (!value) {
    mark_ = start;
    return nullptr;
  }
  auto *result = make<ast::Await>(start);
  result->value = value;
  return result;
}

} // namespace pystm
