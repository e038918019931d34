//===- habits.h - What a region does in vain or too late ------------------===//
//
// Warnings about code that is right elsewhere, but hardly so in a region. Called by checker.cpp for each statement in
// one.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_HABITS_H
#define STM_CLANG_PLUGIN_HABITS_H

namespace clang {
class DiagnosticsEngine;
class Stmt;
} // namespace clang

namespace stm {

/// Looks at `statement` itself, not at what is in it; `region` is the innermost region around it.
void checkHabits(clang::DiagnosticsEngine &engine, const clang::Stmt *statement, const clang::Stmt *region);

} // namespace stm

#endif
