// Rules of wrong compound statements: a missing colon, a missing block. See parser_errors.cpp.
#include "syntax/parser.h"

namespace pystm {

// A newline that no indented block follows.
bool Parser::newlineWithoutIndent() {
  return expect(K::kNewline) && !at(K::kIndent) && !failed_;
}

void Parser::expectedIndent(const char *what, const Token *after) {
  raiseIndentation(std::string("expected an indented block after ") + what + " on line " +
                   std::to_string(after->line));
}

// `if`, `elif` and `while`.
void Parser::invalidHeader(K keyword, const char *name) {
  int start = mark_;
  ParsedToken *first = expect(keyword);
  if (first && namedExpression()) {
    int after = mark_;
    if (expect(K::kNewline))
      raise("expected ':'");
    mark_ = after;
    if (expect(K::kColon) && newlineWithoutIndent())
      expectedIndent((std::string("'") + name + "' statement").c_str(), first);
  }
  mark_ = start;
}

// `else` and `finally`.
void Parser::invalidPlainHeader(K keyword, const char *name) {
  int start = mark_;
  ParsedToken *first = expect(keyword);
  if (first && expect(K::kColon) && newlineWithoutIndent())
    expectedIndent((std::string("'") + name + "' statement").c_str(), first);
  mark_ = start;
}

void Parser::invalidFor() {
  int start = mark_;
  expect(K::kAsync);
  ParsedToken *first = expect(K::kFor);
  if (first && starTargets() && expect(K::kIn) && starExpressions()) {
    int after = mark_;
    if (expect(K::kNewline))
      raise("expected ':'");
    mark_ = after;
    if (expect(K::kColon) && newlineWithoutIndent())
      expectedIndent("'for' statement", first);
  }
  mark_ = start;
}

void Parser::invalidFunction() {
  int start = mark_;
  expect(K::kAsync);
  ParsedToken *first = expect(K::kDef);
  if (first && expect(K::kName) && expect(K::kLeftParenthesis)) {
    parameters(false);
    if (expect(K::kRightParenthesis)) {
      attempt([&] { return expect(K::kArrow) ? expression() : nullptr; });
      if (expect(K::kColon) && newlineWithoutIndent())
        expectedIndent("function definition", first);
    }
  }
  mark_ = start;
}

void Parser::invalidClass() {
  int start = mark_;
  ParsedToken *first = expect(K::kClass);
  if (first && expect(K::kName)) {
    attempt([&] {
      if (!expect(K::kLeftParenthesis))
        return false;
      arguments();
      return expect(K::kRightParenthesis) != nullptr;
    });
    int after = mark_;
    if (expect(K::kNewline))
      raise("expected ':'");
    mark_ = after;
    if (expect(K::kColon) && newlineWithoutIndent())
      expectedIndent("class definition", first);
  }
  mark_ = start;
}

namespace {

// What to call for each of the two forms of a with statement: without and with parentheses.
template <typename Items> void forBothForms(Items items) {
  items(false);
  items(true);
}

} // namespace

void Parser::invalidWithStatement() {
  int start = mark_;
  forBothForms([&](bool parenthesised) {
    mark_ = start;
    expect(K::kAsync);
    if (!expect(K::kWith) || (parenthesised && !expect(K::kLeftParenthesis)))
      return;
    Items<E> items;
    bool matched = gather(items, K::kComma, [&]() -> E {
      E context = parenthesised ? expressions() : expression();
      if (context)
        attempt([&] { return expect(K::kAs) ? starTarget() : nullptr; });
      return context;
    });
    if (matched && parenthesised) {
      expect(K::kComma);
      matched = expect(K::kRightParenthesis);
    }
    if (matched && expect(K::kNewline))
      raise("expected ':'");
  });
  mark_ = start;
}

void Parser::invalidWithIndent() {
  int start = mark_;
  forBothForms([&](bool parenthesised) {
    mark_ = start;
    expect(K::kAsync);
    ParsedToken *first = expect(K::kWith);
    if (!first || (parenthesised && !expect(K::kLeftParenthesis)))
      return;
    Items<E> items;
    bool matched = gather(items, K::kComma, [&]() -> E {
      E context = parenthesised ? expressions() : expression();
      if (context)
        attempt([&] { return expect(K::kAs) ? starTarget() : nullptr; });
      return context;
    });
    if (matched && parenthesised) {
      expect(K::kComma);
      matched = expect(K::kRightParenthesis);
    }
    if (matched && expect(K::kColon) && newlineWithoutIndent())
      expectedIndent("'with' statement", first);
  });
  mark_ = start;
}

void Parser::invalidTry() {
  int start = mark_;
  ParsedToken *first = expect(K::kTry);
  if (!first || !expect(K::kColon)) {
    mark_ = start;
    return;
  }
  int body = mark_;
  if (newlineWithoutIndent())
    expectedIndent("'try' statement", first);
  mark_ = body;
  if (block() && !at(K::kExcept) && !at(K::kFinally) && !failed_)
    raise("expected 'except' or 'finally' block");

  const char *message = "cannot have both 'except' and 'except*' on the same 'try'";
  mark_ = body;
  while (block()) {
  }
  int handlers = mark_;
  bool any = false;
  while (exceptBlock())
    any = true;
  ParsedToken *mixed = any ? expect(K::kExcept) : nullptr;
  ParsedToken *star = mixed ? expect(K::kStar) : nullptr;
  if (star && expression()) {
    attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
    if (expect(K::kColon))
      raiseRange(place(mixed), place(star), message);
  }
  mark_ = handlers;
  any = false;
  while (exceptStarBlock())
    any = true;
  mixed = any ? expect(K::kExcept) : nullptr;
  if (mixed) {
    attempt([&] {
      if (!expression())
        return false;
      attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
      return true;
    });
    if (expect(K::kColon))
      raiseToken(mixed, message);
  }
  mark_ = start;
}

void Parser::invalidExcept() {
  int start = mark_;
  ParsedToken *first = expect(K::kExcept);
  if (!first)
    return;
  auto skipName = [&] { attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; }); };
  expect(K::kStar);
  E type = expression();
  if (type && expect(K::kComma) && expressions()) {
    skipName();
    if (expect(K::kColon))
      raiseStartingFrom(type->position, "multiple exception types must be parenthesized");
  }
  mark_ = start + 1;
  expect(K::kStar);
  if (expression()) {
    skipName();
    if (expect(K::kNewline))
      raise("expected ':'");
  }
  mark_ = start + 1;
  if (expect(K::kNewline))
    raise("expected ':'");
  if (expect(K::kStar) && expectAny({K::kNewline, K::kColon}))
    raise("expected one or more exception types");
  mark_ = start;
}

void Parser::invalidExceptIndent() {
  int start = mark_;
  ParsedToken *first = expect(K::kExcept);
  if (expression())
    attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
  if (first && expect(K::kColon) && newlineWithoutIndent())
    expectedIndent("'except' statement", first);
  mark_ = start;
}

void Parser::invalidExceptStarIndent() {
  int start = mark_;
  ParsedToken *first = expect(K::kExcept);
  if (first && expect(K::kStar) && expression()) {
    attempt([&] { return expect(K::kAs) ? expect(K::kName) : nullptr; });
    if (expect(K::kColon) && newlineWithoutIndent())
      expectedIndent("'except*' statement", first);
  }
  mark_ = start;
}

void Parser::invalidMatch() {
  int start = mark_;
  ParsedToken *first = expectSoft("match");
  if (first && subjectExpression()) {
    int after = mark_;
    if (expect(K::kNewline))
      raise("expected ':'");
    mark_ = after;
    if (expect(K::kColon) && newlineWithoutIndent())
      expectedIndent("'match' statement", first);
  }
  mark_ = start;
}

void Parser::invalidCase() {
  int start = mark_;
  ParsedToken *first = expectSoft("case");
  E condition;
  if (first && patterns() && guard(condition)) {
    int after = mark_;
    if (expect(K::kNewline))
      raise("expected ':'");
    mark_ = after;
    if (expect(K::kColon) && newlineWithoutIndent())
      expectedIndent("'case' statement", first);
  }
  mark_ = start;
}

} // namespace pystm
