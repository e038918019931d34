// An __init__ slot whose arguments are bound by a signature, as those of methods are:
//   constexpr MethodDef kInit = {"__init__", "($self, /, source=?)", code};  ... .init = initSlot<&kInit>
#pragma once

#include "objects/function.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {

NativeFunction *makeRootedFunction(Thread &, const MethodDef *);
bool callInit(Thread &, NativeFunction *, Value self, const Arguments &);

template <const MethodDef *kDefinition> bool initSlot(Thread &thread, Value self, const Arguments &arguments) {
  static NativeFunction *function = makeRootedFunction(thread, kDefinition);
  return callInit(thread, function, self, arguments);
}

} // namespace pystm
