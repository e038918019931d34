//===- diagnostics.h - The front end's messages --------------------------===//
//
// Names every message of the plugin's front end and reports them through Clang's
// diagnostics engine, so that they carry carets, count as errors and obey -verify. The texts stand
// in diagnostics.def; diagnostics.cpp maps the one to the other.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_DIAGNOSTICS_H
#define STM_CLANG_PLUGIN_DIAGNOSTICS_H

#include "clang/Basic/Diagnostic.h"

namespace stm {

enum class Diag {
#define STM_DIAG(name, level, text) name,
#include "diagnostics.def"
};

/// Starts the message `diag` at `where`; stream its arguments into the result.
clang::DiagnosticBuilder report(clang::DiagnosticsEngine &engine, clang::SourceLocation where,
                                Diag diag);

} // namespace stm

#endif
