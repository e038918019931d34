// Names of node kinds and operators, from the tables. See ast.h.
#include "syntax/ast.h"

#include <string_view>

namespace pystm::ast {

namespace {

constexpr const char *kNodeNames[] = {
#define AST_NODE(base, name, attributes, fields) #name,
#include "syntax/ast_nodes.def"
#undef AST_NODE
};

constexpr bool kHasPosition[] = {
#define AST_NODE(base, name, attributes, fields) attributes,
#include "syntax/ast_nodes.def"
#undef AST_NODE
};

struct OperatorRow {
  std::string_view group;
  const char *name;
  const char *symbol;
};

constexpr OperatorRow kOperatorRows[] = {
#define AST_OPERATOR(group, name, symbol) {#group, #name, symbol},
#include "syntax/ast_operators.def"
};

// The rows of a group stand together, in the order of its enumeration.
constexpr const OperatorRow &operatorRow(std::string_view group, int index) {
  const OperatorRow *row = kOperatorRows;
  while (row->group != group)
    ++row;
  return row[index];
}

} // namespace

const char *nodeName(NodeKind kind) { return kNodeNames[static_cast<int>(kind)]; }
bool hasPosition(NodeKind kind) { return kHasPosition[static_cast<int>(kind)]; }

#define AST_GROUP(group)                                                                           \
  const char *operatorName(group op) { return operatorRow(#group, static_cast<int>(op)).name; }    \
  const char *operatorSymbol(group op) { return operatorRow(#group, static_cast<int>(op)).symbol; }
AST_GROUP(BoolOperator)
AST_GROUP(Operator)
AST_GROUP(UnaryOperator)
AST_GROUP(CompareOperator)
AST_GROUP(Context)
#undef AST_GROUP

} // namespace pystm::ast
