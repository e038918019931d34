// The module _weakref.
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "vm/native.h"
#include "vm/thread.h"
#include "vm/weak.h"

namespace pystm {
namespace {

Value getWeakRefCount(Thread &thread, LocalValue *args) {
  return args[0].isPointer() ? makeInt(thread, weakRefCount(args[0].object())) : Value::smallInt(0);
}

Value getWeakRefs(Thread &thread, LocalValue *args) {
  List *refs = makeList(thread);
  if (args[0].isPointer())
    collectWeakRefs(args[0].object(), refs, thread);
  return refs;
}

Value makeProxy(Thread &thread, LocalValue *args) {
  Type *type = isCallable(args[0]) ? &callable_proxy_type : &weak_proxy_type;
  return makeWeakRef(thread, type, args[0], isNone(args[1]) ? Value::unbound() : args[1]);
}

// Used by WeakValueDictionary: deletes the key only if its reference is dead.
Value removeDeadWeakRef(Thread &thread, LocalValue *args) {
  if (!isDict(args[0]))
    return raiseTypeError(thread, "_remove_dead_weakref() argument 1 must be dict, not %T", args[0].bits);
  auto *dict = args[0].as<Dict>();
  Value ref = dictGet(thread, dict, args[1]);
  if (ref.isError())
    return ref;
  if (ref.isUnbound() || !isInstance(ref, &weakref_type) || !ref.as<WeakRef>()->referent.isUnbound())
    return none();
  return dictDelete(thread, dict, args[1]) < 0 ? Value::error() : none();
}

constexpr MethodDef kFunctions[] = {
    {"getweakrefcount", "(object, /)", getWeakRefCount, "Return the number of weak references to 'object'."},
    {"getweakrefs", "(object, /)", getWeakRefs, "Return a list of all weak reference objects pointing to 'object'."},
    {"proxy", "(object, callback=None, /)", makeProxy, "Create a proxy object that weakly references 'object'."},
    {"_remove_dead_weakref", "(dct, key, /)", removeDeadWeakRef},
};

bool initialize(Thread &thread, Module *module) {
  return setModuleAttribute(thread, module, "ref", &weakref_type) &&
         setModuleAttribute(thread, module, "ReferenceType", &weakref_type) &&
         setModuleAttribute(thread, module, "ProxyType", &weak_proxy_type) &&
         setModuleAttribute(thread, module, "CallableProxyType", &callable_proxy_type);
}

} // namespace

extern const ModuleDef weakref_module;
const ModuleDef weakref_module = {"_weakref", "Weak-reference support module.", kFunctions, initialize};

} // namespace pystm
