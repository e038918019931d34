// from __future__ imports: which features a module asks for, and whether they stand where they may.
#pragma once

#include "syntax/ast.h"
#include "syntax/diagnostics.h"

#include <cstdint>

namespace pystm {

struct FutureFeatures {
  uint32_t flags = 0;  // CPython's CO_FUTURE_ bits
  int last_line = 0;   // of the last import that counts
};

// False with the diagnostic set when a feature is unknown.
bool findFutureFeatures(ast::ModNode *tree, FutureFeatures &features, SyntaxDiagnostic &diagnostic);

constexpr uint32_t kFutureFlufl = 0x400000;

} // namespace pystm
