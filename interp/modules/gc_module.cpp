// The module gc: the collector as programs see it. There are no generations, so their numbers are for show.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/collector.h"
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
  stopOthers(thread);
  collectGarbage(thread, thread.native_depth == 0);
  runFinalizers(thread);
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
Value gcEmptyList(Thread &thread, LocalValue *) { return makeList(thread); }
Value gcNothing(Thread &, LocalValue *) { return none(); }
Value gcZero(Thread &, LocalValue *) { return Value::smallInt(0); }
Value gcIsTracked(Thread &, LocalValue *args) {
  return makeBool(args[0].isPointer() && !isStr(args[0]) && !isInt(args[0]) && !isBytes(args[0]) && !isNone(args[0]));
}
Value gcIsFinalized(Thread &, LocalValue *) { return falseValue(); }

constexpr MethodDef kFunctions[] = {
    {"collect", "(generation=2)", gcCollect, "Run the garbage collector."},
    {"enable", "()", gcEnable, "Enable automatic garbage collection."},
    {"disable", "()", gcDisable, "Disable automatic garbage collection."},
    {"isenabled", "()", gcIsEnabled, "Returns true if automatic garbage collection is enabled."},
    {"get_threshold", "()", gcGetThreshold},
    {"set_threshold", "(threshold0, threshold1=?, threshold2=?, /)", gcSetThreshold},
    {"get_count", "()", gcGetCount},
    {"get_objects", "(generation=None)", gcEmptyList},
    {"get_referrers", "(*objs)", gcEmptyList},
    {"get_referents", "(*objs)", gcEmptyList},
    {"get_stats", "()", gcEmptyList},
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
