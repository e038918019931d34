//===- diagnostics.cpp - The front end's messages ------------------------===//
//
// Registers a row of diagnostics.def with Clang's diagnostics engine at its first use. The
// engine remembers equal texts, so nothing is cached here and several compilations in one
// process (modules built on demand) do not get into each other's way.
//
//===----------------------------------------------------------------------===//
#include "diagnostics.h"

namespace stm {

namespace {

struct Row {
  clang::DiagnosticIDs::Level level;
  const char *text;
};

constexpr Row kRows[] = {
#define STM_DIAG(name, level, text) {clang::DiagnosticIDs::level, text},
#include "diagnostics.def"
};

} // namespace

clang::DiagnosticBuilder report(clang::DiagnosticsEngine &engine, clang::SourceLocation where,
                                Diag diag) {
  const Row &row = kRows[static_cast<unsigned>(diag)];
  return engine.Report(where, engine.getDiagnosticIDs()->getCustomDiagID(row.level, row.text));
}

} // namespace stm
