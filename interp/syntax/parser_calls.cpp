// Rules of the arguments of calls, which base class lists share. See parser.h.
#include "syntax/parser.h"

namespace pystm {

// A Call node without a function, which carries positional and keyword arguments.
Parser::E Parser::arguments() {
  return memo(Rule::kArguments, [&]() -> E {
    E result = attempt([&]() -> E {
      E call = callArguments();
      if (!call)
        return nullptr;
      expect(K::kComma);
      return at(K::kRightParenthesis) ? call : nullptr;
    });
    if (!result && second_pass_)
      invalidArguments();
    return result;
  });
}

Parser::E Parser::callArguments() {
  int start = mark_;
  Items<E> positional;
  Items<ast::keyword *> keywords;
  auto plain = [&]() -> E {
    if (E starred = starredExpression())
      return starred;
    return attempt([&]() -> E {
      E value;
      int before = mark_;
      bool named = false;
      if (at(K::kName)) {
        ++mark_;
        named = at(K::kColonEqual);
        mark_ = before;
      }
      value = named ? assignmentExpression() : expressionNotNamed();
      return value && !at(K::kEqual) ? value : nullptr;
    });
  };
  auto take = [&](Items<Argument> &arguments) {
    for (const Argument &argument : arguments) {
      if (argument.positional)
        positional.push_back(argument.positional);
      else
        keywords.push_back(argument.keyword);
    }
  };
  Items<Argument> rest;
  if (gather(positional, K::kComma, plain)) {
    attempt([&] { return expect(K::kComma) && keywordArguments(rest); });
  } else if (!keywordArguments(rest)) {
    return nullptr;
  }
  if (failed_)
    return nullptr;
  auto *call = make<ast::Call>(start);
  take(rest);
  call->args = sequence(positional);
  call->keywords = sequence(keywords);
  return call;
}

bool Parser::keywordArguments(Items<Argument> &out) {
  int start = mark_;
  if (gather(out, K::kComma, [&] { return keywordOrStarred(); })) {
    attempt([&] {
      Items<Argument> more;
      if (!expect(K::kComma) || !gather(more, K::kComma, [&] { return keywordOrDoubleStarred(); }))
        return false;
      out.insert(out.end(), more.begin(), more.end());
      return true;
    });
    return !failed_;
  }
  mark_ = start;
  out.clear();
  return gather(out, K::kComma, [&] { return keywordOrDoubleStarred(); });
}

Parser::Argument Parser::keywordOrStarred() {
  if (failed_)
    return {};
  if (second_pass_)
    invalidKeywordArgument();
  int start = mark_;
  Argument result = attempt([&]() -> Argument {
    ParsedToken *name = expect(K::kName);
    E value;
    if (!name || !expect(K::kEqual) || !(value = expression()))
      return {};
    auto *argument = make<ast::keyword>(start);
    argument->arg = internName(name);
    argument->value = value;
    return {argument, nullptr};
  });
  if (result)
    return result;
  return {nullptr, starredExpression()};
}

Parser::Argument Parser::keywordOrDoubleStarred() {
  if (failed_)
    return {};
  if (second_pass_)
    invalidKeywordArgument();
  int start = mark_;
  return attempt([&]() -> Argument {
    ParsedToken *name = expect(K::kName);
    if (name ? !expect(K::kEqual) : !expect(K::kDoubleStar))
      return {};
    E value = expression();
    if (!value)
      return {};
    auto *argument = make<ast::keyword>(start);
    argument->arg = name ? internName(name) : nullptr;
    argument->value = value;
    return {argument, nullptr};
  });
}

Parser::E Parser::starredExpression() {
  int start = mark_;
  return attempt([&]() -> E {
    E value;
    if (!expect(K::kStar) || !(value = expression()))
      return nullptr;
    auto *result = make<ast::Starred>(start);
    result->value = value;
    return result;
  });
}

} // namespace pystm
