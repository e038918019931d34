// Rules of the patterns of match statements. See parser.h.
#include "syntax/parser.h"

namespace pystm {

Parser::P Parser::patterns() {
  int start = mark_;
  Items<P> elements;
  if (openSequence(elements)) {
    auto *result = make<ast::MatchSequence>(start);
    result->patterns = sequence(elements);
    return result;
  }
  mark_ = start;
  return pattern();
}

Parser::P Parser::pattern() {
  if (P result = asPattern())
    return result;
  return orPattern();
}

Parser::P Parser::asPattern() {
  int start = mark_;
  P result = attempt([&]() -> P {
    P inner = orPattern();
    E target;
    if (!inner || !expect(K::kAs) || !(target = captureTarget()))
      return nullptr;
    auto *named = make<ast::MatchAs>(start);
    named->pattern = inner;
    named->name = ast::cast<ast::Name>(target)->id;
    return named;
  });
  if (!result && second_pass_)
    invalidAsPattern();
  return result;
}

Parser::P Parser::orPattern() {
  int start = mark_;
  Items<P> alternatives;
  if (!gather(alternatives, K::kBar, [&] { return closedPattern(); }))
    return nullptr;
  if (alternatives.size() == 1)
    return alternatives[0];
  auto *result = make<ast::MatchOr>(start);
  result->patterns = sequence(alternatives);
  return result;
}

Parser::P Parser::closedPattern() {
  return memo(Rule::kClosedPattern, [&] { return closedPatternBody(); });
}

Parser::P Parser::closedPatternBody() {
  int start = mark_;
  if (P literal = literalPattern())
    return literal;
  if (E target = captureTarget()) {
    auto *capture = make<ast::MatchAs>(start);
    capture->name = ast::cast<ast::Name>(target)->id;
    return capture;
  }
  if (expectSoft("_"))
    return make<ast::MatchAs>(start);
  if (P value = valuePattern())
    return value;
  if (P inner = groupPattern())
    return inner;
  if (P elements = sequencePattern())
    return elements;
  if (P mapping = mappingPattern())
    return mapping;
  return classPattern();
}

Parser::P Parser::literalPattern() {
  int start = mark_;
  if (failed_ || !peek())
    return nullptr;
  auto singleton = [&](ast::ConstantValue::Kind kind) {
    ++mark_;
    auto *result = make<ast::MatchSingleton>(start);
    result->value.kind = kind;
    return result;
  };
  switch (peek()->kind) {
  case K::kNone:
    return singleton(ast::ConstantValue::Kind::kNone);
  case K::kTrue:
    return singleton(ast::ConstantValue::Kind::kTrue);
  case K::kFalse:
    return singleton(ast::ConstantValue::Kind::kFalse);
  case K::kNumber:
  case K::kMinus:
  case K::kString:
    break;
  default:
    return nullptr;
  }
  E value = literalExpression();
  if (!value)
    return nullptr;
  auto *result = make<ast::MatchValue>(start);
  result->value = value;
  return result;
}

Parser::E Parser::literalExpression() {
  E number = attempt([&]() -> E {
    E result = signedNumber();
    return result && !at(K::kPlus) && !at(K::kMinus) && !failed_ ? result : nullptr;
  });
  if (number)
    return number;
  if (E complex = attempt([&] { return complexNumber(); }))
    return complex;
  if (at(K::kString) || at(K::kNone) || at(K::kTrue) || at(K::kFalse))
    return atom();
  return nullptr;
}

Parser::E Parser::signedNumber() {
  int start = mark_;
  if (!expect(K::kMinus))
    return numberToken();
  E number = numberToken();
  if (!number) {
    mark_ = start;
    return nullptr;
  }
  auto *result = make<ast::UnaryOp>(start);
  result->op = ast::UnaryOperator::kUSub;
  result->operand = number;
  return result;
}

Parser::E Parser::complexNumber() {
  using Kind = ast::ConstantValue::Kind;
  int start = mark_;
  bool negative = expect(K::kMinus);
  E number = numberToken();
  if (!number)
    return nullptr;
  if (ast::cast<ast::Constant>(number)->value.kind == Kind::kImaginary)
    return raiseNode(number, "real number required in complex literal");
  E real = number;
  if (negative) {
    auto *negated = make<ast::UnaryOp>(start);
    negated->op = ast::UnaryOperator::kUSub;
    negated->operand = number;
    real = negated;
  }
  ParsedToken *sign = expectAny({K::kPlus, K::kMinus});
  E imaginary = sign ? numberToken() : nullptr;
  if (!imaginary)
    return nullptr;
  if (ast::cast<ast::Constant>(imaginary)->value.kind != Kind::kImaginary)
    return raiseNode(imaginary, "imaginary number required in complex literal");
  auto *result = make<ast::BinOp>(start);
  result->left = real;
  result->op = sign->is(K::kPlus) ? ast::Operator::kAdd : ast::Operator::kSub;
  result->right = imaginary;
  return result;
}

// A name that the pattern binds: not the wildcard, not the begin of a dotted name or a class.
Parser::E Parser::captureTarget() {
  if (atSoft("_"))
    return nullptr;
  return attempt([&]() -> E {
    E name = nameToken();
    if (!name || at(K::kDot) || at(K::kLeftParenthesis) || at(K::kEqual) || failed_)
      return nullptr;
    return withContext(name, ast::Context::kStore);
  });
}

Parser::P Parser::valuePattern() {
  int start = mark_;
  return attempt([&]() -> P {
    E value = dottedAttribute(false);
    if (!value || at(K::kDot) || at(K::kLeftParenthesis) || at(K::kEqual) || failed_)
      return nullptr;
    auto *result = make<ast::MatchValue>(start);
    result->value = value;
    return result;
  });
}

// `a.b.c`; a plain name only when allowed.
Parser::E Parser::dottedAttribute(bool allow_name) {
  int start = mark_;
  return attempt([&]() -> E {
    E value = nameToken();
    if (!value)
      return nullptr;
    bool dotted = false;
    for (;;) {
      ParsedToken *name = attempt([&] { return expect(K::kDot) ? expect(K::kName) : nullptr; });
      if (!name)
        break;
      auto *attribute = make<ast::Attribute>(start);
      attribute->value = value;
      attribute->attr = internName(name);
      value = attribute;
      dotted = true;
    }
    return dotted || allow_name ? value : nullptr;
  });
}

Parser::P Parser::groupPattern() {
  return attempt([&]() -> P {
    if (!expect(K::kLeftParenthesis))
      return nullptr;
    P inner = pattern();
    return inner && expect(K::kRightParenthesis) ? inner : nullptr;
  });
}

Parser::P Parser::sequencePattern() {
  int start = mark_;
  return attempt([&]() -> P {
    Items<P> elements;
    bool bracket = expect(K::kLeftBracket);
    if (!bracket && !expect(K::kLeftParenthesis))
      return nullptr;
    if (bracket)
      maybeSequence(elements);
    else
      openSequence(elements);
    if (!expect(bracket ? K::kRightBracket : K::kRightParenthesis))
      return nullptr;
    auto *result = make<ast::MatchSequence>(start);
    result->patterns = sequence(elements);
    return result;
  });
}

// At least one comma.
bool Parser::openSequence(Items<P> &out) {
  int start = mark_;
  P first = maybeStarPattern();
  if (first && expect(K::kComma)) {
    out.push_back(first);
    maybeSequence(out);
    return !failed_;
  }
  mark_ = start;
  return false;
}

bool Parser::maybeSequence(Items<P> &out) {
  if (!gather(out, K::kComma, [&] { return maybeStarPattern(); }))
    return false;
  expect(K::kComma);
  return !failed_;
}

Parser::P Parser::maybeStarPattern() {
  if (P star = starPattern())
    return star;
  return pattern();
}

Parser::P Parser::starPattern() {
  return memo(Rule::kStarPattern, [&]() -> P {
    int start = mark_;
    if (!expect(K::kStar))
      return nullptr;
    E target = captureTarget();
    if (!target && !expectSoft("_"))
      return nullptr;
    auto *result = make<ast::MatchStar>(start);
    result->name = target ? ast::cast<ast::Name>(target)->id : nullptr;
    return result;
  });
}

Parser::P Parser::mappingPattern() {
  int start = mark_;
  return attempt([&]() -> P {
    if (!expect(K::kLeftBrace))
      return nullptr;
    Items<E> keys;
    Items<P> values;
    E rest = nullptr;
    bool more = true;
    while (more && keyValuePattern(keys, values))
      more = expect(K::kComma);
    if (more)
      rest = attempt([&] { return expect(K::kDoubleStar) ? captureTarget() : nullptr; });
    if (rest)
      expect(K::kComma);
    if (!expect(K::kRightBrace))
      return nullptr;
    auto *result = make<ast::MatchMapping>(start);
    result->keys = sequence(keys);
    result->patterns = sequence(values);
    result->rest = rest ? ast::cast<ast::Name>(rest)->id : nullptr;
    return result;
  });
}

bool Parser::keyValuePattern(Items<E> &keys, Items<P> &values) {
  return attempt([&] {
    E key = literalExpression();
    if (!key)
      key = dottedAttribute(false);
    if (!key || !expect(K::kColon))
      return false;
    P value = pattern();
    if (!value)
      return false;
    keys.push_back(key);
    values.push_back(value);
    return true;
  });
}

Parser::P Parser::classPattern() {
  int start = mark_;
  P result = attempt([&]() -> P {
    E cls = dottedAttribute(true);
    if (!cls || !expect(K::kLeftParenthesis))
      return nullptr;
    Items<P> positional, values;
    Items<Identifier> names;
    bool comma = true;
    if (gather(positional, K::kComma, [&] { return pattern(); }))
      comma = expect(K::kComma);
    // `x=` reads as no pattern, so the positional ones end before the keywords.
    if (comma && keywordPatterns(names, values))
      expect(K::kComma);
    if (!expect(K::kRightParenthesis))
      return nullptr;
    auto *match = make<ast::MatchClass>(start);
    match->cls = cls;
    match->patterns = sequence(positional);
    match->kwd_attrs = sequence(names);
    match->kwd_patterns = sequence(values);
    return match;
  });
  if (!result && second_pass_)
    invalidClassPattern();
  return result;
}

bool Parser::keywordPatterns(Items<Identifier> &names, Items<P> &values) {
  if (!keywordPattern(names, values))
    return false;
  while (attempt([&] { return expect(K::kComma) && keywordPattern(names, values); })) {
  }
  return !failed_;
}

bool Parser::keywordPattern(Items<Identifier> &names, Items<P> &values) {
  return attempt([&] {
    ParsedToken *name = expect(K::kName);
    P value;
    if (!name || !expect(K::kEqual) || !(value = pattern()))
      return false;
    names.push_back(internName(name));
    values.push_back(value);
    return true;
  });
}

} // namespace pystm
