// super: attribute lookup that begins behind a class in the C3 order.
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"

namespace pystm {

Type super_type;

namespace {

Value orNone(Value v) { return v.isUnbound() ? none() : v; }
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
      raiseRuntimeError(thread, frame ? "super(): no arguments" : "super(): no current frame");
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

extern const TypeDef super_def = {
    .name = "super", .doc = "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    .size = sizeof(Super), .flags = kBaseType, .trace = traceSuper,
    .slots = {.repr = superRepr, .get_attr = superGetAttr, .get = superGet, .create = superNew, .init = superInit}, .attributes = kSuperAttributes};

} // namespace pystm
