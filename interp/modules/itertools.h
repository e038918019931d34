// What the files of itertools share. All its iterators have one layout; each says what it keeps where.
#pragma once

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <span>

namespace pystm {

struct IterTool : Object {
  int64_t number;   // a count or a position
  int64_t limit;
  int64_t step;
  bool started, finished;
  Value a, b, c;
  int64_t *indices; // a RawArray
};

void traceIterTool(Object *, Tracer &);
inline IterTool *makeTool(Thread &thread, Value type) { return allocate<IterTool>(thread, type.as<Type>()); }

// The types of a file: their definitions, made into types when the module is initialised.
extern const std::span<const TypeDef> kInfiniteTools, kSelectingTools, kCombiningTools;

// Fields of IterTool::c of groupby: [key of the group, current key, current item, running group].
enum GroupState { kTargetKey, kCurrentKey, kCurrentItem, kRunning, kGroupFields };

// Copies and pickles (itertools_state.cpp).
extern const MethodDef kCycleMethods[2], kChainStateMethods[2], kPairMethods[1], kCompressMethods[1], kDropwhileMethods[2], kTakewhileMethods[2],
    kAccumulateMethods[2], kLongestMethods[2], kIsliceMethods[2], kProductMethods[2], kPermutationsMethods[2], kCombinationsMethods[2],
    kReplacementMethods[2], kGroupbyMethods[2], kGrouperMethods[1];

// tee (itertools_tee.cpp).
bool addTee(Thread &, Module *);
Value itertoolsTee(Thread &, LocalValue *args);

#define ITER_TOOL(type_name, documentation, parameters, constructor, advance, method_table)                    \
  {.name = "itertools." type_name, .doc = documentation, .signature = parameters, .size = sizeof(IterTool),    \
   .flags = kBaseType, .trace = traceIterTool, .construct = constructor,                                       \
   .slots = {.iter = selfIterator, .next = advance}, .methods = method_table}

} // namespace pystm
