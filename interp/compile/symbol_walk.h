// The two walks of the symbol table: SymbolWalk over the tree, ScopeAnalysis over the blocks. See
// symbol_table.h.
#pragma once

#include "compile/symbol_table.h"

namespace pystm {

class SymbolWalk {
public:
  SymbolWalk(SymbolTable &table, SyntaxDiagnostic &diagnostic)
      : table_(table), diagnostic_(diagnostic) {}

  void module(ast::ModNode *tree);

private:
  // Walks the parts of a node that are expressions or patterns themselves.
  struct Parts {
    SymbolWalk &walk;
    void field(const char *, ast::ExprNode *node) { walk.expression(node); }
    void field(const char *, ast::PatternNode *node) { walk.pattern(node); }
    void field(const char *, const ast::ExprList &list) { walk.expressions(list); }
    void field(const char *, const ast::PatternList &list) {
      for (ast::PatternNode *node : list)
        walk.pattern(node);
    }
    void field(const char *, const ast::KeywordList &list) {
      for (ast::keyword *keyword : list)
        walk.expression(keyword->value);
    }
    template <typename T> void field(const char *, const T &) {}
  };

  Block *enter(BlockKind kind, Identifier name, const ast::Node *node);
  void add(Identifier name, unsigned use, const ast::Position &at) {
    if (in_target_ && (use & kNameLocal))
      use |= kNameIteration;
    addTo(current_, name, use, at);
  }
  void addTo(Block *block, Identifier name, unsigned use, const ast::Position &at);
  bool fail(const ast::Position &at, const std::string &message);

  void statements(const ast::StmtList &body);
  void statement(ast::StmtNode *node);
  template <typename T> void function(T *node);
  void tryParts(const ast::StmtList &body, const ast::HandlerList &handlers,
                const ast::StmtList &orelse, const ast::StmtList &final_body);
  void annotatedAssignment(ast::AnnAssign *node);
  void declaration(const ast::IdentifierList &names, unsigned use, const ast::Position &at);
  void aliases(const ast::AliasList &names);
  void parameters(ast::arguments *args);
  void annotation(ast::ExprNode *node);
  void annotations(ast::arguments *args, ast::ExprNode *returns);
  void expressions(const ast::ExprList &list);
  void expression(ast::ExprNode *node);
  void expressionBody(ast::ExprNode *node);
  void yield(ast::ExprNode *node, const char *what);
  void namedExpression(ast::NamedExpr *node);
  bool bindOutside(ast::Name *target);
  void comprehension(ast::ExprNode *node, ComprehensionKind kind, const char *name,
                     const ast::ComprehensionList &clauses, ast::ExprNode *element,
                     ast::ExprNode *value);
  void pattern(ast::PatternNode *node);

  SymbolTable &table_;
  SyntaxDiagnostic &diagnostic_;
  Block *current_ = nullptr;
  int depth_ = 0;
  int in_iterable_ = 0;    // inside the iterable of a comprehension of this block
  bool in_target_ = false; // inside the target of a comprehension
};

class ScopeAnalysis {
public:
  ScopeAnalysis(SymbolTable &table, SyntaxDiagnostic &diagnostic)
      : table_(table), diagnostic_(diagnostic) {}

  bool run();

private:
  using Names = std::unordered_set<Identifier>;

  // `bound` and `global` are what the enclosing blocks bind and declare global; `free` receives what
  // this block leaves to them.
  bool analyze(Block &block, const Names *bound, Names &free, Names &global);
  bool analyzeName(Block &block, Identifier name, NameInfo &info, const Names *bound, Names &local,
                   Names &free, Names &global);

  SymbolTable &table_;
  SyntaxDiagnostic &diagnostic_;
};

} // namespace pystm
