// Weak references, proxies, and the queue of finalizers.
#include "vm/weak.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/runtime.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace pystm {

Type weakref_type, weak_proxy_type, callable_proxy_type;

namespace {

// By referent. References that died themselves are dropped by the collector.
std::unordered_map<Object *, std::vector<WeakRef *>> table;
std::deque<Value> callbacks; // references whose callback must run
std::deque<Value> finalizers; // objects whose __del__ must run
bool running = false;

void traceRef(Object *object, Tracer &tracer) { tracer.visit(static_cast<WeakRef *>(object)->callback); }

bool referenceable(Value value) {
  Type *type = typeOf(value);
  return value.isObject() && type->has_weakrefs && !isNone(value);
}

Value refNew(Thread &thread, Type *type, const Arguments &args) {
  if (args.positional < 1 || args.positional > 2)
    return raiseTypeError(thread, args.positional < 1 ? "__new__ expected at least 1 argument, got 0" : "__new__ expected at most 2 arguments, got %d", static_cast<int>(args.positional));
  Value callback = args.positional > 1 && !isNone(args[1]) ? args[1] : Value();
  if (!referenceable(args[0]))
    return raiseTypeError(thread, "cannot create weak reference to '%T' object", args[0].bits);
  return makeWeakRef(thread, type, args[0], callback);
}
bool refInit(Thread &thread, Value, const Arguments &args) {
  if (args.keywords()) {
    raiseTypeError(thread, "ref() takes no keyword arguments");
    return false;
  }
  return true;
}
Value refCall(Thread &thread, Value self, const Arguments &args) {
  if (args.positional || args.keywords())
    return raiseTypeError(thread, "weakref.__call__() takes no arguments (%d given)", static_cast<int>(args.positional));
  Value referent = self.as<WeakRef>()->referent;
  return referent.isUnbound() ? none() : referent;
}
IntResult refHash(Thread &thread, Value self) {
  auto *ref = self.as<WeakRef>();
  if (!ref->hash_known) {
    if (ref->referent.isUnbound()) {
      raiseTypeError(thread, "weak object has gone away");
      return {0, false};
    }
    IntResult hash = hashOf(thread, ref->referent);
    if (!hash.ok)
      return hash;
    ref->hash = hash.value;
    ref->hash_known = true;
  }
  return hashed(ref->hash);
}
Value refCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !isInstance(left, &weakref_type) || !isInstance(right, &weakref_type))
    return notImplemented();
  Value a = left.as<WeakRef>()->referent, b = right.as<WeakRef>()->referent;
  if (a.isUnbound() || b.isUnbound())
    return makeBool((left == right) == (op == CompareOp::kEqual));
  return compare(thread, a, b, op);
}
Value refRepr(Thread &thread, Value self) {
  Value referent = self.as<WeakRef>()->referent;
  if (referent.isUnbound())
    return formatStr(thread, "<weakref at %p; dead>", static_cast<void *>(self.object()));
  std::string kind(typeNameOf(referent));
  Value name = findAttribute(thread, referent, names.name);
  thread.clearException();
  if (!name.isSpecial() && isStr(name))
    return formatStr(thread, "<weakref at %p; to '%s' at %p (%s)>", static_cast<void *>(self.object()), kind.c_str(), static_cast<void *>(referent.object()), toUtf8(name.as<Str>()).c_str());
  return formatStr(thread, "<weakref at %p; to '%s' at %p>", static_cast<void *>(self.object()), kind.c_str(), static_cast<void *>(referent.object()));
}
Value callbackGet(Thread &, Value self) {
  auto *ref = self.as<WeakRef>();
  return ref->callback.isUnbound() || ref->referent.isUnbound() ? none() : ref->callback;
}
constexpr GetSetDef kRefAttributes[] = {{"__callback__", callbackGet}};
constexpr MethodDef kRefMethods[] = {{"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"}};

// --- proxies: everything is asked of the referent ---

bool alive(Thread &thread, Value &proxy) {
  if (!isInstance(proxy, &weak_proxy_type))
    return true;
  proxy = proxy.as<WeakRef>()->referent;
  if (!proxy.isUnbound())
    return true;
  raise(thread, &ReferenceError_type, "weakly-referenced object no longer exists");
  return false;
}
Value proxyGetAttr(Thread &t, Value self, Str *name) { return alive(t, self) ? getAttribute(t, self, name) : Value::error(); }
bool proxySetAttr(Thread &t, Value self, Str *name, Value value) { return alive(t, self) && setAttribute(t, self, name, value); }
Value proxyStr(Thread &t, Value self) { return alive(t, self) ? strOf(t, self) : Value::error(); }
Value proxyRepr(Thread &t, Value self) {
  Value referent = self.as<WeakRef>()->referent;
  return formatStr(t, "<weakproxy at %p to %s at %p>", static_cast<void *>(self.object()), referent.isUnbound() ? "NoneType" : std::string(typeNameOf(referent)).c_str(), static_cast<void *>(referent.object()));
}
int proxyTruth(Thread &t, Value self) { return alive(t, self) ? isTrue(t, self) : -1; }
int64_t proxyLength(Thread &t, Value self) { return alive(t, self) ? lengthOf(t, self) : -1; }
Value proxyGetItem(Thread &t, Value self, Value key) { return alive(t, self) ? getItem(t, self, key) : Value::error(); }
bool proxySetItem(Thread &t, Value self, Value key, Value item) { return alive(t, self) && setItem(t, self, key, item); }
int proxyContains(Thread &t, Value self, Value item) { return alive(t, self) ? containsItem(t, self, item) : -1; }
Value proxyIter(Thread &t, Value self) { return alive(t, self) ? getIterator(t, self) : Value::error(); }
Value proxyNext(Thread &t, Value self) {
  if (!alive(t, self))
    return Value::error();
  return typeOf(self)->slots.next ? nextItem(t, self) : raiseTypeError(t, "Weakref proxy referenced a non-iterator '%T' object", self.bits);
}
Value proxyCall(Thread &t, Value self, const Arguments &args) { return alive(t, self) ? call(t, self, args) : Value::error(); }
Value proxyCompare(Thread &t, Value left, Value right, CompareOp op) { return alive(t, left) && alive(t, right) ? compare(t, left, right, op) : Value::error(); }
template <BinaryOp op> Value proxyBinary(Thread &t, Value left, Value right) { return alive(t, left) && alive(t, right) ? binaryOperation(t, op, left, right) : Value::error(); }
template <BinaryOp op> Value proxyInplace(Thread &t, Value left, Value right) { return alive(t, left) && alive(t, right) ? inplaceOperation(t, op, left, right) : Value::error(); }
Value proxyPower(Thread &t, Value left, Value right, Value modulus) { return alive(t, left) && alive(t, right) && alive(t, modulus) ? powerOperation(t, left, right, modulus) : Value::error(); }
Value proxyInplacePower(Thread &t, Value left, Value right, Value) { return alive(t, left) && alive(t, right) ? inplaceOperation(t, BinaryOp::kPower, left, right) : Value::error(); }
Value proxyDivmod(Thread &t, Value left, Value right) { return alive(t, left) && alive(t, right) ? divmodOperation(t, left, right) : Value::error(); }
// What has no operator of its own here goes to the referent's method.
template <Str *Names::*method> Value proxyUnary(Thread &t, Value self) {
  if (!alive(t, self))
    return Value::error();
  Value found = lookupSpecial(t, self, names.*method);
  return found.isError() ? found : found.isUnbound() ? raiseAttributeError(t, self, names.*method) : call(t, found);
}
Value proxyFloat(Thread &t, Value self) {
  double number = 0;
  return alive(t, self) && toDouble(t, self, number) ? makeFloat(number) : Value::error();
}
Value proxyInt(Thread &t, Value self) { return alive(t, self) ? call(t, Value(&int_type), {self}) : Value::error(); }
Value proxyIndex(Thread &t, Value self) { return alive(t, self) ? indexOf(t, self) : Value::error(); }
Value proxyBytes(Thread &t, LocalValue *args) {
  Value self = args[0];
  return alive(t, self) ? call(t, Value(&bytes_type), {self}) : Value::error();
}
Value proxyReversed(Thread &t, LocalValue *args) {
  Value self = args[0];
  if (!alive(t, self))
    return Value::error();
  Value function = dictGet(runtime.builtins, intern(t, "reversed"));
  return call(t, function, {self});
}
constexpr MethodDef kProxyMethods[] = {{"__bytes__", "($self, /)", proxyBytes}, {"__reversed__", "($self, /)", proxyReversed}};

} // namespace

Value makeWeakRef(Thread &thread, Type *type, Value referent, Value callback) {
  auto &refs = table[referent.object()];
  if (callback.isUnbound() && (type == &weakref_type || type == &weak_proxy_type || type == &callable_proxy_type))
    for (WeakRef *ref : refs)
      if (ref->type == type && ref->callback.isUnbound())
        return ref;
  auto *ref = allocate<WeakRef>(thread, type);
  ref->referent = referent;
  ref->callback = callback;
  refs.push_back(ref);
  return ref;
}
int64_t weakRefCount(Object *referent) {
  auto found = table.find(referent);
  return found == table.end() ? 0 : static_cast<int64_t>(found->second.size());
}
void collectWeakRefs(Object *referent, List *into, Thread &thread) {
  auto found = table.find(referent);
  if (found != table.end())
    for (WeakRef *ref : found->second)
      listAppend(thread, into, Value(ref));
}

void clearDeadWeakRefs(bool (*is_marked)(const Object *)) {
  for (auto at = table.begin(); at != table.end();) {
    bool dead = !is_marked(at->first);
    std::erase_if(at->second, [&](WeakRef *ref) {
      if (!is_marked(ref))
        return true;
      if (!dead)
        return false;
      ref->referent = Value();
      if (!ref->callback.isUnbound())
        callbacks.push_back(Value(ref));
      return true;
    });
    at = dead || at->second.empty() ? table.erase(at) : std::next(at);
  }
}

bool finalizersPending() { return (!callbacks.empty() || !finalizers.empty()) && !running; }
void queueFinalizer(Object *object) { finalizers.push_back(Value(object)); }

void runFinalizers(Thread &thread) {
  if (running)
    return;
  running = true;
  Value pending = thread.exception;
  thread.clearException();
  while (!callbacks.empty() || !finalizers.empty()) {
    Value context;
    bool failed = false;
    if (!callbacks.empty()) {
      Value ref = callbacks.front();
      callbacks.pop_front();
      context = ref.as<WeakRef>()->callback;
      failed = call(thread, context, {ref}).isError();
    } else {
      Value object = finalizers.front();
      finalizers.pop_front();
      context = lookupSpecial(thread, object, names.del);
      if (context.isUnbound())
        continue;
      failed = context.isError() || call(thread, context).isError();
      if (lookupType(typeOf(object), names.del).isUnbound() == false && !context.isError())
        context = lookupType(typeOf(object), names.del);
    }
    if (failed)
      reportUnraisable(thread, context);
  }
  thread.exception = pending;
  running = false;
}

void traceWeakState(Tracer &tracer) {
  for (Value value : callbacks)
    tracer.visit(value);
  for (Value value : finalizers)
    tracer.visit(value);
}

extern const TypeDef weakref_def = {
    .name = "weakref.ReferenceType", .size = sizeof(WeakRef), .flags = kBaseType, .trace = traceRef,
    .slots = {.repr = refRepr, .hash = refHash, .compare = refCompare, .call = refCall, .create = refNew, .init = refInit},
    .methods = kRefMethods, .attributes = kRefAttributes, .has_weakrefs = false};

#define PROXY_SLOTS                                                                                             \
  .repr = proxyRepr, .str = proxyStr, .hash = hashNotImplemented, .compare = proxyCompare, .truth = proxyTruth, .iter = proxyIter, .next = proxyNext, \
  .length = proxyLength, .get_item = proxyGetItem, .set_item = proxySetItem, .contains = proxyContains, .get_attr = proxyGetAttr, .set_attr = proxySetAttr
#define PROXY_OPERATORS                                                                                         \
  .negative = proxyUnary<&Names::neg>, .positive = proxyUnary<&Names::pos>, .invert = proxyUnary<&Names::invert>, .absolute = proxyUnary<&Names::abs>, \
  .to_int = proxyInt, .to_float = proxyFloat, .index = proxyIndex,                                                 \
  .add = proxyBinary<BinaryOp::kAdd>, .subtract = proxyBinary<BinaryOp::kSubtract>, .multiply = proxyBinary<BinaryOp::kMultiply>, \
  .matrix_multiply = proxyBinary<BinaryOp::kMatrixMultiply>, .true_divide = proxyBinary<BinaryOp::kTrueDivide>, .floor_divide = proxyBinary<BinaryOp::kFloorDivide>, \
  .modulo = proxyBinary<BinaryOp::kModulo>, .divmod = proxyDivmod, .power = proxyPower,                            \
  .shift_left = proxyBinary<BinaryOp::kShiftLeft>, .shift_right = proxyBinary<BinaryOp::kShiftRight>,              \
  .bit_and = proxyBinary<BinaryOp::kBitAnd>, .bit_or = proxyBinary<BinaryOp::kBitOr>, .bit_xor = proxyBinary<BinaryOp::kBitXor>, \
  .inplace_add = proxyInplace<BinaryOp::kAdd>, .inplace_subtract = proxyInplace<BinaryOp::kSubtract>, .inplace_multiply = proxyInplace<BinaryOp::kMultiply>, \
  .inplace_matrix_multiply = proxyInplace<BinaryOp::kMatrixMultiply>, .inplace_true_divide = proxyInplace<BinaryOp::kTrueDivide>, \
  .inplace_floor_divide = proxyInplace<BinaryOp::kFloorDivide>, .inplace_modulo = proxyInplace<BinaryOp::kModulo>, .inplace_power = proxyInplacePower, \
  .inplace_shift_left = proxyInplace<BinaryOp::kShiftLeft>, .inplace_shift_right = proxyInplace<BinaryOp::kShiftRight>, \
  .inplace_bit_and = proxyInplace<BinaryOp::kBitAnd>, .inplace_bit_or = proxyInplace<BinaryOp::kBitOr>, .inplace_bit_xor = proxyInplace<BinaryOp::kBitXor>
extern const TypeDef weak_proxy_def = {.name = "weakref.ProxyType", .size = sizeof(WeakRef), .trace = traceRef, .slots = {PROXY_SLOTS, PROXY_OPERATORS}, .methods = kProxyMethods};
extern const TypeDef callable_proxy_def = {.name = "weakref.CallableProxyType", .base = &weak_proxy_type, .size = sizeof(WeakRef), .trace = traceRef, .slots = {PROXY_SLOTS, .call = proxyCall, PROXY_OPERATORS}};

} // namespace pystm
