// Code objects under construction: instructions, jumps, constants, names, exception rows. See
// compiler.h.
#include "compile/compiler.h"

#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/int.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pystm {

Register Compiler::take(uint32_t count) {
  uint32_t first = unit_->top;
  unit_->top += count;
  if (unit_->top > unit_->parts.registers)
    unit_->parts.registers = unit_->top;
  if (unit_->top > 0xFFF0 && !failed())
    error(position_, "too many nested values");
  return static_cast<Register>(first);
}

uint32_t Compiler::emit(Opcode op, unsigned a, unsigned b, unsigned c, unsigned d) {
  unit_->parts.instructions.push_back(Instruction::make(op, a, b, c, d));
  unit_->parts.positions.push_back(
      {position_.line, position_.end_line, position_.column, position_.end_column});
  return here() - 1;
}

uint32_t Compiler::emitWide(Opcode op, unsigned a, int32_t bc) {
  uint32_t index = emit(op);
  unit_->parts.instructions[index] = Instruction::makeWide(op, a, bc);
  return index;
}

// ---- jumps

namespace {

// Whether the jump's distance is in operand c alone.
bool isShortJump(Opcode op) {
  switch (op) {
  case Opcode::kJump:
  case Opcode::kJumpIfTrue:
  case Opcode::kJumpIfFalse:
  case Opcode::kJumpIfNone:
  case Opcode::kJumpIfNotNone:
    return false;
  default:
    return true;
  }
}

} // namespace

void Compiler::patch(uint32_t index, int64_t target) {
  Instruction &instruction = unit_->parts.instructions[index];
  int64_t distance = target - (static_cast<int64_t>(index) + 1);
  if (!isShortJump(instruction.opcode())) {
    instruction = Instruction::makeWide(instruction.opcode(), instruction.a,
                                        static_cast<int32_t>(distance), instruction.d);
    return;
  }
  if (distance < INT16_MIN || distance > INT16_MAX)
    jump_too_long_ = true;
  instruction.c = static_cast<uint16_t>(distance);
}

void Compiler::jump(Label &label) {
  uint32_t index = emitWide(Opcode::kJump, 0, 0);
  if (label.target >= 0)
    patch(index, label.target);
  else
    label.jumps.push_back(index);
}

void Compiler::jumpIf(Opcode op, Register a, Label &label) {
  uint32_t index = emitWide(op, a, 0);
  if (label.target >= 0)
    patch(index, label.target);
  else
    label.jumps.push_back(index);
}

// An instruction that jumps by its operand c. With long jumps it goes to a jump nearby.
void Compiler::jumpShort(Opcode op, unsigned a, unsigned b, unsigned d, Label &label) {
  uint32_t index = emit(op, a, b, 0, d);
  if (!long_jumps_) {
    if (label.target >= 0)
      patch(index, label.target);
    else
      label.jumps.push_back(index);
    return;
  }
  Label past;
  jump(past);
  patch(index, here());
  jump(label);
  place(past);
}

void Compiler::place(Label &label) {
  label.target = here();
  for (uint32_t index : label.jumps)
    patch(index, label.target);
  label.jumps.clear();
}

// ---- exception rows

void Compiler::suspend(ProtectedRange &range) {
  if (range.start >= 0 && here() > range.start)
    range.segments.emplace_back(static_cast<uint32_t>(range.start), here());
  range.start = -1;
}

void Compiler::protect(ProtectedRange &range, uint32_t handler, Register target) {
  suspend(range);
  for (auto [start, end] : range.segments)
    unit_->parts.exceptions.push_back({start, end, handler, target});
}

// ---- constants and names

Str *Compiler::text(std::string_view utf8) { return intern(thread_, utf8); }
Str *Compiler::text(Identifier name) { return intern(thread_, name->text); }

Identifier Compiler::mangle(Identifier name) {
  return mangleName(symbols_, unit_->block->class_name, name);
}

// What makes two constants the same: type and value, so that 1, 1.0 and True stay apart.
std::string Compiler::constantKey(Value value) {
  auto raw = [](const void *data, size_t size) {
    return std::string(static_cast<const char *>(data), size);
  };
  if (!value.isPointer())
    return "v" + raw(&value.bits, sizeof value.bits);
  if (isExactly(value, str_type)) {
    Str *s = value.as<Str>();
    return "s" + std::to_string(s->width) +
           raw(s->data, static_cast<size_t>(s->length) * s->width);
  }
  if (isExactly(value, bytes_type))
    return "b" + std::string(value.as<Bytes>()->view());
  if (isExactly(value, int_type)) {
    Int *number = value.as<Int>();
    size_t limbs = static_cast<size_t>(number->size < 0 ? -number->size : number->size);
    return "i" + std::to_string(number->size) + ":" + raw(number->limbs, limbs * 8);
  }
  if (isExactly(value, complex_type)) {
    Complex *number = value.as<Complex>();
    return "c" + raw(&number->real, 8) + raw(&number->imag, 8);
  }
  if (isExactly(value, tuple_type)) {
    std::string key = "(";
    for (Value item : *value.as<Tuple>()) {
      std::string inner = constantKey(item);
      key += std::to_string(inner.size()) + ":" + inner;
    }
    return key;
  }
  return "o" + raw(&value.bits, sizeof value.bits);
}

uint32_t Compiler::constantIndex(Value value) {
  auto &constants = unit_->parts.constants;
  auto [entry, added] =
      unit_->constants.try_emplace(constantKey(value), static_cast<uint32_t>(constants.size()));
  if (added)
    constants.push_back(value);
  return entry->second;
}

void Compiler::load(Value value, Register dest) {
  emitWide(Opcode::kLoadConst, dest, static_cast<int32_t>(constantIndex(value)));
}

uint16_t Compiler::nameIndex(Identifier name) {
  auto &names = unit_->parts.names;
  auto [entry, added] = unit_->names.try_emplace(name, static_cast<uint16_t>(names.size()));
  if (added) {
    if (names.size() > 0xFFFF && !failed())
      error(position_, "too many names");
    names.push_back(text(name));
  }
  return entry->second;
}

uint16_t Compiler::slot(Identifier name) {
  constexpr size_t kMostSlots = 65'000;
  uint16_t index = nameIndex(name);
  auto &slots = unit_->parts.cache_names;
  if (slots.size() < kMostSlots) {
    slots.push_back(index);
    return static_cast<uint16_t>(slots.size() - 1);
  }
  for (size_t i = 0; i < slots.size(); ++i)
    if (slots[i] == index)
      return static_cast<uint16_t>(i);
  // A name that has no slot yet takes one of the last few hundred that remain.
  slots.push_back(index);
  return static_cast<uint16_t>(slots.size() - 1);
}

// ---- units

Unit *Compiler::enterUnit(Unit &unit, Block *block, Identifier name, const char *shown_name,
                          const ast::Position &position, uint32_t flags) {
  unit.outer = unit_;
  unit.block = block;
  std::string shown = shown_name ? shown_name : std::string(name->text);
  unit.qualname = shown;
  if (unit_ && unit_->outer) {
    bool global =
        name && unit_->block->scopeOf(mangleName(symbols_, unit_->block->class_name, name)) ==
                    NameScope::kGlobalExplicit;
    if (!global)
      unit.qualname = unit_->qualname + (unit_->isFunction() ? ".<locals>." : ".") + shown;
  }
  unit.parts.name = text(shown);
  unit.parts.qualname = text(unit.qualname);
  unit.parts.filename = filename_;
  unit.parts.first_line = position.line;
  unit.parts.flags = flags | flags_.code_flags;
  if (block->isFunction()) {
    unit.parts.flags |= kOptimized | kNewLocals;
    if (block->nested)
      unit.parts.flags |= kNested;
    if (block->varargs)
      unit.parts.flags |= kVarArgs;
    if (block->varkeywords)
      unit.parts.flags |= kVarKeywords;
    if (block->generator)
      unit.parts.flags |= block->coroutine ? kAsyncGenerator : kGenerator;
    else if (block->coroutine)
      unit.parts.flags |= kCoroutine;
  } else {
    unit.parts.flags |= kNamespaceCode;
  }
  layOutVariables(unit);
  unit_ = &unit;
  return &unit;
}

// Parameters, other locals, cells that are no parameters, free variables.
void Compiler::layOutVariables(Unit &unit) {
  Block *block = unit.block;
  auto add = [&](Identifier name, LocalKind kind) {
    Register index = static_cast<Register>(unit.parts.locals.size());
    unit.variables[name] = index;
    unit.parts.locals.push_back(text(name));
    unit.parts.kinds.push_back(kind);
    uint16_t uses = block->usesOf(name);
    unit.deletable.push_back(uses & kNameDeleted);
    unit.walrus.push_back(uses & kNameWalrus);
    unit.flow.bound.push_back((uses & kNameParameter) != 0);
  };
  if (!block->isFunction())
    add(symbols_.intern(".namespace"), LocalKind::kPlain);
  else
    for (Identifier name : block->parameters)
      add(name, block->scopeOf(name) == NameScope::kCell ? LocalKind::kCell : LocalKind::kPlain);
  auto addAll = [&](NameScope scope, LocalKind kind) {
    for (Identifier name : block->order)
      if (block->scopeOf(name) == scope && !unit.variables.contains(name))
        add(name, kind);
  };
  if (block->isFunction()) {
    addAll(NameScope::kLocal, LocalKind::kPlain);
    addAll(NameScope::kCell, LocalKind::kCell);
  } else if (block->needs_class_cell) {
    unit.class_cell = static_cast<Register>(unit.parts.locals.size());
    add(symbols_.intern("__class__"), LocalKind::kCell);
  }
  unit.first_free = static_cast<Register>(unit.parts.locals.size());
  for (Identifier name : block->order)
    if (block->scopeOf(name) == NameScope::kFree ||
        (block->usesOf(name) & kNameFreeClass))
      if (!unit.variables.contains(name) ||
          unit.parts.kinds[unit.variables[name]] != LocalKind::kFree)
        add(name, LocalKind::kFree);
  unit.variable_count = static_cast<uint32_t>(unit.parts.locals.size());
  unit.top = unit.variable_count;
  unit.parts.registers = unit.top;
}

// Cells, then the generator object.
void Compiler::prologue() {
  Unit &unit = *unit_;
  for (uint32_t i = 0; i < unit.first_free; ++i)
    if (unit.parts.kinds[i] == LocalKind::kCell)
      emit(Opcode::kMakeCell, i);
  if (unit.variable_count > unit.first_free)
    emit(Opcode::kCopyFree, unit.first_free, unit.variable_count - unit.first_free);
  if (unit.parts.flags & (kGenerator | kCoroutine | kAsyncGenerator))
    emit(Opcode::kReturnGenerator);
}

Code *Compiler::leaveUnit() {
  Unit *unit = unit_;
  unit_ = unit->outer;
  if (failed() || jump_too_long_)
    return nullptr;
  return makeCode(thread_, unit->parts);
}

bool Compiler::error(const ast::Position &at, const std::string &message) {
  if (!diagnostic_.set()) {
    diagnostic_.kind = ErrorKind::kSyntax;
    diagnostic_.message = message;
    diagnostic_.line = at.line;
    diagnostic_.column = at.column + 1;
    diagnostic_.end_line = at.end_line;
    diagnostic_.end_column = at.end_column + 1;
  }
  return false;
}

void Compiler::warn(const ast::Position &at, const std::string &message) {
  warnings_.push_back({false, message, at.line, at.column, at.end_line, at.end_column});
}

} // namespace pystm
