// types.SimpleNamespace: attributes, a repr that shows them, comparison by them.
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/instance.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/runtime.h"

namespace pystm {

Type simple_namespace_type;

namespace {

struct Namespace : Object {
  Attributes attributes;
};

Value namespaceNew(Thread &thread, Type *type, const Arguments &) {
  auto *self = allocate<Namespace>(thread, type);
  initAttributes(self);
  return self;
}

bool namespaceInit(Thread &thread, Value self, const Arguments &args) {
  if (args.positional > 0) {
    raiseTypeError(thread, "no positional arguments expected");
    return false;
  }
  for (int64_t k = 0; k < args.keywords(); ++k)
    if (!dictSet(thread, attributeDict(thread, self.object()), args.names->items[k], args.values[k]))
      return false;
  return true;
}

Value namespaceRepr(Thread &thread, Value self) {
  std::string text = isExactly(self, simple_namespace_type) ? "namespace" : std::string(typeNameOf(self));
  ReprGuard guard(thread, self);
  if (guard.recursive())
    return makeStr(thread, text + "(...)");
  text += "(";
  Dict *dict = dictCopy(thread, attributeDict(thread, self.object()));
  int64_t position = 0;
  bool first = true;
  Value key;
  Value value;
  while (dictNext(dict, position, key, value)) {
    if (!isStr(key) || key.as<Str>()->length == 0)
      continue;
    Value shown = reprOf(thread, value);
    if (shown.isError())
      return shown;
    text += (first ? "" : ", ") + toUtf8(key.as<Str>()) + "=" + toUtf8(shown.as<Str>());
    first = false;
  }
  return makeStr(thread, text + ")");
}

Value namespaceCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if (!isInstance(left, &simple_namespace_type) || !isInstance(right, &simple_namespace_type))
    return notImplemented();
  return compare(thread, Value(attributeDict(thread, left.object())), Value(attributeDict(thread, right.object())), op);
}

Value namespaceReduce(Thread &thread, LocalValue *args) {
  return makeTuple(thread, {Value(typeOf(args[0])), Value(emptyTuple()), Value(attributeDict(thread, args[0].object()))});
}

Value dictOf(Thread &thread, Value self) { return attributeDict(thread, self.object()); }

constexpr MethodDef kMethods[] = {{"__reduce__", "($self, /)", namespaceReduce, "Return state information for pickling"}};
constexpr GetSetDef kAttributes[] = {{"__dict__", dictOf}};

} // namespace

extern const TypeDef simple_namespace_def;
const TypeDef simple_namespace_def = {
    .name = "types.SimpleNamespace",
    .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
    .size = sizeof(Namespace),
    .flags = kBaseType,
    .slots = {.repr = namespaceRepr, .hash = hashNotImplemented, .compare = namespaceCompare, .create = namespaceNew, .init = namespaceInit},
    .methods = kMethods,
    .attributes = kAttributes,
    .attributes_offset = offsetof(Namespace, attributes),
};

} // namespace pystm
