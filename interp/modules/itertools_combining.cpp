// itertools: product, permutations, combinations, combinations_with_replacement; and the module itself.
#include "modules/itertools.h"

#include <numeric>

namespace pystm {

bool addGrouper(Thread &, Module *);

namespace {

// Pools in a, indices of the row that was given last; `started` when there is one, `finished` when no other comes.
Value rowOf(Thread &thread, IterTool *tool, int64_t size) {
  auto *pool = tool->a.as<Tuple>();
  Tuple *row = makeTuple(thread, size);
  for (int64_t i = 0; i < size; ++i)
    row->items[i] = pool->items[tool->indices[i]];
  return row;
}

Value productConstruct(Thread &thread, LocalValue *args) {
  int64_t repeat = 1;
  if (!indexOf(thread, args[2], repeat, &OverflowError_type))
    return Value::error();
  if (repeat < 0)
    return raiseValueError(thread, "repeat argument cannot be negative");
  auto *iterables = args[1].as<Tuple>();
  Tuple *once = makeTuple(thread, iterables->size);
  for (int64_t i = 0; i < iterables->size; ++i)
    once->items[i] = none();
  for (int64_t i = 0; i < iterables->size; ++i) {
    Tuple *pool = tupleFrom(thread, iterables->items[i]);
    if (!pool)
      return Value::error();
    once->items[i] = pool;
  }
  IterTool *tool = makeTool(thread, args[0]);
  int64_t count = repeat == 0 ? 0 : iterables->size * repeat;
  Tuple *pools = makeTuple(thread, count);
  tool->a = pools;
  tool->number = count;
  for (int64_t i = 0; i < count; ++i) {
    pools->items[i] = once->items[i % iterables->size];
    tool->finished |= pools->items[i].as<Tuple>()->size == 0;
  }
  tool->indices = allocateArray<int64_t>(thread, static_cast<size_t>(count));
  return tool;
}
Value productNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->finished)
    return Value::unbound();
  auto *pools = tool->a.as<Tuple>();
  if (tool->started) {
    int64_t i = tool->number - 1;
    for (; i >= 0; --i) {
      if (++tool->indices[i] < pools->items[i].as<Tuple>()->size)
        break;
      tool->indices[i] = 0;
    }
    tool->finished = i < 0;
    if (tool->finished)
      return Value::unbound();
  }
  tool->started = true;
  Tuple *row = makeTuple(thread, tool->number);
  for (int64_t i = 0; i < tool->number; ++i)
    row->items[i] = pools->items[i].as<Tuple>()->items[tool->indices[i]];
  return row;
}

// The pool, and r in number.
IterTool *poolTool(Thread &thread, LocalValue *args, int64_t r, int64_t indices) {
  Tuple *pool = tupleFrom(thread, args[1]);
  if (!pool)
    return nullptr;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = pool;
  tool->number = r;
  tool->indices = allocateArray<int64_t>(thread, static_cast<size_t>(indices < 0 ? pool->size : indices));
  return tool;
}

bool lengthArgument(Thread &thread, Value value, int64_t &r) {
  if (!isInt(value) && !typeOf(value)->slots.index) {
    raiseTypeError(thread, "Expected int as r");
    return false;
  }
  if (!indexOf(thread, value, r, &OverflowError_type))
    return false;
  if (r < 0)
    raiseValueError(thread, "r must be non-negative");
  return r >= 0;
}

// permutations: indices of the whole pool, then (in c's place) the cycles behind them.
Value permutationsConstruct(Thread &thread, LocalValue *args) {
  int64_t r = -1;
  if (!isNone(args[2]) && !lengthArgument(thread, args[2], r))
    return Value::error();
  Tuple *pool = tupleFrom(thread, args[1]);
  if (!pool)
    return Value::error();
  if (r < 0)
    r = pool->size;
  IterTool *tool = makeTool(thread, args[0]);
  tool->a = pool;
  tool->number = r;
  tool->finished = r > pool->size;
  if (tool->finished)
    return tool;
  tool->indices = allocateArray<int64_t>(thread, static_cast<size_t>(pool->size + r));
  std::iota(tool->indices, tool->indices + pool->size, 0);
  for (int64_t i = 0; i < r; ++i)
    tool->indices[pool->size + i] = pool->size - i;
  return tool;
}
Value permutationsNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->finished)
    return Value::unbound();
  if (!tool->started) {
    tool->started = true;
    return rowOf(thread, tool, tool->number);
  }
  int64_t n = tool->a.as<Tuple>()->size;
  int64_t *indices = tool->indices;
  int64_t *cycles = indices + n;
  for (int64_t i = tool->number - 1; i >= 0; --i) {
    if (--cycles[i] == 0) {
      int64_t first = indices[i];
      for (int64_t k = i; k < n - 1; ++k)
        indices[k] = indices[k + 1];
      indices[n - 1] = first;
      cycles[i] = n - i;
      continue;
    }
    std::swap(indices[i], indices[n - cycles[i]]);
    return rowOf(thread, tool, tool->number);
  }
  tool->finished = true;
  return Value::unbound();
}

Value combinationsConstruct(Thread &thread, LocalValue *args) {
  int64_t r = 0;
  if (!lengthArgument(thread, args[2], r))
    return Value::error();
  IterTool *tool = poolTool(thread, args, r, r);
  if (!tool)
    return Value::error();
  tool->finished = r > tool->a.as<Tuple>()->size;
  std::iota(tool->indices, tool->indices + r, 0);
  return tool;
}
Value combinationsNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->finished)
    return Value::unbound();
  int64_t r = tool->number;
  int64_t n = tool->a.as<Tuple>()->size;
  if (tool->started) {
    int64_t i = r - 1;
    while (i >= 0 && tool->indices[i] == i + n - r)
      --i;
    tool->finished = i < 0;
    if (tool->finished)
      return Value::unbound();
    ++tool->indices[i];
    for (int64_t k = i + 1; k < r; ++k)
      tool->indices[k] = tool->indices[k - 1] + 1;
  }
  tool->started = true;
  return rowOf(thread, tool, r);
}

Value replacementConstruct(Thread &thread, LocalValue *args) {
  int64_t r = 0;
  if (!lengthArgument(thread, args[2], r))
    return Value::error();
  IterTool *tool = poolTool(thread, args, r, r);
  if (!tool)
    return Value::error();
  tool->finished = tool->a.as<Tuple>()->size == 0 && r > 0;
  return tool;
}
Value replacementNext(Thread &thread, Value self) {
  auto *tool = self.as<IterTool>();
  if (tool->finished)
    return Value::unbound();
  int64_t n = tool->a.as<Tuple>()->size;
  if (tool->started) {
    int64_t i = tool->number - 1;
    while (i >= 0 && tool->indices[i] == n - 1)
      --i;
    tool->finished = i < 0;
    if (tool->finished)
      return Value::unbound();
    std::fill(tool->indices + i, tool->indices + tool->number, tool->indices[i] + 1);
  }
  tool->started = true;
  return rowOf(thread, tool, tool->number);
}

constexpr MethodDef kFunctions[] = {
    {"tee", "(iterable, n=2, /)", itertoolsTee, "Returns a tuple of n independent iterators."},
};

const TypeDef kTypes[] = {
    ITER_TOOL("product", "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.",
              "($type, *iterables, repeat=1)", productConstruct, productNext, kProductMethods),
    ITER_TOOL("permutations", "Return successive r-length permutations of elements in the iterable.", "($type, iterable, r=None)",
              permutationsConstruct, permutationsNext, kPermutationsMethods),
    ITER_TOOL("combinations", "Return successive r-length combinations of elements in the iterable.", "($type, iterable, r)",
              combinationsConstruct, combinationsNext, kCombinationsMethods),
    ITER_TOOL("combinations_with_replacement",
              "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.",
              "($type, iterable, r)", replacementConstruct, replacementNext, kReplacementMethods),
};

bool initialize(Thread &thread, Module *module) {
  for (auto table : {kInfiniteTools, kSelectingTools, std::span<const TypeDef>(kTypes)}) {
    for (const TypeDef &definition : table) {
      Type *type = makeType(thread, definition);
      if (!addModuleType(thread, module, type))
        return false;
    }
  }
  return addGrouper(thread, module) && addTee(thread, module);
}

} // namespace

extern const ModuleDef itertools_module;
const ModuleDef itertools_module = {"itertools", "Functional tools for creating and using iterators.", kFunctions, initialize};

} // namespace pystm
