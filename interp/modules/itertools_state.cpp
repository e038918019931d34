// itertools: what copies and pickles of its iterators are made from, in CPython's form: __reduce__ gives the type, the
// constructor's arguments and a state that __setstate__ takes.
#include "modules/itertools.h"
#include "objects/type.h"

#include <algorithm>

namespace pystm {
namespace {

IterTool *toolOf(LocalValue *args) { return args[0].as<IterTool>(); }
Value typeAt(LocalValue *args) { return Value(typeOf(args[0])); }



Tuple *stateTuple(Thread &thread, Value state, int64_t size) {
  if (isTuple(state) && (size < 0 || state.as<Tuple>()->size == size))
    return state.as<Tuple>();
  if (isTuple(state))
    raiseValueError(thread, "invalid arguments");
  else
    raiseTypeError(thread, "state is not a tuple");
  return nullptr;
}

// The indices of the row that was given last.
Value indicesTuple(Thread &thread, const int64_t *indices, int64_t count) {
  Tuple *tuple = makeTuple(thread, count);
  for (int64_t i = 0; i < count; ++i)
    tuple->items[i] = makeInt(thread, indices[i]);
  return tuple;
}
bool readIndex(Thread &thread, Value value, int64_t least, int64_t most, int64_t &index) {
  if (!toInt64(thread, value, index))
    return false;
  index = std::clamp(index, least, std::max(least, most));
  return true;
}

Value cycleReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  auto *saved = tool->b.as<List>();
  if (!tool->a.isUnbound())
    return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {tool->a})), Value(makeTuple(thread, {tool->b, makeBool(tool->started)}))});
  Value iterator = getIterator(thread, tool->b);
  if (iterator.isError() || (tool->number && callMethod(thread, iterator, "__setstate__", {makeInt(thread, tool->number % std::max<int64_t>(saved->size, 1))}).isError()))
    return Value::error();
  return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {iterator})), Value(makeTuple(thread, {tool->b, trueValue()}))});
}
Value cycleSetState(Thread &thread, LocalValue *args) {
  if (!isTuple(args[1]))
    return raiseTypeError(thread, "state is not a tuple");
  auto *state = args[1].as<Tuple>();
  if (state->size != 2)
    return raiseTypeError(thread, "function takes exactly 2 arguments (%d given)", static_cast<int>(state->size));
  if (!isList(state->items[0]))
    return raiseTypeError(thread, "argument 1 must be list, not %T", state->items[0].bits);
  int64_t first_pass = 0;
  if (!toInt64(thread, state->items[1], first_pass))
    return Value::error();
  toolOf(args)->b = state->items[0];
  toolOf(args)->started = first_pass != 0;
  toolOf(args)->number = 0;
  return none();
}

Value chainReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  if (tool->a.isUnbound())
    return makeTuple(thread, {typeAt(args), Value(emptyTuple())});
  Value state = tool->b.isUnbound() ? Value(makeTuple(thread, {tool->a})) : Value(makeTuple(thread, {tool->a, tool->b}));
  return makeTuple(thread, {typeAt(args), Value(emptyTuple()), state});
}
Value chainSetState(Thread &thread, LocalValue *args) {
  if (!isTuple(args[1]))
    return raiseTypeError(thread, "state is not a tuple");
  auto *state = args[1].as<Tuple>();
  if (state->size < 1 || state->size > 2)
    return raiseTypeError(thread, "function takes at %s argument%s (%d given)", state->size ? "most 2" : "least 1", state->size ? "s" : "", static_cast<int>(state->size));
  for (Value item : *state)
    if (!typeOf(item)->slots.next)
      return raiseTypeError(thread, "Arguments must be iterators.");
  toolOf(args)->a = state->items[0];
  toolOf(args)->b = state->size == 2 ? state->items[1] : Value();
  return none();
}

Value pairReduce(Thread &thread, LocalValue *args) {
  return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {toolOf(args)->a, toolOf(args)->b}))});
}
Value compressReduce(Thread &thread, LocalValue *args) {
  return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {toolOf(args)->b, toolOf(args)->a}))});
}
template <bool IterTool::*flag> Value flagReduce(Thread &thread, LocalValue *args) {
  return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {toolOf(args)->a, toolOf(args)->b})), Value::smallInt(toolOf(args)->*flag)});
}
template <bool IterTool::*flag> Value flagSetState(Thread &thread, LocalValue *args) {
  int truth = isTrue(thread, args[1]);
  if (truth < 0)
    return Value::error();
  toolOf(args)->*flag = truth;
  return none();
}

Value callTool(Thread &thread, const char *name, std::initializer_list<ListedValue> arguments) {
  Value tool = importAttribute(thread, "itertools", name);
  return tool.isError() ? tool : call(thread, tool, arguments);
}

Value accumulateReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  if (tool->started) { // the initial value has not been given yet
    Value source = callTool(thread, "chain", {Value(makeTuple(thread, {tool->c})), tool->a});
    return source.isError() ? source : makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {source, tool->b})), none()});
  }
  if (!tool->c.isUnbound() && isNone(tool->c)) { // None as a state would not be set
    Value source = callTool(thread, "chain", {Value(makeTuple(thread, {tool->c})), tool->a});
    Value all = source.isError() ? source : call(thread, typeAt(args), {source, tool->b});
    Value slice = all.isError() ? all : importAttribute(thread, "itertools", "islice");
    return slice.isError() ? slice : makeTuple(thread, {slice, Value(makeTuple(thread, {all, Value::smallInt(1), none()}))});
  }
  return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {tool->a, tool->b})), tool->c.isUnbound() ? none() : tool->c});
}
Value accumulateSetState(Thread &, LocalValue *args) {
  toolOf(args)->c = args[1];
  return none();
}

Value longestReduce(Thread &thread, LocalValue *args) {
  auto *iterators = toolOf(args)->a.as<List>();
  Tuple *sources = makeTuple(thread, iterators->size);
  for (int64_t i = 0; i < iterators->size; ++i)
    sources->items[i] = isNone(iterators->items[i]) ? Value(emptyTuple()) : iterators->items[i];
  return makeTuple(thread, {typeAt(args), Value(sources), toolOf(args)->b});
}
Value longestSetState(Thread &, LocalValue *args) {
  toolOf(args)->b = args[1];
  return none();
}

Value isliceReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  if (tool->a.isUnbound()) {
    Value empty = getIterator(thread, Value(makeList(thread)));
    return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {empty, Value::smallInt(0)})), Value::smallInt(0)});
  }
  Value stop = tool->limit == INT64_MAX ? none() : makeInt(thread, tool->limit);
  return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {tool->a, tool->b, stop, makeInt(thread, tool->step)})), makeInt(thread, tool->number)});
}
Value isliceSetState(Thread &thread, LocalValue *args) {
  return toInt64(thread, args[1], toolOf(args)->number) ? none() : Value::error();
}

Value productReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  if (tool->finished)
    return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {Value(emptyTuple())}))});
  if (!tool->started)
    return makeTuple(thread, {typeAt(args), tool->a});
  return makeTuple(thread, {typeAt(args), tool->a, indicesTuple(thread, tool->indices, tool->number)});
}
Value productSetState(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  if (!isTuple(args[1]) || args[1].as<Tuple>()->size != tool->number)
    return raiseValueError(thread, "invalid arguments");
  for (int64_t i = 0; i < tool->number; ++i) {
    int64_t size = tool->a.as<Tuple>()->items[i].as<Tuple>()->size;
    if (size == 0) {
      tool->finished = true;
      return none();
    }
    if (!readIndex(thread, args[1].as<Tuple>()->items[i], 0, size - 1, tool->indices[i]))
      return Value::error();
  }
  tool->started = true;
  return none();
}

Value poolReduce(Thread &thread, LocalValue *args, Value state) {
  auto *tool = toolOf(args);
  Value pool = tool->finished ? Value(emptyTuple()) : tool->a;
  Value arguments(makeTuple(thread, {pool, makeInt(thread, tool->number)}));
  return state.isUnbound() ? makeTuple(thread, {typeAt(args), arguments}) : makeTuple(thread, {typeAt(args), arguments, state});
}
Value combinationsReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  bool has_state = tool->started && !tool->finished;
  return poolReduce(thread, args, has_state ? indicesTuple(thread, tool->indices, tool->number) : Value());
}
template <bool replacement> Value combinationsSetState(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  int64_t n = tool->a.as<Tuple>()->size, r = tool->number;
  if (!isTuple(args[1]) || args[1].as<Tuple>()->size != r)
    return raiseValueError(thread, "invalid arguments");
  if (replacement ? n == 0 && r > 0 : r > n)
    return none();
  for (int64_t i = 0; i < r; ++i)
    if (!readIndex(thread, args[1].as<Tuple>()->items[i], 0, replacement ? n - 1 : i + n - r, tool->indices[i]))
      return Value::error();
  tool->started = true;
  return none();
}
Value permutationsReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  if (!tool->started || tool->finished)
    return poolReduce(thread, args, Value());
  int64_t n = tool->a.as<Tuple>()->size;
  return poolReduce(thread, args, Value(makeTuple(thread, {indicesTuple(thread, tool->indices, n), indicesTuple(thread, tool->indices + n, tool->number)})));
}
Value permutationsSetState(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  Tuple *state = stateTuple(thread, args[1], 2);
  if (!state)
    return Value::error();
  int64_t n = tool->a.as<Tuple>()->size, r = tool->number;
  for (int part = 0; part < 2; ++part)
    if (!isTuple(state->items[part]) || state->items[part].as<Tuple>()->size != (part ? r : n))
      return raiseValueError(thread, "invalid arguments");
  if (tool->finished)
    return none();
  for (int64_t i = 0; i < n; ++i)
    if (!readIndex(thread, state->items[0].as<Tuple>()->items[i], 0, n - 1, tool->indices[i]))
      return Value::error();
  for (int64_t i = 0; i < r; ++i)
    if (!readIndex(thread, state->items[1].as<Tuple>()->items[i], 1, n - i, tool->indices[n + i]))
      return Value::error();
  tool->started = true;
  return none();
}

Value groupbyReduce(Thread &thread, LocalValue *args) {
  auto *tool = toolOf(args);
  auto *state = tool->c.as<List>();
  Value arguments(makeTuple(thread, {tool->a, tool->b}));
  Value target = state->items[kTargetKey], key = state->items[kCurrentKey], item = state->items[kCurrentItem];
  if (target.isUnbound() || key.isUnbound() || item.isUnbound())
    return makeTuple(thread, {typeAt(args), arguments});
  return makeTuple(thread, {typeAt(args), arguments, Value(makeTuple(thread, {item, target, key}))});
}
Value groupbySetState(Thread &thread, LocalValue *args) {
  if (!isTuple(args[1]))
    return raiseTypeError(thread, "state is not a tuple");
  auto *given = args[1].as<Tuple>();
  if (given->size != 3)
    return raiseTypeError(thread, "function takes exactly 3 arguments (%d given)", static_cast<int>(given->size));
  auto *state = toolOf(args)->c.as<List>();
  state->items[kCurrentItem] = given->items[0];
  state->items[kTargetKey] = given->items[1];
  state->items[kCurrentKey] = given->items[2];
  return none();
}
Value grouperReduce(Thread &thread, LocalValue *args) {
  auto *group = toolOf(args);
  auto *parent = group->a.as<IterTool>();
  if (parent->c.as<List>()->items[kRunning] != args[0])
    return makeTuple(thread, {importAttribute(thread, "builtins", "iter"), Value(makeTuple(thread, {Value(emptyTuple())}))});
  return makeTuple(thread, {typeAt(args), Value(makeTuple(thread, {group->a, group->b}))});
}

} // namespace

#define REDUCE(function) {"__reduce__", "($self, /)", function, "Return state information for pickling."}
#define SET_STATE(function) {"__setstate__", "($self, state, /)", function, "Set state information for unpickling."}

const MethodDef kCycleMethods[2] = {REDUCE(cycleReduce), SET_STATE(cycleSetState)};
const MethodDef kChainStateMethods[2] = {REDUCE(chainReduce), SET_STATE(chainSetState)};
const MethodDef kPairMethods[1] = {REDUCE(pairReduce)};
const MethodDef kCompressMethods[1] = {REDUCE(compressReduce)};
const MethodDef kDropwhileMethods[2] = {REDUCE(flagReduce<&IterTool::started>), SET_STATE(flagSetState<&IterTool::started>)};
const MethodDef kTakewhileMethods[2] = {REDUCE(flagReduce<&IterTool::finished>), SET_STATE(flagSetState<&IterTool::finished>)};
const MethodDef kAccumulateMethods[2] = {REDUCE(accumulateReduce), SET_STATE(accumulateSetState)};
const MethodDef kLongestMethods[2] = {REDUCE(longestReduce), SET_STATE(longestSetState)};
const MethodDef kIsliceMethods[2] = {REDUCE(isliceReduce), SET_STATE(isliceSetState)};
const MethodDef kProductMethods[2] = {REDUCE(productReduce), SET_STATE(productSetState)};
const MethodDef kPermutationsMethods[2] = {REDUCE(permutationsReduce), SET_STATE(permutationsSetState)};
const MethodDef kCombinationsMethods[2] = {REDUCE(combinationsReduce), SET_STATE(combinationsSetState<false>)};
const MethodDef kReplacementMethods[2] = {REDUCE(combinationsReduce), SET_STATE(combinationsSetState<true>)};
const MethodDef kGroupbyMethods[2] = {REDUCE(groupbyReduce), SET_STATE(groupbySetState)};
const MethodDef kGrouperMethods[1] = {REDUCE(grouperReduce)};

} // namespace pystm
