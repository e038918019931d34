// object, the root of all types, and the singletons None, Ellipsis and NotImplemented.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/region.h"

#include <algorithm>
#include <vector>

namespace pystm {

Type object_type, none_type, ellipsis_type, not_implemented_type;
StaticObject none_object{{&none_type}}, ellipsis_object{{&ellipsis_type}}, not_implemented_object{{&not_implemented_type}};

namespace {

IntResult objectHash(Thread &, Value self) {
  return hashed(self.isObject() ? hashOfPointer(self.object()) : static_cast<int64_t>(self.bits));
}

Value objectStr(Thread &thread, Value self) { return reprOf(thread, self); }

Value objectCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if (op == CompareOp::kEqual)
    return self == other ? trueValue() : notImplemented();
  if (op == CompareOp::kNotEqual) {
    CompareSlot slot = typeOf(self)->slots.compare;
    Value equal = slot ? slot(thread, self, other, CompareOp::kEqual) : notImplemented();
    if (equal.isError() || equal == notImplemented())
      return equal;
    int truth = isTrue(thread, equal);
    return truth < 0 ? Value::error() : makeBool(!truth);
  }
  return notImplemented();
}

Value classGet(Thread &, Value self) { return Value(typeOf(self)); }
bool classSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound()) {
    raiseTypeError(thread, "can't delete __class__ attribute");
    return false;
  }
  if (!isType(value)) {
    raiseTypeError(thread, "__class__ must be set to a class, not '%T' object", value.bits);
    return false;
  }
  runAlone(); // the type of an object is PYSTM_FROZEN
  auto *target = value.as<Type>();
  Type *old = typeOf(self);
  if (isExactly(self, module_type) && isSubtype(target, &module_type)) {
    self.object()->type = target;
    return true;
  }
  if (!(target->flags & kHeapType) || !(old->flags & kHeapType)) {
    raiseTypeError(thread, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    return false;
  }
  if (target->size != old->size || target->attributes_offset != old->attributes_offset || target->trace != old->trace) {
    raiseTypeError(thread, "__class__ assignment: '%s' object layout differs from '%s'", std::string(typeName(target)).c_str(), std::string(typeName(old)).c_str());
    return false;
  }
  // Shapes belong to types: the attributes move to a tree of the new one by way of a dictionary.
  Dict *attributes = old->attributes_offset ? attributeDict(thread, self.object()) : nullptr;
  self.object()->type = target;
  if (attributes)
    setAttributeDict(thread, self.object(), attributes);
  return true;
}

constexpr GetSetDef kAttributes[] = {{"__class__", classGet, classSet, "the object's class"}};

Value objectFormat(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "__format__() argument must be str, not %T", args[1].bits);
  if (args[1].as<Str>()->length > 0)
    return raiseTypeError(thread, "unsupported format string passed to %T.__format__", args[0].bits);
  return strOf(thread, args[0]);
}
Value objectSizeof(Thread &, LocalValue *args) { return Value::smallInt(args[0].isObject() ? typeOf(args[0])->size : 24); }

Value objectDir(Thread &thread, LocalValue *args) {
  Dict *all = makeDict(thread);
  Value own = findAttribute(thread, args[0], names.dict);
  if (own.isError())
    return own;
  if (!own.isUnbound() && isDict(own) && !dictUpdate(thread, all, own))
    return Value::error();
  Value type = findAttribute(thread, args[0], names.class_);
  if (type.isError())
    return type;
  if (!type.isUnbound() && isType(type)) {
    auto *mro = type.as<Type>()->mro;
    for (int64_t i = mro->size; i-- > 0;)
      dictUpdate(thread, all, Value(mro->items[i].as<Type>()->dict));
  }
  List *list = listFrom(thread, all);
  return list ? Value(list) : Value::error();
}
Value objectInitSubclass(Thread &, LocalValue *) { return none(); }
Value objectSubclassHook(Thread &, LocalValue *) { return notImplemented(); }

Value slotState(Thread &thread, Value self, bool &any) {
  Dict *state = makeDict(thread);
  Type *type = typeOf(self);
  for (int64_t i = 0; i < type->mro->size; ++i) {
    auto *names_of = static_cast<Tuple *>(type->mro->items[i].as<Type>()->slot_names);
    if (!names_of)
      continue;
    for (Value name : *names_of) {
      Value value = findAttribute(thread, self, name.as<Str>());
      if (value.isError())
        return value;
      if (!value.isUnbound()) {
        dictSet(thread, state, name, value);
        any = true;
      }
    }
  }
  return state;
}

Value objectGetState(Thread &thread, LocalValue *args) {
  Value self = args[0], state = none();
  if (typeOf(self)->attributes_offset && self.isObject() && findAttributes(self.object())) {
    Dict *dict = attributeDict(thread, self.object());
    if (dict->size)
      state = Value(dictCopy(thread, dict));
    else if (typeOf(self)->has_dict)
      state = none();
  }
  bool any = false;
  Value slots = slotState(thread, self, any);
  if (slots.isError())
    return slots;
  return any ? Value(makeTuple(thread, {state, slots})) : state;
}

Value copyRegModule(Thread &thread, const char *name) { return importAttribute(thread, "copyreg", name); }

Value objectReduceEx(Thread &thread, LocalValue *args) {
  Value self = args[0];
  int64_t protocol = 0;
  if (!toInt64(thread, args[1], protocol))
    return Value::error();
  // A class that overrides __reduce__ means it.
  Value own = lookupType(typeOf(self), names.reduce);
  if (own != dictGet(object_type.dict, names.reduce)) {
    Value method = getAttribute(thread, self, names.reduce);
    return method.isError() ? method : call(thread, method);
  }
  if (protocol < 2) {
    Value function = copyRegModule(thread, "_reduce_ex");
    return function.isError() ? function : call(thread, function, {self, args[1]});
  }
  Value type = Value(typeOf(self));
  Value new_args = Value(emptyTuple()), new_kwargs;
  Value getter = lookupSpecial(thread, self, names.getnewargs_ex);
  if (getter.isError())
    return getter;
  if (!getter.isUnbound()) {
    Value both = call(thread, getter);
    if (both.isError())
      return both;
    if (!isTuple(both) || both.as<Tuple>()->size != 2)
      return raiseTypeError(thread, "__getnewargs_ex__ should return a tuple, not '%T'", both.bits);
    new_args = both.as<Tuple>()->items[0];
    new_kwargs = both.as<Tuple>()->items[1];
  } else {
    getter = lookupSpecial(thread, self, names.getnewargs);
    if (getter.isError())
      return getter;
    if (!getter.isUnbound()) {
      new_args = call(thread, getter);
      if (new_args.isError())
        return new_args;
      if (!isTuple(new_args))
        return raiseTypeError(thread, "__getnewargs__ should return a tuple, not '%T'", new_args.bits);
    } else {
      Type *native = typeOf(self);
      while (native->flags & kHeapType)
        native = native->base;
      bool own_state = lookupType(typeOf(self), names.getstate) != dictGet(object_type.dict, names.getstate);
      bool plain = own_state || native == &object_type || native->flags & (kListFamily | kDictFamily | kExceptionFamily);
      if (!plain && native->slots.create != objectNew && typeOf(self) == native)
        return raiseTypeError(thread, "cannot pickle '%T' object", self.bits);
    }
  }
  Value state = callMethod(thread, self, names.getstate);
  if (state.isError())
    return state;
  Value function = copyRegModule(thread, new_kwargs.isUnbound() || (isDict(new_kwargs) && new_kwargs.as<Dict>()->size == 0) ? "__newobj__" : "__newobj_ex__");
  if (function.isError())
    return function;
  Value call_args;
  if (new_kwargs.isUnbound() || (isDict(new_kwargs) && new_kwargs.as<Dict>()->size == 0)) {
    Tuple *list = makeTuple(thread, 1 + new_args.as<Tuple>()->size);
    list->items[0] = type;
    for (int64_t i = 0; i < new_args.as<Tuple>()->size; ++i)
      list->items[i + 1] = new_args.as<Tuple>()->items[i];
    call_args = Value(list);
  } else {
    call_args = Value(makeTuple(thread, {type, new_args, new_kwargs}));
  }
  Value list_items = none(), dict_items = none();
  if (isList(self)) {
    list_items = getIterator(thread, self);
  }
  if (isDict(self)) {
    Value items = callMethod(thread, self, names.items);
    dict_items = items.isError() ? items : getIterator(thread, items);
  }
  if (list_items.isError() || dict_items.isError())
    return Value::error();
  return makeTuple(thread, {function, call_args, state, list_items, dict_items});
}
Value objectReduce(Thread &thread, LocalValue *args) {
  Value function = copyRegModule(thread, "_reduce_ex");
  return function.isError() ? function : call(thread, function, {args[0], Value::smallInt(0)});
}

constexpr MethodDef kMethods[] = {
    {"__format__", "($self, format_spec, /)", objectFormat, "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise."},
    {"__sizeof__", "($self, /)", objectSizeof, "Size of object in memory, in bytes."},
    {"__dir__", "($self, /)", objectDir, "Default dir() implementation."},
    {"__init_subclass__", "($type, /)", objectInitSubclass, "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses.\n"},
    {"__subclasshook__", "($type, object, /)", objectSubclassHook, "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).\n"},
    {"__getstate__", "($self, /)", objectGetState, "Helper for pickle."},
    {"__reduce_ex__", "($self, protocol, /)", objectReduceEx, "Helper for pickle."},
    {"__reduce__", "($self, /)", objectReduce, "Helper for pickle."},
};

Value noneRepr(Thread &thread, Value) { return intern(thread, "None"); }
int noneTruth(Thread &, Value) { return 0; }
Value ellipsisRepr(Thread &thread, Value) { return intern(thread, "Ellipsis"); }
Value notImplementedRepr(Thread &thread, Value) { return intern(thread, "NotImplemented"); }
int notImplementedTruth(Thread &thread, Value) {
  return warn(thread, &DeprecationWarning_type, "NotImplemented should not be used in a boolean context") ? 1 : -1;
}
template <StaticObject *object> Value singletonNew(Thread &thread, Type *type, const Arguments &args) {
  if (args.positional || args.keywords())
    return raiseTypeError(thread, "%s takes no arguments", std::string(typeName(type)).c_str());
  return Value(object);
}
Value ellipsisReduce(Thread &thread, LocalValue *args) { return reprOf(thread, args[0]); }
constexpr MethodDef kSingletonMethods[] = {{"__reduce__", "($self, /)", ellipsisReduce, ""}};

Value noneOr(Thread &thread, Value left, Value right) {
  return isNone(left) && isNone(right) ? notImplemented() : type_type.slots.bit_or(thread, left, right);
}

} // namespace

Value objectRepr(Thread &thread, Value self) {
  Type *type = typeOf(self);
  std::string module;
  Value module_value = typeModule(thread, type);
  std::string name = toUtf8(type->qualname);
  if (isStr(module_value) && !module_value.as<Str>()->is("builtins"))
    name = toUtf8(module_value.as<Str>()) + "." + name;
  return formatStr(thread, "<%s object at %p>", name.c_str(), static_cast<void *>(self.object()));
}

namespace {
bool excessArguments(const Arguments &args) { return args.positional || args.keywords(); }
}

Value objectNew(Thread &thread, Type *type, const Arguments &args) {
  if (excessArguments(args)) {
    if (type->slots.create != objectNew)
      return raiseTypeError(thread, "object.__new__() takes exactly one argument (the type to instantiate)");
    if (type->slots.init == objectInit)
      return raiseTypeError(thread, "%s() takes no arguments", std::string(typeName(type)).c_str());
  }
  if (type->flags & kAbstract) {
    Value abstract = dictGet(type->dict, names.abstractmethods);
    List *sorted = abstract.isUnbound() ? makeList(thread) : listFrom(thread, abstract);
    if (!sorted || !listSort(thread, sorted, none(), false))
      return Value::error();
    std::string text;
    for (Value name : *sorted)
      text += (text.empty() ? "" : ", ") + (isStr(name) ? toUtf8(name.as<Str>()) : std::string("?"));
    return raiseTypeError(thread, "Can't instantiate abstract class %s with abstract method%s %s", std::string(typeName(type)).c_str(), sorted->size > 1 ? "s" : "", text.c_str());
  }
  return allocate<Object>(thread, type);
}

bool objectInit(Thread &thread, Value self, const Arguments &args) {
  if (!excessArguments(args))
    return true;
  Type *type = typeOf(self);
  if (type->slots.init != objectInit) {
    raiseTypeError(thread, "object.__init__() takes exactly one argument (the instance to initialize)");
    return false;
  }
  if (type->slots.create == objectNew) {
    raiseTypeError(thread, "%s.__init__() takes exactly one argument (the instance to initialize)", std::string(typeName(type)).c_str());
    return false;
  }
  return true;
}

Value typeCall(Thread &thread, Value self, const Arguments &args) {
  auto *type = self.as<Type>();
  if (type == &type_type && args.positional == 1 && !args.names)
    return Value(typeOf(args[0]));
  if (!type->slots.create)
    return raiseTypeError(thread, "cannot create '%s' instances", fullTypeName(thread, type).c_str());
  Value instance = type->slots.create(thread, type, args);
  if (instance.isError() || !isInstance(instance, type))
    return instance;
  InitSlot init = typeOf(instance)->slots.init;
  if (init && init != objectInit && !init(thread, instance, args))
    return Value::error();
  if (init == objectInit && !objectInit(thread, instance, args))
    return Value::error();
  return instance;
}

Value selfIterator(Thread &, Value self) { return self; }

extern const TypeDef object_def = {
    .name = "object",
    .doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    .signature = "()",
    .size = sizeof(Object),
    .flags = kBaseType,
    .slots = {.repr = objectRepr, .str = objectStr, .hash = objectHash, .compare = objectCompare,
              .get_attr = genericGetAttribute, .set_attr = genericSetAttribute, .create = objectNew, .init = objectInit},
    .methods = kMethods,
    .attributes = kAttributes,
    .has_weakrefs = false,
};
extern const TypeDef none_def = {.name = "NoneType", .slots = {.repr = noneRepr, .truth = noneTruth, .create = singletonNew<&none_object>, .bit_or = noneOr}, .has_weakrefs = false};
extern const TypeDef ellipsis_def = {.name = "ellipsis", .slots = {.repr = ellipsisRepr, .create = singletonNew<&ellipsis_object>}, .methods = kSingletonMethods, .has_weakrefs = false};
extern const TypeDef not_implemented_def = {.name = "NotImplementedType", .slots = {.repr = notImplementedRepr, .truth = notImplementedTruth, .create = singletonNew<&not_implemented_object>}, .methods = kSingletonMethods, .has_weakrefs = false};

} // namespace pystm
