// See native_init.h.
#include "modules/native_init.h"

#include "objects/instance.h"
#include "objects/tuple.h"
#include "vm/frame.h"

namespace pystm {

NativeFunction *makeRootedFunction(Thread &thread, const MethodDef *definition) {
  auto *root = new Value(makeNativeFunction(thread, definition));
  addRoot(root);
  return root->as<NativeFunction>();
}

bool callInit(Thread &thread, NativeFunction *function, Value self, const Arguments &arguments) {
  WithFirst with(thread, self, arguments);
  return !callNative(thread, function, with.arguments).isError();
}

Value getAttributeDict(Thread &thread, Value self) {
  Dict *dict = attributeDict(thread, self.object());
  return dict ? Value(dict) : Value::error();
}

bool replaceAttributeDict(Thread &thread, Value self, Value value) {
  if (value.isUnbound() || !isDict(value)) {
    if (value.isUnbound())
      raiseTypeError(thread, "cannot delete __dict__");
    else
      raiseTypeError(thread, "__dict__ must be set to a dictionary, not a '%T'", value.bits);
    return false;
  }
  return setAttributeDict(thread, self.object(), value.as<Dict>());
}

} // namespace pystm
