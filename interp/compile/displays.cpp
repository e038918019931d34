// Displays of tuples, lists, sets and dicts. Long ones grow item by item, so that they do not need a
// register for each. See compiler.h.
#include "compile/compiler.h"

#include "objects/set.h"
#include "objects/tuple.h"

namespace pystm {

namespace {

constexpr int kMostInRegisters = 30;

bool hasStar(const ast::ExprList &elements) {
  for (ast::ExprNode *element : elements)
    if (element->kind == ast::NodeKind::kStarred)
      return true;
  return false;
}

} // namespace

// A list of `given` values from `prefix` and of the elements, item by item.
void Compiler::listInto(const ast::ExprList &elements, Register prefix, int given, Register list) {
  // A list that is seen by nobody until it is complete.
  Temporaries temporaries(*this);
  emit(Opcode::kBuildList, list, prefix, static_cast<unsigned>(given));
  for (E element : elements) {
    Temporaries item(*this);
    if (auto *starred = ast::dynCast<ast::Starred>(element))
      emit(Opcode::kListExtend, list, operand(starred->value));
    else
      emit(Opcode::kListAppend, list, operand(element));
  }
}

void Compiler::tupleDisplay(const ast::ExprList &elements, Register dest) {
  Temporaries temporaries(*this);
  if (hasStar(elements) || elements.size > kMostInRegisters) {
    Register list = take();
    listInto(elements, list, 0, list);
    emit(Opcode::kListToTuple, dest, list);
    return;
  }
  Register first = take(static_cast<uint32_t>(elements.size));
  for (int i = 0; i < elements.size; ++i)
    into(elements[i], static_cast<Register>(first + i));
  emit(Opcode::kBuildTuple, dest, first, static_cast<unsigned>(elements.size));
}

void Compiler::listDisplay(const ast::ExprList &elements, Register dest) {
  Temporaries temporaries(*this);
  Value folded;
  if (elements.size > 2 && foldTuple(elements, folded)) {
    Register parts = take(2);
    load(folded, static_cast<Register>(parts + 1));
    emit(Opcode::kBuildList, parts, parts, 0);
    emit(Opcode::kListExtend, parts, parts + 1u);
    emit(Opcode::kMove, dest, parts);
    return;
  }
  if (hasStar(elements) || elements.size > kMostInRegisters) {
    Register list = take();
    listInto(elements, list, 0, list);
    emit(Opcode::kMove, dest, list);
    return;
  }
  Register first = take(static_cast<uint32_t>(elements.size));
  for (int i = 0; i < elements.size; ++i)
    into(elements[i], static_cast<Register>(first + i));
  emit(Opcode::kBuildList, dest, first, static_cast<unsigned>(elements.size));
}

void Compiler::setDisplay(const ast::ExprList &elements, Register dest) {
  Temporaries temporaries(*this);
  if (hasStar(elements) || elements.size > kMostInRegisters) {
    Register set = take();
    emit(Opcode::kBuildSet, set, set, 0);
    for (E element : elements) {
      Temporaries item(*this);
      if (auto *starred = ast::dynCast<ast::Starred>(element))
        emit(Opcode::kSetUpdate, set, operand(starred->value));
      else
        emit(Opcode::kSetAdd, set, operand(element));
    }
    emit(Opcode::kMove, dest, set);
    return;
  }
  Register first = take(static_cast<uint32_t>(elements.size));
  for (int i = 0; i < elements.size; ++i)
    into(elements[i], static_cast<Register>(first + i));
  emit(Opcode::kBuildSet, dest, first, static_cast<unsigned>(elements.size));
}

void Compiler::dictDisplay(ast::Dict *node, Register dest) {
  Temporaries temporaries(*this);
  int count = node->values.size;
  bool unpacks = false;
  for (E key : node->keys)
    unpacks |= key == nullptr;
  constexpr int kMostPairs = kMostInRegisters / 2;
  if (!unpacks && count <= kMostPairs) {
    Register first = take(static_cast<uint32_t>(2 * count));
    for (int i = 0; i < count; ++i) {
      into(node->keys[i], static_cast<Register>(first + 2 * i));
      into(node->values[i], static_cast<Register>(first + 2 * i + 1));
    }
    emit(Opcode::kBuildMap, dest, first, static_cast<unsigned>(count));
    return;
  }
  Register map = take();
  emit(Opcode::kBuildMap, map, map, 0);
  for (int i = 0; i < count; ++i) {
    Temporaries item(*this);
    if (!node->keys[i]) {
      emit(Opcode::kDictUpdate, map, operand(node->values[i]));
      continue;
    }
    Register key = operand(node->keys[i]);
    Register value = operand(node->values[i]);
    emit(Opcode::kMapAdd, map, key, value);
  }
  emit(Opcode::kMove, dest, map);
}

} // namespace pystm
