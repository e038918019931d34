// The module _tracemalloc: how much memory objects take, but not which line made them: snapshots are empty
// (docs/python-compatibility.md).
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/heap_blocks.h"
#include "vm/native.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

namespace {

bool tracing = false;
size_t at_start = 0, peak = 0;

size_t traced() {
  size_t now = heap_state.live + heap_state.since;
  size_t size = now > at_start ? now - at_start : 0;
  peak = std::max(peak, size);
  return size;
}

Value start(Thread &thread, LocalValue *args) {
  int64_t frames = 0;
  if (!toInt64(thread, args[0], frames))
    return Value::error();
  if (frames < 1 || frames > 65535)
    return raiseValueError(thread, "the number of frames must be in range [1; 65535]");
  if (!tracing) {
    at_start = heap_state.live + heap_state.since;
    peak = 0;
  }
  tracing = true;
  return none();
}
Value stop(Thread &, LocalValue *) {
  tracing = false;
  return none();
}
Value isTracing(Thread &, LocalValue *) { return makeBool(tracing); }
Value nothing(Thread &, LocalValue *) { return none(); }
Value noTraces(Thread &thread, LocalValue *) { return makeList(thread); }
Value tracebackLimit(Thread &, LocalValue *) { return Value::smallInt(1); }
Value ownMemoryUsed(Thread &, LocalValue *) { return Value::smallInt(0); }
Value tracedMemory(Thread &thread, LocalValue *) {
  if (!tracing)
    return makeTuple(thread, {Value::smallInt(0), Value::smallInt(0)});
  auto size = static_cast<int64_t>(traced());
  return makeTuple(thread, {makeInt(thread, size), makeInt(thread, static_cast<int64_t>(peak))});
}
Value resetPeak(Thread &, LocalValue *) {
  peak = 0;
  return none();
}

constexpr MethodDef kFunctions[] = {
    {"start", "(nframe=1, /)", start, "Start tracing Python memory allocations."},
    {"stop", "()", stop, "Stop tracing Python memory allocations."},
    {"is_tracing", "()", isTracing, "Return True if the tracemalloc module is tracing Python memory allocations."},
    {"clear_traces", "()", nothing, "Clear traces of memory blocks allocated by Python."},
    {"_get_traces", "()", noTraces, "Get traces of all memory blocks allocated by Python."},
    {"_get_object_traceback", "(obj, /)", nothing, "Get the traceback where the Python object obj was allocated."},
    {"get_traceback_limit", "()", tracebackLimit, "Get the maximum number of frames stored in the traceback of a trace."},
    {"get_tracemalloc_memory", "()", ownMemoryUsed, "Get the memory usage in bytes of the tracemalloc module."},
    {"get_traced_memory", "()", tracedMemory, "Get the current size and peak size of memory blocks traced by tracemalloc."},
    {"reset_peak", "()", resetPeak, "Set the peak size of memory blocks traced by tracemalloc to the current size."},
};

} // namespace

extern const ModuleDef tracemalloc_module = {"_tracemalloc", "Debug module to trace memory blocks allocated by Python.", kFunctions};

} // namespace pystm
