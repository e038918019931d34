// Python's view of syntax trees, the module _ast: its classes (ast_module.cpp), objects made of a tree
// (ast_to_objects.cpp) and trees made of objects (ast_from_objects.cpp). All three read the table
// syntax/ast_nodes.def.
#pragma once

#include "objects/object.h"
#include "syntax/ast.h"

namespace pystm {

// The classes, by node kind and by operator name; made when first asked for. Null with an error pending.
struct AstClasses {
  Type *base;                                // ast.AST
  Dict *by_name;                             // every class
  Dict *singletons;                          // operators and contexts by name
};
AstClasses *astClasses(Thread &);
Value astClass(Thread &, const char *name); // unbound: none

Value treeToObjects(Thread &, ast::Node *);
// Null with an exception pending.
ast::ModNode *treeFromObjects(Thread &, Arena &, SymbolSet &, Value tree);

} // namespace pystm
