// The function objects of the interpreter as programs see them: builtin_function_or_method, method_descriptor,
// wrapper_descriptor, classmethod_descriptor. Their calls are in native_function.cpp.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"

namespace pystm {

Type native_function_type, method_descriptor_type, wrapper_descriptor_type, classmethod_descriptor_type, method_wrapper_type;

namespace {

void traceNative(Object *object, Tracer &tracer) {
  auto *function = static_cast<NativeFunction *>(object);
  tracer.visit(function->owner);
  tracer.visit(function->self);
  tracer.visit(function->name);
  tracer.visit(function->module);
}

Value nativeCall(Thread &thread, Value self, const Arguments &args) {
  auto *function = self.as<NativeFunction>();
  if (function->kind == NativeKind::kClassMethod && function->self.isUnbound() && function->type == &classmethod_descriptor_type) {
    if (args.positional == 0 || !isType(args[0]))
      return raiseTypeError(thread, "descriptor '%U' for type '%s' needs a type as arg 1", function->name, std::string(typeName(function->owner)).c_str());
  }
  return callNative(thread, function, args);
}

NativeFunction *bindTo(Thread &thread, NativeFunction *function, Value self, Type *type) {
  auto *bound = allocate<NativeFunction>(thread, type);
  *bound = *function;
  bound->type = type;
  bound->self = self;
  return bound;
}

Value methodGet(Thread &thread, Value self, Value instance, Value) {
  auto *function = self.as<NativeFunction>();
  if (instance.isUnbound())
    return self;
  if (function->owner && !isInstance(instance, function->owner))
    return raiseTypeError(thread, "descriptor '%U' for '%s' objects doesn't apply to a '%T' object", function->name, std::string(typeName(function->owner)).c_str(), instance.bits);
  return bindTo(thread, function, instance, function->kind == NativeKind::kSlotWrapper ? &method_wrapper_type : &native_function_type);
}
Value classMethodGet(Thread &thread, Value self, Value instance, Value owner) {
  return bindTo(thread, self.as<NativeFunction>(), owner.isUnbound() ? Value(typeOf(instance)) : owner, &native_function_type);
}

Value functionRepr(Thread &thread, Value self) {
  auto *function = self.as<NativeFunction>();
  if (function->self.isUnbound())
    return formatStr(thread, "<built-in function %s>", toUtf8(function->name).c_str());
  if (function->slot && function->kind == NativeKind::kSlotWrapper && function->type == &native_function_type)
    return formatStr(thread, "<built-in method %s of type object at %p>", toUtf8(function->name).c_str(), static_cast<void *>(function->owner));
  return formatStr(thread, "<built-in method %s of %s object at %p>", toUtf8(function->name).c_str(), fullTypeName(thread, typeOf(function->self)).c_str(), static_cast<void *>(function->self.object()));
}
Value descriptorRepr(Thread &thread, Value self) {
  auto *function = self.as<NativeFunction>();
  const char *what = function->kind == NativeKind::kSlotWrapper ? "slot wrapper" : "method";
  return formatStr(thread, "<%s '%s' of '%s' objects>", what, toUtf8(function->name).c_str(), std::string(typeName(function->owner)).c_str());
}
Value wrapperRepr(Thread &thread, Value self) {
  auto *function = self.as<NativeFunction>();
  return formatStr(thread, "<method-wrapper '%s' of %s object at %p>", toUtf8(function->name).c_str(), std::string(typeNameOf(function->self)).c_str(), static_cast<void *>(function->self.object()));
}
Value nativeCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || typeOf(left) != typeOf(right))
    return notImplemented();
  auto *a = left.as<NativeFunction>(), *b = right.as<NativeFunction>();
  bool same = a == b || (a->definition == b->definition && a->slot == b->slot && a->owner == b->owner && a->self == b->self && !a->self.isUnbound());
  return makeBool(same == (op == CompareOp::kEqual));
}
IntResult nativeHash(Thread &, Value self) {
  auto *function = self.as<NativeFunction>();
  if (function->self.isUnbound())
    return hashed(hashOfPointer(function));
  const void *which = function->definition ? static_cast<const void *>(function->definition) : function->slot;
  return hashed(hashOfPointer(which) ^ static_cast<int64_t>(function->self.bits >> 4));
}

Value nameOf(Thread &, Value self) { return self.as<NativeFunction>()->name; }
Value qualnameOf(Thread &thread, Value self) {
  auto *function = self.as<NativeFunction>();
  if (function->owner && !function->self.isUnbound() && isType(function->self))
    return formatStr(thread, "%s.%s", toUtf8(function->self.as<Type>()->qualname).c_str(), toUtf8(function->name).c_str());
  return function->owner ? Value(formatStr(thread, "%s.%s", toUtf8(function->owner->qualname).c_str(), toUtf8(function->name).c_str())) : Value(function->name);
}
Value moduleOf(Thread &, Value self) { return self.as<NativeFunction>()->module ? Value(self.as<NativeFunction>()->module) : none(); }
Value selfOf(Thread &thread, Value self) {
  auto *function = self.as<NativeFunction>();
  if (!function->self.isUnbound())
    return function->self;
  if (function->slot)
    return Value(function->owner);
  return function->module ? dictGet(runtime.modules, function->module).isUnbound() ? none() : dictGet(runtime.modules, function->module) : none();
}
Value objclassOf(Thread &, Value self) { return Value(self.as<NativeFunction>()->owner); }
Value docOf(Thread &thread, Value self) {
  auto *function = self.as<NativeFunction>();
  const char *doc = function->slot ? function->slot->doc : function->definition->doc;
  return doc[0] ? Value(makeStr(thread, doc)) : none();
}
// inspect cannot parse '?': such signatures are not shown, as those of CPython that have no text form.
Value textSignatureOf(Thread &thread, Value self) {
  auto *function = self.as<NativeFunction>();
  std::string text = function->slot ? function->slot->signature : function->definition->signature;
  if (text.empty() || text.find('?') != std::string::npos)
    return none();
  return makeStr(thread, text);
}
Value nativeReduce(Thread &thread, LocalValue *args) {
  auto *function = args[0].as<NativeFunction>();
  Value getattr = dictGet(runtime.builtins, intern(thread, "getattr"));
  if (!function->self.isUnbound())
    return makeTuple(thread, {getattr, Value(makeTuple(thread, {function->self, Value(function->name)}))});
  if (function->owner)
    return makeTuple(thread, {getattr, Value(makeTuple(thread, {Value(function->owner), Value(function->name)}))});
  return function->name;
}

constexpr GetSetDef kFunctionAttributes[] = {
    {"__name__", nameOf}, {"__qualname__", qualnameOf}, {"__module__", moduleOf}, {"__self__", selfOf},
    {"__doc__", docOf},   {"__text_signature__", textSignatureOf}};
constexpr GetSetDef kDescriptorAttributes[] = {
    {"__name__", nameOf}, {"__qualname__", qualnameOf}, {"__objclass__", objclassOf}, {"__doc__", docOf},
    {"__text_signature__", textSignatureOf}};
constexpr MethodDef kFunctionMethods[] = {{"__reduce__", "($self, /)", nativeReduce, ""}};

} // namespace

extern const TypeDef native_function_def = {
    .name = "builtin_function_or_method", .size = sizeof(NativeFunction), .trace = traceNative,
    .slots = {.repr = functionRepr, .hash = nativeHash, .compare = nativeCompare, .call = nativeCall},
    .methods = kFunctionMethods, .attributes = kFunctionAttributes};
extern const TypeDef method_descriptor_def = {
    .name = "method_descriptor", .size = sizeof(NativeFunction), .trace = traceNative,
    .slots = {.repr = descriptorRepr, .get = methodGet, .call = nativeCall}, .methods = kFunctionMethods, .attributes = kDescriptorAttributes};
extern const TypeDef wrapper_descriptor_def = {
    .name = "wrapper_descriptor", .size = sizeof(NativeFunction), .trace = traceNative,
    .slots = {.repr = descriptorRepr, .get = methodGet, .call = nativeCall}, .methods = kFunctionMethods, .attributes = kDescriptorAttributes};
extern const TypeDef method_wrapper_def = {
    .name = "method-wrapper", .size = sizeof(NativeFunction), .trace = traceNative,
    .slots = {.repr = wrapperRepr, .hash = nativeHash, .compare = nativeCompare, .call = nativeCall},
    .methods = kFunctionMethods, .attributes = kFunctionAttributes};
extern const TypeDef classmethod_descriptor_def = {
    .name = "classmethod_descriptor", .size = sizeof(NativeFunction), .trace = traceNative,
    .slots = {.repr = descriptorRepr, .get = classMethodGet, .call = nativeCall}, .attributes = kDescriptorAttributes};

} // namespace pystm
