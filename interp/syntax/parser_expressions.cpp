// Rules of expressions: the comma, `yield`, the walrus, the conditional, lambda, primaries and slices. Operators are
// in parser_operators.cpp. See parser.h.
#include "syntax/parser.h"

namespace pystm {

Parser::E Parser::expressions() {
  int start = mark_;
  E first = expression();
  if (!first)
    return nullptr;
  if (!at(K::kComma))
    return first;
  Items<E> elements{first};
  while (E next = attempt([&] { return expect(K::kComma) ? expression() : nullptr; }))
    elements.push_back(next);
  expect(K::kComma);
  if (failed_)
    return nullptr;
  auto *tuple = make<ast::Tuple>(start);
  tuple->elts = sequence(elements);
  return tuple;
}

Parser::E Parser::expression() {
  return memo(Rule::kExpression, [&]() -> E {
    if (++depth_ > kDeepest) {
      failed_ = true;
      if (!diagnostic_.set()) {
        diagnostic_.kind = ErrorKind::kMemory;
        diagnostic_.message = "";
      }
      return nullptr;
    }
    if (second_pass_) {
      invalidExpression();
      invalidLegacyExpression();
    }
    E result = expressionBody();
    --depth_;
    return result;
  });
}

Parser::E Parser::expressionWithoutInvalid() {
  bool saved = second_pass_;
  second_pass_ = false;
  E result = attempt([&] { return expressionBody(); });
  second_pass_ = saved;
  return result;
}

Parser::E Parser::expressionBody() {
  int start = mark_;
  E body = disjunction();
  if (!body)
    return lambdaDefinition();
  if (!at(K::kIf))
    return failed_ ? nullptr : body;
  E conditional = attempt([&]() -> E {
    expect(K::kIf);
    E test = disjunction();
    if (!test || !expect(K::kElse))
      return nullptr;
    E orelse = expression();
    if (!orelse)
      return nullptr;
    auto *result = make<ast::IfExp>(start);
    result->test = test;
    result->body = body;
    result->orelse = orelse;
    return result;
  });
  if (failed_)
    return nullptr;
  return conditional ? conditional : body;
}

Parser::E Parser::yieldExpression() {
  int start = mark_;
  if (!expect(K::kYield))
    return nullptr;
  E from = attempt([&] { return expect(K::kFrom) ? expression() : nullptr; });
  if (from) {
    auto *result = make<ast::YieldFrom>(start);
    result->value = from;
    return result;
  }
  E value = starExpressions();
  if (failed_)
    return nullptr;
  auto *result = make<ast::Yield>(start);
  result->value = value;
  return result;
}

Parser::E Parser::starExpressions() {
  int start = mark_;
  E first = starExpression();
  if (!first)
    return nullptr;
  if (!at(K::kComma))
    return failed_ ? nullptr : first;
  Items<E> elements{first};
  while (E next = attempt([&] { return expect(K::kComma) ? starExpression() : nullptr; }))
    elements.push_back(next);
  expect(K::kComma);
  if (failed_)
    return nullptr;
  auto *tuple = make<ast::Tuple>(start);
  tuple->elts = sequence(elements);
  return tuple;
}

Parser::E Parser::starExpression() {
  return memo(Rule::kStarExpression, [&]() -> E {
    int start = mark_;
    if (expect(K::kStar)) {
      E value = bitwiseOr();
      if (!value)
        return nullptr;
      auto *result = make<ast::Starred>(start);
      result->value = value;
      return result;
    }
    return expression();
  });
}

// Appends to `out`; a trailing comma is consumed.
bool Parser::starNamedExpressions(Items<E> &out) {
  if (!gather(out, K::kComma, [&] { return starNamedExpression(); }))
    return false;
  expect(K::kComma);
  return !failed_;
}

Parser::E Parser::starNamedExpression() {
  int start = mark_;
  if (expect(K::kStar)) {
    E value = bitwiseOr();
    if (!value) {
      mark_ = start;
      return nullptr;
    }
    auto *result = make<ast::Starred>(start);
    result->value = value;
    return result;
  }
  return namedExpression();
}

Parser::E Parser::assignmentExpression() {
  int start = mark_;
  if (!at(K::kName))
    return nullptr;
  E target = nameToken();
  if (!expect(K::kColonEqual)) {
    mark_ = start;
    return nullptr;
  }
  E value = expression();
  if (!value) {
    mark_ = start;
    return nullptr;
  }
  auto *result = make<ast::NamedExpr>(start);
  result->target = withContext(target, ast::Context::kStore);
  result->value = value;
  return result;
}

Parser::E Parser::namedExpression() {
  if (failed_)
    return nullptr;
  int start = mark_;
  if (at(K::kName)) {
    // The operator := commits: what follows a name and := can be nothing else.
    ++mark_;
    bool committed = at(K::kColonEqual);
    mark_ = start;
    if (committed || failed_)
      return assignmentExpression();
  }
  if (second_pass_)
    invalidNamedExpression();
  return expressionNotNamed();
}

Parser::E Parser::expressionNotNamed() {
  int start = mark_;
  E result = expression();
  if (result && !at(K::kColonEqual) && !failed_)
    return result;
  mark_ = start;
  return nullptr;
}

Parser::E Parser::primary() {
  return memo(Rule::kPrimary, [&] { return primaryBody(); });
}

Parser::E Parser::primaryBody() {
  int start = mark_;
  E value = atom();
  while (value) {
    int before = mark_;
    if (failed_ || !peek())
      return nullptr;
    E next = nullptr;
    switch (peek()->kind) {
    case K::kDot: {
      expect(K::kDot);
      if (ParsedToken *name = expect(K::kName)) {
        auto *attribute = make<ast::Attribute>(start);
        attribute->value = value;
        attribute->attr = internName(name);
        next = attribute;
      }
      break;
    }
    case K::kLeftParenthesis: {
      E generator = generatorExpression();
      if (generator) {
        auto *call = make<ast::Call>(start);
        call->func = value;
        call->args = single(generator);
        next = call;
        break;
      }
      mark_ = before;
      if (!expect(K::kLeftParenthesis))
        break;
      auto *list = ast::dynCast<ast::Call>(arguments());
      if (expect(K::kRightParenthesis)) {
        auto *call = make<ast::Call>(start);
        call->func = value;
        if (list) {
          call->args = list->args;
          call->keywords = list->keywords;
        }
        next = call;
      }
      break;
    }
    case K::kLeftBracket: {
      expect(K::kLeftBracket);
      E index = slices();
      if (index && expect(K::kRightBracket)) {
        auto *subscript = make<ast::Subscript>(start);
        subscript->value = value;
        subscript->slice = index;
        next = subscript;
      }
      break;
    }
    default:
      break;
    }
    if (!next) {
      mark_ = before;
      break;
    }
    value = next;
  }
  return failed_ ? nullptr : value;
}

Parser::E Parser::slices() {
  int start = mark_;
  E only = slice();
  if (only && !at(K::kComma) && !failed_)
    return only;
  mark_ = start;
  Items<E> elements;
  if (!gather(elements, K::kComma, [&]() -> E {
        E element = slice();
        return element ? element : starredExpression();
      }))
    return nullptr;
  expect(K::kComma);
  if (failed_)
    return nullptr;
  auto *tuple = make<ast::Tuple>(start);
  tuple->elts = sequence(elements);
  return tuple;
}

Parser::E Parser::slice() {
  int start = mark_;
  E range = attempt([&]() -> E {
    E lower = expression();
    if (!expect(K::kColon))
      return nullptr;
    E upper = expression();
    E step = nullptr;
    if (expect(K::kColon))
      step = expression();
    if (failed_)
      return nullptr;
    auto *result = make<ast::Slice>(start);
    result->lower = lower;
    result->upper = upper;
    result->step = step;
    return result;
  });
  return range ? range : namedExpression();
}

Parser::E Parser::lambdaDefinition() {
  int start = mark_;
  return attempt([&]() -> E {
    if (!expect(K::kLambda))
      return nullptr;
    ast::arguments *args = parameters(true);
    if (failed_ || !expect(K::kColon))
      return nullptr;
    E body = expression();
    if (!body)
      return nullptr;
    auto *result = make<ast::Lambda>(start);
    result->args = args ? args : emptyArguments();
    result->body = body;
    return result;
  });
}

} // namespace pystm
