// Rules of wrong programs: each recognises one frequent mistake and reports it. They run in the
// second pass only, at the places and in the order of Python's grammar, and always leave the mark as
// they found it. See parser.h.
#include "syntax/parser.h"

namespace pystm {

const char *Parser::expressionName(E expression) {
  using Kind = ast::ConstantValue::Kind;
  switch (expression->kind) {
  case ast::NodeKind::kAttribute:
    return "attribute";
  case ast::NodeKind::kSubscript:
    return "subscript";
  case ast::NodeKind::kStarred:
    return "starred";
  case ast::NodeKind::kName:
    return "name";
  case ast::NodeKind::kList:
    return "list";
  case ast::NodeKind::kTuple:
    return "tuple";
  case ast::NodeKind::kLambda:
    return "lambda";
  case ast::NodeKind::kCall:
    return "function call";
  case ast::NodeKind::kBoolOp:
  case ast::NodeKind::kBinOp:
  case ast::NodeKind::kUnaryOp:
    return "expression";
  case ast::NodeKind::kGeneratorExp:
    return "generator expression";
  case ast::NodeKind::kYield:
  case ast::NodeKind::kYieldFrom:
    return "yield expression";
  case ast::NodeKind::kAwait:
    return "await expression";
  case ast::NodeKind::kListComp:
    return "list comprehension";
  case ast::NodeKind::kSetComp:
    return "set comprehension";
  case ast::NodeKind::kDictComp:
    return "dict comprehension";
  case ast::NodeKind::kDict:
    return "dict literal";
  case ast::NodeKind::kSet:
    return "set display";
  case ast::NodeKind::kJoinedStr:
  case ast::NodeKind::kFormattedValue:
    return "f-string expression";
  case ast::NodeKind::kConstant:
    switch (ast::cast<ast::Constant>(expression)->value.kind) {
    case Kind::kNone:
      return "None";
    case Kind::kFalse:
      return "False";
    case Kind::kTrue:
      return "True";
    case Kind::kEllipsis:
      return "ellipsis";
    default:
      return "literal";
    }
  case ast::NodeKind::kCompare:
    return "comparison";
  case ast::NodeKind::kIfExp:
    return "conditional expression";
  case ast::NodeKind::kNamedExpr:
    return "named expression";
  default:
    return "expression";
  }
}

// The first part of a would-be target that cannot be one.
Parser::E Parser::findInvalidTarget(E expression, TargetKind kind) {
  auto first = [&](const ExprSeq &elements) -> E {
    for (E element : elements)
      if (E wrong = findInvalidTarget(element, kind))
        return wrong;
    return nullptr;
  };
  switch (expression->kind) {
  case ast::NodeKind::kList:
    return first(ast::cast<ast::List>(expression)->elts);
  case ast::NodeKind::kTuple:
    return first(ast::cast<ast::Tuple>(expression)->elts);
  case ast::NodeKind::kStarred:
    if (kind == TargetKind::kDelete)
      return expression;
    return findInvalidTarget(ast::cast<ast::Starred>(expression)->value, kind);
  case ast::NodeKind::kCompare: {
    // `a in b` of a for statement reads as a comparison.
    auto *compare = ast::cast<ast::Compare>(expression);
    if (kind != TargetKind::kFor)
      return expression;
    if (compare->ops[0] == ast::CompareOperator::kIn)
      return findInvalidTarget(compare->left, kind);
    return nullptr;
  }
  case ast::NodeKind::kName:
  case ast::NodeKind::kSubscript:
  case ast::NodeKind::kAttribute:
    return nullptr;
  default:
    return expression;
  }
}

std::nullptr_t Parser::raiseInvalidTarget(TargetKind kind, E expression) {
  E wrong = findInvalidTarget(expression, kind);
  if (!wrong)
    return nullptr;
  const char *verb = kind == TargetKind::kDelete ? "cannot delete " : "cannot assign to ";
  return raiseNode(wrong, std::string(verb) + expressionName(wrong));
}

bool Parser::isLegacyStatement(E expression) {
  auto *name = ast::dynCast<ast::Name>(expression);
  return name && (name->id->text == "print" || name->id->text == "exec");
}

// ---- expressions

void Parser::invalidExpression() {
  int start = mark_;
  bool string_prefix = lookahead([&] { return expect(K::kName) && expect(K::kString); });
  bool soft = atSoft("match") || atSoft("case") || atSoft("_");
  if (!string_prefix && !soft && !failed_) {
    E left = disjunction();
    E right = left ? expressionWithoutInvalid() : nullptr;
    if (right && !isLegacyStatement(left) && tokens_[static_cast<size_t>(mark_ - 1)]->depth != 0)
      raiseRange(left->position, right->position, "invalid syntax. Perhaps you forgot a comma?");
    mark_ = start;
  }
  E body = disjunction();
  if (body && expect(K::kIf)) {
    E test = disjunction();
    if (test && !at(K::kElse) && !at(K::kColon) && !failed_)
      raiseRange(body->position, test->position, "expected 'else' after 'if' expression");
  }
  mark_ = start;
}

void Parser::invalidLegacyExpression() {
  int start = mark_;
  E name = nameToken();
  if (name && !at(K::kLeftParenthesis) && !failed_) {
    E rest = starExpressions();
    if (rest && isLegacyStatement(name)) {
      std::string text(ast::cast<ast::Name>(name)->id->text);
      raiseRange(name->position, rest->position,
                 "Missing parentheses in call to '" + text + "'. Did you mean " + text + "(...)?");
    }
  }
  mark_ = start;
}

void Parser::invalidNamedExpression() {
  if (failed_ || !peek())
    return;
  int start = mark_;
  // Tried once a token: the rule is slow.
  memo(Rule::kNamedInvalid, [&]() -> E {
    E left = expression();
    if (left && expect(K::kColonEqual) && expression())
      return raiseNode(left, std::string("cannot use assignment expressions with ") +
                                 expressionName(left));
    mark_ = start;
    E name = nameToken();
    if (name && expect(K::kEqual)) {
      E right = bitwiseOr();
      if (right && !at(K::kEqual) && !at(K::kColonEqual) && !failed_)
        return raiseRange(name->position, right->position,
                          "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    mark_ = start;
    bool excluded = lookahead([&]() -> bool {
      return list() || tuple() || generatorExpression() ||
             expectAny({K::kTrue, K::kNone, K::kFalse});
    });
    if (excluded || failed_)
      return nullptr;
    left = bitwiseOr();
    if (left && expect(K::kEqual) && bitwiseOr() && !at(K::kEqual) && !at(K::kColonEqual) &&
        !failed_)
      raiseNode(left, std::string("cannot assign to ") + expressionName(left) +
                          " here. Maybe you meant '==' instead of '='?");
    return nullptr;
  });
  mark_ = start;
}

void Parser::invalidGroup() {
  int start = mark_;
  if (!expect(K::kLeftParenthesis))
    return;
  E starred = starredExpression();
  if (starred && expect(K::kRightParenthesis))
    raiseNode(starred, "cannot use starred expression here");
  mark_ = start + 1;
  ParsedToken *stars = expect(K::kDoubleStar);
  if (stars && expression() && expect(K::kRightParenthesis))
    raiseToken(stars, "cannot use double starred expression here");
  mark_ = start;
}

void Parser::invalidComprehension() {
  int start = mark_;
  ParsedToken *open = expectAny({K::kLeftBracket, K::kLeftParenthesis, K::kLeftBrace});
  if (!open)
    return;
  Items<ast::comprehension *> clauses;
  E starred = starredExpression();
  if (starred && forIfClauses(clauses))
    raiseNode(starred, "iterable unpacking cannot be used in comprehension");
  if (!open->is(K::kLeftParenthesis)) {
    const char *message = "did you forget parentheses around the comprehension target?";
    mark_ = start + 1;
    E first = starNamedExpression();
    if (first && at(K::kComma)) {
      int comma = mark_;
      expect(K::kComma);
      Items<E> others;
      if (starNamedExpressions(others) && forIfClauses(clauses))
        raiseRange(first->position, others.back()->position, message);
      mark_ = comma;
      ParsedToken *last = expect(K::kComma);
      if (last && forIfClauses(clauses))
        raiseRange(first->position, place(last), message);
    }
  }
  mark_ = start;
}

void Parser::invalidDictComprehension() {
  int start = mark_;
  Items<ast::comprehension *> clauses;
  if (expect(K::kLeftBrace)) {
    ParsedToken *stars = expect(K::kDoubleStar);
    if (stars && bitwiseOr() && forIfClauses(clauses) && expect(K::kRightBrace))
      raiseToken(stars, "dict unpacking cannot be used in dict comprehension");
  }
  mark_ = start;
}

// After the opening brace.
void Parser::invalidDictItems() {
  auto wrongPair = [&](bool after_comma) {
    int start = mark_;
    if (after_comma) {
      E key = expression();
      if (key && !at(K::kColon) && !failed_)
        raiseAt(ErrorKind::kSyntax, key->position.line, key->position.end_column - 1,
                key->position.end_line, -1, "':' expected after dictionary key");
      mark_ = start;
    }
    E key = expression();
    if (ParsedToken *colon = key ? expect(K::kColon) : nullptr) {
      int value = mark_;
      ParsedToken *star = expect(K::kStar);
      if (star && bitwiseOr())
        raiseStartingFrom(place(star), "cannot use a starred expression in a dictionary value");
      mark_ = value;
      if (at(K::kRightBrace) || at(K::kComma))
        raiseToken(colon, "expression expected after dictionary key and ':'");
    }
    mark_ = start;
  };
  int start = mark_;
  Items<KeyValue> pairs;
  if (gather(pairs, K::kComma, [&] { return doubleStarredPair(); }) && expect(K::kComma))
    wrongPair(true);
  mark_ = start;
  wrongPair(false);
}

// ---- assignments and targets

void Parser::invalidAssignment() {
  int start = mark_;
  E target = invalidAnnotationTarget();
  if (target && expect(K::kColon) && expression())
    raiseNode(target, std::string("only single target (not ") + expressionName(target) +
                          ") can be annotated");
  mark_ = start;
  E first = starNamedExpression();
  if (first && expect(K::kComma)) {
    Items<E> others;
    while (starNamedExpressions(others)) {
    }
    if (expect(K::kColon) && expression())
      raiseNode(first, "only single target (not tuple) can be annotated");
  }
  mark_ = start;
  E annotated = expression();
  if (annotated && expect(K::kColon) && expression())
    raiseNode(annotated, "illegal target for annotation");
  mark_ = start;

  auto skipTargets = [&] {
    while (attempt([&] { return starTargets() && expect(K::kEqual); })) {
    }
  };
  skipTargets();
  E assigned = starExpressions();
  if (assigned && expect(K::kEqual))
    raiseInvalidTarget(TargetKind::kStar, assigned);
  mark_ = start;
  skipTargets();
  E yielded = yieldExpression();
  if (yielded && expect(K::kEqual))
    raiseNode(yielded, "assignment to yield expression not possible");
  mark_ = start;
  E augmented = starExpressions();
  ast::Operator op;
  if (augmented && augmentedOperator(op) && (yieldExpression() || starExpressions()))
    raiseNode(augmented, std::string("'") + expressionName(augmented) +
                             "' is an illegal expression for augmented assignment");
  mark_ = start;
}

Parser::E Parser::invalidAnnotationTarget() {
  if (E result = list())
    return result;
  if (E result = tuple())
    return result;
  return attempt([&]() -> E {
    if (!expect(K::kLeftParenthesis))
      return nullptr;
    E inner = invalidAnnotationTarget();
    return inner && expect(K::kRightParenthesis) ? inner : nullptr;
  });
}

void Parser::invalidDelete() {
  int start = mark_;
  if (expect(K::kDel))
    if (E target = starExpressions())
      raiseInvalidTarget(TargetKind::kDelete, target);
  mark_ = start;
}

void Parser::invalidForTarget() {
  int start = mark_;
  expect(K::kAsync);
  if (expect(K::kFor))
    if (E target = starExpressions())
      raiseInvalidTarget(TargetKind::kFor, target);
  mark_ = start;
}

void Parser::invalidWithItem() {
  int start = mark_;
  if (expression() && expect(K::kAs)) {
    E target = expression();
    if (target && (at(K::kComma) || at(K::kRightParenthesis) || at(K::kColon)))
      raiseInvalidTarget(TargetKind::kStar, target);
  }
  mark_ = start;
}

void Parser::invalidImportTargets() {
  int start = mark_;
  Items<ast::alias *> names;
  if (gather(names, K::kComma, [&] { return importAs(); }) && expect(K::kComma) &&
      expect(K::kNewline))
    raise("trailing comma not allowed without surrounding parentheses");
  mark_ = start;
}

// ---- arguments

const ast::Position &
Parser::lastComprehensionItem(const Items<ast::comprehension *> &clauses) {
  ast::comprehension *last = clauses.back();
  return last->ifs.empty() ? last->iter->position : last->ifs.back()->position;
}

void Parser::invalidArguments() {
  const char *kUnparenthesised = "Generator expression must be parenthesized";
  int start = mark_;
  Items<ast::comprehension *> clauses;

  E args = callArguments();
  if (args && expect(K::kComma) && expect(K::kStar))
    raiseNode(args, "iterable argument unpacking follows keyword argument unpacking");

  mark_ = start;
  E element = expression();
  if (element && forIfClauses(clauses) && expect(K::kComma)) {
    attempt([&]() -> bool {
      Items<ast::comprehension *> more;
      return callArguments() || (expression() && forIfClauses(more));
    });
    raiseRange(element->position, lastComprehensionItem(clauses), kUnparenthesised);
  }

  mark_ = start;
  clauses.clear();
  E name = nameToken();
  if (ParsedToken *equal = name ? expect(K::kEqual) : nullptr)
    if (expression() && forIfClauses(clauses))
      raiseRange(name->position, place(equal),
                 "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");

  mark_ = start;
  clauses.clear();
  args = callArguments();
  if (args && forIfClauses(clauses)) {
    const ExprSeq &positional = ast::cast<ast::Call>(args)->args;
    if (positional.size > 1)
      raiseRange(positional.back()->position, lastComprehensionItem(clauses), kUnparenthesised);
  }

  mark_ = start;
  clauses.clear();
  if (callArguments() && expect(K::kComma)) {
    E last = expression();
    if (last && forIfClauses(clauses))
      raiseRange(last->position, lastComprehensionItem(clauses), kUnparenthesised);
  }

  mark_ = start;
  args = callArguments();
  if (args && expect(K::kComma) && callArguments()) {
    bool unpacking = false;
    for (ast::keyword *keyword : ast::cast<ast::Call>(args)->keywords)
      unpacking |= !keyword->arg;
    raise(unpacking ? "positional argument follows keyword argument unpacking"
                    : "positional argument follows keyword argument");
  }
  mark_ = start;
}

void Parser::invalidKeywordArgument() {
  int start = mark_;
  ParsedToken *constant = expectAny({K::kTrue, K::kFalse, K::kNone});
  if (constant)
    if (ParsedToken *equal = expect(K::kEqual))
      raiseRange(place(constant), place(equal),
                 "cannot assign to " + std::string(constant->text));
  mark_ = start;
  Items<ast::comprehension *> clauses;
  E name = nameToken();
  ParsedToken *equal = name ? expect(K::kEqual) : nullptr;
  bool keyword = equal;
  if (equal && expression() && forIfClauses(clauses))
    raiseRange(name->position, place(equal),
               "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  mark_ = start;
  if (!keyword && !failed_) {
    E value = expression();
    if (ParsedToken *assigned = value ? expect(K::kEqual) : nullptr)
      raiseRange(value->position, place(assigned),
                 "expression cannot contain assignment, perhaps you meant \"==\"?");
  }
  mark_ = start;
}

// ---- patterns

void Parser::invalidAsPattern() {
  int start = mark_;
  if (orPattern() && expect(K::kAs)) {
    if (ParsedToken *wildcard = expectSoft("_")) {
      raiseToken(wildcard, "cannot use '_' as a target");
    } else if (!at(K::kName)) {
      if (E target = expression())
        raiseNode(target, "invalid pattern target");
    }
  }
  mark_ = start;
}

void Parser::invalidClassPattern() {
  int start = mark_;
  if (dottedAttribute(true) && expect(K::kLeftParenthesis)) {
    Items<P> positional, values, late;
    Items<Identifier> names;
    attempt([&] {
      return gather(positional, K::kComma, [&] { return pattern(); }) && expect(K::kComma);
    });
    if (keywordPatterns(names, values) && expect(K::kComma) &&
        gather(late, K::kComma, [&] { return pattern(); }))
      raiseRange(late.front()->position, late.back()->position,
                 "positional patterns follow keyword patterns");
  }
  mark_ = start;
}

} // namespace pystm
