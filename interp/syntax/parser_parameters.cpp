// Rules of parameters, of functions and of lambda expressions: the two differ in what ends a
// parameter and in annotations. See parser.h.
#include "syntax/parser.h"

namespace pystm {

ast::arguments *Parser::emptyArguments() { return makeAt<ast::arguments>({}); }

ast::arguments *Parser::parameters(bool lambda) {
  if (failed_)
    return nullptr;
  if (second_pass_)
    invalidParameters(lambda);
  return attempt([&] { return parametersBody(lambda); });
}

ast::arguments *Parser::parametersBody(bool lambda) {
  Items<ast::arg *> positional_only, plain;
  Items<ParameterDefault> defaulted;
  Items<E> defaults;
  SlashWithDefault slash;
  bool any = true;
  if (slashNoDefault(lambda, positional_only)) {
    while (ast::arg *next = parameterNoDefault(lambda))
      plain.push_back(next);
    while (ParameterDefault next = parameterWithDefault(lambda))
      defaulted.push_back(next);
  } else if (slashWithDefault(lambda, slash)) {
    positional_only = slash.plain;
    for (const ParameterDefault &item : slash.defaulted) {
      positional_only.push_back(item.parameter);
      defaults.push_back(item.value);
    }
    while (ParameterDefault next = parameterWithDefault(lambda))
      defaulted.push_back(next);
  } else {
    while (ast::arg *next = parameterNoDefault(lambda))
      plain.push_back(next);
    while (ParameterDefault next = parameterWithDefault(lambda))
      defaulted.push_back(next);
    any = !plain.empty() || !defaulted.empty();
  }
  StarEtc star;
  if (!starEtc(lambda, star) && !any)
    return nullptr;
  if (failed_)
    return nullptr;

  for (const ParameterDefault &item : defaulted) {
    plain.push_back(item.parameter);
    defaults.push_back(item.value);
  }
  Items<ast::arg *> keyword_only;
  Items<E> keyword_defaults;
  for (const ParameterDefault &item : star.keyword_only) {
    keyword_only.push_back(item.parameter);
    keyword_defaults.push_back(item.value);
  }
  auto *result = emptyArguments();
  result->posonlyargs = sequence(positional_only);
  result->args = sequence(plain);
  result->vararg = star.vararg;
  result->kwonlyargs = sequence(keyword_only);
  result->kw_defaults = sequence(keyword_defaults);
  result->kwarg = star.kwarg;
  result->defaults = sequence(defaults);
  return result;
}

// After a parameter: a comma, or what closes the list, which stays.
bool Parser::parameterEnd(bool lambda) {
  return expect(K::kComma) || at(lambda ? K::kColon : K::kRightParenthesis);
}

bool Parser::slashNoDefault(bool lambda, Items<ast::arg *> &out) {
  int start = mark_;
  while (ast::arg *next = parameterNoDefault(lambda))
    out.push_back(next);
  if (!out.empty() && expect(K::kSlash) && parameterEnd(lambda))
    return true;
  mark_ = start;
  out.clear();
  return false;
}

bool Parser::slashWithDefault(bool lambda, SlashWithDefault &out) {
  int start = mark_;
  while (ast::arg *next = parameterNoDefault(lambda))
    out.plain.push_back(next);
  while (ParameterDefault next = parameterWithDefault(lambda))
    out.defaulted.push_back(next);
  if (!out.defaulted.empty() && expect(K::kSlash) && parameterEnd(lambda))
    return true;
  mark_ = start;
  out = {};
  return false;
}

// What begins with a star.
bool Parser::starEtc(bool lambda, StarEtc &out) {
  if (failed_)
    return false;
  if (second_pass_)
    invalidStarEtc(lambda);
  int start = mark_;
  if (expect(K::kStar)) {
    bool bare = false;
    out.vararg = parameterNoDefault(lambda);
    if (!out.vararg && !lambda)
      out.vararg = parameterNoDefaultStar();
    if (!out.vararg)
      bare = expect(K::kComma);
    if (out.vararg || bare) {
      while (ParameterDefault next = parameterMaybeDefault(lambda))
        out.keyword_only.push_back(next);
      if (!bare || !out.keyword_only.empty()) {
        out.kwarg = keywordsParameter(lambda);
        return !failed_;
      }
    }
    mark_ = start;
    out = {};
  }
  out.kwarg = keywordsParameter(lambda);
  return out.kwarg;
}

ast::arg *Parser::keywordsParameter(bool lambda) {
  if (failed_)
    return nullptr;
  if (second_pass_)
    invalidKeywords(lambda);
  return attempt([&] { return expect(K::kDoubleStar) ? parameterNoDefault(lambda) : nullptr; });
}

ast::arg *Parser::parameter(bool lambda) {
  int start = mark_;
  ParsedToken *name = expect(K::kName);
  if (!name)
    return nullptr;
  E annotation = nullptr;
  if (!lambda)
    annotation = attempt([&] { return expect(K::kColon) ? expression() : nullptr; });
  auto *result = make<ast::arg>(start);
  result->arg = internName(name);
  result->annotation = annotation;
  return result;
}

// `*args: *Ts`
ast::arg *Parser::parameterStarAnnotation() {
  int start = mark_;
  return attempt([&]() -> ast::arg * {
    ParsedToken *name = expect(K::kName);
    if (!name || !expect(K::kColon))
      return nullptr;
    E annotation = starExpression();
    if (!annotation)
      return nullptr;
    auto *result = make<ast::arg>(start);
    result->arg = internName(name);
    result->annotation = annotation;
    return result;
  });
}

ast::arg *Parser::parameterNoDefault(bool lambda) {
  return attempt([&]() -> ast::arg * {
    ast::arg *result = parameter(lambda);
    return result && parameterEnd(lambda) ? result : nullptr;
  });
}

ast::arg *Parser::parameterNoDefaultStar() {
  return attempt([&]() -> ast::arg * {
    ast::arg *result = parameterStarAnnotation();
    return result && parameterEnd(false) ? result : nullptr;
  });
}

Parser::ParameterDefault Parser::parameterWithDefault(bool lambda) {
  return attempt([&]() -> ParameterDefault {
    ast::arg *name = parameter(lambda);
    E value = name ? defaultValue() : nullptr;
    if (!value || !parameterEnd(lambda))
      return {};
    return {name, value};
  });
}

Parser::ParameterDefault Parser::parameterMaybeDefault(bool lambda) {
  return attempt([&]() -> ParameterDefault {
    ast::arg *name = parameter(lambda);
    if (!name)
      return {};
    E value = defaultValue();
    if (!parameterEnd(lambda))
      return {};
    return {name, value};
  });
}

Parser::E Parser::defaultValue() {
  if (!at(K::kEqual))
    return nullptr;
  int start = mark_;
  expect(K::kEqual);
  if (E value = expression())
    return value;
  mark_ = start;
  if (second_pass_ && !failed_) {
    ParsedToken *equal = expect(K::kEqual);
    if (at(K::kRightParenthesis) || at(K::kComma))
      raiseToken(equal, "expected default value expression");
    mark_ = start;
  }
  return nullptr;
}

// ---- rules of wrong parameter lists

bool Parser::anySlash(bool lambda) {
  Items<ast::arg *> plain;
  SlashWithDefault slash;
  return slashNoDefault(lambda, plain) || slashWithDefault(lambda, slash);
}

void Parser::skipMaybeDefaults(bool lambda) {
  while (parameterMaybeDefault(lambda)) {
  }
}

void Parser::invalidParameters(bool lambda) {
  int start = mark_;
  auto plain = [&] {
    mark_ = start;
    while (parameterNoDefault(lambda)) {
    }
  };

  plain();
  SlashWithDefault slash;
  bool defaulted = slashWithDefault(lambda, slash);
  if (!defaulted)
    while (parameterWithDefault(lambda))
      defaulted = true;
  if (defaulted)
    if (ast::arg *wrong = parameterNoDefault(lambda))
      raiseNode(wrong, "non-default argument follows default argument");

  plain();
  if (ParsedToken *open = expect(K::kLeftParenthesis)) {
    Items<ast::arg *> inner;
    if (lambda) {
      gather(inner, K::kComma, [&] { return parameter(true); });
    } else {
      while (ast::arg *next = parameterNoDefault(false))
        inner.push_back(next);
    }
    if (!inner.empty()) {
      expect(K::kComma);
      if (ParsedToken *close = expect(K::kRightParenthesis))
        raiseRange(place(open), place(close),
                   lambda ? "Lambda expression parameters cannot be parenthesized"
                          : "Function parameters cannot be parenthesized");
    }
  }

  mark_ = start;
  if (ParsedToken *first = expect(K::kSlash))
    if (expect(K::kComma))
      raiseToken(first, "at least one argument must precede /");

  mark_ = start;
  if (anySlash(lambda)) {
    skipMaybeDefaults(lambda);
    if (ParsedToken *second = expect(K::kSlash))
      raiseToken(second, "/ may appear only once");
  }

  mark_ = start;
  anySlash(lambda);
  skipMaybeDefaults(lambda);
  if (expect(K::kStar) && (expect(K::kComma) || parameterNoDefault(lambda))) {
    skipMaybeDefaults(lambda);
    if (ParsedToken *late = expect(K::kSlash))
      raiseToken(late, "/ must be ahead of *");
  }

  mark_ = start;
  if (parameterMaybeDefault(lambda)) {
    skipMaybeDefaults(lambda);
    if (expect(K::kSlash))
      if (ParsedToken *star = expect(K::kStar))
        raiseToken(star, "expected comma between / and *");
  }
  mark_ = start;
}

void Parser::invalidStarEtc(bool lambda) {
  int start = mark_;
  ParsedToken *star = expect(K::kStar);
  if (!star)
    return;
  K closing = lambda ? K::kColon : K::kRightParenthesis;
  if (expect(closing) || (expect(K::kComma) && expectAny({closing, K::kDoubleStar}))) {
    const char *message = "named arguments must follow bare *";
    if (lambda)
      raise(message);
    else
      raiseToken(star, message);
  }
  mark_ = start + 1;
  if (parameter(lambda))
    if (ParsedToken *equal = expect(K::kEqual))
      raiseToken(equal, "var-positional argument cannot have default value");
  mark_ = start + 1;
  if (parameterNoDefault(lambda) || expect(K::kComma)) {
    skipMaybeDefaults(lambda);
    if (ParsedToken *second = expect(K::kStar))
      if (parameterNoDefault(lambda) || expect(K::kComma))
        raiseToken(second, "* argument may appear only once");
  }
  mark_ = start;
}

void Parser::invalidKeywords(bool lambda) {
  int start = mark_;
  if (!expect(K::kDoubleStar))
    return;
  if (parameter(lambda)) {
    if (ParsedToken *equal = expect(K::kEqual)) {
      raiseToken(equal, "var-keyword argument cannot have default value");
    } else if (expect(K::kComma)) {
      const char *message = "arguments cannot follow var-keyword argument";
      if (ast::arg *next = parameter(lambda))
        raiseNode(next, message);
      else if (ParsedToken *token = expectAny({K::kStar, K::kDoubleStar, K::kSlash}))
        raiseToken(token, message);
    }
  }
  mark_ = start;
}

} // namespace pystm
