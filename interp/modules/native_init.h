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

// The accessors of __dict__, for the tables of types with TypeDef::attributes_offset.
Value getAttributeDict(Thread &, Value self);
bool replaceAttributeDict(Thread &, Value self, Value dict_or_unbound);

} // namespace pystm
