// Scopes and the names in them: one walk over the tree collects how each block uses each name, a second
// over the blocks decides what it is there: local, cell, free or global. The code generator asks for
// the block of a node. symbol_walk.cpp is the first walk, symbol_scopes.cpp the second.
#pragma once

#include "syntax/ast.h"
#include "syntax/diagnostics.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pystm {

enum class NameScope : uint8_t { kUnknown, kLocal, kGlobalExplicit, kGlobalImplicit, kFree, kCell };

// How a block uses a name.
enum NameUse : uint16_t {
  kNameGlobal = 1 << 0, // declared
  kNameLocal = 1 << 1,  // bound
  kNameParameter = 1 << 2,
  kNameNonlocal = 1 << 3, // declared
  kNameUsed = 1 << 4,
  kNameFreeClass = 1 << 5, // free in a class body that also binds it
  kNameImport = 1 << 6,
  kNameAnnotated = 1 << 7,
  kNameIteration = 1 << 8, // a comprehension's variable
  kNameDeleted = 1 << 9,
  kNameWalrus = 1 << 10, // the target of an assignment expression
  kNameBound = kNameLocal | kNameParameter | kNameImport,
};

struct NameInfo {
  uint16_t uses = 0;
  NameScope scope = NameScope::kUnknown;
};

enum class BlockKind : uint8_t { kModule, kClass, kFunction, kAnnotation };
enum class ComprehensionKind : uint8_t { kNone, kList, kDict, kSet, kGenerator };

struct Block {
  BlockKind kind;
  ComprehensionKind comprehension = ComprehensionKind::kNone;
  Identifier name = nullptr;
  Identifier class_name = nullptr; // the class whose private names are mangled here
  ast::Position position;
  Block *parent = nullptr;
  std::vector<std::unique_ptr<Block>> children;
  std::vector<Identifier> order; // of the names' first appearance
  std::unordered_map<Identifier, NameInfo> names;
  std::vector<Identifier> parameters;
  std::vector<std::pair<Identifier, ast::Position>> directives; // global and nonlocal
  bool nested = false;        // in a function, directly or not
  bool has_free = false;
  bool child_has_free = false;
  bool generator = false;
  bool coroutine = false;
  bool async_function = false; // an async def
  bool varargs = false;
  bool varkeywords = false;
  bool returns_value = false;
  bool needs_class_cell = false; // a method refers to __class__
  bool in_iterable = false;      // of a comprehension being walked
  bool is_lambda = false;

  bool isFunction() const { return kind == BlockKind::kFunction; }
  NameScope scopeOf(Identifier name) const {
    auto found = names.find(name);
    return found == names.end() ? NameScope::kUnknown : found->second.scope;
  }
  uint16_t usesOf(Identifier name) const {
    auto found = names.find(name);
    return found == names.end() ? 0 : found->second.uses;
  }
};

class SymbolTable {
public:
  SymbolTable(SymbolSet &symbols, bool future_annotations)
      : symbols_(symbols), future_annotations_(future_annotations) {}

  // False with the diagnostic set when the program breaks a rule of names.
  bool build(ast::ModNode *tree, SyntaxDiagnostic &diagnostic);

  Block *top() const { return top_.get(); }
  // The block of a module, class, function, lambda expression or comprehension.
  Block *blockOf(const ast::Node *node) const { return blocks_.at(node); }

private:
  friend class SymbolWalk;
  friend class ScopeAnalysis;

  SymbolSet &symbols_;
  bool future_annotations_;
  std::unique_ptr<Block> top_;
  std::unordered_map<const ast::Node *, Block *> blocks_;
};

// The name under which a private name of a class is known: `__x` in class C is `_C__x`.
Identifier mangleName(SymbolSet &symbols, Identifier class_name, Identifier name);

} // namespace pystm
