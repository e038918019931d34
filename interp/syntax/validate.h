// Whether a tree that no parser made is one that the compiler can take.
#pragma once

#include "syntax/ast.h"

#include <string>

namespace pystm::ast {

struct TreeError {
  std::string message; // empty: none
  bool is_type_error = false; // else a ValueError
};

// The rules and messages are CPython's (compile() of an ast.AST). Values of constants are the caller's to check.
TreeError validateTree(ModNode *tree);

} // namespace pystm::ast
