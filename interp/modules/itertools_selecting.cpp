// itertools: what picks some of an iterable's items: compress, dropwhile, takewhile, filterfalse, islice, pairwise,
// groupby.
#include "modules/itertools.h"

namespace pystm {
namespace {

// a: function or selectors' iterator, b: the iterator.
Value functionAndIterator(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[2]);
  if (iterator.isError())
    return iterator;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = args[1];
  tool->b = iterator;
  return tool;
}

Value compressConstruct(Thread &thread, LocalValue *args) {
  Value data = getIterator(thread, args[1]);
  Value selectors = data.isError() ? data : getIterator(thread, args[2]);
  if (selectors.isError())
    return selectors;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = selectors;
  tool->b = data;
  return tool;
}
Value compressNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  for (;;) {
    Value item = nextItem(thread, tool->b);
    if (item.isSpecial())
      return item;
    Value selector = nextItem(thread, tool->a);
    if (selector.isSpecial())
      return selector;
    int truth = isTrue(thread, selector);
    if (truth != 0)
      return truth < 0 ? Value::error() : item;
  }
}

// The truth of the function's answer, -1 for an error; None asks the item itself.
int ask(Thread &thread, Value function, Value item) {
  if (isNone(function))
    return isTrue(thread, item);
  Value answer = call(thread, function, {item});
  return answer.isError() ? -1 : isTrue(thread, answer);
}

Value dropwhileNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  for (;;) {
    Value item = nextItem(thread, tool->b);
    if (item.isSpecial() || tool->started)
      return item;
    int truth = ask(thread, tool->a, item);
    if (truth < 0)
      return Value::error();
    if (!truth) {
      tool->started = true;
      return item;
    }
  }
}

Value takewhileNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->finished)
    return Value::unbound();
  Value item = nextItem(thread, tool->b);
  if (item.isSpecial())
    return item;
  int truth = ask(thread, tool->a, item);
  if (truth > 0)
    return item;
  tool->finished = truth == 0;
  return truth < 0 ? Value::error() : Value::unbound();
}

Value filterfalseNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  for (;;) {
    Value item = nextItem(thread, tool->b);
    if (item.isSpecial())
      return item;
    int truth = ask(thread, tool->a, item);
    if (truth <= 0)
      return truth < 0 ? Value::error() : item;
  }
}

bool bound(Thread &thread, Value value, int64_t otherwise, const char *message, int64_t &result) {
  result = otherwise;
  if (value.isUnbound() || isNone(value))
    return true;
  bool ok = typeOf(value)->slots.index && indexOf(thread, value, result) && result >= 0;
  if (!ok) {
    thread.clearException();
    raiseValueError(thread, "%s", message);
  }
  return ok;
}

// islice: a the iterator (unbound when done), number the position, limit the end, step.
Value isliceConstruct(Thread &thread, LocalValue *args) {
  static const char *kIndices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  bool one = args[3].isUnbound();
  IterTool *tool = makeTool(thread, args[0]);
  int64_t start = 0;
  if (!bound(thread, one ? args[2] : args[3], INT64_MAX,
             one ? "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize." : kIndices, tool->limit))
    return Value::error();
  if (!one && !bound(thread, args[2], 0, kIndices, start))
    return Value::error();
  tool->step = 1;
  if (!args[4].isUnbound() && !isNone(args[4])) {
    if (!typeOf(args[4])->slots.index || !indexOf(thread, args[4], tool->step) || tool->step < 1) {
      thread.clearException();
      return raiseValueError(thread, "Step for islice() must be a positive integer or None.");
    }
  }
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  tool->a = iterator;
  tool->b = makeInt(thread, start); // of the next item
  return tool;
}
Value isliceNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->a.isUnbound())
    return Value::unbound();
  int64_t next = 0;
  fitsInt64(tool->b, next);
  int64_t target = std::min(next, tool->limit);
  while (tool->number < target) {
    Value skipped = nextItem(thread, tool->a);
    if (skipped.isSpecial()) {
      tool->a = Value::unbound();
      return skipped;
    }
    ++tool->number;
  }
  if (tool->number >= tool->limit) {
    tool->a = Value::unbound();
    return Value::unbound();
  }
  Value item = nextItem(thread, tool->a);
  if (item.isSpecial()) {
    tool->a = Value::unbound();
    return item;
  }
  ++tool->number;
  int64_t following = 0;
  if (__builtin_add_overflow(next, tool->step, &following))
    following = INT64_MAX;
  tool->b = makeInt(thread, following);
  return item;
}

// pairwise: a the iterator, b the previous item.
Value pairwiseConstruct(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = iterator;
  return tool;
}
Value pairwiseNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->b.isUnbound()) {
    Value first = nextItem(thread, tool->a);
    if (first.isSpecial())
      return first;
    tool->b = first;
  }
  Value item = nextItem(thread, tool->a);
  if (item.isSpecial())
    return item;
  Value pair = makeTuple(thread, {tool->b, item});
  tool->b = item;
  return pair;
}

// groupby: a the iterator, b the key function, c a list of GroupState.

Type *grouper_type = nullptr;

Value groupbyConstruct(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = iterator;
  tool->b = args[2];
  tool->c = makeList(thread, kGroupFields);
  return tool;
}

// 1: there is a new current item; 0: the end; -1: error.
int groupStep(Thread &thread, IterTool *tool) {
  Value item = nextItem(thread, tool->a);
  if (item.isSpecial())
    return item.isUnbound() ? 0 : -1;
  Value key = isNone(tool->b) ? item : call(thread, tool->b, {item});
  if (key.isError())
    return -1;
  auto *state = tool->c.as<List>();
  state->items[kCurrentKey] = key;
  state->items[kCurrentItem] = item;
  return 1;
}

Value makeGroup(Thread &thread, Value parent, Value key) {
  IterTool *group = makeTool(thread, grouper_type);
  group->a = parent;
  group->b = key;
  parent.as<IterTool>()->c.as<List>()->items[kRunning] = group;
  return group;
}

Value groupbyNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  auto *state = tool->c.as<List>();
  state->items[kRunning] = Value::unbound();
  for (;;) {
    if (!state->items[kCurrentKey].isUnbound()) {
      if (state->items[kTargetKey].isUnbound())
        break;
      int same = equals(thread, state->items[kTargetKey], state->items[kCurrentKey]);
      if (same < 0)
        return Value::error();
      if (!same)
        break;
    }
    int step = groupStep(thread, tool);
    if (step <= 0)
      return step < 0 ? Value::error() : Value::unbound();
  }
  state->items[kTargetKey] = state->items[kCurrentKey];
  return makeTuple(thread, {state->items[kTargetKey], makeGroup(thread, self, state->items[kTargetKey])});
}
Value grouperConstruct(Thread &thread, LocalValue *args) {
  if (typeOf(args[1])->slots.next != groupbyNext)
    return raiseTypeError(thread, "_grouper() argument 1 must be itertools.groupby, not %T", args[1].bits);
  return makeGroup(thread, args[1], args[2]);
}

Value grouperNext(Thread &thread, Value self) {
  auto *group = self.as<IterTool>();
  auto *parent = group->a.as<IterTool>();
  auto *state = parent->c.as<List>();
  if (state->items[kRunning] != self)
    return Value::unbound();
  if (state->items[kCurrentItem].isUnbound()) {
    int step = groupStep(thread, parent);
    if (step <= 0)
      return step < 0 ? Value::error() : Value::unbound();
  }
  int same = equals(thread, group->b, state->items[kCurrentKey]);
  if (same <= 0)
    return same < 0 ? Value::error() : Value::unbound();
  Value item = state->items[kCurrentItem];
  state->items[kCurrentItem] = Value::unbound();
  return item;
}

const TypeDef kTypes[] = {
    ITER_TOOL("compress", "Return data elements corresponding to true selector elements.", "($type, data, selectors)",
              compressConstruct, compressNext, kCompressMethods),
    ITER_TOOL("dropwhile", "Drop items from the iterable while predicate(item) is true.", "($type, predicate, iterable, /)",
              functionAndIterator, dropwhileNext, kDropwhileMethods),
    ITER_TOOL("takewhile", "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
              "($type, predicate, iterable, /)", functionAndIterator, takewhileNext, kTakewhileMethods),
    ITER_TOOL("filterfalse", "Return those items of iterable for which function(item) is false.", "($type, function, iterable, /)",
              functionAndIterator, filterfalseNext, kPairMethods),
    ITER_TOOL("islice", "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object",
              "($type, iterable, start, stop=?, step=?, /)", isliceConstruct, isliceNext, kIsliceMethods),
    ITER_TOOL("pairwise", "Return an iterator of overlapping pairs taken from the input iterator.", "($type, iterable, /)",
              pairwiseConstruct, pairwiseNext, {}),
    ITER_TOOL("groupby", "make an iterator that returns consecutive keys and groups from the iterable", "($type, iterable, key=None)",
              groupbyConstruct, groupbyNext, kGroupbyMethods),
};

} // namespace

bool addGrouper(Thread &thread, Module *module) {
  static const TypeDef kGrouper = {.name = "itertools._grouper",
                                   .signature = "($type, parent, tgtkey, /)",
                                   .size = sizeof(IterTool),
                                   .trace = traceIterTool,
                                   .construct = grouperConstruct,
                                   .slots = {.iter = selfIterator, .next = grouperNext},
                                   .methods = kGrouperMethods};
  if (!grouper_type) {
    grouper_type = makeType(thread, kGrouper);
    addRoot(&grouper_type);
  }
  return addModuleType(thread, module, grouper_type);
}

const std::span<const TypeDef> kSelectingTools = kTypes;

} // namespace pystm
