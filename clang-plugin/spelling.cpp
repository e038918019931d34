//===- spelling.cpp - How the plugin's attributes are written ------------===//
//
// The checks that all attributes of the plugin share.
//
//===----------------------------------------------------------------------===//
#include "spelling.h"

#include "diagnostics.h"

namespace stm {

bool checkSpelling(clang::DiagnosticsEngine &engine, const clang::ParsedAttr &attribute) {
  const bool scoped = attribute.getScopeName() || attribute.isGNUAttribute();
  if (!scoped)
    report(engine, attribute.getLoc(), Diag::AttributeUnscoped)
        << attribute.getAttrName()->getName();
  else if (attribute.getNumArgs() > 0)
    report(engine, attribute.getLoc(), Diag::AttributeWithArguments) << attribute;
  else
    return true;
  return false;
}

} // namespace stm
