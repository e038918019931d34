// The source text of an expression, as `from __future__ import annotations` stores annotations.
#pragma once

#include "syntax/ast.h"

#include <functional>
#include <string>

namespace pystm {

// The repr of a constant's value; the tree does not know objects.
using ConstantRepr = std::function<std::string(const ast::ConstantValue &)>;

std::string unparse(ast::ExprNode *node, const ConstantRepr &repr);

} // namespace pystm
