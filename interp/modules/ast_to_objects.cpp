// Objects of a syntax tree, by a visitor of fields. See ast_objects.h.
#include "modules/ast_objects.h"

#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/dict.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"

#include <type_traits>

namespace pystm {

namespace {

class ObjectMaker {
public:
  ObjectMaker(Thread &thread, AstClasses *classes) : thread_(thread), classes_(classes) {}

  Value node(ast::Node *node) {
    if (!node)
      return none();
    Value type = dictGet(classes_->by_name, intern(thread_, ast::nodeName(node->kind)));
    Value object = call(thread_, type);
    if (object.isError()) {
      failed_ = true;
      return object;
    }
    Value outer = object_;
    object_ = object;
    ast::visitFields(node, *this);
    if (ast::hasPosition(node->kind)) {
      set("lineno", Value::smallInt(node->position.line));
      set("col_offset", Value::smallInt(node->position.column));
      set("end_lineno", Value::smallInt(node->position.end_line));
      set("end_col_offset", Value::smallInt(node->position.end_column));
    }
    object_ = outer;
    return failed_ ? Value::error() : object;
  }

  template <typename T> void field(const char *name, T *value) { set(name, node(value)); }
  void field(const char *name, Identifier value) { set(name, element(value)); }
  template <typename T> void field(const char *name, const ast::Sequence<T> &value) {
    List *list = makeList(thread_, 0);
    for (const T &item : value)
      if (!listAppend(thread_, list, element(item)))
        failed_ = true;
    set(name, Value(list));
  }
  void field(const char *name, int value) { set(name, Value::smallInt(value)); }
  void field(const char *name, ast::TypeComment) { set(name, none()); }
  void field(const char *name, ast::TypeIgnores) { set(name, Value(makeList(thread_, 0))); }
  void field(const char *name, ast::ConstantKind value) {
    set(name, value.unicode ? Value(intern(thread_, "u")) : none());
  }
  void field(const char *name, const ast::ConstantValue &value) { set(name, constant(value)); }
  void field(const char *name, ast::Operator op) { set(name, element(op)); }
  void field(const char *name, ast::UnaryOperator op) { set(name, element(op)); }
  void field(const char *name, ast::BoolOperator op) { set(name, element(op)); }
  void field(const char *name, ast::Context op) { set(name, element(op)); }

private:
  void set(const char *name, Value value) {
    if (failed_ || value.isError() || !setAttribute(thread_, object_, intern(thread_, name), value))
      failed_ = true;
  }
  template <typename T> Value element(T *value) { return node(value); }
  Value element(Identifier value) {
    return value ? Value(intern(thread_, value->text)) : none();
  }
  template <typename Group>
    requires std::is_enum_v<Group>
  Value element(Group op) {
    return dictGet(classes_->singletons, intern(thread_, ast::operatorName(op)));
  }

  Value constant(const ast::ConstantValue &value) {
    using Kind = ast::ConstantValue::Kind;
    switch (value.kind) {
    case Kind::kNone:
      return none();
    case Kind::kFalse:
      return falseValue();
    case Kind::kTrue:
      return trueValue();
    case Kind::kEllipsis:
      return ellipsis();
    case Kind::kInteger: {
      bool radix = value.text.size() > 2 && value.text[1] > '9';
      char letter = radix ? static_cast<char>(value.text[1] | 0x20) : '\0';
      int base = !radix ? 10 : letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
      return parseIntDigits(thread_, value.text.substr(radix ? 2 : 0), base, false);
    }
    case Kind::kFloat:
      return Value::number(value.number);
    case Kind::kImaginary:
      return makeComplex(thread_, 0.0, value.number);
    case Kind::kString:
      return makeStr(thread_, value.text);
    case Kind::kBytes:
      return makeBytes(thread_, value.text);
    case Kind::kObject:
      return Value(value.bits);
    }
    return none();
  }

  Thread &thread_;
  AstClasses *classes_;
  Value object_;
  bool failed_ = false;
};

} // namespace

Value treeToObjects(Thread &thread, ast::Node *tree) {
  AstClasses *classes = astClasses(thread);
  if (!classes)
    return Value::error();
  return ObjectMaker(thread, classes).node(tree);
}

} // namespace pystm
