// Rules of what can be assigned to and deleted. See parser.h.
#include "syntax/parser.h"

namespace pystm {

// A copy of a target with another context: the original may be remembered as an expression.
Parser::E Parser::withContext(E expression, ast::Context context) {
  if (!expression)
    return nullptr;
  auto all = [&](const ExprSeq &elements) {
    Items<E> changed;
    for (E element : elements)
      changed.push_back(withContext(element, context));
    return sequence(changed);
  };
  switch (expression->kind) {
  case ast::NodeKind::kName: {
    auto *copy = arena_.make<ast::Name>(*ast::cast<ast::Name>(expression));
    copy->ctx = context;
    return copy;
  }
  case ast::NodeKind::kTuple: {
    auto *copy = arena_.make<ast::Tuple>(*ast::cast<ast::Tuple>(expression));
    copy->elts = all(copy->elts);
    copy->ctx = context;
    return copy;
  }
  case ast::NodeKind::kList: {
    auto *copy = arena_.make<ast::List>(*ast::cast<ast::List>(expression));
    copy->elts = all(copy->elts);
    copy->ctx = context;
    return copy;
  }
  case ast::NodeKind::kSubscript: {
    auto *copy = arena_.make<ast::Subscript>(*ast::cast<ast::Subscript>(expression));
    copy->ctx = context;
    return copy;
  }
  case ast::NodeKind::kAttribute: {
    auto *copy = arena_.make<ast::Attribute>(*ast::cast<ast::Attribute>(expression));
    copy->ctx = context;
    return copy;
  }
  case ast::NodeKind::kStarred: {
    auto *copy = arena_.make<ast::Starred>(*ast::cast<ast::Starred>(expression));
    copy->value = withContext(copy->value, context);
    copy->ctx = context;
    return copy;
  }
  default:
    return expression;
  }
}

Parser::E Parser::starTargets() {
  int start = mark_;
  E first = starTarget();
  if (!first)
    return nullptr;
  if (!at(K::kComma))
    return failed_ ? nullptr : first;
  Items<E> elements{first};
  while (E next = attempt([&] { return expect(K::kComma) ? starTarget() : nullptr; }))
    elements.push_back(next);
  expect(K::kComma);
  if (failed_)
    return nullptr;
  auto *tuple = make<ast::Tuple>(start);
  tuple->elts = sequence(elements);
  tuple->ctx = ast::Context::kStore;
  return tuple;
}

bool Parser::starTargetsList(Items<E> &out) {
  if (!gather(out, K::kComma, [&] { return starTarget(); }))
    return false;
  expect(K::kComma);
  return !failed_;
}

// At least one comma.
bool Parser::starTargetsTuple(Items<E> &out) {
  int start = mark_;
  E first = starTarget();
  if (first && at(K::kComma)) {
    out.push_back(first);
    while (E next = attempt([&] { return expect(K::kComma) ? starTarget() : nullptr; }))
      out.push_back(next);
    expect(K::kComma);
    return !failed_;
  }
  mark_ = start;
  return false;
}

Parser::E Parser::starTarget() {
  return memo(Rule::kStarTarget, [&]() -> E {
    int start = mark_;
    if (expect(K::kStar)) {
      E value = at(K::kStar) ? nullptr : starTarget();
      if (!value)
        return nullptr;
      auto *result = make<ast::Starred>(start);
      result->value = withContext(value, ast::Context::kStore);
      result->ctx = ast::Context::kStore;
      return result;
    }
    return targetWithStarAtom();
  });
}

Parser::E Parser::targetWithStarAtom() {
  return memo(Rule::kTargetWithStarAtom, [&]() -> E {
    if (E target = subscriptOrAttributeTarget(ast::Context::kStore))
      return target;
    return starAtom();
  });
}

// What follows a primary that goes on.
bool Parser::atTargetLookahead() {
  return at(K::kLeftParenthesis) || at(K::kLeftBracket) || at(K::kDot);
}

Parser::E Parser::subscriptOrAttributeTarget(ast::Context context) {
  int start = mark_;
  return attempt([&]() -> E {
    E value = targetPrimary();
    if (!value)
      return nullptr;
    if (expect(K::kDot)) {
      ParsedToken *name = expect(K::kName);
      if (!name || atTargetLookahead() || failed_)
        return nullptr;
      auto *attribute = make<ast::Attribute>(start);
      attribute->value = value;
      attribute->attr = internName(name);
      attribute->ctx = context;
      return attribute;
    }
    if (!expect(K::kLeftBracket))
      return nullptr;
    E index = slices();
    if (!index || !expect(K::kRightBracket) || atTargetLookahead() || failed_)
      return nullptr;
    auto *subscript = make<ast::Subscript>(start);
    subscript->value = value;
    subscript->slice = index;
    subscript->ctx = context;
    return subscript;
  });
}

// The longest primary that is followed by one more trailer.
Parser::E Parser::targetPrimary() {
  return memo(Rule::kTargetPrimary, [&]() -> E {
    int start = mark_;
    E value = atom();
    if (!value || !atTargetLookahead())
      return nullptr;
    for (;;) {
      int before = mark_;
      E next = nullptr;
      if (expect(K::kDot)) {
        if (ParsedToken *name = expect(K::kName); name && atTargetLookahead()) {
          auto *attribute = make<ast::Attribute>(start);
          attribute->value = value;
          attribute->attr = internName(name);
          next = attribute;
        }
      } else if (expect(K::kLeftBracket)) {
        E index = slices();
        if (index && expect(K::kRightBracket) && atTargetLookahead()) {
          auto *subscript = make<ast::Subscript>(start);
          subscript->value = value;
          subscript->slice = index;
          next = subscript;
        }
      } else if (at(K::kLeftParenthesis)) {
        if (E generator = generatorExpression(); generator && atTargetLookahead()) {
          auto *call = make<ast::Call>(start);
          call->func = value;
          call->args = single(generator);
          next = call;
        } else {
          mark_ = before;
          expect(K::kLeftParenthesis);
          auto *list = ast::dynCast<ast::Call>(arguments());
          if (expect(K::kRightParenthesis) && atTargetLookahead()) {
            auto *call = make<ast::Call>(start);
            call->func = value;
            if (list) {
              call->args = list->args;
              call->keywords = list->keywords;
            }
            next = call;
          }
        }
      }
      if (failed_)
        return nullptr;
      if (!next) {
        mark_ = before;
        return value;
      }
      value = next;
    }
  });
}

Parser::E Parser::starAtom() {
  int start = mark_;
  if (E name = nameToken())
    return withContext(name, ast::Context::kStore);
  if (at(K::kLeftParenthesis)) {
    E inner = attempt([&]() -> E {
      expect(K::kLeftParenthesis);
      E target = targetWithStarAtom();
      return target && expect(K::kRightParenthesis) ? target : nullptr;
    });
    if (inner)
      return withContext(inner, ast::Context::kStore);
    return attempt([&]() -> E {
      Items<E> elements;
      expect(K::kLeftParenthesis);
      starTargetsTuple(elements);
      if (!expect(K::kRightParenthesis))
        return nullptr;
      auto *tuple = make<ast::Tuple>(start);
      tuple->elts = sequence(elements);
      tuple->ctx = ast::Context::kStore;
      return tuple;
    });
  }
  return attempt([&]() -> E {
    Items<E> elements;
    if (!expect(K::kLeftBracket))
      return nullptr;
    starTargetsList(elements);
    if (!expect(K::kRightBracket))
      return nullptr;
    auto *list = make<ast::List>(start);
    list->elts = sequence(elements);
    list->ctx = ast::Context::kStore;
    return list;
  });
}

Parser::E Parser::singleSubscriptAttributeTarget() {
  return subscriptOrAttributeTarget(ast::Context::kStore);
}

Parser::E Parser::singleTarget() {
  if (E target = singleSubscriptAttributeTarget())
    return target;
  if (E name = nameToken())
    return withContext(name, ast::Context::kStore);
  return attempt([&]() -> E {
    if (!expect(K::kLeftParenthesis))
      return nullptr;
    E inner = singleTarget();
    return inner && expect(K::kRightParenthesis) ? inner : nullptr;
  });
}

bool Parser::deleteTargets(Items<E> &out) {
  if (!gather(out, K::kComma, [&] { return deleteTarget(); }))
    return false;
  expect(K::kComma);
  return !failed_;
}

Parser::E Parser::deleteTarget() {
  return memo(Rule::kDelTarget, [&]() -> E {
    if (E target = subscriptOrAttributeTarget(ast::Context::kDel))
      return target;
    return deleteAtom();
  });
}

Parser::E Parser::deleteAtom() {
  int start = mark_;
  if (E name = nameToken())
    return withContext(name, ast::Context::kDel);
  E inner = attempt([&]() -> E {
    if (!expect(K::kLeftParenthesis))
      return nullptr;
    E target = deleteTarget();
    return target && expect(K::kRightParenthesis) ? target : nullptr;
  });
  if (inner)
    return withContext(inner, ast::Context::kDel);
  return attempt([&]() -> E {
    Items<E> elements;
    bool tuple = expect(K::kLeftParenthesis);
    if (!tuple && !expect(K::kLeftBracket))
      return nullptr;
    deleteTargets(elements);
    if (!expect(tuple ? K::kRightParenthesis : K::kRightBracket))
      return nullptr;
    auto finish = [&](auto *node) -> E {
      node->elts = sequence(elements);
      node->ctx = ast::Context::kDel;
      return node;
    };
    return tuple ? finish(make<ast::Tuple>(start)) : finish(make<ast::List>(start));
  });
}

} // namespace pystm
