// itertools: count, cycle, repeat, chain, starmap, accumulate, zip_longest.
#include "modules/itertools.h"
#include "objects/type.h"

namespace pystm {
namespace {

// count: a the next number, b the step.
Value countConstruct(Thread &thread, LocalValue *args) {
  for (int i = 1; i <= 2; ++i) {
    const Slots &slots = typeOf(args[i])->slots;
    if (!isInt(args[i]) && !slots.to_float && !slots.index && !slots.to_int && !isFloat(args[i]) && !slots.add)
      return raiseTypeError(thread, "a number is required");
    if (isStr(args[i]))
      return raiseTypeError(thread, "a number is required");
  }
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = args[1];
  tool->b = args[2];
  return tool;
}
Value countNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  Value item = tool->a;
  Value next = bothSmallInts(tool->a, tool->b) ? makeInt(thread, tool->a.asSmallInt() + tool->b.asSmallInt())
                                               : binaryOperation(thread, BinaryOp::kAdd, tool->a, tool->b);
  if (next.isError())
    return next;
  tool->a = next;
  return item;
}
Value countRepr(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  Value a = reprOf(thread, tool->a);
  Value b = a.isError() ? a : reprOf(thread, tool->b);
  if (b.isError())
    return b;
  std::string text = "count(" + toUtf8(a.as<Str>());
  if (tool->b != Value::smallInt(1))
    text += ", " + toUtf8(b.as<Str>());
  return makeStr(thread, text + ")");
}
Value countReduce(Thread &thread, LocalValue *args) {
  auto *tool = args[0].as<IterTool>();
  return makeTuple(thread, {typeOf(args[0]), makeTuple(thread, {tool->a, tool->b})});
}

// cycle: a the iterator (unbound when exhausted), b the saved items, started: all are saved already (a copy).
Value cycleConstruct(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = iterator;
  tool->b = makeList(thread);
  return tool;
}
Value cycleNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  auto *saved = tool->b.as<List>();
  if (!tool->a.isUnbound()) {
    Value item = nextItem(thread, tool->a);
    if (!item.isSpecial())
      return tool->started || listAppend(thread, saved, item) ? item : Value::error();
    if (item.isError())
      return item;
    tool->a = Value::unbound();
  }
  if (saved->size == 0)
    return Value::unbound();
  Value item = saved->items[tool->number];
  tool->number = (tool->number + 1) % saved->size;
  return item;
}

// repeat: a the object, number how often still (-1: forever).
Value repeatConstruct(Thread &thread, LocalValue *args) {
  int64_t times = -1;
  if (!args[2].isUnbound()) {
    if (!indexOf(thread, args[2], times, &OverflowError_type))
      return Value::error();
    times = std::max<int64_t>(times, 0);
  }
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = args[1];
  tool->number = times;
  return tool;
}
Value repeatNext(Thread &, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->number == 0)
    return Value::unbound();
  if (tool->number > 0)
    --tool->number;
  return tool->a;
}
Value repeatRepr(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  Value text = reprOf(thread, tool->a);
  if (text.isError())
    return text;
  std::string out = "repeat(" + toUtf8(text.as<Str>());
  return makeStr(thread, out + (tool->number >= 0 ? ", " + std::to_string(tool->number) : "") + ")");
}
Value repeatHint(Thread &thread, LocalValue *args) {
  int64_t left = args[0].as<IterTool>()->number;
  return left < 0 ? raiseTypeError(thread, "len() of unsized object") : makeInt(thread, left);
}
Value repeatReduce(Thread &thread, LocalValue *args) {
  auto *tool = args[0].as<IterTool>();
  Value parameters = tool->number < 0 ? makeTuple(thread, {tool->a}) : makeTuple(thread, {tool->a, makeInt(thread, tool->number)});
  return makeTuple(thread, {typeOf(args[0]), parameters});
}

// chain: a the iterator over iterables, b the running iterator.
Value chainConstruct(Thread &thread, LocalValue *args) {
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = getIterator(thread, args[1]);
  return tool;
}
Value chainFromIterable(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = iterator;
  return tool;
}
Value chainNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  while (!tool->a.isUnbound()) {
    if (tool->b.isUnbound()) {
      Value iterable = nextItem(thread, tool->a);
      if (iterable.isSpecial()) {
        tool->a = Value::unbound();
        return iterable;
      }
      Value iterator = getIterator(thread, iterable);
      if (iterator.isError()) {
        tool->a = Value::unbound();
        return iterator;
      }
      tool->b = iterator;
    }
    Value item = nextItem(thread, tool->b);
    if (!item.isUnbound())
      return item;
    tool->b = Value::unbound();
  }
  return Value::unbound();
}

// starmap: a the function, b the iterator.
Value starmapConstruct(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[2]);
  if (iterator.isError())
    return iterator;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = args[1];
  tool->b = iterator;
  return tool;
}
Value starmapNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  Value item = nextItem(thread, tool->b);
  if (item.isSpecial())
    return item;
  Tuple *arguments = isExactly(item, tuple_type) ? item.as<Tuple>() : tupleFrom(thread, item);
  if (!arguments)
    return Value::error();
  ValueVector values(thread);
  values.pushItems(arguments);
  return call(thread, tool->a, Arguments{values.data(), arguments->size});
}

// accumulate: a the iterator, b the function or None, c the total (unbound before the first).
Value accumulateConstruct(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = iterator;
  tool->b = args[2];
  if (!isNone(args[3])) {
    tool->c = args[3];
    tool->started = true; // the initial value is the first item
  }
  return tool;
}
Value accumulateNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->started) {
    tool->started = false;
    return tool->c;
  }
  Value item = nextItem(thread, tool->a);
  if (item.isSpecial())
    return item;
  Value total = tool->c.isUnbound()  ? item
                : isNone(tool->b)    ? binaryOperation(thread, BinaryOp::kAdd, tool->c, item)
                                     : call(thread, tool->b, {tool->c, item});
  if (!total.isError())
    tool->c = total;
  return total;
}

// zip_longest: a the list of iterators (None when exhausted), b the fill value, number how many are left.
Value longestConstruct(Thread &thread, LocalValue *args) {
  auto *iterables = args[1].as<Tuple>();
  List *iterators = makeList(thread, iterables->size);
  for (int64_t i = 0; i < iterables->size; ++i) {
    Value iterator = getIterator(thread, iterables->items[i]);
    if (iterator.isError())
      return iterator;
    iterators->items[i] = iterator;
  }
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = iterators;
  tool->b = args[2];
  tool->number = iterables->size;
  return tool;
}
Value longestNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  auto *iterators = tool->a.as<List>();
  if (tool->number == 0)
    return Value::unbound();
  Tuple *row = makeTuple(thread, iterators->size);
  for (int64_t i = 0; i < iterators->size; ++i) {
    row->items[i] = tool->b;
    if (isNone(iterators->items[i]))
      continue;
    Value item = nextItem(thread, iterators->items[i]);
    if (item.isError()) {
      tool->number = 0;
      return item;
    }
    if (item.isUnbound()) {
      iterators->items[i] = none();
      if (--tool->number == 0)
        return item;
      continue;
    }
    row->items[i] = item;
  }
  return row;
}

constexpr MethodDef kCountMethods[] = {{"__reduce__", "($self, /)", countReduce}};
constexpr MethodDef kRepeatMethods[] = {{"__length_hint__", "($self, /)", repeatHint}, {"__reduce__", "($self, /)", repeatReduce}};
const MethodDef kChainMethods[] = {
    kChainStateMethods[0],
    kChainStateMethods[1],
    {"from_iterable", "($type, iterable, /)", chainFromIterable},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};

const TypeDef kTypes[] = {
    {.name = "itertools.count",
     .doc = "Return a count object whose .__next__() method returns consecutive values.",
     .signature = "($type, start=0, step=1)",
     .size = sizeof(IterTool),
     .flags = kBaseType,
     .trace = traceIterTool,
     .construct = countConstruct,
     .slots = {.repr = countRepr, .iter = selfIterator, .next = countNext},
     .methods = kCountMethods},
    ITER_TOOL("cycle", "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
              "($type, iterable, /)", cycleConstruct, cycleNext, kCycleMethods),
    {.name = "itertools.repeat",
     .doc = "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.",
     .signature = "($type, object, times=?)",
     .size = sizeof(IterTool),
     .flags = kBaseType,
     .trace = traceIterTool,
     .construct = repeatConstruct,
     .slots = {.repr = repeatRepr, .iter = selfIterator, .next = repeatNext},
     .methods = kRepeatMethods},
    ITER_TOOL("chain", "Return a chain object whose .__next__() method returns elements from the first iterable, then the next.",
              "($type, *iterables)", chainConstruct, chainNext, kChainMethods),
    ITER_TOOL("starmap", "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
              "($type, function, iterable, /)", starmapConstruct, starmapNext, kPairMethods),
    ITER_TOOL("accumulate", "Return series of accumulated sums (or other binary function results).",
              "($type, iterable, func=None, *, initial=None)", accumulateConstruct, accumulateNext, kAccumulateMethods),
    ITER_TOOL("zip_longest", "Return a zip_longest object, filled up with fillvalue.", "($type, *iterables, fillvalue=None)",
              longestConstruct, longestNext, kLongestMethods),
};

} // namespace

const std::span<const TypeDef> kInfiniteTools = kTypes;

void traceIterTool(Object *object, Tracer &tracer) {
  auto *tool = static_cast<IterTool *>(object);
  tracer.visit(tool->a);
  tracer.visit(tool->b);
  tracer.visit(tool->c);
  tracer.visitArray(tool->indices);
}

} // namespace pystm
