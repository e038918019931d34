// classmethod, staticmethod, the descriptors of native attributes and of __slots__, bound methods.
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include "vm/weak.h"

#include <vector>

namespace pystm {

Type classmethod_type, staticmethod_type, getset_descriptor_type, member_descriptor_type, method_type;

namespace {

// --- classmethod, staticmethod ---

Value orNone(Value v) { return v.isUnbound() ? none() : v; }

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
  for (Str *name : {names.module, names.name, names.qualname, names.doc, names.annotations}) {
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
    return get(thread, function, owner, owner);
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
  if (member->definition)
    return member->definition->get(thread, instance);
  Value value = memberAt(member, instance);
  return value.isUnbound() ? raiseAttributeError(thread, instance, member->name) : value;
}
bool memberSet(Thread &thread, Value self, Value instance, Value value) {
  auto *member = self.as<MemberDescriptor>();
  if (!belongs(thread, instance, member->owner, member->name))
    return false;
  if (member->definition) {
    raise(thread, &AttributeError_type, "readonly attribute");
    return false;
  }
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
Value methodNew(Thread &thread, LocalValue *args) {
  if (!isCallable(args[1]))
    return raiseTypeError(thread, "first argument must be callable");
  if (isNone(args[2]))
    return raiseTypeError(thread, "self must not be None");
  return makeBoundMethod(thread, args[1], args[2]);
}
Value methodCall(Thread &thread, Value self, const Arguments &args) {
  auto *method = self.as<BoundMethod>();
  WithFirst with(thread, method->self, args);
  return call(thread, method->function, with.arguments);
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
IntResult methodHash(Thread &thread, Value self) {
  IntResult function = hashOf(thread, self.as<BoundMethod>()->function);
  return function.ok ? hashed(static_cast<int64_t>(self.as<BoundMethod>()->self.bits >> 4) ^ function.value) : function;
}
Value methodFunction(Thread &, Value self) { return self.as<BoundMethod>()->function; }
Value methodSelf(Thread &, Value self) { return self.as<BoundMethod>()->self; }
Value methodDoc(Thread &thread, Value self) { return getAttribute(thread, self.as<BoundMethod>()->function, names.doc); }
Value methodReduce(Thread &thread, LocalValue *args) {
  auto *method = args[0].as<BoundMethod>();
  Value name = getAttribute(thread, method->function, names.name);
  if (name.isError())
    return name;
  return makeTuple(thread, {dictGet(runtime.builtins, intern(thread, "getattr")), Value(makeTuple(thread, {method->self, name}))});
}
constexpr GetSetDef kMethodAttributes[] = {{"__func__", methodFunction}, {"__self__", methodSelf}, {"__doc__", methodDoc}};
constexpr MethodDef kMethodMethods[] = {{"__reduce__", "($self, /)", methodReduce, ""}};
Value methodDescriptorGet(Thread &, Value self, Value, Value) { return self; }

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
} // namespace pystm
