// Expressions back to text, with the parentheses that precedence demands. See unparse.h.
#include "syntax/unparse.h"

namespace pystm {

namespace {

enum Level : int {
  kTuple,
  kTest, // conditional expressions, lambda
  kOr,
  kAnd,
  kNot,
  kCompare,
  kExpression,
  kBitOr = kExpression,
  kBitXor,
  kBitAnd,
  kShift,
  kArithmetic,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom,
};

int levelOf(ast::Operator op) {
  switch (op) {
  case ast::Operator::kAdd:
  case ast::Operator::kSub:
    return kArithmetic;
  case ast::Operator::kLShift:
  case ast::Operator::kRShift:
    return kShift;
  case ast::Operator::kBitOr:
    return kBitOr;
  case ast::Operator::kBitXor:
    return kBitXor;
  case ast::Operator::kBitAnd:
    return kBitAnd;
  case ast::Operator::kPow:
    return kPower;
  default:
    return kTerm;
  }
}

class Unparser {
public:
  explicit Unparser(const ConstantRepr &repr) : repr_(repr) {}

  void expression(ast::ExprNode *node, int level);
  std::string take() { return std::move(out_); }

private:
  // Parentheses around `body` when the context binds closer than the expression.
  template <typename Body> void grouped(bool parentheses, Body body) {
    if (parentheses)
      out_ += '(';
    body();
    if (parentheses)
      out_ += ')';
  }
  void list(const ast::ExprList &elements, int level = kTest) {
    for (int i = 0; i < elements.size; ++i) {
      if (i)
        out_ += ", ";
      expression(elements[i], level);
    }
  }
  void constant(const ast::Constant *node);
  void lambda(ast::Lambda *node);
  void parameters(ast::arguments *args);
  void dict(ast::Dict *node);
  void clauses(const ast::ComprehensionList &clauses);
  void call(ast::Call *node);
  void slice(ast::Slice *node);
  void joined(ast::JoinedStr *node);
  std::string formatBody(const ast::ExprList &values);

  const ConstantRepr &repr_;
  std::string out_;
};

void Unparser::constant(const ast::Constant *node) {
  if (node->value.kind == ast::ConstantValue::Kind::kEllipsis) {
    out_ += "...";
    return;
  }
  if (node->kind.unicode)
    out_ += 'u';
  std::string text = repr_(node->value);
  bool number = node->value.kind == ast::ConstantValue::Kind::kFloat ||
                node->value.kind == ast::ConstantValue::Kind::kImaginary;
  for (size_t at; number && (at = text.find("inf")) != text.npos;)
    text.replace(at, 3, "1e309");
  out_ += text;
}

void Unparser::parameters(ast::arguments *args) {
  bool first = true;
  auto separate = [&] {
    if (!first)
      out_ += ", ";
    first = false;
  };
  int positional = args->posonlyargs.size + args->args.size;
  for (int i = 0; i < positional; ++i) {
    separate();
    ast::arg *parameter = i < args->posonlyargs.size ? args->posonlyargs[i]
                                                     : args->args[i - args->posonlyargs.size];
    out_ += parameter->arg->text;
    int defaulted = i - (positional - args->defaults.size);
    if (defaulted >= 0) {
      out_ += '=';
      expression(args->defaults[defaulted], kTest);
    }
    if (args->posonlyargs.size && i + 1 == args->posonlyargs.size)
      out_ += ", /";
  }
  if (args->vararg || !args->kwonlyargs.empty()) {
    separate();
    out_ += '*';
    if (args->vararg)
      out_ += args->vararg->arg->text;
  }
  for (int i = 0; i < args->kwonlyargs.size; ++i) {
    separate();
    out_ += args->kwonlyargs[i]->arg->text;
    if (args->kw_defaults[i]) {
      out_ += '=';
      expression(args->kw_defaults[i], kTest);
    }
  }
  if (args->kwarg) {
    separate();
    out_ += "**";
    out_ += args->kwarg->arg->text;
  }
}

void Unparser::lambda(ast::Lambda *node) {
  ast::arguments *args = node->args;
  bool any = args->posonlyargs.size || args->args.size || args->vararg || args->kwonlyargs.size ||
             args->kwarg;
  out_ += any ? "lambda " : "lambda";
  parameters(args);
  out_ += ": ";
  expression(node->body, kTest);
}

void Unparser::dict(ast::Dict *node) {
  out_ += '{';
  for (int i = 0; i < node->values.size; ++i) {
    if (i)
      out_ += ", ";
    if (node->keys[i]) {
      expression(node->keys[i], kTest);
      out_ += ": ";
      expression(node->values[i], kTest);
    } else {
      out_ += "**";
      expression(node->values[i], kExpression);
    }
  }
  out_ += '}';
}

void Unparser::clauses(const ast::ComprehensionList &clauses) {
  for (ast::comprehension *clause : clauses) {
    out_ += clause->is_async ? " async for " : " for ";
    expression(clause->target, kTuple);
    out_ += " in ";
    expression(clause->iter, kTest + 1);
    for (ast::ExprNode *condition : clause->ifs) {
      out_ += " if ";
      expression(condition, kTest + 1);
    }
  }
}

void Unparser::call(ast::Call *node) {
  expression(node->func, kAtom);
  if (node->args.size == 1 && node->keywords.empty() &&
      node->args[0]->kind == ast::NodeKind::kGeneratorExp)
    return expression(node->args[0], kTuple);
  out_ += '(';
  list(node->args);
  bool first = node->args.empty();
  for (ast::keyword *keyword : node->keywords) {
    if (!first)
      out_ += ", ";
    first = false;
    if (keyword->arg)
      (out_ += keyword->arg->text) += '=';
    else
      out_ += "**";
    expression(keyword->value, kTest);
  }
  out_ += ')';
}

void Unparser::slice(ast::Slice *node) {
  if (node->lower)
    expression(node->lower, kTest);
  out_ += ':';
  if (node->upper)
    expression(node->upper, kTest);
  if (node->step) {
    out_ += ':';
    expression(node->step, kTest);
  }
}

std::string Unparser::formatBody(const ast::ExprList &values) {
  Unparser body(repr_);
  for (ast::ExprNode *value : values) {
    if (auto *text = ast::dynCast<ast::Constant>(value)) {
      for (char c : text->value.text) {
        body.out_ += c;
        if (c == '{' || c == '}')
          body.out_ += c;
      }
      continue;
    }
    auto *field = ast::dynCast<ast::FormattedValue>(value);
    if (!field)
      continue;
    Unparser inner(repr_);
    inner.expression(field->value, kTest + 1);
    body.out_ += inner.out_.starts_with('{') ? "{ " : "{";
    body.out_ += inner.out_;
    if (field->conversion > 0)
      (body.out_ += '!') += static_cast<char>(field->conversion);
    if (field->format_spec) {
      body.out_ += ':';
      if (auto *spec = ast::dynCast<ast::JoinedStr>(field->format_spec))
        body.out_ += formatBody(spec->values);
    }
    body.out_ += '}';
  }
  return body.out_;
}

void Unparser::joined(ast::JoinedStr *node) {
  std::string body = formatBody(node->values);
  ast::ConstantValue text;
  text.kind = ast::ConstantValue::Kind::kString;
  text.text = body;
  out_ += 'f';
  out_ += repr_(text);
}

void Unparser::expression(ast::ExprNode *node, int level) {
  switch (node->kind) {
  case ast::NodeKind::kBoolOp: {
    auto *boolean = ast::cast<ast::BoolOp>(node);
    int own = boolean->op == ast::BoolOperator::kOr ? kOr : kAnd;
    return grouped(level > own, [&] {
      for (int i = 0; i < boolean->values.size; ++i) {
        if (i)
          ((out_ += ' ') += ast::operatorSymbol(boolean->op)) += ' ';
        expression(boolean->values[i], own + 1);
      }
    });
  }
  case ast::NodeKind::kNamedExpr: {
    auto *named = ast::cast<ast::NamedExpr>(node);
    return grouped(level > kTuple, [&] {
      expression(named->target, kAtom);
      out_ += " := ";
      expression(named->value, kAtom);
    });
  }
  case ast::NodeKind::kBinOp: {
    auto *binary = ast::cast<ast::BinOp>(node);
    int own = levelOf(binary->op);
    bool right_first = binary->op == ast::Operator::kPow;
    return grouped(level > own, [&] {
      expression(binary->left, own + right_first);
      ((out_ += ' ') += ast::operatorSymbol(binary->op)) += ' ';
      expression(binary->right, own + !right_first);
    });
  }
  case ast::NodeKind::kUnaryOp: {
    auto *unary = ast::cast<ast::UnaryOp>(node);
    int own = unary->op == ast::UnaryOperator::kNot ? kNot : kFactor;
    return grouped(level > own, [&] {
      out_ += ast::operatorSymbol(unary->op);
      expression(unary->operand, own);
    });
  }
  case ast::NodeKind::kLambda:
    return grouped(level > kTest, [&] { lambda(ast::cast<ast::Lambda>(node)); });
  case ast::NodeKind::kIfExp: {
    auto *choice = ast::cast<ast::IfExp>(node);
    return grouped(level > kTest, [&] {
      expression(choice->body, kTest + 1);
      out_ += " if ";
      expression(choice->test, kTest + 1);
      out_ += " else ";
      expression(choice->orelse, kTest);
    });
  }
  case ast::NodeKind::kDict:
    return dict(ast::cast<ast::Dict>(node));
  case ast::NodeKind::kSet:
    out_ += '{';
    list(ast::cast<ast::Set>(node)->elts);
    out_ += '}';
    return;
  case ast::NodeKind::kGeneratorExp: {
    auto *generator = ast::cast<ast::GeneratorExp>(node);
    out_ += '(';
    expression(generator->elt, kTest);
    clauses(generator->generators);
    out_ += ')';
    return;
  }
  case ast::NodeKind::kListComp: {
    auto *comprehension = ast::cast<ast::ListComp>(node);
    out_ += '[';
    expression(comprehension->elt, kTest);
    clauses(comprehension->generators);
    out_ += ']';
    return;
  }
  case ast::NodeKind::kSetComp: {
    auto *comprehension = ast::cast<ast::SetComp>(node);
    out_ += '{';
    expression(comprehension->elt, kTest);
    clauses(comprehension->generators);
    out_ += '}';
    return;
  }
  case ast::NodeKind::kDictComp: {
    auto *comprehension = ast::cast<ast::DictComp>(node);
    out_ += '{';
    expression(comprehension->key, kTest);
    out_ += ": ";
    expression(comprehension->value, kTest);
    clauses(comprehension->generators);
    out_ += '}';
    return;
  }
  case ast::NodeKind::kCompare: {
    auto *compare = ast::cast<ast::Compare>(node);
    return grouped(level > kCompare, [&] {
      expression(compare->left, kCompare + 1);
      for (int i = 0; i < compare->ops.size; ++i) {
        ((out_ += ' ') += ast::operatorSymbol(compare->ops[i])) += ' ';
        expression(compare->comparators[i], kCompare + 1);
      }
    });
  }
  case ast::NodeKind::kCall:
    return call(ast::cast<ast::Call>(node));
  case ast::NodeKind::kConstant:
    return constant(ast::cast<ast::Constant>(node));
  case ast::NodeKind::kJoinedStr:
    return joined(ast::cast<ast::JoinedStr>(node));
  case ast::NodeKind::kAttribute: {
    auto *attribute = ast::cast<ast::Attribute>(node);
    expression(attribute->value, kAtom);
    auto *number = ast::dynCast<ast::Constant>(attribute->value);
    bool integer = number && number->value.kind == ast::ConstantValue::Kind::kInteger;
    out_ += integer ? " ." : ".";
    out_ += attribute->attr->text;
    return;
  }
  case ast::NodeKind::kStarred:
    out_ += '*';
    return expression(ast::cast<ast::Starred>(node)->value, kExpression);
  case ast::NodeKind::kName:
    out_ += ast::cast<ast::Name>(node)->id->text;
    return;
  case ast::NodeKind::kList:
    out_ += '[';
    list(ast::cast<ast::List>(node)->elts);
    out_ += ']';
    return;
  case ast::NodeKind::kTuple: {
    const ast::ExprList &elements = ast::cast<ast::Tuple>(node)->elts;
    if (elements.empty()) {
      out_ += "()";
      return;
    }
    return grouped(level > kTuple, [&] {
      list(elements);
      if (elements.size == 1)
        out_ += ',';
    });
  }
  case ast::NodeKind::kSubscript: {
    auto *subscript = ast::cast<ast::Subscript>(node);
    expression(subscript->value, kAtom);
    out_ += '[';
    expression(subscript->slice, kTuple);
    out_ += ']';
    return;
  }
  case ast::NodeKind::kSlice:
    return slice(ast::cast<ast::Slice>(node));
  case ast::NodeKind::kYield: {
    auto *yield = ast::cast<ast::Yield>(node);
    out_ += yield->value ? "(yield " : "(yield";
    if (yield->value)
      expression(yield->value, kTest);
    out_ += ')';
    return;
  }
  case ast::NodeKind::kYieldFrom:
    out_ += "(yield from ";
    expression(ast::cast<ast::YieldFrom>(node)->value, kTest);
    out_ += ')';
    return;
  case ast::NodeKind::kAwait:
    return grouped(level > kAwait, [&] {
      out_ += "await ";
      expression(ast::cast<ast::Await>(node)->value, kAtom);
    });
  default:
    return;
  }
}

} // namespace

std::string unparse(ast::ExprNode *node, const ConstantRepr &repr) {
  Unparser unparser(repr);
  unparser.expression(node, kTest);
  return unparser.take();
}

} // namespace pystm
