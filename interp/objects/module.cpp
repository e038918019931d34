// Modules as objects, and the helpers of native modules.
#include "objects/module.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/import.h"
#include "vm/runtime.h"

namespace pystm {

Type module_type;

namespace {

void traceModule(Object *object, Tracer &tracer) { tracer.visit(static_cast<Module *>(object)->dict); }

void fill(Thread &thread, Module *module, Value name, Value doc) {
  Dict *dict = module->dict;
  dictSet(thread, dict, names.name, name);
  dictSet(thread, dict, names.doc, doc);
  for (Str *key : {names.package, names.loader, names.spec})
    if (dictGet(dict, key).isUnbound())
      dictSet(thread, dict, key, none());
}

Value moduleNew(Thread &thread, Type *type, const Arguments &) {
  auto *module = allocate<Module>(thread, type);
  module->dict = makeDict(thread);
  return module;
}
bool moduleInit(Thread &thread, Value self, const Arguments &args) {
  Value name = args.positional > 0 ? args[0] : Value(), doc = args.positional > 1 ? args[1] : none();
  for (int64_t n = 0; n < args.keywords(); ++n)
    (args.names->items[n].as<Str>()->is("name") ? name : doc) = args.values[args.positional + n];
  if (name.isUnbound()) {
    raiseTypeError(thread, "module() missing required argument 'name' (pos 1)");
    return false;
  }
  if (!isStr(name)) {
    raiseTypeError(thread, "module() argument 'name' must be str, not %T", name.bits);
    return false;
  }
  fill(thread, self.as<Module>(), name, doc);
  return true;
}

Value moduleGetAttr(Thread &thread, Value self, Str *name) {
  auto *module = self.as<Module>();
  Value on_type = lookupType(module->type, name);
  if (!on_type.isUnbound() && typeOf(on_type)->slots.set)
    return typeOf(on_type)->slots.get(thread, on_type, self, Value(module->type));
  Value found = dictGet(module->dict, name);
  if (!found.isUnbound())
    return found;
  if (!on_type.isUnbound()) {
    GetDescriptorSlot get = typeOf(on_type)->slots.get;
    return get ? get(thread, on_type, self, Value(module->type)) : on_type;
  }
  Value hook = dictGet(module->dict, names.getattr);
  if (!hook.isUnbound())
    return call(thread, hook, {Value(name)});
  Value own = dictGet(module->dict, names.name);
  if (!own.isUnbound() && isStr(own)) {
    if (isInitializing(module))
      raise(thread, &AttributeError_type, "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)", own.as<Str>(), name);
    else
      raise(thread, &AttributeError_type, "module '%U' has no attribute '%U'", own.as<Str>(), name);
  } else {
    raise(thread, &AttributeError_type, "module has no attribute '%U'", name);
  }
  asException(thread.exception)->extra[0] = Value(name);
  asException(thread.exception)->extra[1] = self;
  return Value::error();
}
bool moduleSetAttr(Thread &thread, Value self, Str *name, Value value) {
  auto *module = self.as<Module>();
  Value on_type = lookupType(module->type, name);
  if (!on_type.isUnbound() && typeOf(on_type)->slots.set)
    return typeOf(on_type)->slots.set(thread, on_type, self, value);
  if (!value.isUnbound())
    return dictSet(thread, module->dict, intern(thread, name), value);
  int deleted = dictDelete(thread, module->dict, Value(name));
  if (deleted == 0)
    raise(thread, &AttributeError_type, "module has no attribute '%U'", name);
  return deleted > 0;
}
Value moduleRepr(Thread &thread, Value self) {
  Value function = importAttribute(thread, "importlib._bootstrap", "_module_repr");
  if (!function.isError())
    return call(thread, function, {self});
  thread.clearException();
  auto *module = self.as<Module>();
  Value name = dictGet(module->dict, names.name), file = dictGet(module->dict, names.file);
  std::string text = isStr(name) ? toUtf8(name.as<Str>()) : "?";
  if (!file.isUnbound() && isStr(file))
    return makeStr(thread, "<module '" + text + "' from '" + toUtf8(file.as<Str>()) + "'>");
  return makeStr(thread, "<module '" + text + "'" + (dictGet(module->dict, names.loader) == none() ? ">" : " (built-in)>"));
}
Value dictOf(Thread &, Value self) { return Value(self.as<Module>()->dict); }
Value annotationsGet(Thread &thread, Value self) {
  Dict *dict = self.as<Module>()->dict;
  Value found = dictGet(dict, names.annotations);
  if (found.isUnbound()) {
    found = makeDict(thread);
    dictSet(thread, dict, names.annotations, found);
  }
  return found;
}
bool annotationsSet(Thread &thread, Value self, Value value) {
  Dict *dict = self.as<Module>()->dict;
  return value.isUnbound() ? dictDelete(thread, dict, Value(names.annotations)) >= 0 : dictSet(thread, dict, names.annotations, value);
}
constexpr GetSetDef kAttributes[] = {{"__dict__", dictOf}, {"__annotations__", annotationsGet, annotationsSet}};
Value moduleDir(Thread &thread, LocalValue *args) {
  Dict *dict = args[0].as<Module>()->dict;
  Value hook = dictGet(dict, names.dir);
  if (!hook.isUnbound())
    return call(thread, hook);
  List *list = listFrom(thread, Value(dict));
  return list ? Value(list) : Value::error();
}
constexpr MethodDef kMethods[] = {{"__dir__", "($self, /)", moduleDir, "__dir__() -> list\nspecialized dir() implementation"}};

} // namespace

Module *makeModule(Thread &thread, Str *name) {
  auto *module = allocate<Module>(thread, &module_type);
  module->dict = makeDict(thread);
  fill(thread, module, Value(name), none());
  return module;
}
Module *makeModule(Thread &thread, const char *name) { return makeModule(thread, intern(thread, name)); }

bool setModuleAttribute(Thread &thread, Module *module, const char *name, Value value) { return dictSet(thread, module->dict, name, value); }
bool addModuleType(Thread &thread, Module *module, Type *type) { return dictSet(thread, module->dict, type->name, Value(type)); }

Module *makeNativeModule(Thread &thread, const ModuleDef &def) {
  Module *module = makeModule(thread, def.name);
  Str *name = intern(thread, def.name);
  dictSet(thread, module->dict, names.doc, def.doc[0] ? Value(makeStr(thread, def.doc)) : none());
  for (const MethodDef &function : def.functions)
    setModuleAttribute(thread, module, function.name, makeNativeFunction(thread, &function, nullptr, name));
  if (def.initialize && !def.initialize(thread, module))
    return nullptr;
  return module;
}

extern const TypeDef module_def = {
    .name = "module", .doc = "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.", .signature = "(name, doc=None)", .size = sizeof(Module), .flags = kBaseType, .trace = traceModule,
    .slots = {.repr = moduleRepr, .get_attr = moduleGetAttr, .set_attr = moduleSetAttr, .create = moduleNew, .init = moduleInit},
    .methods = kMethods, .attributes = kAttributes};

} // namespace pystm
