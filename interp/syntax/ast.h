// The syntax tree: what the parser makes and the compiler reads. Nodes live in an Arena and carry
// no behaviour. ast_nodes.def lists them with their fields, once; from it come the structs here, the
// visit of fields below, the dump (ast_dump.cpp) and the conversion from and to Python's objects.
#pragma once

#include "syntax/symbols.h"

#include <cstdint>
#include <string_view>

namespace pystm::ast {

// Lines from 1, columns in bytes of UTF-8 from 0, as in Python's ast.
struct Position {
  int line = 0;
  int column = 0;
  int end_line = 0;
  int end_column = 0;
};

// A sequence in the arena. Elements of "optional" lists may be null.
template <typename T> struct Sequence {
  T *data = nullptr;
  int size = 0;

  T *begin() const { return data; }
  T *end() const { return data + size; }
  T &operator[](int index) const { return data[index]; }
  T &back() const { return data[size - 1]; }
  bool empty() const { return size == 0; }
};

enum class NodeKind : uint8_t {
#define AST_NODE(base, name, attributes, fields) k##name,
#include "syntax/ast_nodes.def"
#undef AST_NODE
};

enum class group : uint8_t { kname };
enum class BoolOperator : uint8_t { kAnd, kOr };
enum class Operator : uint8_t { kAdd, kSub, kMult, kMatMult, kDiv, kMod, kPow, kLShift, kRShift,
  kBitOr, kBitXor, kBitAnd, kFloorDiv };
enum class UnaryOperator : uint8_t { kInvert, kNot, kUAdd, kUSub };
enum class CompareOperator : uint8_t { kEq, kNotEq, kLt, kLtE, kGt, kGtE, kIs, kIsNot, kIn, kNotIn
  };
enum class Context : uint8_t { kLoad, kStore, kDel };

// The name in Python's tree and the spelling in source text.
const char *operatorName(BoolOperator op);
const char *operatorSymbol(BoolOperator op);
const char *operatorName(Operator op);
const char *operatorSymbol(Operator op);
const char *operatorName(UnaryOperator op);
const char *operatorSymbol(UnaryOperator op);
const char *operatorName(CompareOperator op);
const char *operatorSymbol(CompareOperator op);
const char *operatorName(Context op);
const char *operatorSymbol(Context op);

// The value of a literal. Numbers of arbitrary size and objects stay in the form in which they came:
// an integer as its digits, a value that a program put into a tree as the bits of the object.
struct ConstantValue {
  enum class Kind : uint8_t {
    kNone,
    kFalse,
    kTrue,
    kEllipsis,
    kInteger,   // text: the literal without underscores, its radix prefix included
    kFloat,     // number
    kImaginary, // number
    kString,    // text: UTF-8, lone surrogates encoded like other characters
    kBytes,     // text: the bytes
    kObject,    // bits
  };
  Kind kind = Kind::kNone;
  double number = 0;
  std::string_view text;
  uint64_t bits = 0;
};

struct Node {
  NodeKind kind;
  Position position;
};

struct ModNode : Node {};
struct StmtNode : Node {};
struct ExprNode : Node {};
struct PatternNode : Node {};

struct comprehension;
struct ExceptHandler;
struct arguments;
struct arg;
struct keyword;
struct alias;
struct withitem;
struct match_case;

using ExprRef = ExprNode *;
using OptExpr = ExprNode *;
using PatternRef = PatternNode *;
using OptPattern = PatternNode *;
using ArgumentsRef = arguments *;
using OptArg = arg *;
using StmtList = Sequence<StmtNode *>;
using ExprList = Sequence<ExprNode *>;
using OptExprList = Sequence<ExprNode *>;
using PatternList = Sequence<PatternNode *>;
using KeywordList = Sequence<keyword *>;
using ComprehensionList = Sequence<comprehension *>;
using HandlerList = Sequence<ExceptHandler *>;
using ArgList = Sequence<arg *>;
using AliasList = Sequence<alias *>;
using WithItemList = Sequence<withitem *>;
using MatchCaseList = Sequence<match_case *>;
using OptIdentifier = Identifier;
using IdentifierList = Sequence<Identifier>;
using CompareOperators = Sequence<CompareOperator>;
using Integer = int;
using OptInteger = int;

// Type comments are not read; the fields exist in Python's tree and are None and [].
struct TypeComment {};
struct TypeIgnores {};
// Whether a string literal bore the prefix u.
struct ConstantKind {
  bool unicode = false;
};

#define AST_BASE_Mod ModNode
#define AST_BASE_Stmt StmtNode
#define AST_BASE_Expr ExprNode
#define AST_BASE_Pattern PatternNode
#define AST_BASE_Comprehension Node
#define AST_BASE_Handler Node
#define AST_BASE_Arguments Node
#define AST_BASE_Arg Node
#define AST_BASE_Keyword Node
#define AST_BASE_Alias Node
#define AST_BASE_WithItem Node
#define AST_BASE_MatchCase Node

#define F(type, name) type name{};
#define AST_NODE(base, name, attributes, fields)                                                   \
  struct name : AST_BASE_##base {                                                                  \
    static constexpr NodeKind kKind = NodeKind::k##name;                                           \
    fields                                                                                         \
  };
#include "syntax/ast_nodes.def"
#undef AST_NODE
#undef F

const char *nodeName(NodeKind kind);

// Whether nodes of the kind carry a position in Python's tree.
bool hasPosition(NodeKind kind);

// The node as its own type; the caller knows the kind. `dynCast` is null where it is another.
template <typename T> T *cast(Node *node) { return static_cast<T *>(node); }
template <typename T> T *dynCast(Node *node) {
  return node && node->kind == T::kKind ? static_cast<T *>(node) : nullptr;
}

// Calls visitor.field("name", reference) for each field of `node`, in order.
#define F(type, name) visitor.field(#name, node.name);
#define AST_NODE(base, name, attributes, fields)                                                   \
  template <typename Visitor> void visitFields([[maybe_unused]] name &node,                        \
                                               [[maybe_unused]] Visitor &visitor) {                \
    fields                                                                                         \
  }
#include "syntax/ast_nodes.def"
#undef AST_NODE
#undef F

template <typename Visitor> void visitFields(Node *node, Visitor &visitor) {
  switch (node->kind) {
#define AST_NODE(base, name, attributes, fields)                                                   \
  case NodeKind::k##name:                                                                          \
    return visitFields(*static_cast<name *>(node), visitor);
#include "syntax/ast_nodes.def"
#undef AST_NODE
  }
}

} // namespace pystm::ast
