// The features of __future__. See future.h.
#include "compile/future.h"

#include "compile/code.h"

namespace pystm {

namespace {

// Features that are the language by now, or belong to none.
constexpr std::string_view kMandatory[] = {"nested_scopes",  "generators",       "division",
                                           "absolute_import", "with_statement",   "print_function",
                                           "unicode_literals", "generator_stop"};

bool addFeature(std::string_view name, const ast::Position &at, FutureFeatures &features,
                SyntaxDiagnostic &diagnostic) {
  for (std::string_view known : kMandatory)
    if (name == known)
      return true;
  if (name == "barry_as_FLUFL") {
    features.flags |= kFutureFlufl;
    return true;
  }
  if (name == "annotations") {
    features.flags |= kFutureAnnotations;
    return true;
  }
  diagnostic.kind = ErrorKind::kSyntax;
  diagnostic.message = name == "braces" ? "not a chance"
                                        : "future feature " + std::string(name.substr(0, 100)) +
                                              " is not defined";
  diagnostic.line = diagnostic.end_line = at.line;
  diagnostic.column = at.column + 1;
  diagnostic.end_column = SyntaxDiagnostic::kNoEnd;
  return false;
}

} // namespace

bool findFutureFeatures(ast::ModNode *tree, FutureFeatures &features,
                        SyntaxDiagnostic &diagnostic) {
  ast::StmtList body;
  if (auto *module = ast::dynCast<ast::Module>(tree))
    body = module->body;
  else if (auto *interactive = ast::dynCast<ast::Interactive>(tree))
    body = interactive->body;
  for (int i = 0; i < body.size; ++i) {
    if (auto *import = ast::dynCast<ast::ImportFrom>(body[i])) {
      if (import->level || !import->module || import->module->text != "__future__")
        return true;
      for (ast::alias *alias : import->names)
        if (!addFeature(alias->name->text, import->position, features, diagnostic))
          return false;
      features.last_line = import->position.line;
      continue;
    }
    auto *expression = ast::dynCast<ast::Expr>(body[i]);
    auto *constant = expression ? ast::dynCast<ast::Constant>(expression->value) : nullptr;
    if (i > 0 || !constant || constant->value.kind != ast::ConstantValue::Kind::kString)
      return true;
  }
  return true;
}

} // namespace pystm
