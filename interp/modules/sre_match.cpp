// Match objects of _sre.
#include "modules/sre.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

struct Match : Object {
  int64_t groups;
  Pattern *pattern;
  Value string;
  int64_t from, to; // pos and endpos
  int64_t last_index;
  Value regs;
  int64_t *spans; // of group 0 and the others; -1, -1: not matched. A RawArray
};

Type *match_type = nullptr;

Match *selfOf(LocalValue *args) { return args[0].as<Match>(); }

// The number of a group given by number or name; -1 with IndexError pending.
int64_t groupNumber(Thread &thread, const Match *match, Value group) {
  int64_t number = -1;
  if (isInt(group) || typeOf(group)->slots.index) {
    if (!indexOf(thread, group, number))
      return -1;
  } else if (isDict(match->pattern->group_index)) {
    Value found = dictGet(thread, match->pattern->group_index.as<Dict>(), group);
    if (found.isError()) {
      if (!exceptionMatches(thread, &TypeError_type))
        return -1;
      thread.clearException();
    } else if (!found.isUnbound()) {
      fitsInt64(found, number);
    }
  }
  if (number < 0 || number > match->groups) {
    raiseIndexError(thread, "no such group");
    return -1;
  }
  return number;
}

Value textOf(Thread &thread, const Match *match, int64_t group, Value otherwise) {
  int64_t from = match->spans[group * 2];
  int64_t to = match->spans[group * 2 + 1];
  if (from < 0)
    return otherwise;
  if (isStr(match->string))
    return substring(thread, match->string.as<Str>(), from, to);
  SubjectText text;
  if (!text.open(thread, match->pattern, match->string, Value::unbound(), Value::unbound()))
    return Value::error();
  from = std::min(from, text.length);
  to = std::min(to, text.length);
  return text.piece(thread, from, to);
}

Value groupMethod(Thread &thread, const Arguments &given) {
  auto *match = given[0].as<Match>();
  if (given.keywords() > 0)
    return raiseTypeError(thread, "group() takes no keyword arguments");
  int64_t count = given.positional - 1;
  if (count == 0)
    return textOf(thread, match, 0, none());
  if (count == 1) {
    int64_t number = groupNumber(thread, match, given[1]);
    return number < 0 ? Value::error() : textOf(thread, match, number, none());
  }
  Tuple *result = makeTuple(thread, count);
  for (int64_t i = 0; i < count; ++i)
    result->items[i] = none();
  for (int64_t i = 0; i < count; ++i) {
    int64_t number = groupNumber(thread, match, given[i + 1]);
    Value text = number < 0 ? Value::error() : textOf(thread, match, number, none());
    if (text.isError())
      return text;
    result->items[i] = text;
  }
  return result;
}

Value getItemSlot(Thread &thread, Value self, Value key) {
  int64_t number = groupNumber(thread, self.as<Match>(), key);
  return number < 0 ? Value::error() : textOf(thread, self.as<Match>(), number, none());
}

Value groupsMethod(Thread &thread, LocalValue *args) {
  auto *match = selfOf(args);
  Tuple *result = makeTuple(thread, match->groups);
  for (int64_t g = 1; g <= match->groups; ++g)
    result->items[g - 1] = textOf(thread, match, g, args[1]);
  return result;
}

Value groupDict(Thread &thread, LocalValue *args) {
  auto *match = selfOf(args);
  Dict *result = makeDict(thread);
  if (!isDict(match->pattern->group_index))
    return result;
  int64_t position = 0;
  Value name;
  Value number;
  while (dictNext(match->pattern->group_index.as<Dict>(), position, name, number)) {
    if (!dictSet(thread, result, name, textOf(thread, match, number.asSmallInt(), args[1])))
      return Value::error();
  }
  return result;
}

template <int kWhich> Value edge(Thread &thread, LocalValue *args) {
  int64_t number = args[1].isUnbound() ? 0 : groupNumber(thread, selfOf(args), args[1]);
  return number < 0 ? Value::error() : makeInt(thread, selfOf(args)->spans[number * 2 + kWhich]);
}

Value spanOf(Thread &thread, const Match *match, int64_t group) {
  return makeTuple(thread, {makeInt(thread, match->spans[group * 2]), makeInt(thread, match->spans[group * 2 + 1])});
}

Value spanMethod(Thread &thread, LocalValue *args) {
  int64_t number = args[1].isUnbound() ? 0 : groupNumber(thread, selfOf(args), args[1]);
  return number < 0 ? Value::error() : spanOf(thread, selfOf(args), number);
}

Value expandMethod(Thread &thread, LocalValue *args) {
  Value function = importAttribute(thread, "re", "_expand");
  return function.isError() ? function : call(thread, function, {selfOf(args)->pattern, args[0], args[1]});
}

Value reprSlot(Thread &thread, Value self) {
  auto *match = self.as<Match>();
  Value text = textOf(thread, match, 0, none());
  Value shown = text.isError() ? text : reprOf(thread, text);
  if (shown.isError())
    return shown;
  return makeStr(thread, "<re.Match object; span=(" + std::to_string(match->spans[0]) + ", " + std::to_string(match->spans[1]) +
                             "), match=" + toUtf8(shown.as<Str>()) + ">");
}

Value itself(Thread &, LocalValue *args) { return args[0]; }
Value getString(Thread &, Value self) { return self.as<Match>()->string; }
Value getPattern(Thread &, Value self) { return self.as<Match>()->pattern; }
Value getFrom(Thread &thread, Value self) { return makeInt(thread, self.as<Match>()->from); }
Value getTo(Thread &thread, Value self) { return makeInt(thread, self.as<Match>()->to); }
Value getLastIndex(Thread &thread, Value self) {
  return self.as<Match>()->last_index < 0 ? none() : makeInt(thread, self.as<Match>()->last_index);
}
Value getLastGroup(Thread &thread, Value self) {
  auto *match = self.as<Match>();
  Value table = match->pattern->index_group;
  if (match->last_index < 0 || lengthOf(thread, table) <= match->last_index)
    return none();
  return getItem(thread, table, makeInt(thread, match->last_index));
}
Value getRegs(Thread &thread, Value self) {
  auto *match = self.as<Match>();
  Tuple *regs = makeTuple(thread, match->groups + 1);
  for (int64_t g = 0; g <= match->groups; ++g)
    regs->items[g] = none();
  for (int64_t g = 0; g <= match->groups; ++g)
    regs->items[g] = spanOf(thread, match, g);
  return regs;
}

void traceMatch(Object *object, Tracer &tracer) {
  auto *match = static_cast<Match *>(object);
  tracer.visit(match->pattern);
  tracer.visit(match->string);
  tracer.visitArray(match->spans);
}

constexpr MethodDef kMethods[] = {
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
    {"group", "($self, /, *groups)", groupMethod, "group([group1, ...]) -> str or tuple."},
    {"groups", "($self, /, default=None)", groupsMethod, "Return a tuple containing all the subgroups of the match, from 1."},
    {"groupdict", "($self, /, default=None)", groupDict, "Return a dictionary containing all the named subgroups of the match."},
    {"start", "($self, group=?, /)", edge<0>, "Return index of the start of the substring matched by group."},
    {"end", "($self, group=?, /)", edge<1>, "Return index of the end of the substring matched by group."},
    {"span", "($self, group=?, /)", spanMethod, "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"expand", "($self, /, template)", expandMethod, "Return the string obtained by doing backslash substitution on the string template."},
    {"__copy__", "($self, /)", itself},
    {"__deepcopy__", "($self, memo, /)", itself},
};
constexpr GetSetDef kAttributes[] = {
    {"string", getString}, {"re", getPattern},           {"pos", getFrom},           {"endpos", getTo},
    {"regs", getRegs},     {"lastindex", getLastIndex}, {"lastgroup", getLastGroup},
};

const TypeDef kMatch = {.name = "re.Match",
                        .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
                        .size = sizeof(Match),
                        .trace = traceMatch,
                        .slots = {.repr = reprSlot, .get_item = getItemSlot},
                        .methods = kMethods,
                        .attributes = kAttributes};

} // namespace

Value makeMatch(Thread &thread, Pattern *pattern, Value string, const regex::Subject &subject, const regex::Result &result) {
  auto *match = allocate<Match>(thread, match_type);
  match->groups = pattern->groups;
  match->pattern = pattern;
  match->string = string;
  match->from = subject.start;
  match->to = subject.end;
  match->last_index = result.last_index;
  match->spans = allocateArray<int64_t>(thread, static_cast<size_t>(pattern->groups + 1) * 2);
  match->spans[0] = result.begin;
  match->spans[1] = result.end;
  std::copy(result.marks, result.marks + pattern->groups * 2, match->spans + 2);
  return match;
}

void makeMatchType(Thread &thread) {
  match_type = makeType(thread, kMatch);
  addRoot(&match_type);
}

} // namespace pystm
