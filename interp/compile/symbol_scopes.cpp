// The second walk of the symbol table: what each name is in each block. See symbol_table.h.
#include "compile/symbol_walk.h"

namespace pystm {

bool ScopeAnalysis::run() {
  Names free, global;
  return analyze(*table_.top_, nullptr, free, global);
}

bool ScopeAnalysis::analyzeName(Block &block, Identifier name, NameInfo &info, const Names *bound,
                                Names &local, Names &free, Names &global) {
  auto fail = [&](const std::string &message) {
    diagnostic_.kind = ErrorKind::kSyntax;
    diagnostic_.message = message;
    for (const auto &[declared, at] : block.directives)
      if (declared == name) {
        diagnostic_.line = at.line;
        diagnostic_.column = at.column + 1;
        diagnostic_.end_line = at.end_line;
        diagnostic_.end_column = at.end_column + 1;
        break;
      }
    return false;
  };
  std::string text(name->text);
  if (info.uses & kNameGlobal) {
    if (info.uses & kNameNonlocal)
      return fail("name '" + text + "' is nonlocal and global");
    info.scope = NameScope::kGlobalExplicit;
    global.insert(name);
    return true;
  }
  if (info.uses & kNameNonlocal) {
    if (!bound)
      return fail("nonlocal declaration not allowed at module level");
    if (!bound->contains(name))
      return fail("no binding for nonlocal '" + text + "' found");
    info.scope = NameScope::kFree;
    block.has_free = true;
    free.insert(name);
    return true;
  }
  if (info.uses & kNameBound) {
    info.scope = NameScope::kLocal;
    local.insert(name);
    global.erase(name);
    return true;
  }
  if (bound && bound->contains(name)) {
    info.scope = NameScope::kFree;
    block.has_free = true;
    free.insert(name);
    return true;
  }
  info.scope = NameScope::kGlobalImplicit;
  return true;
}

bool ScopeAnalysis::analyze(Block &block, const Names *bound, Names &free, Names &global) {
  Names local, new_bound, new_global = global, new_free;
  if (block.kind == BlockKind::kClass && bound)
    new_bound = *bound; // the names of a class are not seen by its methods
  for (Identifier name : block.order)
    if (!analyzeName(block, name, block.names[name], bound, local, free, new_global))
      return false;
  Identifier class_cell = table_.symbols_.intern("__class__");
  if (block.kind != BlockKind::kClass) {
    if (block.isFunction())
      new_bound = local;
    if (bound)
      new_bound.insert(bound->begin(), bound->end());
    // What this block declares global hides an outer function's name from the inner ones.
    for (Identifier name : block.order)
      if (block.names[name].scope == NameScope::kGlobalExplicit)
        new_bound.erase(name);
  } else {
    new_bound.insert(class_cell);
  }
  for (auto &child : block.children) {
    Names child_free;
    Names child_global = block.kind == BlockKind::kClass ? global : new_global;
    if (!analyze(*child, &new_bound, child_free, child_global))
      return false;
    new_free.insert(child_free.begin(), child_free.end());
    if (child->has_free || child->child_has_free)
      block.child_has_free = true;
  }
  if (block.isFunction()) {
    for (Identifier name : block.order) {
      NameInfo &info = block.names[name];
      if (info.scope == NameScope::kLocal && new_free.erase(name))
        info.scope = NameScope::kCell;
    }
  } else if (block.kind == BlockKind::kClass && new_free.erase(class_cell)) {
    block.needs_class_cell = true;
  }
  // Names that inner blocks want pass through this one.
  for (Identifier name : new_free) {
    auto found = block.names.find(name);
    if (found != block.names.end()) {
      if (block.kind == BlockKind::kClass &&
          (found->second.uses & (kNameBound | kNameGlobal)))
        found->second.uses |= kNameFreeClass;
      continue;
    }
    if (!bound || !bound->contains(name))
      continue;
    block.order.push_back(name);
    block.names[name] = {0, NameScope::kFree};
    block.has_free = true;
  }
  free.insert(new_free.begin(), new_free.end());
  return true;
}

} // namespace pystm
