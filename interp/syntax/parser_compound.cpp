// Rules of compound statements. See parser.h.
#include "syntax/parser.h"

namespace pystm {

Parser::S Parser::compoundStatement() {
  if (failed_ || !peek())
    return nullptr;
  int start = mark_;
  S result = nullptr;
  switch (peek()->kind) {
  case K::kDef:
    result = functionDefinition({});
    break;
  case K::kAt:
    result = decorated();
    break;
  case K::kIf:
    result = ifStatement(false);
    break;
  case K::kClass:
    result = classDefinition({});
    break;
  case K::kAsync:
    // The alternatives' order: a function, then with, then for.
    if ((result = functionDefinition({})))
      break;
    mark_ = start;
    if ((result = withStatement()))
      break;
    mark_ = start;
    result = forStatement();
    break;
  case K::kWith:
    result = withStatement();
    break;
  case K::kFor:
    result = forStatement();
    break;
  case K::kTry:
    result = tryStatement();
    break;
  case K::kWhile:
    result = whileStatement();
    break;
  case K::kName:
    if (atSoft("match"))
      result = matchStatement();
    break;
  default:
    break;
  }
  if (!result)
    mark_ = start;
  return result;
}

Parser::StmtSeq *Parser::block() {
  return memo(Rule::kBlock, [&]() -> StmtSeq * {
    Items<S> body;
    int start = mark_;
    if (expect(K::kNewline) && expect(K::kIndent) && statements(body) && expect(K::kDedent))
      return arena_.make<StmtSeq>(sequence(body));
    mark_ = start;
    body.clear();
    if (simpleStatements(body))
      return arena_.make<StmtSeq>(sequence(body));
    mark_ = start;
    if (second_pass_ && newlineWithoutIndent())
      raiseIndentation("expected an indented block");
    return nullptr;
  });
}

Parser::S Parser::decorated() {
  int start = mark_;
  Items<E> decorators;
  while (expect(K::kAt)) {
    E decorator = namedExpression();
    if (!decorator || !expect(K::kNewline)) {
      mark_ = start;
      return nullptr;
    }
    decorators.push_back(decorator);
  }
  ExprSeq list = sequence(decorators);
  int definition = mark_;
  if (S function = functionDefinition(list))
    return function;
  mark_ = definition;
  return classDefinition(list);
}

Parser::S Parser::functionDefinition(const ExprSeq &decorators) {
  if (second_pass_)
    invalidFunction();
  int start = mark_;
  bool async = expect(K::kAsync);
  ParsedToken *name;
  if (!expect(K::kDef) || !(name = expect(K::kName)) || !expectForced(K::kLeftParenthesis, "("))
    return nullptr;
  ast::arguments *args = parameters(false);
  if (failed_ || !expect(K::kRightParenthesis))
    return nullptr;
  E returns = attempt([&] { return expect(K::kArrow) ? expression() : nullptr; });
  if (!expectForced(K::kColon, ":"))
    return nullptr;
  StmtSeq *body = block();
  if (!body)
    return nullptr;
  auto finish = [&](auto *function) -> S {
    function->name = internName(name);
    function->args = args ? args : emptyArguments();
    function->body = *body;
    function->decorator_list = decorators;
    function->returns = returns;
    return function;
  };
  return async ? finish(make<ast::AsyncFunctionDef>(start)) : finish(make<ast::FunctionDef>(start));
}

Parser::S Parser::classDefinition(const ExprSeq &decorators) {
  if (!at(K::kClass))
    return nullptr;
  if (second_pass_)
    invalidClass();
  int start = mark_;
  ParsedToken *name;
  if (!expect(K::kClass) || !(name = expect(K::kName)))
    return nullptr;
  ast::Call *bases = nullptr;
  attempt([&] {
    if (!expect(K::kLeftParenthesis))
      return false;
    bases = ast::dynCast<ast::Call>(arguments());
    if (expect(K::kRightParenthesis))
      return true;
    bases = nullptr;
    return false;
  });
  if (!expect(K::kColon))
    return nullptr;
  StmtSeq *body = block();
  if (!body)
    return nullptr;
  auto *definition = make<ast::ClassDef>(start);
  definition->name = internName(name);
  if (bases) {
    definition->bases = bases->args;
    definition->keywords = bases->keywords;
  }
  definition->body = *body;
  definition->decorator_list = decorators;
  return definition;
}

// `if` and `elif`: an elif is an if statement inside of the else of the one before.
Parser::S Parser::ifStatement(bool elif) {
  K keyword = elif ? K::kElif : K::kIf;
  if (!at(keyword))
    return nullptr;
  if (second_pass_)
    invalidHeader(keyword, elif ? "elif" : "if");
  int start = mark_;
  expect(keyword);
  E test = namedExpression();
  if (!test || !expect(K::kColon))
    return nullptr;
  StmtSeq *body = block();
  if (!body)
    return nullptr;
  StmtSeq orelse;
  S next = attempt([&] { return ifStatement(true); });
  if (next) {
    orelse = single(next);
  } else if (StmtSeq *otherwise = elseBlock()) {
    orelse = *otherwise;
  }
  if (failed_)
    return nullptr;
  auto *statement = make<ast::If>(start);
  statement->test = test;
  statement->body = *body;
  statement->orelse = orelse;
  return statement;
}

Parser::StmtSeq *Parser::elseBlock() {
  if (!at(K::kElse))
    return nullptr;
  if (second_pass_)
    invalidPlainHeader(K::kElse, "else");
  int start = mark_;
  if (expect(K::kElse) && expectForced(K::kColon, ":"))
    if (StmtSeq *body = block())
      return body;
  mark_ = start;
  return nullptr;
}

Parser::S Parser::whileStatement() {
  if (second_pass_)
    invalidHeader(K::kWhile, "while");
  int start = mark_;
  E test;
  if (!expect(K::kWhile) || !(test = namedExpression()) || !expect(K::kColon))
    return nullptr;
  StmtSeq *body = block();
  if (!body)
    return nullptr;
  StmtSeq *orelse = elseBlock();
  if (failed_)
    return nullptr;
  auto *statement = make<ast::While>(start);
  statement->test = test;
  statement->body = *body;
  if (orelse)
    statement->orelse = *orelse;
  return statement;
}

Parser::S Parser::forStatement() {
  if (second_pass_)
    invalidFor();
  int start = mark_;
  bool async = expect(K::kAsync);
  if (!expect(K::kFor)) {
    mark_ = start;
    return nullptr;
  }
  E target = starTargets();
  if (!target || !expect(K::kIn)) {
    mark_ = start;
    if (second_pass_)
      invalidForTarget();
    return nullptr;
  }
  E iterable = starExpressions();
  if (!iterable || !expect(K::kColon))
    return nullptr;
  StmtSeq *body = block();
  if (!body)
    return nullptr;
  StmtSeq *orelse = elseBlock();
  if (failed_)
    return nullptr;
  auto finish = [&](auto *statement) -> S {
    statement->target = target;
    statement->iter = iterable;
    statement->body = *body;
    if (orelse)
      statement->orelse = *orelse;
    return statement;
  };
  return async ? finish(make<ast::AsyncFor>(start)) : finish(make<ast::For>(start));
}

Parser::S Parser::withStatement() {
  if (second_pass_)
    invalidWithIndent();
  int start = mark_;
  auto form = [&](bool parenthesised) -> S {
    bool async = expect(K::kAsync);
    if (!expect(K::kWith) || (parenthesised && !expect(K::kLeftParenthesis)))
      return nullptr;
    Items<ast::withitem *> items;
    if (!gather(items, K::kComma, [&] { return withItem(); }))
      return nullptr;
    if (parenthesised) {
      expect(K::kComma);
      if (!expect(K::kRightParenthesis))
        return nullptr;
    }
    if (!expect(K::kColon))
      return nullptr;
    StmtSeq *body = block();
    if (!body)
      return nullptr;
    auto finish = [&](auto *statement) -> S {
      statement->items = sequence(items);
      statement->body = *body;
      return statement;
    };
    return async ? finish(make<ast::AsyncWith>(start)) : finish(make<ast::With>(start));
  };
  for (bool parenthesised : {true, false})
    if (S result = attempt([&] { return form(parenthesised); }))
      return result;
  if (second_pass_)
    invalidWithStatement();
  return nullptr;
}

ast::withitem *Parser::withItem() {
  int start = mark_;
  E context = expression();
  if (context && expect(K::kAs)) {
    E target = starTarget();
    if (target && (at(K::kComma) || at(K::kRightParenthesis) || at(K::kColon))) {
      auto *item = make<ast::withitem>(start);
      item->context_expr = context;
      item->optional_vars = target;
      return item;
    }
  }
  mark_ = start;
  if (second_pass_)
    invalidWithItem();
  context = expression();
  if (!context)
    return nullptr;
  auto *item = make<ast::withitem>(start);
  item->context_expr = context;
  return item;
}

Parser::S Parser::tryStatement() {
  if (second_pass_)
    invalidTry();
  int start = mark_;
  if (!expect(K::kTry) || !expectForced(K::kColon, ":"))
    return nullptr;
  StmtSeq *body = block();
  if (!body)
    return nullptr;
  Items<ast::ExceptHandler *> handlers;
  bool star = false;
  StmtSeq *orelse = nullptr;
  StmtSeq *final_body = finallyBlock();
  if (!final_body) {
    while (ast::ExceptHandler *handler = exceptBlock())
      handlers.push_back(handler);
    if (handlers.empty()) {
      star = true;
      while (ast::ExceptHandler *handler = exceptStarBlock())
        handlers.push_back(handler);
    }
    if (handlers.empty())
      return nullptr;
    orelse = elseBlock();
    final_body = finallyBlock();
  }
  if (failed_)
    return nullptr;
  auto finish = [&](auto *statement) -> S {
    statement->body = *body;
    statement->handlers = sequence(handlers);
    if (orelse)
      statement->orelse = *orelse;
    if (final_body)
      statement->finalbody = *final_body;
    return statement;
  };
  return star ? finish(make<ast::TryStar>(start)) : finish(make<ast::Try>(start));
}

ast::ExceptHandler *Parser::exceptBlock() {
  if (!at(K::kExcept))
    return nullptr;
  if (second_pass_)
    invalidExceptIndent();
  int start = mark_;
  auto *result = attempt([&]() -> ast::ExceptHandler * {
    expect(K::kExcept);
    E type = expression();
    ParsedToken *name = nullptr;
    if (type)
      name = attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
    if (!expect(K::kColon))
      return nullptr;
    StmtSeq *body = block();
    if (!body)
      return nullptr;
    auto *handler = make<ast::ExceptHandler>(start);
    handler->type = type;
    handler->name = name ? internName(name) : nullptr;
    handler->body = *body;
    return handler;
  });
  if (!result && second_pass_)
    invalidExcept();
  return result;
}

ast::ExceptHandler *Parser::exceptStarBlock() {
  if (!at(K::kExcept))
    return nullptr;
  if (second_pass_)
    invalidExceptStarIndent();
  int start = mark_;
  auto *result = attempt([&]() -> ast::ExceptHandler * {
    expect(K::kExcept);
    E type;
    if (!expect(K::kStar) || !(type = expression()))
      return nullptr;
    ParsedToken *name = attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
    if (!expect(K::kColon))
      return nullptr;
    StmtSeq *body = block();
    if (!body)
      return nullptr;
    auto *handler = make<ast::ExceptHandler>(start);
    handler->type = type;
    handler->name = name ? internName(name) : nullptr;
    handler->body = *body;
    return handler;
  });
  if (!result && second_pass_)
    invalidExcept();
  return result;
}

Parser::StmtSeq *Parser::finallyBlock() {
  if (!at(K::kFinally))
    return nullptr;
  if (second_pass_)
    invalidPlainHeader(K::kFinally, "finally");
  int start = mark_;
  if (expect(K::kFinally) && expectForced(K::kColon, ":"))
    if (StmtSeq *body = block())
      return body;
  mark_ = start;
  return nullptr;
}

Parser::S Parser::matchStatement() {
  int start = mark_;
  S result = attempt([&]() -> S {
    expectSoft("match");
    E subject = subjectExpression();
    if (!subject || !expect(K::kColon) || !expect(K::kNewline) || !expect(K::kIndent))
      return nullptr;
    Items<ast::match_case *> cases;
    while (ast::match_case *next = caseBlock())
      cases.push_back(next);
    if (cases.empty() || !expect(K::kDedent))
      return nullptr;
    auto *statement = make<ast::Match>(start);
    statement->subject = subject;
    statement->cases = sequence(cases);
    return statement;
  });
  if (!result && second_pass_)
    invalidMatch();
  return result;
}

Parser::E Parser::subjectExpression() {
  int start = mark_;
  E tuple = attempt([&]() -> E {
    Items<E> elements;
    E first = starNamedExpression();
    if (!first || !expect(K::kComma))
      return nullptr;
    elements.push_back(first);
    starNamedExpressions(elements);
    auto *result = make<ast::Tuple>(start);
    result->elts = sequence(elements);
    return result;
  });
  return tuple ? tuple : namedExpression();
}

// An optional guard; false when an error is set.
bool Parser::guard(E &out) {
  out = attempt([&] { return expect(K::kIf) ? namedExpression() : nullptr; });
  return !failed_;
}

ast::match_case *Parser::caseBlock() {
  if (!atSoft("case"))
    return nullptr;
  if (second_pass_)
    invalidCase();
  int start = mark_;
  return attempt([&]() -> ast::match_case * {
    expectSoft("case");
    P pattern = patterns();
    E condition;
    if (!pattern || !guard(condition) || !expect(K::kColon))
      return nullptr;
    StmtSeq *body = block();
    if (!body)
      return nullptr;
    auto *result = make<ast::match_case>(start);
    result->pattern = pattern;
    result->guard = condition;
    result->body = *body;
    return result;
  });
}

} // namespace pystm
