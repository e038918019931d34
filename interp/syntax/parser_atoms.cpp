// Rules of atoms: names, literals, displays and comprehensions. See parser.h.
#include "syntax/parser.h"

#include <charconv>
#include <string>

namespace pystm {

Parser::E Parser::atom() {
  if (failed_ || !peek())
    return nullptr;
  ParsedToken *token = peek();
  auto constant = [&](ast::ConstantValue::Kind kind) {
    ++mark_;
    auto *result = makeAt<ast::Constant>(place(token));
    result->value.kind = kind;
    return result;
  };
  switch (token->kind) {
  case K::kName:
    return nameToken();
  case K::kTrue:
    return constant(ast::ConstantValue::Kind::kTrue);
  case K::kFalse:
    return constant(ast::ConstantValue::Kind::kFalse);
  case K::kNone:
    return constant(ast::ConstantValue::Kind::kNone);
  case K::kEllipsis:
    return constant(ast::ConstantValue::Kind::kEllipsis);
  case K::kString:
    return strings();
  case K::kNumber:
    return numberToken();
  case K::kLeftParenthesis:
    return parenthesised();
  case K::kLeftBracket:
    return bracketed();
  case K::kLeftBrace:
    return braced();
  default:
    return nullptr;
  }
}

Parser::E Parser::numberToken() {
  ParsedToken *token = expect(K::kNumber);
  if (!token)
    return nullptr;
  std::string digits;
  for (char c : token->text)
    if (c != '_')
      digits.push_back(c);
  auto *result = makeAt<ast::Constant>(place(token));
  bool radix = digits.size() > 1 && digits[0] == '0' && (digits[1] | 0x20) >= 'b' &&
               (digits[1] | 0x20) != 'e' && (digits[1] | 0x20) != 'j';
  bool imaginary = !radix && (digits.back() | 0x20) == 'j';
  if (!imaginary && (radix || digits.find_first_of(".eE") == std::string::npos)) {
    constexpr size_t kMostDigits = 4300; // what int() converts without being told otherwise
    if (!radix && digits.size() > kMostDigits) {
      raiseToken(token, "Exceeds the limit (4300 digits) for integer string conversion: value has " +
                            std::to_string(digits.size()) +
                            " digits; use sys.set_int_max_str_digits() to increase the limit - "
                            "Consider hexadecimal for huge integer literals to avoid decimal "
                            "conversion limits.");
      return nullptr;
    }
    result->value.kind = ast::ConstantValue::Kind::kInteger;
    result->value.text = arena_.copy(digits);
    return result;
  }
  if (imaginary)
    digits.pop_back();
  double number = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range)
    number = std::strtod(digits.c_str(), nullptr); // infinity or zero
  result->value.kind =
      imaginary ? ast::ConstantValue::Kind::kImaginary : ast::ConstantValue::Kind::kFloat;
  result->value.number = number;
  return result;
}

Parser::E Parser::parenthesised() {
  if (E result = tuple())
    return result;
  if (E result = group())
    return result;
  return generatorExpression();
}

Parser::E Parser::bracketed() {
  if (E result = list())
    return result;
  return listComprehension();
}

Parser::E Parser::braced() {
  if (E result = attempt([&] { return dict(); }))
    return result;
  if (E result = attempt([&] { return set(); }))
    return result;
  if (E result = attempt([&] { return dictComprehension(); }))
    return result;
  return setComprehension();
}

Parser::E Parser::group() {
  return memo(Rule::kGroup, [&]() -> E {
    int start = mark_;
    if (expect(K::kLeftParenthesis)) {
      E inner = yieldExpression();
      if (!inner)
        inner = namedExpression();
      if (inner && expect(K::kRightParenthesis))
        return inner;
    }
    mark_ = start;
    if (second_pass_)
      invalidGroup();
    return nullptr;
  });
}

Parser::E Parser::tuple() {
  return memo(Rule::kTuple, [&]() -> E {
    int start = mark_;
    if (!expect(K::kLeftParenthesis))
      return nullptr;
    Items<E> elements;
    int inside = mark_;
    if (E first = starNamedExpression()) {
      if (expect(K::kComma)) {
        elements.push_back(first);
        starNamedExpressions(elements);
      } else {
        mark_ = inside;
      }
    }
    if (!expect(K::kRightParenthesis))
      return nullptr;
    auto *result = make<ast::Tuple>(start);
    result->elts = sequence(elements);
    return result;
  });
}

Parser::E Parser::list() {
  return memo(Rule::kList, [&]() -> E {
    int start = mark_;
    if (!expect(K::kLeftBracket))
      return nullptr;
    Items<E> elements;
    starNamedExpressions(elements);
    if (!expect(K::kRightBracket))
      return nullptr;
    auto *result = make<ast::List>(start);
    result->elts = sequence(elements);
    return result;
  });
}

Parser::KeyValue Parser::doubleStarredPair() {
  if (at(K::kDoubleStar)) {
    E mapping = attempt([&] { return expect(K::kDoubleStar) ? bitwiseOr() : nullptr; });
    return {nullptr, mapping};
  }
  return keyValuePair();
}

Parser::KeyValue Parser::keyValuePair() {
  return attempt([&]() -> KeyValue {
    E key = expression();
    if (!key || !expect(K::kColon))
      return {};
    return {key, expression()};
  });
}

Parser::E Parser::dict() {
  int start = mark_;
  if (!expect(K::kLeftBrace))
    return nullptr;
  Items<KeyValue> pairs;
  if (gather(pairs, K::kComma, [&] { return doubleStarredPair(); }))
    expect(K::kComma);
  if (expect(K::kRightBrace)) {
    Items<E> keys, values;
    for (const KeyValue &pair : pairs) {
      keys.push_back(pair.key);
      values.push_back(pair.value);
    }
    auto *result = make<ast::Dict>(start);
    result->keys = sequence(keys);
    result->values = sequence(values);
    return result;
  }
  mark_ = start;
  if (second_pass_ && expect(K::kLeftBrace))
    invalidDictItems();
  mark_ = start;
  return nullptr;
}

Parser::E Parser::set() {
  int start = mark_;
  Items<E> elements;
  if (!expect(K::kLeftBrace) || !starNamedExpressions(elements) || !expect(K::kRightBrace))
    return nullptr;
  auto *result = make<ast::Set>(start);
  result->elts = sequence(elements);
  return result;
}

bool Parser::forIfClauses(Items<ast::comprehension *> &out) {
  while (ast::comprehension *clause = forIfClause())
    out.push_back(clause);
  return !out.empty() && !failed_;
}

ast::comprehension *Parser::forIfClause() {
  if (!at(K::kFor) && !at(K::kAsync))
    return nullptr;
  int start = mark_;
  bool async = expect(K::kAsync);
  if (expect(K::kFor)) {
    E target = starTargets();
    if (target && expect(K::kIn)) {
      E iterable = disjunction();
      if (!iterable) {
        mark_ = start;
        return nullptr;
      }
      Items<E> conditions;
      while (E next = attempt([&] { return expect(K::kIf) ? disjunction() : nullptr; }))
        conditions.push_back(next);
      if (failed_)
        return nullptr;
      auto *clause = make<ast::comprehension>(start);
      clause->target = target;
      clause->iter = iterable;
      clause->ifs = sequence(conditions);
      clause->is_async = async;
      return clause;
    }
  }
  mark_ = start;
  if (second_pass_)
    invalidForTarget();
  return nullptr;
}

Parser::E Parser::generatorExpression() {
  return memo(Rule::kGeneratorExpression, [&]() -> E {
    int start = mark_;
    E result = attempt([&]() -> E {
      if (!expect(K::kLeftParenthesis))
        return nullptr;
      int inside = mark_;
      E element = nullptr;
      if (at(K::kName)) {
        ++mark_;
        bool named = at(K::kColonEqual);
        mark_ = inside;
        if (named) {
          element = assignmentExpression();
          if (!element)
            return nullptr;
        }
      }
      if (!element)
        element = expressionNotNamed();
      Items<ast::comprehension *> clauses;
      if (!element || !forIfClauses(clauses) || !expect(K::kRightParenthesis))
        return nullptr;
      auto *generator = make<ast::GeneratorExp>(start);
      generator->elt = element;
      generator->generators = sequence(clauses);
      return generator;
    });
    if (!result && second_pass_)
      invalidComprehension();
    return result;
  });
}

Parser::E Parser::listComprehension() {
  int start = mark_;
  E result = attempt([&]() -> E {
    E element;
    Items<ast::comprehension *> clauses;
    if (!expect(K::kLeftBracket) || !(element = namedExpression()) || !forIfClauses(clauses) ||
        !expect(K::kRightBracket))
      return nullptr;
    auto *comprehension = make<ast::ListComp>(start);
    comprehension->elt = element;
    comprehension->generators = sequence(clauses);
    return comprehension;
  });
  if (!result && second_pass_)
    invalidComprehension();
  return result;
}

Parser::E Parser::setComprehension() {
  int start = mark_;
  E result = attempt([&]() -> E {
    E element;
    Items<ast::comprehension *> clauses;
    if (!expect(K::kLeftBrace) || !(element = namedExpression()) || !forIfClauses(clauses) ||
        !expect(K::kRightBrace))
      return nullptr;
    auto *comprehension = make<ast::SetComp>(start);
    comprehension->elt = element;
    comprehension->generators = sequence(clauses);
    return comprehension;
  });
  if (!result && second_pass_)
    invalidComprehension();
  return result;
}

Parser::E Parser::dictComprehension() {
  int start = mark_;
  E result = attempt([&]() -> E {
    Items<ast::comprehension *> clauses;
    if (!expect(K::kLeftBrace))
      return nullptr;
    KeyValue pair = keyValuePair();
    if (!pair || !forIfClauses(clauses) || !expect(K::kRightBrace))
      return nullptr;
    auto *comprehension = make<ast::DictComp>(start);
    comprehension->key = pair.key;
    comprehension->value = pair.value;
    comprehension->generators = sequence(clauses);
    return comprehension;
  });
  if (!result && second_pass_)
    invalidDictComprehension();
  return result;
}

} // namespace pystm
