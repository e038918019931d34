// match statements. A pattern jumps to the failure label of its case or falls through; names are
// collected in temporaries and bound when the whole pattern has matched. See compiler.h.
#include "compile/compiler.h"

#include "objects/str.h"
#include "objects/tuple.h"

#include <unordered_set>

namespace pystm {

namespace {

bool isWildcard(ast::PatternNode *node) {
  auto *as = ast::dynCast<ast::MatchAs>(node);
  return as && !as->name && !as->pattern;
}

} // namespace

void Compiler::matchStatement(ast::Match *node) {
  Register subject = temporary(node->subject);
  Label end;
  Flow after;
  after.live = false;
  for (int i = 0; i < node->cases.size && !failed(); ++i) {
    ast::match_case *item = node->cases[i];
    Temporaries temporaries(*this);
    Label next;
    bool last = i + 1 == node->cases.size;
    PatternState state{{}, &next, item->guard != nullptr || last};
    pattern(item->pattern, subject, state);
    for (auto [name, value] : state.captures) {
      At at(*this, item->pattern);
      storeName(name, value);
    }
    Flow matched = unit_->flow;
    if (item->guard)
      jumpOn(item->guard, false, next);
    statements(item->body);
    after.merge(unit_->flow);
    if (unit_->flow.live)
      jump(end);
    place(next);
    // Names may be bound although the guard failed, but not surely.
    unit_->flow = matched;
    for (auto [name, value] : state.captures) {
      Register local;
      if (localRegister(name, local))
        setUnbound(local);
    }
  }
  unit_->flow.merge(after);
  place(end);
}

void Compiler::pattern(ast::PatternNode *node, Register subject, PatternState &state) {
  if (failed())
    return;
  At at(*this, node);
  // Registers of captures outlive the pattern that makes them: nothing is given back here.
  switch (node->kind) {
  case ast::NodeKind::kMatchValue: {
    auto *value = ast::cast<ast::MatchValue>(node);
    if (!checkPatternValue(value->value))
      return;
    return matchValue(value->value, subject, state);
  }
  case ast::NodeKind::kMatchSingleton: {
    Temporaries temporaries(*this);
    Register expected = take(2);
    load(literal(ast::cast<ast::MatchSingleton>(node)->value), expected);
    emit(Opcode::kIs, expected + 1u, subject, expected);
    jumpIf(Opcode::kJumpIfFalse, static_cast<Register>(expected + 1), *state.fail);
    return;
  }
  case ast::NodeKind::kMatchSequence:
    return matchSequence(ast::cast<ast::MatchSequence>(node), subject, state);
  case ast::NodeKind::kMatchMapping:
    return matchMapping(ast::cast<ast::MatchMapping>(node), subject, state);
  case ast::NodeKind::kMatchClass:
    return matchClass(ast::cast<ast::MatchClass>(node), subject, state);
  case ast::NodeKind::kMatchStar:
    return capture(ast::cast<ast::MatchStar>(node)->name, node->position, subject, state);
  case ast::NodeKind::kMatchAs:
    return matchAs(ast::cast<ast::MatchAs>(node), subject, state);
  case ast::NodeKind::kMatchOr:
    return matchOr(ast::cast<ast::MatchOr>(node), subject, state);
  default:
    return;
  }
}

bool Compiler::checkPatternValue(E value) {
  Value folded;
  if (value->kind == ast::NodeKind::kAttribute || constant(value, folded) ||
      value->kind == ast::NodeKind::kJoinedStr)
    return value->kind != ast::NodeKind::kJoinedStr ||
           error(value->position, "patterns may only match literals and attribute lookups");
  return error(value->position, "patterns may only match literals and attribute lookups");
}

void Compiler::matchValue(E value, Register subject, PatternState &state) {
  Temporaries temporaries(*this);
  Register expected = operand(value);
  Register result = take();
  emit(Opcode::kEqual, result, subject, expected);
  jumpIf(Opcode::kJumpIfFalse, result, *state.fail);
}

void Compiler::capture(Identifier name, const ast::Position &at, Register subject,
                       PatternState &state) {
  if (!name)
    return;
  if (name->text == "__debug__") {
    error(at, "cannot assign to __debug__");
    return;
  }
  for (auto [other, value] : state.captures)
    if (other == name) {
      error(at, "multiple assignments to name '" + std::string(name->text) + "' in pattern");
      return;
    }
  Register value = take();
  emit(Opcode::kMove, value, subject);
  state.captures.emplace_back(name, value);
}

void Compiler::matchAs(ast::MatchAs *node, Register subject, PatternState &state) {
  if (!node->pattern) {
    if (!state.allow_irrefutable) {
      if (node->name)
        error(node->position, "name capture '" + std::string(node->name->text) +
                                  "' makes remaining patterns unreachable");
      else
        error(node->position, "wildcard makes remaining patterns unreachable");
      return;
    }
    return capture(node->name, node->position, subject, state);
  }
  pattern(node->pattern, subject, state);
  capture(node->name, node->position, subject, state);
}

void Compiler::matchSequence(ast::MatchSequence *node, Register subject, PatternState &state) {
  const ast::PatternList &patterns = node->patterns;
  int star = -1;
  bool only_wildcards = true, star_wildcard = false;
  for (int i = 0; i < patterns.size; ++i) {
    if (auto *starred = ast::dynCast<ast::MatchStar>(patterns[i])) {
      if (star >= 0) {
        error(node->position, "multiple starred names in sequence pattern");
        return;
      }
      star = i;
      star_wildcard = !starred->name;
      only_wildcards &= star_wildcard;
      continue;
    }
    only_wildcards &= isWildcard(patterns[i]);
  }
  Register test = take(3);
  Register length = static_cast<Register>(test + 1), expected = static_cast<Register>(test + 2);
  emit(Opcode::kMatchSequence, test, subject);
  jumpIf(Opcode::kJumpIfFalse, test, *state.fail);
  int least = star >= 0 ? patterns.size - 1 : patterns.size;
  if (star < 0 || patterns.size > 1) {
    emit(Opcode::kGetLength, length, subject);
    load(Value::smallInt(least), expected);
    emit(star < 0 ? Opcode::kEqual : Opcode::kGreaterEqual, test, length, expected);
    jumpIf(Opcode::kJumpIfFalse, test, *state.fail);
  }
  if (only_wildcards)
    return;
  bool saved = state.allow_irrefutable;
  state.allow_irrefutable = true;
  if (star_wildcard) {
    // Single items, without a list of those that nobody wants.
    for (int i = 0; i < patterns.size; ++i) {
      if (i == star || isWildcard(patterns[i]))
        continue;
      Register item = take(2);
      int index = i < star ? i : i - patterns.size;
      Register position = static_cast<Register>(item + 1);
      if (i < star) {
        load(Value::smallInt(index), position);
      } else {
        load(Value::smallInt(-index), position);
        emit(Opcode::kSubtract, position, length, position);
      }
      emit(Opcode::kLoadItem, item, subject, position);
      pattern(patterns[i], item, state);
    }
  } else {
    Register items = take(static_cast<uint32_t>(patterns.size));
    if (star < 0)
      emit(Opcode::kUnpackSequence, items, subject, static_cast<unsigned>(patterns.size));
    else
      emit(Opcode::kUnpackEx, items, subject, static_cast<unsigned>(star),
           static_cast<unsigned>(patterns.size - star - 1));
    for (int i = 0; i < patterns.size; ++i)
      pattern(patterns[i], static_cast<Register>(items + i), state);
  }
  state.allow_irrefutable = saved;
}

void Compiler::matchMapping(ast::MatchMapping *node, Register subject, PatternState &state) {
  int size = node->keys.size;
  Register test = take(3);
  Register length = static_cast<Register>(test + 1), expected = static_cast<Register>(test + 2);
  emit(Opcode::kMatchMapping, test, subject);
  jumpIf(Opcode::kJumpIfFalse, test, *state.fail);
  if (!size && !node->rest)
    return;
  if (size) {
    emit(Opcode::kGetLength, length, subject);
    load(Value::smallInt(size), expected);
    emit(Opcode::kGreaterEqual, test, length, expected);
    jumpIf(Opcode::kJumpIfFalse, test, *state.fail);
  }
  std::unordered_set<std::string> seen;
  Register first = take(static_cast<uint32_t>(size));
  for (int i = 0; i < size; ++i) {
    E key = node->keys[i];
    Value value;
    if (constant(key, value)) {
      if (!seen.insert(constantKey(value)).second) {
        Value shown = reprOf(thread_, value);
        error(node->position, "mapping pattern checks duplicate key (" +
                                  toUtf8(shown.as<Str>()) + ")");
        return;
      }
    } else if (key->kind != ast::NodeKind::kAttribute) {
      error(key->position, "mapping pattern keys may only match literals and attribute lookups");
      return;
    }
    into(key, static_cast<Register>(first + i));
  }
  Register keys = take(2);
  Register values = static_cast<Register>(keys + 1);
  emit(Opcode::kBuildTuple, keys, first, static_cast<unsigned>(size));
  emit(Opcode::kMatchKeys, values, subject, keys);
  jumpIf(Opcode::kJumpIfNone, values, *state.fail);
  bool saved = state.allow_irrefutable;
  state.allow_irrefutable = true;
  Register items = take(static_cast<uint32_t>(size));
  emit(Opcode::kUnpackSequence, items, values, static_cast<unsigned>(size));
  for (int i = 0; i < size; ++i)
    pattern(node->patterns[i], static_cast<Register>(items + i), state);
  if (node->rest) {
    Register rest = take();
    emit(Opcode::kCopyWithoutKeys, rest, subject, keys);
    capture(node->rest, node->position, rest, state);
  }
  state.allow_irrefutable = saved;
}

void Compiler::matchClass(ast::MatchClass *node, Register subject, PatternState &state) {
  int positional = node->patterns.size, named = node->kwd_attrs.size;
  for (int i = 0; i < named; ++i)
    for (int j = 0; j < i; ++j)
      if (node->kwd_attrs[i] == node->kwd_attrs[j]) {
        error(node->kwd_patterns[i]->position, "attribute name repeated in class pattern: " +
                                                   std::string(node->kwd_attrs[i]->text));
        return;
      }
  if (positional > 255) {
    error(node->position, "too many sub-patterns in class pattern");
    return;
  }
  Register cls = take(3);
  Register names = static_cast<Register>(cls + 1), values = static_cast<Register>(cls + 2);
  into(node->cls, cls);
  Tuple *keywords = makeTuple(thread_, named);
  for (int i = 0; i < named; ++i)
    keywords->items[i] = text(node->kwd_attrs[i]);
  load(keywords, names);
  emit(Opcode::kMatchClass, values, subject, cls, static_cast<unsigned>(positional));
  jumpIf(Opcode::kJumpIfNone, values, *state.fail);
  int count = positional + named;
  if (!count)
    return;
  bool saved = state.allow_irrefutable;
  state.allow_irrefutable = true;
  Register items = take(static_cast<uint32_t>(count));
  emit(Opcode::kUnpackSequence, items, values, static_cast<unsigned>(count));
  for (int i = 0; i < count; ++i) {
    ast::PatternNode *part =
        i < positional ? node->patterns[i] : node->kwd_patterns[i - positional];
    if (!isWildcard(part))
      pattern(part, static_cast<Register>(items + i), state);
  }
  state.allow_irrefutable = saved;
}

// The alternatives bind the same names; each puts them in the registers of the first.
void Compiler::matchOr(ast::MatchOr *node, Register subject, PatternState &state) {
  Label matched;
  size_t before = state.captures.size();
  std::vector<std::pair<Identifier, Register>> first;
  for (int i = 0; i < node->patterns.size && !failed(); ++i) {
    Label next;
    bool last = i + 1 == node->patterns.size;
    PatternState alternative{state.captures, &next, state.allow_irrefutable && last};
    Flow flow = unit_->flow;
    pattern(node->patterns[i], subject, alternative);
    unit_->flow = flow;
    std::vector<std::pair<Identifier, Register>> bound(
        alternative.captures.begin() + static_cast<std::ptrdiff_t>(before),
        alternative.captures.end());
    if (i == 0) {
      first = bound;
    } else {
      bool same = bound.size() == first.size();
      for (auto [name, home] : first) {
        bool found = false;
        for (auto [other, value] : bound)
          if (other == name) {
            found = true;
            emit(Opcode::kMove, home, value);
          }
        same &= found;
      }
      if (!same) {
        error(node->patterns[i]->position, "alternative patterns bind different names");
        return;
      }
    }
    jump(matched);
    place(next);
    if (last)
      jump(*state.fail);
  }
  place(matched);
  state.captures.insert(state.captures.end(), first.begin(), first.end());
}

} // namespace pystm
