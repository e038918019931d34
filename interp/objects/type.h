// Making types and changing them. type.cpp readies native ones, class.cpp makes those of class statements,
// slots.cpp keeps slots and dunder methods in agreement.
#pragma once

#include "objects/dict.h"
#include "objects/function.h"
#include "objects/tuple.h"
#include "vm/runtime.h"

#include <string>

namespace pystm {

// One dunder method and the slot behind it.
struct SlotDef {
  Str *Names::*name;
  size_t offset; // in Slots
  void *python;  // the slot function that calls the dunder method
  Value (*wrapper)(Thread &, const Slots &, const Arguments &); // the dunder method that calls the slot
  const char *signature;
  const char *doc;
};
std::span<const SlotDef> slotDefs();

// TypeDef::construct with its signature parsed.
struct NativeConstructor {
  MethodDef method;
  NativeSignature *signature;
};
void registerConstructor(Thread &, Type &, const TypeDef &);

// Adds dunder methods for the slots that a native type defines.
void addSlotMethods(Thread &, Type *);
// Sets all slots of a class written in Python from what its C3 order has, or those that `name` concerns.
void updateSlots(Thread &, Type *);
void updateSlotsFor(Thread &, Type *, Str *name);
// The slot functions of type and object that others ask for by name.
Value objectNew(Thread &, Type *, const Arguments &);
bool objectInit(Thread &, Value self, const Arguments &);
Value objectRepr(Thread &, Value self);
Value typeCall(Thread &, Value self, const Arguments &);
Value typeNew(Thread &, Type *metatype, const Arguments &);
bool pythonInit(Thread &, Value self, const Arguments &); // slots.init of classes with an __init__ in Python
Value pythonNew(Thread &, Type *, const Arguments &);
Value pythonCall(Thread &, Value, const Arguments &);
Value pythonGetAttr(Thread &, Value, Str *);
int pythonTruth(Thread &, Value);
Value pythonNext(Thread &, Value);
Value pythonIter(Thread &, Value);
Value pythonGetItem(Thread &, Value, Value);

Value typeGetAttribute(Thread &, Value self, Str *name);
bool typeSetAttribute(Thread &, Value self, Str *name, Value value);
// The base of several that decides the layout, null with TypeError; and the nearest ancestor of a type that adds to
// the struct of its own base.
Type *bestBase(Thread &, Tuple *bases);
Type *solidBase(Type *);
// The C3 order; null with TypeError.
Tuple *linearize(Thread &, Type *, Tuple *bases);
// The order that the metaclass's mro() gives, which is the C3 order where it has none of its own; null with an exception.
Tuple *orderOf(Thread &, Type *);
void typeModified(Type *);
void addSubclass(Thread &, Type *base, Type *subclass);
void removeSubclass(Type *base, Type *subclass);
// Live direct subclasses in a list.
Value subclassesOf(Thread &, Type *);
uint64_t nextTypeVersion();
// The most derived metaclass of the bases; null with TypeError.
Type *winningMetaclass(Thread &, Type *metatype, Tuple *bases);
// Type::extra of a class under inspection: __module__.
Value typeModule(Thread &, Type *);
// "module.qualname", or the bare name for builtins.
std::string fullTypeName(Thread &, Type *);

extern Type simple_namespace_type; // types.SimpleNamespace

// The __dict__ and __weakref__ descriptors of a class whose instances have them and whose bases' do not.
void addInstanceAttributes(Thread &, Type *, bool dict, bool weakref);
// `left | right` of types (objects/alias.cpp).
Value makeUnion(Thread &, Value left, Value right);
Value makeGenericAlias(Thread &, Value origin, Value arguments);
// __class_getitem__ of generic builtins: list[int].
Value classGetItem(Thread &, LocalValue *args);

} // namespace pystm
