// Functions, lambda expressions, decorators, and the classes whose bodies are functions of their
// namespace. See compiler.h.
#include "compile/compiler.h"

#include "objects/str.h"
#include "objects/tuple.h"

namespace pystm {

// The pieces of a function object in consecutive registers from `base`; what is there is the result, in
// the bits of MakeFunction.
unsigned Compiler::functionOperands(ast::arguments *args, E returns, Register base,
                                    bool with_annotations) {
  unsigned present = 0;
  auto place = [&](unsigned bit) {
    present |= bit;
    return base++;
  };
  if (!args->defaults.empty()) {
    Temporaries temporaries(*this);
    Register dest = place(1);
    Value folded;
    if (foldTuple(args->defaults, folded)) {
      load(folded, dest);
    } else {
      Register first = take(static_cast<uint32_t>(args->defaults.size));
      for (int i = 0; i < args->defaults.size; ++i)
        into(args->defaults[i], static_cast<Register>(first + i));
      emit(Opcode::kBuildTuple, dest, first, static_cast<unsigned>(args->defaults.size));
    }
  }
  unsigned keyword_defaults = 0;
  for (E value : args->kw_defaults)
    keyword_defaults += value != nullptr;
  if (keyword_defaults) {
    Temporaries temporaries(*this);
    Register dest = place(2);
    Register first = take(2 * keyword_defaults);
    Register next = first;
    for (int i = 0; i < args->kwonlyargs.size; ++i) {
      if (!args->kw_defaults[i])
        continue;
      load(text(mangle(args->kwonlyargs[i]->arg)), next++);
      into(args->kw_defaults[i], next++);
    }
    emit(Opcode::kBuildMap, dest, first, keyword_defaults);
  }
  if (with_annotations && annotations(args, returns, base))
    place(4);
  return present;
}

// A dict of the annotations; their number.
unsigned Compiler::annotations(ast::arguments *args, E returns, Register dest) {
  std::vector<std::pair<Identifier, E>> all;
  auto add = [&](ast::arg *parameter) {
    if (parameter && parameter->annotation)
      all.emplace_back(parameter->arg, parameter->annotation);
  };
  for (ast::arg *parameter : args->args)
    add(parameter);
  for (ast::arg *parameter : args->posonlyargs)
    add(parameter);
  add(args->vararg);
  for (ast::arg *parameter : args->kwonlyargs)
    add(parameter);
  add(args->kwarg);
  if (returns)
    all.emplace_back(symbols_.intern("return"), returns);
  if (all.empty())
    return 0;
  Temporaries temporaries(*this);
  unsigned count = static_cast<unsigned>(all.size());
  Register first = take(2 * count);
  Register next = first;
  for (auto [name, annotation] : all) {
    load(text(mangle(name)), next++);
    annotationInto(annotation, next++);
  }
  emit(Opcode::kBuildMap, dest, first, count);
  return count;
}

// The cells that the inner code wants, as a tuple, by the names of its free variables.
void Compiler::closureTuple(const CodeParts &parts, Register dest) {
  Temporaries temporaries(*this);
  std::vector<Register> cells;
  for (size_t i = 0; i < parts.locals.size(); ++i) {
    if (parts.kinds[i] != LocalKind::kFree)
      continue;
    Identifier name = symbols_.intern(toUtf8(parts.locals[i]));
    bool class_cell = unit_->class_cell && name->text == "__class__";
    cells.push_back(class_cell ? unit_->class_cell : unit_->variables.at(name));
  }
  Register first = take(static_cast<uint32_t>(cells.size()));
  for (size_t i = 0; i < cells.size(); ++i)
    emit(Opcode::kMove, first + static_cast<unsigned>(i), cells[i]);
  emit(Opcode::kBuildTuple, dest, first, static_cast<unsigned>(cells.size()));
}

// A function of `code` whose operands so far lie from `base`; the closure comes behind them.
void Compiler::makeFunction(const Unit &unit, Code *code, Register base, unsigned operands,
                            Register dest) {
  if (!code)
    return;
  if (unit.variable_count > unit.first_free) {
    Register closure = base;
    for (unsigned bit : {1u, 2u, 4u})
      closure = static_cast<Register>(closure + ((operands & bit) != 0));
    closureTuple(unit.parts, closure);
    operands |= 8;
  }
  uint32_t index = constantIndex(code);
  if (index > 0xFFFF) {
    error(position_, "too many constants");
    return;
  }
  emit(Opcode::kMakeFunction, dest, base, index, operands);
}

void Compiler::setParameters(ast::arguments *args) {
  CodeParts &parts = unit_->parts;
  parts.positional_only = static_cast<uint32_t>(args->posonlyargs.size);
  parts.positional = static_cast<uint32_t>(args->posonlyargs.size + args->args.size);
  parts.keyword_only = static_cast<uint32_t>(args->kwonlyargs.size);
}

template <typename T> void Compiler::functionStatement(T *node, bool) {
  auto checkNames = [&](const ast::ArgList &list) {
    for (ast::arg *parameter : list)
      if (parameter->arg->text == "__debug__")
        error(parameter->position, "cannot assign to __debug__");
  };
  checkNames(node->args->posonlyargs);
  checkNames(node->args->args);
  checkNames(node->args->kwonlyargs);
  // Decorators first, each with room for its argument behind it.
  int decorators = node->decorator_list.size;
  Register base = take(static_cast<uint32_t>(2 * decorators + 1));
  for (int i = 0; i < decorators; ++i)
    into(node->decorator_list[i], static_cast<Register>(base + i));
  Register function = static_cast<Register>(base + decorators);
  ast::Position begin = node->position;
  if (decorators)
    begin.line = node->decorator_list[0]->position.line;
  {
    Temporaries temporaries(*this);
    Register operands = take(4);
    unsigned present = functionOperands(node->args, node->returns, operands, true);
    Unit unit;
    enterUnit(unit, table_.blockOf(node), node->name, nullptr, begin, 0);
    setParameters(node->args);
    position_ = {begin.line, 0, begin.line, 0};
    prologue();
    ast::Constant *doc = docstring(node->body);
    constantIndex(doc && flags_.optimize < 2 ? literal(doc->value) : none());
    unit.parts.has_docstring = doc && flags_.optimize < 2;
    for (int i = doc ? 1 : 0; i < node->body.size && !failed(); ++i)
      statement(node->body[i]);
    if (unit.flow.live)
      emitWide(Opcode::kReturnConst, 0, static_cast<int32_t>(constantIndex(none())));
    Code *code = leaveUnit();
    position_ = node->position;
    makeFunction(unit, code, operands, present, function);
  }
  decorate(node->decorator_list, base, function);
  storeName(node->name, function);
}

template void Compiler::functionStatement(ast::FunctionDef *node, bool async);
template void Compiler::functionStatement(ast::AsyncFunctionDef *node, bool async);

// Calls the decorators, the last first; they lie before the decorated object, which each call replaces.
void Compiler::decorate(const ast::ExprList &decorators, Register base, Register function) {
  for (int i = decorators.size; i-- > 0;) {
    At at(*this, decorators[i]);
    Temporaries temporaries(*this);
    Register call = take(2);
    emit(Opcode::kMove, call, base + static_cast<unsigned>(i));
    emit(Opcode::kMove, call + 1u, function);
    emit(Opcode::kCall, function, call, 1);
  }
}

void Compiler::lambda(ast::Lambda *node, Register dest) {
  Temporaries temporaries(*this);
  Register operands = take(4);
  unsigned present = functionOperands(node->args, nullptr, operands, false);
  Unit unit;
  ast::Position saved = position_;
  enterUnit(unit, table_.blockOf(node), nullptr, "<lambda>", node->position, 0);
  setParameters(node->args);
  position_ = node->position;
  prologue();
  constantIndex(none()); // no docstring
  {
    Temporaries inner(*this);
    Register result = operand(node->body);
    position_ = node->body->position;
    if (unit.parts.flags & kAsyncGenerator)
      emitWide(Opcode::kReturnConst, 0, static_cast<int32_t>(constantIndex(none())));
    else
      emit(Opcode::kReturn, result);
  }
  Code *code = leaveUnit();
  position_ = saved;
  makeFunction(unit, code, operands, present, dest);
}

// ---- classes

void Compiler::classStatement(ast::ClassDef *node) {
  int decorators = node->decorator_list.size;
  Register base = take(static_cast<uint32_t>(2 * decorators + 1));
  for (int i = 0; i < decorators; ++i)
    into(node->decorator_list[i], static_cast<Register>(base + i));
  Register result = static_cast<Register>(base + decorators);
  {
    // __build_class__(function, name, *bases, **keywords)
    Temporaries temporaries(*this);
    Register call = take(3);
    emit(Opcode::kLoadBuildClass, call);
    {
      Temporaries body(*this);
      Register operands = take(1);
      Unit unit;
      ast::Position saved = position_;
      Code *code = classCode(node, unit);
      position_ = saved;
      makeFunction(unit, code, operands, 0, static_cast<Register>(call + 1));
    }
    load(text(node->name), static_cast<Register>(call + 2));
    if (needsSpread(node->bases, node->keywords))
      spreadCall(call, 2, node->bases, node->keywords, result);
    else
      plainCall(call, false, 2, node->bases, node->keywords, result);
  }
  decorate(node->decorator_list, base, result);
  storeName(node->name, result);
}

Code *Compiler::classCode(ast::ClassDef *node, Unit &unit) {
  ast::Position begin = node->position;
  if (!node->decorator_list.empty())
    begin.line = node->decorator_list[0]->position.line;
  enterUnit(unit, table_.blockOf(node), node->name, nullptr, begin, 0);
  position_ = {begin.line, 0, begin.line, 0};
  prologue();
  {
    Temporaries temporaries(*this);
    Register value = take();
    emit(Opcode::kLoadName, value, nameIndex(symbols_.intern("__name__")));
    emit(Opcode::kStoreName, value, nameIndex(symbols_.intern("__module__")));
    load(text(unit.qualname), value);
    emit(Opcode::kStoreName, value, nameIndex(symbols_.intern("__qualname__")));
  }
  moduleBody(node->body, false);
  if (unit.class_cell) {
    emit(Opcode::kStoreName, unit.class_cell, nameIndex(symbols_.intern("__classcell__")));
    emit(Opcode::kReturn, unit.class_cell);
  } else {
    emitWide(Opcode::kReturnConst, 0, static_cast<int32_t>(constantIndex(none())));
  }
  return leaveUnit();
}

} // namespace pystm
