// The text of a syntax tree in the format of Python's ast.dump(tree, include_attributes=True), in
// which characters beyond ASCII are escaped. For `-X dump-ast` and the tests.
#pragma once

#include "syntax/ast.h"

#include <string>

namespace pystm {

std::string dumpTree(ast::Node *tree, bool attributes = true);

} // namespace pystm
