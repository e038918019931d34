// Calls: the callee and its arguments in consecutive registers, or collected in a list and a dict where
// something is unpacked. See compiler.h.
#include "compile/compiler.h"

#include "objects/str.h"
#include "objects/tuple.h"

#include <unordered_set>

namespace pystm {

bool Compiler::needsSpread(const ast::ExprList &args, const ast::KeywordList &keywords) {
  for (ast::ExprNode *arg : args)
    if (arg->kind == ast::NodeKind::kStarred)
      return true;
  for (ast::keyword *keyword : keywords)
    if (!keyword->arg)
      return true;
  constexpr int kMostInRegisters = 250;
  return args.size + keywords.size > kMostInRegisters;
}

bool Compiler::checkKeywords(const ast::KeywordList &keywords) {
  std::unordered_set<Identifier> seen;
  for (ast::keyword *keyword : keywords) {
    if (!keyword->arg)
      continue;
    if (keyword->arg->text == "__debug__")
      return error(keyword->position, "cannot assign to __debug__");
    if (!seen.insert(keyword->arg).second)
      return error(keyword->position,
                   "keyword argument repeated: " + std::string(keyword->arg->text));
  }
  return true;
}

void Compiler::callExpression(ast::Call *node, Register dest) {
  if (!checkKeywords(node->keywords))
    return;
  Temporaries temporaries(*this);
  bool spread = needsSpread(node->args, node->keywords);
  auto *attribute = ast::dynCast<ast::Attribute>(node->func);
  if (attribute && !spread) {
    Register base = take(2);
    {
      At at(*this, attribute);
      // A method name on a later line is where its lookup fails.
      if (attribute->position.line != attribute->position.end_line) {
        position_.line = attribute->position.end_line;
        position_.column = attribute->position.end_column -
                           static_cast<int>(attribute->attr->text.size());
      }
      Temporaries object(*this);
      Register value = operand(attribute->value);
      emit(Opcode::kLoadMethod, base, value, slot(mangle(attribute->attr)));
    }
    if (attribute->position.line != attribute->position.end_line) {
      At at(*this, node);
      position_.line = attribute->position.end_line;
      position_.column =
          attribute->position.end_column - static_cast<int>(attribute->attr->text.size());
      plainCall(base, true, 0, node->args, node->keywords, dest);
      return;
    }
    plainCall(base, true, 0, node->args, node->keywords, dest);
    return;
  }
  Register base = take();
  checkCallee(node);
  into(node->func, base);
  if (spread)
    spreadCall(base, 0, node->args, node->keywords, dest);
  else
    plainCall(base, false, 0, node->args, node->keywords, dest);
}

// The type of a literal or display; null for other expressions.
const char *Compiler::displayTypeName(E node) {
  Value folded;
  switch (node->kind) {
  case ast::NodeKind::kConstant:
    return constantTypeName(ast::cast<ast::Constant>(node)->value);
  case ast::NodeKind::kUnaryOp:
  case ast::NodeKind::kBinOp:
  case ast::NodeKind::kSubscript:
    return constant(node, folded) ? typeOf(folded)->native_name : nullptr;
  case ast::NodeKind::kTuple:
    return "tuple";
  case ast::NodeKind::kList:
  case ast::NodeKind::kListComp:
    return "list";
  case ast::NodeKind::kDict:
  case ast::NodeKind::kDictComp:
    return "dict";
  case ast::NodeKind::kSet:
  case ast::NodeKind::kSetComp:
    return "set";
  case ast::NodeKind::kGeneratorExp:
    return "generator";
  case ast::NodeKind::kLambda:
    return "function";
  case ast::NodeKind::kJoinedStr:
  case ast::NodeKind::kFormattedValue:
    return "str";
  default:
    return nullptr;
  }
}

// Calling what is surely not callable deserves a warning.
void Compiler::checkCallee(ast::Call *node) {
  const char *type = displayTypeName(node->func);
  if (type && node->func->kind != ast::NodeKind::kLambda)
    warn(node->position, std::string("'") + type +
                             "' object is not callable; perhaps you missed a comma?");
}

// Arguments in registers behind `base`, of which `given` are there already.
void Compiler::plainCall(Register base, bool method, int given, const ast::ExprList &args,
                         const ast::KeywordList &keywords, Register dest) {
  for (E arg : args)
    into(arg, take());
  for (ast::keyword *keyword : keywords)
    into(keyword->value, take());
  unsigned count = static_cast<unsigned>(given + args.size + keywords.size);
  if (keywords.empty()) {
    emit(method ? Opcode::kCallMethod : Opcode::kCall, dest, base, count);
    return;
  }
  Tuple *names = makeTuple(thread_, keywords.size);
  for (int i = 0; i < keywords.size; ++i)
    names->items[i] = text(keywords[i]->arg);
  emit(Opcode::kCallKeywords, dest, base, count, method);
  emit(Opcode::kExtend, constantIndex(names));
}

// The callee lies in `base`, behind it `given` arguments; the rest is unpacked.
void Compiler::spreadCall(Register base, int given, const ast::ExprList &args,
                          const ast::KeywordList &keywords, Register dest) {
  Register call = base;
  if (given > 0) {
    call = take();
    emit(Opcode::kMove, call, base);
  }
  Register list = take(2);
  Register dict = static_cast<Register>(list + 1);
  if (given == 0 && args.size == 1 && args[0]->kind == ast::NodeKind::kStarred)
    into(ast::cast<ast::Starred>(args[0])->value, list);
  else
    listInto(args, static_cast<Register>(base + 1), given, list);
  if (keywords.empty()) {
    emit(Opcode::kCallSpread, dest, call, 0, 0);
    return;
  }
  Temporaries temporaries(*this);
  emit(Opcode::kBuildMap, dict, dict, 0);
  for (ast::keyword *keyword : keywords) {
    Temporaries item(*this);
    if (!keyword->arg) {
      Register mapping = operand(keyword->value);
      emit(Opcode::kDictMerge, dict, mapping, call);
      continue;
    }
    Register key = take(2);
    load(text(keyword->arg), key);
    into(keyword->value, static_cast<Register>(key + 1));
    // A mapping before it may have brought the same name: that is an error, not an update.
    Register single = take();
    emit(Opcode::kBuildMap, single, key, 1);
    emit(Opcode::kDictMerge, dict, single, call);
  }
  emit(Opcode::kCallSpread, dest, call, 0, 1);
}

} // namespace pystm
