// Assignments of every kind and what can be assigned to. See compiler.h.
#include "compile/compiler.h"

#include "compile/operators.h"
#include "objects/str.h"
#include "syntax/unparse.h"

namespace pystm {

void Compiler::assign(ast::Assign *node) {
  if (node->targets.size == 1) {
    E target = node->targets[0];
    if (assignPairwise(target, node->value))
      return;
    evaluateInto(target, node->value);
    return;
  }
  Register value = temporary(node->value);
  for (E target : node->targets)
    store(target, value);
}

// One target and its value: a local takes the result directly.
void Compiler::evaluateInto(E target, E value) {
  Register local;
  auto *name = ast::dynCast<ast::Name>(target);
  if (name && name->id->text != "__debug__" && localRegister(name->id, local)) {
    into(value, local);
    setBound(local);
    return;
  }
  Temporaries temporaries(*this);
  store(target, operand(value));
}

// `a, b = b, a`: no tuple is made. All values are evaluated before the first store.
bool Compiler::assignPairwise(E target, E value) {
  auto elements = [](E node, ast::ExprList &list) {
    if (auto *tuple = ast::dynCast<ast::Tuple>(node)) {
      list = tuple->elts;
      return true;
    }
    return false;
  };
  ast::ExprList targets, values;
  constexpr int kMost = 8;
  if (!elements(target, targets) || !elements(value, values) || targets.size != values.size ||
      targets.empty() || targets.size > kMost)
    return false;
  Value folded;
  if (constant(value, folded))
    return false;
  for (int i = 0; i < targets.size; ++i)
    if (targets[i]->kind == ast::NodeKind::kStarred || values[i]->kind == ast::NodeKind::kStarred)
      return false;
  Register base = take(static_cast<uint32_t>(values.size));
  for (int i = 0; i < values.size; ++i)
    into(values[i], static_cast<Register>(base + i));
  for (int i = 0; i < targets.size; ++i)
    store(targets[i], static_cast<Register>(base + i));
  return true;
}

void Compiler::store(E target, Register source) {
  At at(*this, target);
  Temporaries temporaries(*this);
  switch (target->kind) {
  case ast::NodeKind::kName: {
    auto *name = ast::cast<ast::Name>(target);
    if (name->id->text == "__debug__") {
      error(target->position, "cannot assign to __debug__");
      return;
    }
    return storeName(name->id, source);
  }
  case ast::NodeKind::kAttribute: {
    auto *attribute = ast::cast<ast::Attribute>(target);
    if (attribute->attr->text == "__debug__") {
      error(target->position, "cannot assign to __debug__");
      return;
    }
    Register object = operand(attribute->value);
    emit(Opcode::kStoreAttr, object, source, slot(mangle(attribute->attr)));
    return;
  }
  case ast::NodeKind::kSubscript: {
    auto *subscript = ast::cast<ast::Subscript>(target);
    Register object = operand(subscript->value);
    Register index = operand(subscript->slice);
    emit(Opcode::kStoreItem, object, index, source);
    return;
  }
  case ast::NodeKind::kTuple:
    return unpack(ast::cast<ast::Tuple>(target)->elts, source);
  case ast::NodeKind::kList:
    return unpack(ast::cast<ast::List>(target)->elts, source);
  case ast::NodeKind::kStarred:
    error(target->position, "starred assignment target must be in a list or tuple");
    return;
  default:
    error(target->position, "cannot assign to this expression");
  }
}

void Compiler::unpack(const ast::ExprList &targets, Register source) {
  int star = -1;
  for (int i = 0; i < targets.size; ++i) {
    if (targets[i]->kind != ast::NodeKind::kStarred)
      continue;
    if (star >= 0) {
      error(position_, "multiple starred expressions in assignment");
      return;
    }
    star = i;
  }
  int after = star >= 0 ? targets.size - star - 1 : 0;
  if (star >= 256 || after >= 256) {
    error(position_, "too many expressions in star-unpacking assignment");
    return;
  }
  // Locals that lie side by side are unpacked in place.
  Register first = 0;
  bool direct = star < 0 && !targets.empty();
  for (int i = 0; direct && i < targets.size; ++i) {
    auto *name = ast::dynCast<ast::Name>(targets[i]);
    Register local;
    if (!name || !localRegister(name->id, local) || (i > 0 && local != first + i))
      direct = false;
    else if (i == 0)
      first = local;
  }
  if (direct) {
    emit(Opcode::kUnpackSequence, first, source, static_cast<unsigned>(targets.size));
    for (int i = 0; i < targets.size; ++i)
      setBound(static_cast<Register>(first + i));
    return;
  }
  Register base = take(static_cast<uint32_t>(targets.size));
  if (star < 0)
    emit(Opcode::kUnpackSequence, base, source, static_cast<unsigned>(targets.size));
  else
    emit(Opcode::kUnpackEx, base, source, static_cast<unsigned>(star),
         static_cast<unsigned>(after));
  for (int i = 0; i < targets.size; ++i) {
    E target = targets[i];
    if (auto *starred = ast::dynCast<ast::Starred>(target))
      target = starred->value;
    store(target, static_cast<Register>(base + i));
  }
}

void Compiler::augmentedAssign(ast::AugAssign *node) {
  Opcode op = binaryOpcode(node->op);
  E target = node->target;
  switch (target->kind) {
  case ast::NodeKind::kName: {
    auto *name = ast::cast<ast::Name>(target);
    if (name->id->text == "__debug__") {
      error(target->position, "cannot assign to __debug__");
      return;
    }
    Register left, local;
    bool is_local = localRegister(name->id, local);
    {
      At at(*this, target);
      if (is_local) {
        checkBound(local);
        left = local;
        if (unit_->walrus[local]) {
          left = take();
          emit(Opcode::kMove, left, local);
        }
      } else {
        left = take();
        loadName(name->id, left);
      }
    }
    Value value;
    Register dest = is_local ? local : left;
    if (constant(node->value, value) && constantIndex(value) <= 0xFFFF) {
      emit(constForm(op), dest, left, constantIndex(value), 1);
    } else {
      Register right = operand(node->value);
      emit(op, dest, left, right, 1);
    }
    if (!is_local) {
      At at(*this, target);
      storeName(name->id, left);
    }
    return;
  }
  case ast::NodeKind::kAttribute: {
    auto *attribute = ast::cast<ast::Attribute>(target);
    if (attribute->attr->text == "__debug__") {
      error(target->position, "cannot assign to __debug__");
      return;
    }
    Register object = operand(attribute->value);
    Register value = take();
    Identifier name = mangle(attribute->attr);
    {
      At at(*this, target);
      emit(Opcode::kLoadAttr, value, object, slot(name));
    }
    Register right = operand(node->value);
    emit(op, value, value, right, 1);
    At at(*this, target);
    emit(Opcode::kStoreAttr, object, value, slot(name));
    return;
  }
  case ast::NodeKind::kSubscript: {
    auto *subscript = ast::cast<ast::Subscript>(target);
    Register object = operand(subscript->value);
    Register index = operand(subscript->slice);
    Register value = take();
    {
      At at(*this, target);
      emit(Opcode::kLoadItem, value, object, index);
    }
    Register right = operand(node->value);
    emit(op, value, value, right, 1);
    At at(*this, target);
    emit(Opcode::kStoreItem, object, index, value);
    return;
  }
  default:
    error(target->position, "invalid node for augmented assignment");
  }
}

// An annotation's value, or its text when the future feature asks for that.
void Compiler::annotationInto(E annotation, Register dest) {
  if (flags_.future_annotations) {
    std::string source = unparse(annotation, [&](const ast::ConstantValue &value) {
      Value shown = reprOf(thread_, literal(value));
      return shown.isError() ? std::string() : toUtf8(shown.as<Str>());
    });
    load(text(source), dest);
    return;
  }
  if (auto *starred = ast::dynCast<ast::Starred>(annotation)) {
    // `*args: *Ts`: the one item of unpacking.
    Temporaries temporaries(*this);
    At at(*this, annotation);
    emit(Opcode::kUnpackSequence, dest, operand(starred->value), 1);
    return;
  }
  into(annotation, dest);
}

void Compiler::annotatedAssign(ast::AnnAssign *node) {
  E target = node->target;
  if (node->value)
    evaluateInto(target, node->value);
  bool evaluates = !unit_->isFunction();
  auto annotationOnly = [&] {
    if (evaluates && !flags_.future_annotations)
      discard(node->annotation);
  };
  switch (target->kind) {
  case ast::NodeKind::kName: {
    auto *name = ast::cast<ast::Name>(target);
    if (name->id->text == "__debug__") {
      error(target->position, "cannot assign to __debug__");
      return;
    }
    if (!node->simple) {
      annotationOnly();
      return;
    }
    if (!evaluates)
      return;
    Register value = take();
    annotationInto(node->annotation, value);
    Register key = take(2);
    emit(Opcode::kLoadName, key, nameIndex(symbols_.intern("__annotations__")));
    load(text(mangle(name->id)), static_cast<Register>(key + 1));
    emit(Opcode::kStoreItem, key, key + 1u, value);
    return;
  }
  case ast::NodeKind::kAttribute:
    if (!node->value)
      discard(ast::cast<ast::Attribute>(target)->value);
    return annotationOnly();
  case ast::NodeKind::kSubscript:
    if (!node->value) {
      discard(ast::cast<ast::Subscript>(target)->value);
      discard(ast::cast<ast::Subscript>(target)->slice);
    }
    return annotationOnly();
  default:
    error(target->position, "invalid node type for annotated assignment");
  }
}

} // namespace pystm
