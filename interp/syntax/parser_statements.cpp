// Rules of simple statements. See parser.h.
#include "syntax/parser.h"

namespace pystm {

bool Parser::statements(Items<S> &out) {
  size_t before = out.size();
  while (statement(out)) {
  }
  return out.size() > before && !failed_;
}

bool Parser::statement(Items<S> &out) {
  if (S compound = compoundStatement()) {
    out.push_back(compound);
    return true;
  }
  return simpleStatements(out);
}

bool Parser::simpleStatements(Items<S> &out) {
  if (failed_)
    return false;
  int start = mark_;
  size_t before = out.size();
  for (;;) {
    S next = simpleStatement();
    if (!next)
      break;
    out.push_back(next);
    if (expect(K::kNewline))
      return true;
    if (!expect(K::kSemicolon))
      break;
    if (expect(K::kNewline))
      return true;
  }
  mark_ = start;
  out.resize(before);
  return false;
}

Parser::S Parser::simpleStatement() {
  return memo(Rule::kSimpleStatement, [&]() -> S {
    int start = mark_;
    if (S result = assignment())
      return result;
    if (E value = starExpressions()) {
      auto *statement = make<ast::Expr>(start);
      statement->value = value;
      return statement;
    }
    if (failed_ || !peek())
      return nullptr;
    switch (peek()->kind) {
    case K::kReturn:
      return returnStatement();
    case K::kImport:
      return importName();
    case K::kFrom:
      return importFrom();
    case K::kRaise:
      return raiseStatement();
    case K::kPass:
      expect(K::kPass);
      return make<ast::Pass>(start);
    case K::kDel:
      return deleteStatement();
    case K::kYield: {
      E value = yieldExpression();
      if (!value)
        return nullptr;
      auto *statement = make<ast::Expr>(start);
      statement->value = value;
      return statement;
    }
    case K::kAssert:
      return assertStatement();
    case K::kBreak:
      expect(K::kBreak);
      return make<ast::Break>(start);
    case K::kContinue:
      expect(K::kContinue);
      return make<ast::Continue>(start);
    case K::kGlobal:
      return namesStatement(true);
    case K::kNonlocal:
      return namesStatement(false);
    default:
      return nullptr;
    }
  });
}

Parser::S Parser::assignment() {
  if (S result = attempt([&] { return annotatedAssignment(); }))
    return result;
  if (S result = attempt([&] { return plainAssignment(); }))
    return result;
  bool committed = false;
  if (S result = attempt([&] { return augmentedAssignment(committed); }))
    return result;
  if (second_pass_ && !committed)
    invalidAssignment();
  return nullptr;
}

Parser::S Parser::annotatedAssignment() {
  int start = mark_;
  bool simple = true;
  E target = nameToken();
  if (!target || !at(K::kColon)) {
    mark_ = start;
    simple = false;
    target = attempt([&]() -> E {
      if (!expect(K::kLeftParenthesis))
        return nullptr;
      E inner = singleTarget();
      return inner && expect(K::kRightParenthesis) ? inner : nullptr;
    });
    if (!target)
      target = singleSubscriptAttributeTarget();
    if (!target)
      return nullptr;
  }
  if (!expect(K::kColon))
    return nullptr;
  E annotation = expression();
  if (!annotation)
    return nullptr;
  E value = attempt([&] { return expect(K::kEqual) ? annotatedRight() : nullptr; });
  if (failed_)
    return nullptr;
  auto *statement = make<ast::AnnAssign>(start);
  statement->target = simple ? withContext(target, ast::Context::kStore) : target;
  statement->annotation = annotation;
  statement->value = value;
  statement->simple = simple;
  return statement;
}

Parser::S Parser::plainAssignment() {
  int start = mark_;
  Items<E> targets;
  for (;;) {
    E target = attempt([&]() -> E {
      E result = starTargets();
      return result && expect(K::kEqual) ? result : nullptr;
    });
    if (!target)
      break;
    targets.push_back(target);
  }
  if (targets.empty())
    return nullptr;
  E value = annotatedRight();
  if (!value || at(K::kEqual))
    return nullptr;
  auto *statement = make<ast::Assign>(start);
  statement->targets = sequence(targets);
  statement->value = value;
  return statement;
}

// `committed` tells that the operator was seen: then the statement can be nothing else.
Parser::S Parser::augmentedAssignment(bool &committed) {
  int start = mark_;
  E target = singleTarget();
  ast::Operator op;
  if (!target || !augmentedOperator(op))
    return nullptr;
  committed = true;
  E value = annotatedRight();
  if (!value)
    return nullptr;
  auto *statement = make<ast::AugAssign>(start);
  statement->target = target;
  statement->op = op;
  statement->value = value;
  return statement;
}

bool Parser::augmentedOperator(ast::Operator &op) {
  if (failed_ || !peek())
    return false;
  switch (peek()->kind) {
  case K::kPlusEqual:
    op = ast::Operator::kAdd;
    break;
  case K::kMinusEqual:
    op = ast::Operator::kSub;
    break;
  case K::kStarEqual:
    op = ast::Operator::kMult;
    break;
  case K::kAtEqual:
    op = ast::Operator::kMatMult;
    break;
  case K::kSlashEqual:
    op = ast::Operator::kDiv;
    break;
  case K::kPercentEqual:
    op = ast::Operator::kMod;
    break;
  case K::kAmpersandEqual:
    op = ast::Operator::kBitAnd;
    break;
  case K::kBarEqual:
    op = ast::Operator::kBitOr;
    break;
  case K::kCaretEqual:
    op = ast::Operator::kBitXor;
    break;
  case K::kLeftShiftEqual:
    op = ast::Operator::kLShift;
    break;
  case K::kRightShiftEqual:
    op = ast::Operator::kRShift;
    break;
  case K::kDoubleStarEqual:
    op = ast::Operator::kPow;
    break;
  case K::kDoubleSlashEqual:
    op = ast::Operator::kFloorDiv;
    break;
  default:
    return false;
  }
  ++mark_;
  return true;
}

Parser::E Parser::annotatedRight() {
  if (E value = yieldExpression())
    return value;
  return starExpressions();
}

Parser::S Parser::returnStatement() {
  int start = mark_;
  expect(K::kReturn);
  E value = starExpressions();
  if (failed_)
    return nullptr;
  auto *statement = make<ast::Return>(start);
  statement->value = value;
  return statement;
}

Parser::S Parser::raiseStatement() {
  int start = mark_;
  expect(K::kRaise);
  E exception = expression();
  E cause = exception ? attempt([&] { return expect(K::kFrom) ? expression() : nullptr; }) : nullptr;
  if (failed_)
    return nullptr;
  auto *statement = make<ast::Raise>(start);
  statement->exc = exception;
  statement->cause = cause;
  return statement;
}

Parser::S Parser::deleteStatement() {
  int start = mark_;
  S result = attempt([&]() -> S {
    expect(K::kDel);
    Items<E> targets;
    if (!deleteTargets(targets) || !(at(K::kSemicolon) || at(K::kNewline)))
      return nullptr;
    auto *statement = make<ast::Delete>(start);
    statement->targets = sequence(targets);
    return statement;
  });
  if (!result && second_pass_)
    invalidDelete();
  return result;
}

Parser::S Parser::assertStatement() {
  int start = mark_;
  expect(K::kAssert);
  E test = expression();
  if (!test)
    return nullptr;
  E message = attempt([&] { return expect(K::kComma) ? expression() : nullptr; });
  if (failed_)
    return nullptr;
  auto *statement = make<ast::Assert>(start);
  statement->test = test;
  statement->msg = message;
  return statement;
}

Parser::S Parser::namesStatement(bool global) {
  int start = mark_;
  ++mark_;
  Items<Identifier> names;
  if (!gather(names, K::kComma, [&]() -> Identifier {
        ParsedToken *token = expect(K::kName);
        return token ? internName(token) : nullptr;
      }))
    return nullptr;
  if (global) {
    auto *statement = make<ast::Global>(start);
    statement->names = sequence(names);
    return statement;
  }
  auto *statement = make<ast::Nonlocal>(start);
  statement->names = sequence(names);
  return statement;
}

Parser::S Parser::importName() {
  int start = mark_;
  expect(K::kImport);
  Items<ast::alias *> names;
  if (!gather(names, K::kComma, [&] { return dottedAs(); }))
    return nullptr;
  auto *statement = make<ast::Import>(start);
  statement->names = sequence(names);
  return statement;
}

Parser::S Parser::importFrom() {
  int start = mark_;
  expect(K::kFrom);
  int level = 0;
  while (ParsedToken *dots = expectAny({K::kDot, K::kEllipsis}))
    level += dots->is(K::kDot) ? 1 : 3;
  Identifier module = dottedName();
  if ((!module && level == 0) || !expect(K::kImport))
    return nullptr;
  Items<ast::alias *> names;
  if (!importTargets(names))
    return nullptr;
  auto *statement = make<ast::ImportFrom>(start);
  statement->module = module;
  statement->names = sequence(names);
  statement->level = level;
  return statement;
}

bool Parser::importTargets(Items<ast::alias *> &out) {
  int start = mark_;
  if (expect(K::kLeftParenthesis)) {
    if (gather(out, K::kComma, [&] { return importAs(); })) {
      expect(K::kComma);
      if (expect(K::kRightParenthesis))
        return true;
    }
    mark_ = start;
    out.clear();
  } else if (gather(out, K::kComma, [&] { return importAs(); })) {
    if (!at(K::kComma))
      return !failed_;
    mark_ = start;
    out.clear();
  }
  if (ParsedToken *star = expect(K::kStar)) {
    auto *all = makeAt<ast::alias>(place(star));
    all->name = symbols_.intern("*");
    out.push_back(all);
    return true;
  }
  if (second_pass_)
    invalidImportTargets();
  return false;
}

ast::alias *Parser::importAs() {
  int start = mark_;
  ParsedToken *name = expect(K::kName);
  if (!name)
    return nullptr;
  ParsedToken *as = attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
  auto *result = make<ast::alias>(start);
  result->name = internName(name);
  result->asname = as ? internName(as) : nullptr;
  return result;
}

ast::alias *Parser::dottedAs() {
  int start = mark_;
  Identifier name = dottedName();
  if (!name)
    return nullptr;
  ParsedToken *as = attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
  auto *result = make<ast::alias>(start);
  result->name = name;
  result->asname = as ? internName(as) : nullptr;
  return result;
}

Identifier Parser::dottedName() {
  ParsedToken *first = expect(K::kName);
  if (!first)
    return nullptr;
  std::string name(internName(first)->text);
  bool dotted = false;
  for (;;) {
    ParsedToken *next = attempt([&] { return expect(K::kDot) ? expect(K::kName) : nullptr; });
    if (!next)
      break;
    dotted = true;
    name += '.';
    name += internName(next)->text;
  }
  return dotted ? symbols_.intern(name) : internName(first);
}

} // namespace pystm
