//===- pass_messages.cpp - Messages of the pass, shown by Clang ----------===//
//
// Clang's own diagnostics for plugins that work behind the front end carry the pass's text. If
// the place is unknown or its file is gone, a known file and line go in front of the text.
//
//===----------------------------------------------------------------------===//
#include "pass_messages.h"

#include "options.h" // the pass's

#include "clang/Basic/DiagnosticFrontend.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"

using namespace clang;

namespace stm {

namespace {

SourceLocation locate(CompilerInstance &compiler, const PassMessage &message) {
  if (message.file.empty() || message.line == 0 || !compiler.hasSourceManager())
    return {};
  auto file = compiler.getFileManager().getOptionalFileRef(message.file);
  if (!file)
    return {};
  // Column 0 means that the debug information has none; Clang counts from 1.
  return compiler.getSourceManager().translateFileLineCol(*file, message.line,
                                                          std::max(message.column, 1u));
}

} // namespace

void reportFromPass(CompilerInstance &compiler, const PassMessage &message) {
  SourceLocation where = locate(compiler, message);
  std::string text = message.text;
  if (where.isInvalid() && !message.file.empty())
    text = message.file + ":" + std::to_string(message.line) + ": " + text;
  unsigned kind = message.severity == PassMessage::Severity::Error     ? diag::err_fe_backend_plugin
                  : message.severity == PassMessage::Severity::Warning ? diag::warn_fe_backend_plugin
                                                                       : diag::note_fe_backend_plugin;
  compiler.getDiagnostics().Report(where, kind) << text;
}

} // namespace stm
