// See native_init.h.
#include "modules/native_init.h"

#include "objects/tuple.h"

namespace pystm {

NativeFunction *makeRootedFunction(Thread &thread, const MethodDef *definition) {
  auto *root = new Value(makeNativeFunction(thread, definition));
  addRoot(root);
  return root->as<NativeFunction>();
}

bool callInit(Thread &thread, NativeFunction *function, Value self, const Arguments &arguments) {
  int64_t count = arguments.positional + arguments.keywords();
  ValueVector values(thread);
  values.push(self);
  for (int64_t i = 0; i < count; ++i)
    values.push(arguments[i]);
  Arguments all = arguments;
  all.values = values.data();
  all.positional = arguments.positional + 1;
  return !callNative(thread, function, all).isError();
}

} // namespace pystm
