// The module gc: the collector as programs see it. There are no generations, so their numbers are for show.
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/collector.h"
#include "vm/heap_blocks.h"
#include "vm/native.h"
#include "vm/thread.h"
#include "vm/region.h"
#include "vm/weak.h"

namespace pystm {
namespace {

bool enabled = true;
int64_t thresholds[3] = {700, 10, 10};

Value gcCollect(Thread &thread, LocalValue *args) {
  int64_t generation = 0;
  if (!toInt64(thread, args[0], generation))
    return Value::error();
  if (generation < 0 || generation > 2)
    return raiseValueError(thread, "invalid generation");
  // Twice if something was finalized: what only that knew is garbage now.
  for (int pass = 0; pass < 2; ++pass) {
    stopOthers(thread);
    collectGarbage(thread, thread.native_depth == 0);
    if (!finalizersPending())
      break;
    runFinalizers(thread);
  }
  return Value::smallInt(0);
}
Value gcEnable(Thread &, LocalValue *) {
  enabled = true;
  return none();
}
Value gcDisable(Thread &, LocalValue *) {
  enabled = false;
  return none();
}
Value gcIsEnabled(Thread &, LocalValue *) { return makeBool(enabled); }
Value gcGetThreshold(Thread &thread, LocalValue *) {
  return makeTuple(thread, {makeInt(thread, thresholds[0]), makeInt(thread, thresholds[1]), makeInt(thread, thresholds[2])});
}
Value gcSetThreshold(Thread &thread, LocalValue *args) {
  for (int i = 0; i < 3; ++i) {
    if (!args[i].isUnbound() && !toInt64(thread, args[i], thresholds[i]))
      return Value::error();
  }
  return none();
}
Value gcGetCount(Thread &thread, LocalValue *) {
  return makeTuple(thread, {Value::smallInt(0), Value::smallInt(0), Value::smallInt(0)});
}

bool isTracked(Value value) {
  return value.isPointer() && !isStr(value) && !isInt(value) && !isBytes(value) && !isFloat(value) && !isNone(value);
}

// Objects, without those that no program can reach any more: nothing is collected between their being found and the list's being made.
using Found = std::vector<Object *>;
Value listOf(Thread &thread, const Found &found) {
  List *list = makeList(thread);
  for (Object *object : found)
    if (!listAppend(thread, list, Value(object)))
      return Value::error();
  return Value(list);
}
Found trackedObjects(Thread &thread) {
  stopOthers(thread);
  collectGarbage(thread, false);
  Found found;
  forEachObject([](Object *object, void *context) {
    if (isTracked(Value(object)))
      static_cast<Found *>(context)->push_back(object);
  }, &found);
  return found;
}
bool refersToOneOf(Object *object, Tuple *wanted) {
  struct Search {
    Tuple *wanted;
    bool found;
  } search{wanted, false};
  forEachReferent(object, [](Value value, void *context) {
    auto *search = static_cast<Search *>(context);
    for (int64_t i = 0; i < search->wanted->size; ++i)
      search->found |= search->wanted->items[i].bits == value.bits;
  }, &search);
  return search.found;
}

Value gcGetObjects(Thread &thread, LocalValue *args) {
  int64_t generation = 2;
  if (!isNone(args[0])) {
    if (!isInt(args[0]) && !typeOf(args[0])->slots.index)
      return raiseTypeError(thread, "argument should be integer or None, not '%T'", args[0].bits);
    if (!toInt64(thread, args[0], generation))
      return Value::error();
  }
  if (generation == -1)
    generation = 2; // as None
  if (generation < 0)
    return raiseValueError(thread, "generation parameter cannot be negative");
  if (generation > 2)
    return raiseValueError(thread, "generation parameter must be less than the number of available generations (3)");
  return generation == 2 ? listOf(thread, trackedObjects(thread)) : Value(makeList(thread));
}
Value gcGetReferrers(Thread &thread, LocalValue *args) {
  auto *wanted = args[0].as<Tuple>();
  Found found = trackedObjects(thread);
  std::erase_if(found, [wanted](Object *object) { return object == wanted || !refersToOneOf(object, wanted); });
  return listOf(thread, found);
}
Value gcGetReferents(Thread &thread, LocalValue *args) {
  auto *of = args[0].as<Tuple>();
  stopOthers(thread);
  Found found;
  for (int64_t i = 0; i < of->size; ++i)
    if (isTracked(of->items[i]))
      forEachReferent(of->items[i].object(), [](Value value, void *context) {
        if (value.isPointer())
          static_cast<Found *>(context)->push_back(value.object());
      }, &found);
  return listOf(thread, found);
}
// One generation holds all; the others are for show.
Value gcGetStats(Thread &thread, LocalValue *) {
  List *list = makeList(thread);
  for (int generation = 0; generation < 3; ++generation) {
    Dict *row = makeDict(thread);
    Value collections = makeInt(thread, generation == 2 ? int64_t(heap_state.collections) : 0);
    if (!dictSet(thread, row, "collections", collections) || !dictSet(thread, row, "collected", Value::smallInt(0)) ||
        !dictSet(thread, row, "uncollectable", Value::smallInt(0)) || !listAppend(thread, list, Value(row)))
      return Value::error();
  }
  return Value(list);
}
Value gcNothing(Thread &, LocalValue *) { return none(); }
Value gcZero(Thread &, LocalValue *) { return Value::smallInt(0); }
Value gcIsTracked(Thread &, LocalValue *args) { return makeBool(isTracked(args[0])); }
Value gcIsFinalized(Thread &, LocalValue *) { return falseValue(); }

constexpr MethodDef kFunctions[] = {
    {"collect", "(generation=2)", gcCollect, "Run the garbage collector."},
    {"enable", "()", gcEnable, "Enable automatic garbage collection."},
    {"disable", "()", gcDisable, "Disable automatic garbage collection."},
    {"isenabled", "()", gcIsEnabled, "Returns true if automatic garbage collection is enabled."},
    {"get_threshold", "()", gcGetThreshold},
    {"set_threshold", "(threshold0, threshold1=?, threshold2=?, /)", gcSetThreshold},
    {"get_count", "()", gcGetCount},
    {"get_objects", "(generation=None)", gcGetObjects},
    {"get_referrers", "(*objs)", gcGetReferrers},
    {"get_referents", "(*objs)", gcGetReferents},
    {"get_stats", "()", gcGetStats},
    {"get_debug", "()", gcZero},
    {"set_debug", "(flags, /)", gcNothing},
    {"freeze", "()", gcNothing},
    {"unfreeze", "()", gcNothing},
    {"get_freeze_count", "()", gcZero},
    {"is_tracked", "(obj, /)", gcIsTracked},
    {"is_finalized", "(obj, /)", gcIsFinalized},
};

bool initialize(Thread &thread, Module *module) {
  static const struct {
    const char *name;
    int value;
  } kConstants[] = {{"DEBUG_STATS", 1}, {"DEBUG_COLLECTABLE", 2}, {"DEBUG_UNCOLLECTABLE", 4}, {"DEBUG_SAVEALL", 32}, {"DEBUG_LEAK", 38}};
  for (const auto &row : kConstants) {
    if (!setModuleAttribute(thread, module, row.name, Value::smallInt(row.value)))
      return false;
  }
  return setModuleAttribute(thread, module, "garbage", makeList(thread)) &&
         setModuleAttribute(thread, module, "callbacks", makeList(thread));
}

} // namespace

extern const ModuleDef gc_module;
const ModuleDef gc_module = {"gc", "This module provides access to the garbage collector for reference cycles.", kFunctions, initialize};

} // namespace pystm
