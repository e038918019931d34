// Variables: where a name lives, and whether a local is surely bound, so that its uses need no check.
// Locals that some statement deletes are believed bound in straight lines only. See compiler.h.
#include "compile/compiler.h"

namespace pystm {

// Whether the name is an ordinary local of the function.
bool Compiler::localRegister(Identifier name, Register &result) {
  if (!unit_->isFunction())
    return false;
  Identifier mangled = mangle(name);
  if (scopeOf(mangled) != NameScope::kLocal)
    return false;
  result = unit_->variables.at(mangled);
  return true;
}

void Compiler::checkBound(Register local) {
  if (unit_->flow.bound[local])
    return;
  emit(Opcode::kCheckBound, local);
  unit_->flow.bound[local] = true;
}

void Compiler::setBound(Register local) { unit_->flow.bound[local] = true; }
void Compiler::setUnbound(Register local) { unit_->flow.bound[local] = false; }

// At the head of a loop or of a handler: what runs before it may have deleted them.
void Compiler::setAllDeletableUnbound(Flow &flow) {
  for (size_t i = 0; i < flow.bound.size(); ++i)
    if (unit_->deletable[i])
      flow.bound[i] = false;
}

// Behind a jump away.
void Compiler::dead() {
  unit_->flow.live = false;
  unit_->flow.bound.assign(unit_->flow.bound.size(), true);
}

void Compiler::loadName(Identifier name, Register dest) {
  Identifier mangled = mangle(name);
  NameScope scope = scopeOf(mangled);
  bool function = unit_->isFunction();
  switch (scope) {
  case NameScope::kLocal:
    if (function) {
      Register local = unit_->variables.at(mangled);
      checkBound(local);
      if (local != dest)
        emit(Opcode::kMove, dest, local);
      return;
    }
    break;
  case NameScope::kCell:
    emit(Opcode::kLoadCell, dest, unit_->variables.at(mangled));
    return;
  case NameScope::kFree:
    emit(function ? Opcode::kLoadCell : Opcode::kLoadClassCell, dest,
         unit_->variables.at(mangled));
    return;
  case NameScope::kGlobalExplicit:
    emit(Opcode::kLoadGlobal, dest, slot(mangled));
    return;
  default:
    if (function) {
      emit(Opcode::kLoadGlobal, dest, slot(mangled));
      return;
    }
    break;
  }
  emit(Opcode::kLoadName, dest, nameIndex(mangled));
}

void Compiler::storeName(Identifier name, Register source) {
  Identifier mangled = mangle(name);
  switch (scopeOf(mangled)) {
  case NameScope::kLocal:
    if (unit_->isFunction()) {
      Register local = unit_->variables.at(mangled);
      if (local != source)
        emit(Opcode::kMove, local, source);
      setBound(local);
      return;
    }
    break;
  case NameScope::kCell:
  case NameScope::kFree:
    emit(Opcode::kStoreCell, unit_->variables.at(mangled), source);
    return;
  case NameScope::kGlobalExplicit:
    emit(Opcode::kStoreGlobal, source, nameIndex(mangled));
    return;
  default:
    if (unit_->isFunction()) {
      emit(Opcode::kStoreGlobal, source, nameIndex(mangled));
      return;
    }
    break;
  }
  emit(Opcode::kStoreName, source, nameIndex(mangled));
}

void Compiler::deleteName(Identifier name) {
  Identifier mangled = mangle(name);
  switch (scopeOf(mangled)) {
  case NameScope::kLocal:
    if (unit_->isFunction()) {
      Register local = unit_->variables.at(mangled);
      emit(Opcode::kDeleteLocal, local);
      setUnbound(local);
      return;
    }
    break;
  case NameScope::kCell:
  case NameScope::kFree:
    emit(Opcode::kDeleteCell, unit_->variables.at(mangled));
    return;
  case NameScope::kGlobalExplicit:
    emit(Opcode::kDeleteGlobal, 0, nameIndex(mangled));
    return;
  default:
    if (unit_->isFunction()) {
      emit(Opcode::kDeleteGlobal, 0, nameIndex(mangled));
      return;
    }
    break;
  }
  emit(Opcode::kDeleteName, 0, nameIndex(mangled));
}

} // namespace pystm
