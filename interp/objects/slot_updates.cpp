// Which slot functions a class has: chosen from what its C3 order holds under the names of slots.cpp, again whenever
// that changes; and the dunder methods that native types get for their slots.
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"
#include <vector>

namespace pystm {

namespace {

void *&slotAt(Slots &slots, const SlotDef &row) { return *reinterpret_cast<void **>(reinterpret_cast<char *>(&slots) + row.offset); }

// The slot function for what the C3 order has under the row's name; null when it has nothing.
void *slotFor(Type *type, const SlotDef &row) {
  Value found = lookupType(type, names.*row.name);
  if (found.isUnbound())
    return nullptr;
  if (isNone(found) && row.name == &Names::hash)
    return reinterpret_cast<void *>(hashNotImplemented);
  if (found.isObject() && found.object()->type == &wrapper_descriptor_type) {
    auto *wrapper = found.as<NativeFunction>();
    if (wrapper->slot && wrapper->slot->offset == row.offset && isSubtype(type, wrapper->owner))
      return slotAt(wrapper->owner->slots, row);
  }
  if (row.name == &Names::new_ && found.isObject() && found.object()->type == &native_function_type) {
    auto *function = found.as<NativeFunction>();
    if (function->slot)
      return slotAt(function->owner->slots, row);
  }
  return row.python;
}

// Several rows may share a slot (__setitem__ and __delitem__, __add__ and __radd__): a Python method wins, for
// then the generic function looks at all names.
void updateSlot(Type *type, size_t offset) {
  void *chosen = nullptr;
  bool python = false;
  void *native = nullptr;
  bool mixed = false;
  const SlotDef *any = nullptr;
  for (const SlotDef &row : slotDefs()) {
    if (row.offset != offset)
      continue;
    any = &row;
    void *function = slotFor(type, row);
    if (!function)
      continue;
    if (function == row.python)
      python = true, chosen = function;
    else if (native && native != function)
      mixed = true;
    else
      native = function;
  }
  if (any)
    slotAt(type->slots, *any) = python || mixed ? (chosen ? chosen : any->python) : native;
}

// Slots without a dunder method are inherited as they are.
void inheritHidden(Type *type) { type->slots.buffer = type->base->slots.buffer; }

} // namespace

void updateSlots(Thread &thread, Type *type) {
  bool done[sizeof(Slots) / sizeof(void *)] = {};
  for (const SlotDef &row : slotDefs()) {
    if (!done[row.offset / sizeof(void *)])
      updateSlot(type, row.offset);
    done[row.offset / sizeof(void *)] = true;
  }
  inheritHidden(type);
  if (type->slots.truth == pythonTruth && lookupType(type, names.bool_).isUnbound())
    type->slots.truth = nullptr;
}

void updateSlotsFor(Thread &thread, Type *type, Str *name) {
  for (const SlotDef &row : slotDefs())
    if (names.*row.name == name) {
      updateSlot(type, row.offset);
      Value list = subclassesOf(thread, type);
      int64_t position = 0;
      for (; position < lengthOf(thread, list); ++position)
        updateSlotsFor(thread, getItem(thread, list, Value::smallInt(position)).as<Type>(), name);
      return;
    }
  if (name == names.del)
    type->flags |= kHasFinalizer;
}

void addSlotMethods(Thread &thread, Type *type) {
  bool sequence = type->flags & (kSequenceOperators | kStrFamily | kBytesFamily | kListFamily | kTupleFamily) || type == &bytearray_type;
  for (const SlotDef &row : slotDefs()) {
    void *function = slotAt(type->slots, row);
    if (!function || !row.wrapper || function == reinterpret_cast<void *>(hashNotImplemented))
      continue;
    if (type->base && row.name == &Names::new_ && function == slotAt(type->base->slots, row))
      continue;
    if (sequence && (row.name == &Names::radd))
      continue;
    if (!dictGet(type->dict, names.*row.name).isUnbound())
      continue;
    auto *wrapper = allocate<NativeFunction>(thread, row.name == &Names::new_ ? &native_function_type : &wrapper_descriptor_type);
    wrapper->owner = type;
    wrapper->slot = &row;
    wrapper->name = names.*row.name;
    wrapper->kind = NativeKind::kSlotWrapper;
    dictSet(thread, type->dict, wrapper->name, Value(wrapper));
  }
}

} // namespace pystm
