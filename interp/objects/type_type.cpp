// The type `type` as programs see it: the attributes of classes and the methods that all classes have. class.cpp
// makes classes.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/region.h"

namespace pystm {

namespace {

void traceType(Object *object, Tracer &tracer) {
  auto *type = static_cast<Type *>(object);
  tracer.visit(type->name);
  tracer.visit(type->qualname);
  tracer.visit(type->bases);
  tracer.visit(type->mro);
  tracer.visit(type->dict);
  tracer.visit(type->base);
  tracer.visit(type->root_shape);
  tracer.visit(type->slot_names);
  tracer.visit(type->extra);
}

Value nameGet(Thread &, Value self) { return self.as<Type>()->name; }
bool nameSet(Thread &thread, Value self, Value value) {
  auto *type = self.as<Type>();
  if (!(type->flags & kHeapType)) {
    raiseTypeError(thread, "cannot set '__name__' attribute of immutable type '%s'", std::string(typeName(type)).c_str());
    return false;
  }
  if (value.isUnbound() || !isStr(value)) {
    raiseTypeError(thread, value.isUnbound() ? "cannot delete '__name__' attribute of type" : "can only assign string to %s.__name__, not '%T'", toUtf8(type->name).c_str(), value.bits);
    return false;
  }
  runAlone();
  type->name = value.as<Str>();
  return true;
}
Value qualnameGet(Thread &, Value self) { return self.as<Type>()->qualname; }
bool qualnameSet(Thread &thread, Value self, Value value) {
  if (!(self.as<Type>()->flags & kHeapType) || value.isUnbound() || !isStr(value)) {
    raiseTypeError(thread, "can only assign string to %U.__qualname__, not '%T'", self.as<Type>()->name, value.isUnbound() ? none().bits : value.bits);
    return false;
  }
  self.as<Type>()->qualname = value.as<Str>();
  return true;
}
Value moduleGet(Thread &thread, Value self) { return typeModule(thread, self.as<Type>()); }
bool dictEntrySet(Thread &thread, Value self, Str *name, Value value) {
  auto *type = self.as<Type>();
  if (!(type->flags & kHeapType)) {
    raiseTypeError(thread, "cannot set '%U' attribute of immutable type '%s'", name, std::string(typeName(type)).c_str());
    return false;
  }
  bool ok = value.isUnbound() ? dictDelete(thread, type->dict, Value(name)) >= 0 : dictSet(thread, type->dict, name, value);
  typeModified(type);
  return ok;
}
bool moduleSet(Thread &thread, Value self, Value value) { return dictEntrySet(thread, self, names.module, value); }
Value docGet(Thread &thread, Value self) {
  Value doc = dictGet(self.as<Type>()->dict, names.doc);
  if (doc.isUnbound())
    return none();
  if (GetDescriptorSlot get = typeOf(doc)->slots.get)
    return get(thread, doc, Value(), self);
  return doc;
}
bool docSet(Thread &thread, Value self, Value value) { return dictEntrySet(thread, self, names.doc, value); }
Value basesGet(Thread &, Value self) { return self.as<Type>()->bases; }
// The orders of the type and its subclasses anew, all or none.
bool updateOrder(Thread &thread, Type *type) {
  runAlone();
  Tuple *old = type->mro;
  Tuple *bases = type->bases;
  Tuple *mro = orderOf(thread, type);
  if (!mro)
    return false;
  if (type->bases != bases)
    return true;
  type->mro = mro;
  List *subclasses = subclassesOf(thread, type).as<List>();
  for (int64_t i = 0; i < subclasses->size; ++i)
    if (!updateOrder(thread, subclasses->items[i].as<Type>())) {
      type->mro = old;
      for (int64_t k = 0; k < i; ++k)
        subclasses->items[k].as<Type>()->mro = linearize(thread, subclasses->items[k].as<Type>(), subclasses->items[k].as<Type>()->bases);
      return false;
    }
  typeModified(type);
  updateSlots(thread, type);
  return true;
}
bool basesSet(Thread &thread, Value self, Value value) {
  auto *type = self.as<Type>();
  if (!(type->flags & kHeapType) || value.isUnbound() || !isTuple(value) || value.as<Tuple>()->size == 0) {
    raiseTypeError(thread, "can only assign non-empty tuple to %U.__bases__, not %T", type->name, value.isUnbound() ? none().bits : value.bits);
    return false;
  }
  for (Value base : *value.as<Tuple>()) {
    if (!isType(base)) {
      raiseTypeError(thread, "%U.__bases__ must be tuple of classes, not '%T'", type->name, base.bits);
      return false;
    }
    // The order of a type whose bases are being set may be the old one: look along the chain as well.
    bool circle = isSubtype(base.as<Type>(), type);
    for (Type *at = base.as<Type>(); at && !circle; at = at->base)
      circle = at == type;
    if (circle) {
      raiseTypeError(thread, "a __bases__ item causes an inheritance cycle");
      return false;
    }
  }
  Type *best = bestBase(thread, value.as<Tuple>());
  if (!best)
    return false;
  if (solidBase(best) != solidBase(type->base)) {
    raiseTypeError(thread, "__bases__ assignment: '%s' object layout differs from '%s'", std::string(typeName(best)).c_str(), std::string(typeName(type->base)).c_str());
    return false;
  }
  runAlone();
  Tuple *old_bases = type->bases;
  Type *old_base = type->base;
  type->bases = value.as<Tuple>();
  type->base = best;
  if (!updateOrder(thread, type)) {
    if (type->bases == value.as<Tuple>()) {
      type->bases = old_bases;
      type->base = old_base;
    }
    return false;
  }
  // A mro() of the metaclass may have set other bases meanwhile: those count.
  if (type->bases != value.as<Tuple>())
    return true;
  for (Value base : *old_bases)
    removeSubclass(base.as<Type>(), type);
  for (Value base : *type->bases)
    addSubclass(thread, base.as<Type>(), type);
  return true;
}
Value baseGet(Thread &, Value self) { return self.as<Type>()->base ? Value(self.as<Type>()->base) : none(); }
Value mroGet(Thread &, Value self) { return self.as<Type>()->mro; }
Value flagsGet(Thread &, Value self) {
  auto *type = self.as<Type>();
  int64_t flags = 1 << 12;
  flags |= type->flags & kHeapType ? 1 << 9 : 1 << 8;
  if (type->flags & (kBaseType | kHeapType))
    flags |= 1 << 10;
  if (type->flags & kAbstract)
    flags |= 1 << 20;
  return Value::smallInt(flags);
}
Value dictGetter(Thread &thread, Value self) {
  return call(thread, Value(&mapping_proxy_type), {Value(self.as<Type>()->dict)});
}
Value abstractGet(Thread &thread, Value self) {
  Value value = self.object() == &type_type ? Value() : dictGet(self.as<Type>()->dict, names.abstractmethods);
  return value.isUnbound() ? raise(thread, &AttributeError_type, "%U", names.abstractmethods) : value;
}
bool abstractSet(Thread &thread, Value self, Value value) {
  auto *type = self.as<Type>();
  int abstract = value.isUnbound() ? 0 : isTrue(thread, value);
  if (abstract < 0 || !dictEntrySet(thread, self, names.abstractmethods, value))
    return false;
  runAlone();
  type->flags = abstract ? type->flags | kAbstract : type->flags & ~uint32_t{kAbstract};
  return true;
}
Value annotationsGet(Thread &thread, Value self) {
  auto *type = self.as<Type>();
  if (!(type->flags & kHeapType))
    return raise(thread, &AttributeError_type, "type object '%U' has no attribute '__annotations__'", type->name);
  Value found = dictGet(type->dict, names.annotations);
  if (found.isUnbound()) {
    found = makeDict(thread);
    dictSet(thread, type->dict, names.annotations, found);
  }
  return found;
}
bool annotationsSet(Thread &thread, Value self, Value value) { return dictEntrySet(thread, self, names.annotations, value); }
Value textSignatureGet(Thread &, Value self) {
  auto *type = self.as<Type>();
  return type->extra && !(type->flags & kHeapType) ? Value(type->extra) : none();
}
Value basicSizeGet(Thread &, Value self) { return Value::smallInt(self.as<Type>()->size); }
Value zeroGet(Thread &, Value) { return Value::smallInt(0); }
Value dictOffsetGet(Thread &, Value self) { return Value::smallInt(self.as<Type>()->attributes_offset); }

constexpr GetSetDef kAttributes[] = {
    {"__name__", nameGet, nameSet},       {"__qualname__", qualnameGet, qualnameSet},
    {"__module__", moduleGet, moduleSet}, {"__doc__", docGet, docSet},
    {"__bases__", basesGet, basesSet},    {"__base__", baseGet},
    {"__mro__", mroGet},                  {"__flags__", flagsGet},
    {"__dict__", dictGetter},             {"__abstractmethods__", abstractGet, abstractSet},
    {"__annotations__", annotationsGet, annotationsSet},
    {"__text_signature__", textSignatureGet},
    {"__basicsize__", basicSizeGet},      {"__itemsize__", zeroGet},
    {"__dictoffset__", dictOffsetGet},    {"__weakrefoffset__", zeroGet},
};

Value typeMro(Thread &thread, LocalValue *args) {
  Tuple *mro = linearize(thread, args[0].as<Type>(), args[0].as<Type>()->bases);
  return mro ? Value(makeList(thread, mro->items, mro->size)) : Value::error();
}
Value typeSubclasses(Thread &thread, LocalValue *args) { return subclassesOf(thread, args[0].as<Type>()); }
Value typePrepare(Thread &thread, LocalValue *) { return makeDict(thread); }
Value typeInstanceCheck(Thread &thread, LocalValue *args) {
  if (isInstance(args[1], args[0].as<Type>()))
    return trueValue();
  Value claimed = findAttribute(thread, args[1], names.class_);
  if (claimed.isError())
    return claimed;
  return makeBool(!claimed.isUnbound() && isType(claimed) && isSubtype(claimed.as<Type>(), args[0].as<Type>()));
}
Value typeSubclassCheck(Thread &thread, LocalValue *args) {
  if (isType(args[1]))
    return makeBool(isSubtype(args[1].as<Type>(), args[0].as<Type>()));
  Value bases = findAttribute(thread, args[1], names.bases);
  if (bases.isError())
    return bases;
  if (bases.isUnbound() || !isTuple(bases))
    return raiseTypeError(thread, "issubclass() arg 1 must be a class");
  for (Value base : *bases.as<Tuple>()) {
    LocalValues inner{args[0], base};
    Value result = typeSubclassCheck(thread, inner);
    if (result.isError() || result == trueValue())
      return result;
  }
  return falseValue();
}
Value typeDir(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  Dict *all = makeDict(thread);
  for (int64_t i = type->mro->size; i-- > 0;)
    if (!dictUpdate(thread, all, Value(type->mro->items[i].as<Type>()->dict)))
      return Value::error();
  List *list = listFrom(thread, all);
  return list ? Value(list) : Value::error();
}
Value typeOr(Thread &thread, Value left, Value right) {
  auto unionable = [](Value v) {
    return isNone(v) || isType(v) || typeName(typeOf(v)) == "GenericAlias" || typeName(typeOf(v)) == "UnionType" ||
           typeName(typeOf(v)) == "TypeVar";
  };
  if (!unionable(left) || !unionable(right))
    return notImplemented();
  return makeUnion(thread, left, right);
}

constexpr MethodDef kMethods[] = {
    {"mro", "($self, /)", typeMro, "Return a type's method resolution order."},
    {"__subclasses__", "($self, /)", typeSubclasses, "Return a list of immediate subclasses."},
    {"__prepare__", "($type, /, *args, **kwargs)", typePrepare, "__prepare__() -> dict\nused for the namespace of class statements"},
    {"__instancecheck__", "($self, instance, /)", typeInstanceCheck, "Check if an object is an instance."},
    {"__subclasscheck__", "($self, subclass, /)", typeSubclassCheck, "Check if a class is a subclass."},
    {"__dir__", "($self, /)", typeDir, "Specialized __dir__ implementation for types."},
};

Value typeRepr(Thread &thread, Value self) {
  return formatStr(thread, "<class '%s'>", fullTypeName(thread, self.as<Type>()).c_str());
}

bool typeInit(Thread &thread, Value, const Arguments &args) {
  if (args.positional != 1 && args.positional != 3) {
    raiseTypeError(thread, "type.__init__() takes 1 or 3 arguments");
    return false;
  }
  return true;
}

} // namespace

extern const TypeDef type_def = {
    .name = "type",
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .size = sizeof(Type),
    .flags = kBaseType | kTypeFamily,
    .trace = traceType,
    .slots = {.repr = typeRepr, .get_attr = typeGetAttribute, .set_attr = typeSetAttribute, .call = typeCall,
              .create = typeNew, .init = typeInit, .bit_or = typeOr},
    .methods = kMethods,
    .attributes = kAttributes,
};

} // namespace pystm
