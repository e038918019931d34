// Syntax trees of objects that a program made or changed: types and required fields are checked as
// CPython does, and what the compiler relies on (syntax/validate.h). See ast_objects.h.
#include "modules/ast_objects.h"

#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "syntax/validate.h"

#include <string>
#include <vector>

namespace pystm {

namespace {

using ast::NodeKind;

class TreeMaker {
public:
  TreeMaker(Thread &thread, Arena &arena, SymbolSet &symbols, AstClasses *classes)
      : thread_(thread), arena_(arena), symbols_(symbols), classes_(classes) {}

  bool failed() const { return failed_; }

  // A node whose class is one of those of the group `base`, e.g. "expr".
  ast::Node *node(Value object, const char *base);

  // ---- fields; the visitor's current object is `object_`
  void field(const char *name, ast::ExprNode *&value) { child(name, value, "expr"); }
  void field(const char *name, ast::PatternNode *&value) { child(name, value, "pattern"); }
  void field(const char *name, ast::arguments *&value) { child(name, value, "arguments"); }
  void field(const char *name, ast::arg *&value) { child(name, value, "arg"); }
  void field(const char *name, Identifier &value) {
    Value object = get(name);
    if (object.isUnbound() || isNone(object)) {
      if (object.isUnbound())
        missing(name);
      return;
    }
    value = identifier(object);
  }
  template <typename T> void field(const char *name, ast::Sequence<T *> &value) {
    list<T *>(name, value, [&](Value item) { return element(item, static_cast<T *>(nullptr)); });
  }
  void field(const char *name, ast::Sequence<Identifier> &value) {
    list<Identifier>(name, value, [&](Value item) { return identifier(item); });
  }
  void field(const char *name, ast::CompareOperators &value) {
    list<ast::CompareOperator>(name, value, [&](Value item) {
      return op<ast::CompareOperator>(item, ast::CompareOperator::kNotIn, "cmpop");
    });
  }
  void field(const char *name, int &value) {
    Value object = get(name);
    if (object.isUnbound()) {
      missing(name);
      return;
    }
    if (isNone(object))
      return;
    if (!isInt(object)) {
      raiseValueError(thread_, "invalid integer value: %R", object.bits);
      failed_ = true;
      return;
    }
    value = static_cast<int>(static_cast<int64_t>(lowBits(object)));
  }
  void field(const char *, ast::TypeComment &) {}
  void field(const char *, ast::TypeIgnores &) {}
  void field(const char *name, ast::ConstantKind &value) {
    Value object = get(name);
    value.unicode = isStr(object) && object.as<Str>()->is("u");
  }
  void field(const char *name, ast::ConstantValue &value) {
    Value object = get(name);
    if (object.isUnbound()) {
      missing(name);
      return;
    }
    constant(object, value);
  }
  void field(const char *name, ast::Operator &value) {
    value = op<ast::Operator>(required(name), ast::Operator::kFloorDiv, "operator");
  }
  void field(const char *name, ast::UnaryOperator &value) {
    value = op<ast::UnaryOperator>(required(name), ast::UnaryOperator::kUSub, "unaryop");
  }
  void field(const char *name, ast::BoolOperator &value) {
    value = op<ast::BoolOperator>(required(name), ast::BoolOperator::kOr, "boolop");
  }
  void field(const char *name, ast::Context &value) {
    value = op<ast::Context>(required(name), ast::Context::kDel, "expr_context");
  }

private:
  Value get(const char *name) {
    if (failed_)
      return Value::unbound();
    Value value = findAttribute(thread_, object_, intern(thread_, name));
    if (value.isError()) {
      failed_ = true;
      return Value::unbound();
    }
    return value;
  }
  void missing(const char *name) {
    if (failed_ || optional(name))
      return;
    raiseTypeError(thread_, "required field \"%s\" missing from %s", name,
                   position_of_ ? position_of_ : ast::nodeName(node_->kind));
    failed_ = true;
  }
  Value required(const char *name) {
    Value value = get(name);
    if (value.isUnbound())
      missing(name);
    return value;
  }
  // Fields that the grammar lets be absent have None as attribute of their class.
  bool optional(const char *name) {
    Value on_class = lookupType(typeOf(object_), intern(thread_, name));
    return !on_class.isUnbound() && isNone(on_class);
  }

  template <typename T> void child(const char *name, T *&value, const char *base) {
    Value object = get(name);
    if (failed_)
      return;
    if (object.isUnbound()) {
      missing(name);
      return;
    }
    if (isNone(object)) {
      if (!optional(name)) {
        raiseValueError(thread_, "field '%s' is required for %s", name, ast::nodeName(node_->kind));
        failed_ = true;
      }
      return;
    }
    value = static_cast<T *>(node(object, base));
  }

  template <typename T, typename Body>
  void list(const char *name, ast::Sequence<T> &value, Body element) {
    Value object = get(name);
    if (failed_)
      return;
    if (object.isUnbound()) {
      missing(name);
      return;
    }
    if (!isList(object)) {
      raiseTypeError(thread_, "%s field \"%s\" must be a list, not a %T",
                     ast::nodeName(node_->kind), name, object.bits);
      failed_ = true;
      return;
    }
    std::vector<T> items;
    List *source = object.as<List>();
    for (int64_t i = 0; i < source->size && !failed_; ++i)
      items.push_back(element(source->items[i]));
    value.data = arena_.makeArray<T>(items.size());
    value.size = static_cast<int>(items.size());
    for (size_t i = 0; i < items.size(); ++i)
      value.data[i] = items[i];
  }
  ast::ExprNode *element(Value item, ast::ExprNode *) {
    return isNone(item) ? nullptr : static_cast<ast::ExprNode *>(node(item, "expr"));
  }
  ast::StmtNode *element(Value item, ast::StmtNode *) {
    return isNone(item) ? nullptr : static_cast<ast::StmtNode *>(node(item, "stmt"));
  }
  ast::PatternNode *element(Value item, ast::PatternNode *) {
    return static_cast<ast::PatternNode *>(node(item, "pattern"));
  }
  template <typename T> T *element(Value item, T *) {
    const char *base = T::kKind == NodeKind::kExceptHandler ? "excepthandler"
                                                            : ast::nodeName(T::kKind);
    return static_cast<T *>(node(item, base));
  }

  Identifier identifier(Value object) {
    if (!isStr(object)) {
      if (!failed_)
        raiseTypeError(thread_, "AST identifier must be of type str");
      failed_ = true;
      return nullptr;
    }
    return symbols_.intern(toUtf8(object.as<Str>()));
  }

  // The member of an enumeration by the class of its object.
  template <typename Group> Group op(Value object, Group last, const char *base) {
    if (failed_ || object.isUnbound())
      return Group{};
    for (int i = 0; i <= static_cast<int>(last); ++i) {
      Value type = dictGet(classes_->by_name,
                           intern(thread_, ast::operatorName(static_cast<Group>(i))));
      if (isType(type) && isInstance(object, type.as<Type>()))
        return static_cast<Group>(i);
    }
    raiseTypeError(thread_, "expected some sort of %s, but got %R", base, object.bits);
    failed_ = true;
    return Group{};
  }

  void constant(Value object, ast::ConstantValue &value) {
    using Kind = ast::ConstantValue::Kind;
    if (isNone(object)) {
      value.kind = Kind::kNone;
    } else if (object == trueValue()) {
      value.kind = Kind::kTrue;
    } else if (object == falseValue()) {
      value.kind = Kind::kFalse;
    } else if (object == ellipsis()) {
      value.kind = Kind::kEllipsis;
    } else if (isExactly(object, str_type)) {
      value.kind = Kind::kString;
      value.text = arena_.copy(toUtf8(object.as<Str>()));
    } else {
      value.kind = Kind::kObject;
      value.bits = object.bits;
      failed_ = failed_ || !isConstant(object);
    }
  }
  // Or an exception is pending.
  bool isConstant(Value object) {
    if (isNone(object) || object == ellipsis() || isExactly(object, bool_type) || isExactly(object, int_type) || isExactly(object, float_type) ||
        isExactly(object, complex_type) || isExactly(object, str_type) || isExactly(object, bytes_type))
      return true;
    if (isExactly(object, tuple_type) || isExactly(object, frozenset_type))
      return forEach(thread_, object, [&](Value item) { return isConstant(item); });
    raiseTypeError(thread_, "got an invalid type in Constant: %T", object.bits);
    return false;
  }

  Thread &thread_;
  Arena &arena_;
  SymbolSet &symbols_;
  AstClasses *classes_;
  Value object_;
  ast::Node *node_ = nullptr;
  const char *position_of_ = nullptr; // while positions are read: the group of the node
  bool failed_ = false;
};

ast::Node *newNode(Arena &arena, NodeKind kind) {
  ast::Node *node = nullptr;
  switch (kind) {
#define AST_NODE(base, name, attributes, fields)                                                   \
  case NodeKind::k##name:                                                                          \
    node = arena.make<ast::name>();                                                                \
    break;
#include "syntax/ast_nodes.def"
#undef AST_NODE
  }
  node->kind = kind;
  return node;
}

constexpr NodeKind kKinds[] = {
#define AST_NODE(base, name, attributes, fields) NodeKind::k##name,
#include "syntax/ast_nodes.def"
#undef AST_NODE
};

ast::Node *TreeMaker::node(Value object, const char *base) {
  NativeRecursion guard(thread_, " during compilation");
  failed_ |= !guard.ok();
  if (failed_)
    return nullptr;
  Value group = dictGet(classes_->by_name, intern(thread_, base));
  if (!isType(group) || !isInstance(object, group.as<Type>())) {
    raiseTypeError(thread_, "expected some sort of %s, but got %R", base, object.bits);
    failed_ = true;
    return nullptr;
  }
  for (NodeKind kind : kKinds) {
    Value type = dictGet(classes_->by_name, intern(thread_, ast::nodeName(kind)));
    if (!isInstance(object, type.as<Type>()))
      continue;
    Value outer_object = object_;
    ast::Node *outer_node = node_;
    object_ = object;
    ast::Node *made = newNode(arena_, kind);
    node_ = made;
    ast::visitFields(made, *this);
    if (ast::hasPosition(kind)) {
      position_of_ = base; // positions belong to the group
      field("lineno", made->position.line);
      field("col_offset", made->position.column);
      made->position.end_line = made->position.line;
      made->position.end_column = made->position.column;
      field("end_lineno", made->position.end_line);
      field("end_col_offset", made->position.end_column);
      position_of_ = nullptr;
    }
    object_ = outer_object;
    node_ = outer_node;
    return made;
  }
  raiseTypeError(thread_, "expected some sort of %s, but got %R", base, object.bits);
  failed_ = true;
  return nullptr;
}

} // namespace

ast::ModNode *treeFromObjects(Thread &thread, Arena &arena, SymbolSet &symbols, Value tree) {
  AstClasses *classes = astClasses(thread);
  if (!classes)
    return nullptr;
  TreeMaker maker(thread, arena, symbols, classes);
  ast::Node *node = maker.node(tree, "mod");
  if (maker.failed())
    return nullptr;
  auto *made = static_cast<ast::ModNode *>(node);
  ast::TreeError error = ast::validateTree(made);
  if (error.message.empty())
    return made;
  raise(thread, error.is_type_error ? &TypeError_type : &ValueError_type, "%s", error.message.c_str());
  return nullptr;
}

} // namespace pystm
