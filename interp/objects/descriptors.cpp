// property, classmethod, staticmethod, the descriptors of native attributes and of __slots__, bound methods, super.
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/weak.h"

#include <vector>

namespace pystm {

Type property_type, classmethod_type, staticmethod_type, getset_descriptor_type, member_descriptor_type, method_type, super_type;

namespace {

// --- property ---

void traceProperty(Object *object, Tracer &tracer) {
  auto *property = static_cast<Property *>(object);
  tracer.visit(property->get);
  tracer.visit(property->set);
  tracer.visit(property->del);
  tracer.visit(property->doc);
  tracer.visit(property->name);
}
Value orNone(Value v) { return v.isUnbound() ? none() : v; }
Value orUnbound(Value v) { return isNone(v) ? Value() : v; }

Value propertyNew(Thread &thread, Type *type, const Arguments &) {
  auto *property = allocate<Property>(thread, type);
  initAttributes(property);
  return property;
}
bool propertyInit(Thread &thread, Value self, const Arguments &args) {
  auto *property = self.as<Property>();
  Value values[4] = {};
  constexpr const char *kNames[] = {"fget", "fset", "fdel", "doc"};
  if (args.positional > 4) {
    raiseTypeError(thread, "property expected at most 4 arguments, got %d", static_cast<int>(args.positional));
    return false;
  }
  for (int64_t i = 0; i < args.positional; ++i)
    values[i] = args[i];
  for (int64_t k = 0; k < args.keywords(); ++k) {
    bool known = false;
    for (int i = 0; i < 4; ++i)
      if (args.names->items[k].as<Str>()->is(kNames[i])) {
        values[i] = args.values[args.positional + k];
        known = true;
      }
    if (!known) {
      raiseTypeError(thread, "'%U' is an invalid keyword argument for property()", args.names->items[k].as<Str>());
      return false;
    }
  }
  property->get = orUnbound(orNone(values[0]));
  property->set = orUnbound(orNone(values[1]));
  property->del = orUnbound(orNone(values[2]));
  property->doc = orUnbound(orNone(values[3]));
  property->doc_from_getter = false;
  if (property->doc.isUnbound() && !property->get.isUnbound()) {
    Value doc = findAttribute(thread, property->get, names.doc);
    if (doc.isError())
      return false;
    if (!doc.isUnbound() && !isNone(doc)) {
      property->doc_from_getter = true;
      property->doc = doc;
    }
  }
  if (typeOf(self) != &property_type && !property->doc.isUnbound())
    return attributeSet(thread, property, &property->attributes, names.doc, property->doc);
  return true;
}

Value propertyMissing(Thread &thread, Property *property, Value instance, const char *what) {
  std::string type = toUtf8(typeOf(instance)->qualname);
  if (!property->name.isUnbound() && !isNone(property->name))
    return raise(thread, &AttributeError_type, "property %R of '%s' object has no %s", property->name.bits, type.c_str(), what);
  return raise(thread, &AttributeError_type, "property of '%s' object has no %s", type.c_str(), what);
}
Value propertyGet(Thread &thread, Value self, Value instance, Value) {
  auto *property = self.as<Property>();
  if (instance.isUnbound() || (isNone(instance)))
    return self;
  if (property->get.isUnbound())
    return propertyMissing(thread, property, instance, "getter");
  return call(thread, property->get, {instance});
}
bool propertySet(Thread &thread, Value self, Value instance, Value value) {
  auto *property = self.as<Property>();
  Value function = value.isUnbound() ? property->del : property->set;
  if (function.isUnbound()) {
    propertyMissing(thread, property, instance, value.isUnbound() ? "deleter" : "setter");
    return false;
  }
  Value result = value.isUnbound() ? call(thread, function, {instance}) : call(thread, function, {instance, value});
  return !result.isError();
}
Value propertyWith(Thread &thread, Value self, int which, Value function) {
  auto *old = self.as<Property>();
  Value parts[4] = {orNone(old->get), orNone(old->set), orNone(old->del), old->doc_from_getter ? none() : orNone(old->doc)};
  parts[which] = function;
  if (old->doc_from_getter && which != 0)
    parts[3] = none();
  Value result = call(thread, Value(typeOf(self)), {parts[0], parts[1], parts[2], parts[3]});
  if (!result.isError() && isSubtype(typeOf(result), &property_type))
    result.as<Property>()->name = old->name;
  return result;
}
Value propertyGetter(Thread &thread, Value *args) { return propertyWith(thread, args[0], 0, args[1]); }
Value propertySetter(Thread &thread, Value *args) { return propertyWith(thread, args[0], 1, args[1]); }
Value propertyDeleter(Thread &thread, Value *args) { return propertyWith(thread, args[0], 2, args[1]); }
Value propertySetName(Thread &, Value *args) {
  args[0].as<Property>()->name = args[2];
  return none();
}
Value fget(Thread &, Value self) { return orNone(self.as<Property>()->get); }
Value fset(Thread &, Value self) { return orNone(self.as<Property>()->set); }
Value fdel(Thread &, Value self) { return orNone(self.as<Property>()->del); }
Value propertyDoc(Thread &, Value self) { return orNone(self.as<Property>()->doc); }
bool propertyDocSet(Thread &, Value self, Value value) {
  self.as<Property>()->doc = value;
  return true;
}
Value propertyAbstract(Thread &thread, Value self) {
  auto *property = self.as<Property>();
  for (Value part : {property->get, property->set, property->del}) {
    if (part.isUnbound())
      continue;
    Value abstract = findAttribute(thread, part, names.isabstractmethod);
    if (abstract.isError())
      return abstract;
    int truth = abstract.isUnbound() ? 0 : isTrue(thread, abstract);
    if (truth)
      return truth < 0 ? Value::error() : trueValue();
  }
  return falseValue();
}
constexpr MethodDef kPropertyMethods[] = {
    {"getter", "($self, fget, /)", propertyGetter, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", "($self, fset, /)", propertySetter, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", "($self, fdel, /)", propertyDeleter, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", "($self, owner, name, /)", propertySetName, "Method to set name of a property."},
};
constexpr GetSetDef kPropertyAttributes[] = {{"fget", fget}, {"fset", fset}, {"fdel", fdel}, {"__doc__", propertyDoc, propertyDocSet}, {"__isabstractmethod__", propertyAbstract}};

// --- classmethod, staticmethod ---

void traceWrapper(Object *object, Tracer &tracer) { tracer.visit(static_cast<MethodWrapper *>(object)->function); }
Value wrapperNew(Thread &thread, Type *type, const Arguments &) {
  auto *wrapper = allocate<MethodWrapper>(thread, type);
  initAttributes(wrapper);
  return wrapper;
}
bool wrapperInit(Thread &thread, Value self, const Arguments &args) {
  auto *wrapper = self.as<MethodWrapper>();
  if (args.positional != 1 || args.keywords()) {
    raiseTypeError(thread, "%T expected 1 argument, got %d", self.bits, static_cast<int>(args.positional));
    return false;
  }
  wrapper->function = args[0];
  for (Str *name : {names.module, names.name, names.qualname, names.doc}) {
    Value value = findAttribute(thread, args[0], name);
    if (value.isError())
      return false;
    if (!value.isUnbound())
      attributeSet(thread, wrapper, &wrapper->attributes, name, value);
  }
  return attributeSet(thread, wrapper, &wrapper->attributes, names.wrapped, args[0]);
}
Value classmethodGet(Thread &thread, Value self, Value instance, Value owner) {
  Value function = self.as<MethodWrapper>()->function;
  if (owner.isUnbound())
    owner = Value(typeOf(instance));
  if (isFunction(function))
    return makeBoundMethod(thread, function, owner);
  if (GetDescriptorSlot get = typeOf(function)->slots.get)
    return get(thread, function, owner, Value(typeOf(owner)));
  return makeBoundMethod(thread, function, owner);
}
Value staticmethodGet(Thread &, Value self, Value, Value) { return self.as<MethodWrapper>()->function; }
Value staticmethodCall(Thread &thread, Value self, const Arguments &args) { return call(thread, self.as<MethodWrapper>()->function, args); }
Value wrapperRepr(Thread &thread, Value self) {
  Value inner = reprOf(thread, self.as<MethodWrapper>()->function);
  return inner.isError() ? inner : Value(formatStr(thread, "<%s(%s)>", std::string(typeNameOf(self)).c_str(), toUtf8(inner.as<Str>()).c_str()));
}
Value wrapperFunction(Thread &, Value self) { return orNone(self.as<MethodWrapper>()->function); }
Value wrapperAbstract(Thread &thread, Value self) {
  Value abstract = findAttribute(thread, self.as<MethodWrapper>()->function, names.isabstractmethod);
  if (abstract.isError())
    return abstract;
  int truth = abstract.isUnbound() ? 0 : isTrue(thread, abstract);
  return truth < 0 ? Value::error() : makeBool(truth);
}
Value instanceDictGet(Thread &thread, Value self) {
  Dict *dict = attributeDict(thread, self.object());
  return dict ? Value(dict) : Value::error();
}
bool instanceDictSet(Thread &thread, Value self, Value value) {
  if (value.isUnbound())
    return setAttributeDict(thread, self.object(), makeDict(thread));
  if (!isDict(value)) {
    raiseTypeError(thread, "__dict__ must be set to a dictionary, not a '%T'", value.bits);
    return false;
  }
  return setAttributeDict(thread, self.object(), value.as<Dict>());
}
constexpr GetSetDef kWrapperAttributes[] = {{"__func__", wrapperFunction}, {"__isabstractmethod__", wrapperAbstract}, {"__dict__", instanceDictGet, instanceDictSet}};

Value weakrefGet(Thread &, Value self) {
  return none();
}
const GetSetDef kInstanceDict = {"__dict__", instanceDictGet, instanceDictSet, "dictionary for instance variables (if defined)"};
const GetSetDef kInstanceWeakref = {"__weakref__", weakrefGet, nullptr, "list of weak references to the object (if defined)"};

// --- getset and member descriptors ---

void traceGetSet(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<GetSetDescriptor *>(object)->owner);
  tracer.visit(static_cast<GetSetDescriptor *>(object)->name);
}
bool belongs(Thread &thread, Value instance, Type *owner, Str *name) {
  if (isInstance(instance, owner))
    return true;
  raiseTypeError(thread, "descriptor '%U' for '%s' objects doesn't apply to a '%T' object", name, std::string(typeName(owner)).c_str(), instance.bits);
  return false;
}
Value getsetGet(Thread &thread, Value self, Value instance, Value) {
  auto *descriptor = self.as<GetSetDescriptor>();
  if (instance.isUnbound())
    return self;
  return belongs(thread, instance, descriptor->owner, descriptor->name) ? descriptor->definition->get(thread, instance) : Value::error();
}
bool getsetSet(Thread &thread, Value self, Value instance, Value value) {
  auto *descriptor = self.as<GetSetDescriptor>();
  if (!belongs(thread, instance, descriptor->owner, descriptor->name))
    return false;
  if (!descriptor->definition->set) {
    raise(thread, &AttributeError_type, "attribute '%U' of '%s' objects is not writable", descriptor->name, std::string(typeName(descriptor->owner)).c_str());
    return false;
  }
  return descriptor->definition->set(thread, instance, value);
}
Value getsetRepr(Thread &thread, Value self) {
  auto *descriptor = self.as<GetSetDescriptor>();
  return formatStr(thread, "<attribute '%s' of '%s' objects>", toUtf8(descriptor->name).c_str(), std::string(typeName(descriptor->owner)).c_str());
}
Value getsetName(Thread &, Value self) { return self.as<GetSetDescriptor>()->name; }
Value getsetOwner(Thread &, Value self) { return Value(self.as<GetSetDescriptor>()->owner); }
Value getsetQualname(Thread &thread, Value self) {
  auto *descriptor = self.as<GetSetDescriptor>();
  return formatStr(thread, "%s.%s", toUtf8(descriptor->owner->qualname).c_str(), toUtf8(descriptor->name).c_str());
}
Value getsetDoc(Thread &thread, Value self) {
  const char *doc = self.as<GetSetDescriptor>()->definition->doc;
  return doc[0] ? Value(makeStr(thread, doc)) : none();
}
constexpr GetSetDef kGetSetAttributes[] = {{"__name__", getsetName}, {"__objclass__", getsetOwner}, {"__qualname__", getsetQualname}, {"__doc__", getsetDoc}};

void traceMember(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<MemberDescriptor *>(object)->owner);
  tracer.visit(static_cast<MemberDescriptor *>(object)->name);
}
Value &memberAt(MemberDescriptor *member, Value instance) {
  return *reinterpret_cast<Value *>(reinterpret_cast<char *>(instance.object()) + member->offset);
}
Value memberGet(Thread &thread, Value self, Value instance, Value) {
  auto *member = self.as<MemberDescriptor>();
  if (instance.isUnbound())
    return self;
  if (!belongs(thread, instance, member->owner, member->name))
    return Value::error();
  Value value = memberAt(member, instance);
  return value.isUnbound() ? raiseAttributeError(thread, instance, member->name) : value;
}
bool memberSet(Thread &thread, Value self, Value instance, Value value) {
  auto *member = self.as<MemberDescriptor>();
  if (!belongs(thread, instance, member->owner, member->name))
    return false;
  if (value.isUnbound() && memberAt(member, instance).isUnbound()) {
    raise(thread, &AttributeError_type, "%U", member->name);
    return false;
  }
  memberAt(member, instance) = value;
  return true;
}
Value memberRepr(Thread &thread, Value self) {
  auto *member = self.as<MemberDescriptor>();
  return formatStr(thread, "<member '%s' of '%s' objects>", toUtf8(member->name).c_str(), std::string(typeName(member->owner)).c_str());
}
Value memberName(Thread &, Value self) { return self.as<MemberDescriptor>()->name; }
Value memberOwner(Thread &, Value self) { return Value(self.as<MemberDescriptor>()->owner); }
Value memberQualname(Thread &thread, Value self) {
  auto *member = self.as<MemberDescriptor>();
  return formatStr(thread, "%s.%s", toUtf8(member->owner->qualname).c_str(), toUtf8(member->name).c_str());
}
Value memberDoc(Thread &, Value) { return none(); }
constexpr GetSetDef kMemberAttributes[] = {{"__name__", memberName}, {"__objclass__", memberOwner}, {"__qualname__", memberQualname}, {"__doc__", memberDoc}};

// --- bound methods ---

void traceMethod(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<BoundMethod *>(object)->function);
  tracer.visit(static_cast<BoundMethod *>(object)->self);
}
Value methodNew(Thread &thread, Value *args) {
  if (!isCallable(args[1]))
    return raiseTypeError(thread, "first argument must be callable");
  if (isNone(args[2]))
    return raiseTypeError(thread, "self must not be None");
  return makeBoundMethod(thread, args[1], args[2]);
}
Value methodCall(Thread &thread, Value self, const Arguments &args) {
  auto *method = self.as<BoundMethod>();
  std::vector<Value> values = {method->self};
  values.insert(values.end(), args.values, args.values + args.positional + args.keywords());
  return call(thread, method->function, Arguments{values.data(), args.positional + 1, args.names});
}
Value methodGetAttr(Thread &thread, Value self, Str *name) {
  Value own = lookupType(&method_type, name);
  if (!own.isUnbound())
    return typeOf(own)->slots.get ? typeOf(own)->slots.get(thread, own, self, Value(&method_type)) : own;
  return getAttribute(thread, self.as<BoundMethod>()->function, name);
}
Value methodRepr(Thread &thread, Value self) {
  auto *method = self.as<BoundMethod>();
  Value name = findAttribute(thread, method->function, names.qualname);
  if (name.isUnbound())
    name = findAttribute(thread, method->function, names.name);
  if (name.isError())
    return name;
  Value shown = reprOf(thread, method->self);
  if (shown.isError())
    return shown;
  return formatStr(thread, "<bound method %s of %s>", isStr(name) ? toUtf8(name.as<Str>()).c_str() : "?", toUtf8(shown.as<Str>()).c_str());
}
Value methodCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !isExactly(right, method_type))
    return notImplemented();
  auto *a = left.as<BoundMethod>(), *b = right.as<BoundMethod>();
  int same = equals(thread, a->function, b->function);
  if (same < 0)
    return Value::error();
  return makeBool((same && a->self == b->self) == (op == CompareOp::kEqual));
}
bool methodHash(Thread &thread, Value self, int64_t &hash) {
  int64_t inner = 0;
  if (!hashOf(thread, self.as<BoundMethod>()->function, inner))
    return false;
  hash = static_cast<int64_t>(self.as<BoundMethod>()->self.bits >> 4) ^ inner;
  if (hash == -1)
    hash = -2;
  return true;
}
Value methodFunction(Thread &, Value self) { return self.as<BoundMethod>()->function; }
Value methodSelf(Thread &, Value self) { return self.as<BoundMethod>()->self; }
Value methodDoc(Thread &thread, Value self) { return getAttribute(thread, self.as<BoundMethod>()->function, names.doc); }
Value methodReduce(Thread &thread, Value *args) {
  auto *method = args[0].as<BoundMethod>();
  Value name = getAttribute(thread, method->function, names.name);
  if (name.isError())
    return name;
  return makeTuple(thread, {dictGet(runtime.builtins, intern(thread, "getattr")), Value(makeTuple(thread, {method->self, name}))});
}
constexpr GetSetDef kMethodAttributes[] = {{"__func__", methodFunction}, {"__self__", methodSelf}, {"__doc__", methodDoc}};
constexpr MethodDef kMethodMethods[] = {{"__reduce__", "($self, /)", methodReduce, ""}};
Value methodDescriptorGet(Thread &, Value self, Value, Value) { return self; }

// --- super ---

void traceSuper(Object *object, Tracer &tracer) {
  auto *super = static_cast<Super *>(object);
  tracer.visit(super->start);
  tracer.visit(super->self);
  tracer.visit(super->self_type);
}
// The type whose C3 order is searched: of the object, or the object itself.
Type *superType(Thread &thread, Type *start, Value self) {
  if (isType(self) && isSubtype(self.as<Type>(), start))
    return self.as<Type>();
  if (isSubtype(typeOf(self), start))
    return typeOf(self);
  Value claimed = findAttribute(thread, self, names.class_);
  if (claimed.isError())
    return nullptr;
  if (!claimed.isUnbound() && isType(claimed) && isSubtype(claimed.as<Type>(), start))
    return claimed.as<Type>();
  raiseTypeError(thread, "super(type, obj): obj must be an instance or subtype of type");
  return nullptr;
}
Value superNew(Thread &thread, Type *type, const Arguments &) { return allocate<Super>(thread, type); }
bool superInit(Thread &thread, Value value, const Arguments &args) {
  auto *super = value.as<Super>();
  if (args.keywords() || args.positional > 2) {
    raiseTypeError(thread, args.keywords() ? "super() takes no keyword arguments" : "super() takes at most 2 arguments (%d given)", static_cast<int>(args.positional));
    return false;
  }
  Value start, self;
  if (args.positional == 0) {
    Frame *frame = thread.frame;
    if (!frame || !frame->function || frame->code->positional == 0) {
      raiseRuntimeError(thread, frame && frame->function ? "super(): no arguments" : "super(): no current frame");
      return false;
    }
    self = frame->registers[0];
    if (frame->code->kinds[0] == LocalKind::kCell && isExactly(self, cell_type))
      self = self.as<Cell>()->content;
    if (self.isUnbound()) {
      raiseRuntimeError(thread, "super(): arg[0] deleted");
      return false;
    }
    for (uint32_t i = frame->code->firstFree(); i < frame->code->local_count; ++i)
      if (frame->code->locals[i]->is("__class__")) {
        start = frame->registers[i].as<Cell>()->content;
        if (start.isUnbound()) {
          raiseRuntimeError(thread, "super(): empty __class__ cell");
          return false;
        }
      }
    if (start.isUnbound()) {
      raiseRuntimeError(thread, "super(): __class__ cell not found");
      return false;
    }
  } else {
    start = args[0];
    self = args.positional > 1 && !isNone(args[1]) ? args[1] : Value();
  }
  if (!isType(start)) {
    raiseTypeError(thread, "super() argument 1 must be a type, not %T", start.bits);
    return false;
  }
  super->start = start.as<Type>();
  super->self = self;
  super->self_type = nullptr;
  if (!self.isUnbound()) {
    super->self_type = superType(thread, super->start, self);
    if (!super->self_type)
      return false;
  }
  return true;
}
Value superGetAttr(Thread &thread, Value value, Str *name) {
  auto *super = value.as<Super>();
  if (super->self_type && !equalStrs(name, names.class_)) {
    Tuple *mro = super->self_type->mro;
    int64_t i = 0;
    while (i < mro->size && mro->items[i].object() != super->start)
      ++i;
    for (++i; i < mro->size; ++i) {
      Value found = dictGet(mro->items[i].as<Type>()->dict, name);
      if (found.isUnbound())
        continue;
      if (GetDescriptorSlot get = typeOf(found)->slots.get)
        return get(thread, found, super->self == Value(super->self_type) ? Value() : super->self, Value(super->self_type));
      return found;
    }
  }
  return genericGetAttribute(thread, value, name);
}
Value superGet(Thread &thread, Value value, Value instance, Value) {
  auto *super = value.as<Super>();
  if (instance.isUnbound() || isNone(instance) || !super->self.isUnbound())
    return value;
  return call(thread, Value(&super_type), {Value(super->start), instance});
}
Value superRepr(Thread &thread, Value value) {
  auto *super = value.as<Super>();
  std::string start(super->start ? typeName(super->start) : "NULL");
  if (super->self_type)
    return formatStr(thread, "<super: <class '%s'>, <%s object>>", start.c_str(), std::string(typeName(super->self_type)).c_str());
  return formatStr(thread, "<super: <class '%s'>, NULL>", start.c_str());
}
Value superThisClass(Thread &, Value self) { return self.as<Super>()->start ? Value(self.as<Super>()->start) : none(); }
Value superSelf(Thread &, Value self) { return orNone(self.as<Super>()->self); }
Value superSelfClass(Thread &, Value self) { return self.as<Super>()->self_type ? Value(self.as<Super>()->self_type) : none(); }
constexpr GetSetDef kSuperAttributes[] = {{"__thisclass__", superThisClass}, {"__self__", superSelf}, {"__self_class__", superSelfClass}};

} // namespace

void addInstanceAttributes(Thread &thread, Type *type, bool dict, bool weakref) {
  auto add = [&](const GetSetDef *definition, Str *name) {
    if (!dictGet(type->dict, name).isUnbound())
      return;
    auto *descriptor = allocate<GetSetDescriptor>(thread, &getset_descriptor_type);
    descriptor->definition = definition;
    descriptor->owner = type;
    descriptor->name = name;
    dictSet(thread, type->dict, name, Value(descriptor));
  };
  if (dict)
    add(&kInstanceDict, names.dict);
  if (weakref)
    add(&kInstanceWeakref, names.weakref);
}

BoundMethod *makeBoundMethod(Thread &thread, Value function, Value self) {
  auto *method = allocate<BoundMethod>(thread, &method_type);
  method->function = function;
  method->self = self;
  return method;
}

extern const TypeDef property_def = {
    .name = "property", .doc = "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n",
    .signature = "(fget=None, fset=None, fdel=None, doc=None)", .size = sizeof(Property), .flags = kBaseType, .trace = traceProperty,
    .slots = {.get = propertyGet, .set = propertySet, .create = propertyNew, .init = propertyInit},
    .methods = kPropertyMethods, .attributes = kPropertyAttributes, .attributes_offset = offsetof(Property, attributes)};
extern const TypeDef classmethod_def = {
    .name = "classmethod", .doc = "classmethod(function) -> method", .size = sizeof(MethodWrapper), .flags = kBaseType, .trace = traceWrapper,
    .slots = {.repr = wrapperRepr, .get = classmethodGet, .create = wrapperNew, .init = wrapperInit},
    .attributes = kWrapperAttributes, .attributes_offset = offsetof(MethodWrapper, attributes)};
extern const TypeDef staticmethod_def = {
    .name = "staticmethod", .doc = "staticmethod(function) -> method", .size = sizeof(MethodWrapper), .flags = kBaseType, .trace = traceWrapper,
    .slots = {.repr = wrapperRepr, .get = staticmethodGet, .call = staticmethodCall, .create = wrapperNew, .init = wrapperInit},
    .attributes = kWrapperAttributes, .attributes_offset = offsetof(MethodWrapper, attributes)};
extern const TypeDef getset_descriptor_def = {
    .name = "getset_descriptor", .size = sizeof(GetSetDescriptor), .trace = traceGetSet,
    .slots = {.repr = getsetRepr, .get = getsetGet, .set = getsetSet}, .attributes = kGetSetAttributes};
extern const TypeDef member_descriptor_def = {
    .name = "member_descriptor", .size = sizeof(MemberDescriptor), .trace = traceMember,
    .slots = {.repr = memberRepr, .get = memberGet, .set = memberSet}, .attributes = kMemberAttributes};
extern const TypeDef method_def = {
    .name = "method", .doc = "Create a bound instance method object.", .signature = "($type, function, instance, /)", .size = sizeof(BoundMethod), .trace = traceMethod, .construct = methodNew,
    .slots = {.repr = methodRepr, .hash = methodHash, .compare = methodCompare, .get_attr = methodGetAttr, .get = methodDescriptorGet, .call = methodCall},
    .methods = kMethodMethods, .attributes = kMethodAttributes};
extern const TypeDef super_def = {
    .name = "super", .doc = "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    .size = sizeof(Super), .flags = kBaseType, .trace = traceSuper,
    .slots = {.repr = superRepr, .get_attr = superGetAttr, .get = superGet, .create = superNew, .init = superInit}, .attributes = kSuperAttributes};

} // namespace pystm
