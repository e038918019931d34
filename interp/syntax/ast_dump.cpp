// The dump of a tree, by a visitor of fields. See ast_dump.h.
#include "syntax/ast_dump.h"

#include "syntax/identifiers.h"
#include "text/float_text.h"

#include <cstdio>
#include <gmp.h>

namespace pystm {

namespace {

class Dumper {
public:
  explicit Dumper(bool attributes) : attributes_(attributes) {}

  void node(ast::Node *node) {
    if (!node) {
      out_ += "None";
      return;
    }
    out_ += ast::nodeName(node->kind);
    out_ += '(';
    bool outer_first = first_;
    first_ = true;
    ast::visitFields(node, *this);
    if (attributes_ && ast::hasPosition(node->kind)) {
      number("lineno", node->position.line);
      number("col_offset", node->position.column);
      number("end_lineno", node->position.end_line);
      number("end_col_offset", node->position.end_column);
    }
    first_ = outer_first;
    out_ += ')';
  }

  // Fields that are absent are left out, as ast.dump does.
  template <typename T> void field(const char *name, T *value) {
    if (!value)
      return;
    label(name);
    node(value);
  }
  void field(const char *name, Identifier value) {
    if (!value)
      return;
    label(name);
    quote(value->text);
  }
  template <typename T> void field(const char *name, const ast::Sequence<T> &value) {
    label(name);
    out_ += '[';
    for (int i = 0; i < value.size; ++i) {
      if (i)
        out_ += ", ";
      element(value[i]);
    }
    out_ += ']';
  }
  void field(const char *name, int value) { number(name, value); }
  void field(const char *, ast::TypeComment) {}
  void field(const char *name, ast::TypeIgnores) {
    label(name);
    out_ += "[]";
  }
  void field(const char *name, ast::ConstantKind value) {
    if (!value.unicode)
      return;
    label(name);
    out_ += "'u'";
  }
  void field(const char *name, const ast::ConstantValue &value) {
    label(name);
    constant(value);
  }
  void field(const char *name, ast::Operator op) { operation(name, op); }
  void field(const char *name, ast::UnaryOperator op) { operation(name, op); }
  void field(const char *name, ast::BoolOperator op) { operation(name, op); }
  void field(const char *name, ast::Context op) { operation(name, op); }

  std::string take() { return std::move(out_); }

private:
  void label(const char *name) {
    if (!first_)
      out_ += ", ";
    first_ = false;
    out_ += name;
    out_ += '=';
  }
  void number(const char *name, int value) {
    label(name);
    out_ += std::to_string(value);
  }
  template <typename Group> void operation(const char *name, Group op) {
    label(name);
    out_ += ast::operatorName(op);
    out_ += "()";
  }
  template <typename T> void element(T *value) { node(value); }
  void element(Identifier value) { quote(value->text); }
  void element(ast::CompareOperator op) {
    out_ += ast::operatorName(op);
    out_ += "()";
  }

  void quote(std::string_view text, bool bytes = false) {
    char quotes = text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
    out_ += quotes;
    char escape[16];
    for (size_t at = 0; at < text.size();) {
      char32_t c = bytes ? static_cast<unsigned char>(text[at++]) : decodeUtf8(text, at);
      if (c == '\n')
        out_ += "\\n";
      else if (c == '\t')
        out_ += "\\t";
      else if (c == '\r')
        out_ += "\\r";
      else if (c == '\\' || c == static_cast<unsigned char>(quotes))
        (out_ += '\\') += static_cast<char>(c);
      else if (c >= 0x20 && c < 0x7F)
        out_ += static_cast<char>(c);
      else {
        const char *format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
        std::snprintf(escape, sizeof escape, format, static_cast<unsigned>(c));
        out_ += escape;
      }
    }
    out_ += quotes;
  }

  void integer(std::string_view literal) {
    std::string digits(literal);
    mpz_t value;
    mpz_init(value);
    bool radix = digits.size() > 2 && digits[1] > '9';
    int base = !radix ? 10 : (digits[1] | 0x20) == 'x' ? 16 : (digits[1] | 0x20) == 'o' ? 8 : 2;
    mpz_set_str(value, digits.c_str() + (radix ? 2 : 0), base);
    char *text = mpz_get_str(nullptr, 10, value);
    out_ += text;
    std::free(text);
    mpz_clear(value);
  }

  void constant(const ast::ConstantValue &value) {
    using Kind = ast::ConstantValue::Kind;
    switch (value.kind) {
    case Kind::kNone:
      out_ += "None";
      break;
    case Kind::kFalse:
      out_ += "False";
      break;
    case Kind::kTrue:
      out_ += "True";
      break;
    case Kind::kEllipsis:
      out_ += "Ellipsis";
      break;
    case Kind::kInteger:
      integer(value.text);
      break;
    case Kind::kFloat:
      out_ += reprDouble(value.number);
      break;
    case Kind::kImaginary: {
      std::string text = reprDouble(value.number);
      if (text.ends_with(".0"))
        text.resize(text.size() - 2);
      out_ += text + "j";
      break;
    }
    case Kind::kString:
      quote(value.text);
      break;
    case Kind::kBytes:
      out_ += 'b';
      quote(value.text, true);
      break;
    case Kind::kObject:
      out_ += "<object>";
      break;
    }
  }

  bool attributes_;
  bool first_ = true;
  std::string out_;
};

} // namespace

std::string dumpTree(ast::Node *tree, bool attributes) {
  Dumper dumper(attributes);
  dumper.node(tree);
  return dumper.take();
}

} // namespace pystm
