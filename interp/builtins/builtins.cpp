// The module builtins put together, and all builtin types readied.
#include "builtins/builtins.h"
#include "objects/exception_fields.h"
#include "objects/function.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/runtime.h"

namespace pystm {

bool makeBuiltins(Thread &thread) {
  Module *module = runtime.builtins_module;
  dictSet(thread, module->dict, names.doc, Value(makeStr(thread, "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().\n\nThis module is not normally accessed explicitly by most\napplications, but can be useful in modules that provide\nobjects with the same name as a builtin and in which the\nbuilt-in of that name is also needed.")));
  for (auto table : {objectFunctions(), sequenceFunctions(), codeFunctions()})
    for (const MethodDef &function : table)
      setModuleAttribute(thread, module, function.name, makeNativeFunction(thread, &function, nullptr, names.builtins_module));
  setModuleAttribute(thread, module, "None", none());
  setModuleAttribute(thread, module, "True", trueValue());
  setModuleAttribute(thread, module, "False", falseValue());
  setModuleAttribute(thread, module, "Ellipsis", ellipsis());
  setModuleAttribute(thread, module, "NotImplemented", notImplemented());
  setModuleAttribute(thread, module, "__debug__", makeBool(runtime.options.optimize == 0));
  return true;
}

} // namespace pystm
