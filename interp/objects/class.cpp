// Classes written in Python: layout, __slots__, and all that type.__new__ does. The C3 order is in mro.cpp, the type
// `type` itself in type_type.cpp.
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"

#include <algorithm>
#include <vector>

namespace pystm {

namespace {

bool mangledSlot(Thread &thread, Type *type, Str *slot, Str *&result) {
  std::string text = toUtf8(slot), owner = toUtf8(type->name);
  size_t start = owner.find_first_not_of('_');
  bool dunder = text.size() > 4 && text.ends_with("__");
  if (!text.starts_with("__") || dunder || start == std::string::npos) {
    result = intern(thread, slot);
    return true;
  }
  result = intern(thread, "_" + owner.substr(start) + text);
  return true;
}

bool isIdentifier(Str *name) {
  std::string text = toUtf8(name);
  if (text.empty() || (text[0] >= '0' && text[0] <= '9'))
    return false;
  for (unsigned char c : text)
    if (!(isalnum(c) || c == '_' || c >= 0x80))
      return false;
  return true;
}

bool addSlots(Thread &thread, Type *type, Value slots, bool base_dict, bool base_weak, bool &wants_dict, bool &wants_weak) {
  wants_dict = wants_weak = false;
  List *list = nullptr;
  if (isStr(slots)) {
    list = makeList(thread, &slots, 1);
  } else {
    list = listFrom(thread, slots);
    if (!list)
      return false;
  }
  std::vector<Str *> members;
  for (Value item : *list) {
    if (!isStr(item)) {
      raiseTypeError(thread, "__slots__ items must be strings, not '%T'", item.bits);
      return false;
    }
    auto *name = item.as<Str>();
    if (!isIdentifier(name)) {
      raiseTypeError(thread, "__slots__ must be identifiers");
      return false;
    }
    if (equalStrs(name, names.dict)) {
      if (base_dict || wants_dict) {
        raiseTypeError(thread, "__dict__ slot disallowed: we already got one");
        return false;
      }
      wants_dict = true;
    } else if (equalStrs(name, names.weakref)) {
      if (base_weak || wants_weak) {
        raiseTypeError(thread, "__weakref__ slot disallowed: we already got one");
        return false;
      }
      wants_weak = true;
    } else {
      Str *mangled = nullptr;
      mangledSlot(thread, type, name, mangled);
      if (!dictGet(type->dict, mangled).isUnbound() && !equalStrs(mangled, names.qualname) &&
          !equalStrs(mangled, names.classcell)) {
        raiseValueError(thread, "%R in __slots__ conflicts with class variable", Value(name).bits);
        return false;
      }
      members.push_back(mangled);
    }
  }
  if (!members.empty() && type->item_size) {
    raiseTypeError(thread, "nonempty __slots__ not supported for subtype of '%s'", std::string(typeName(type->base)).c_str());
    return false;
  }
  std::sort(members.begin(), members.end(), [](Str *a, Str *b) { return compareStrs(a, b) < 0; });
  type->size = (type->size + 7) & ~7u;
  type->slot_names = makeTuple(thread, static_cast<int64_t>(members.size()));
  int64_t i = 0;
  for (Str *name : members) {
    auto *member = allocate<MemberDescriptor>(thread, &member_descriptor_type);
    member->owner = type;
    member->name = name;
    if (type->size < 16)
      type->size = 16; // the second word is not for programs
    member->offset = type->size;
    type->size += sizeof(Value);
    dictSet(thread, type->dict, name, Value(member));
    static_cast<Tuple *>(type->slot_names)->items[i++] = Value(name);
  }
  return true;
}

bool setNames(Thread &thread, Type *type) {
  Dict *copy = dictCopy(thread, type->dict);
  int64_t position = 0;
  Value key, value;
  while (dictNext(copy, position, key, value)) {
    Value method = lookupSpecial(thread, value, names.set_name);
    if (method.isError())
      return false;
    if (method.isUnbound())
      continue;
    if (call(thread, method, {Value(type), key}).isError()) {
      Value cause = takeException(thread);
      raise(thread, &RuntimeError_type, "Error calling __set_name__ on '%T' instance %R in '%U'", value.bits, key.bits, type->name);
      asException(thread.exception)->cause = cause;
      asException(thread.exception)->context = cause;
      asException(thread.exception)->suppress_context = true;
      return false;
    }
  }
  return true;
}

bool initSubclass(Thread &thread, Type *type, const Arguments &args) {
  // super(type, type).__init_subclass__(**kwargs)
  for (int64_t i = 1; i < type->mro->size; ++i) {
    Value found = dictGet(type->mro->items[i].as<Type>()->dict, names.init_subclass);
    if (found.isUnbound())
      continue;
    if (found.object()->type == &classmethod_descriptor_type && type->mro->items[i].object() == &object_type && args.keywords() == 0)
      return true;
    Value bound = typeOf(found)->slots.get ? typeOf(found)->slots.get(thread, found, Value(), Value(type)) : found;
    if (bound.isError())
      return false;
    return !call(thread, bound, Arguments{args.values + args.positional, 0, args.names}).isError();
  }
  return true;
}

} // namespace

// The base that decides the layout: the nearest ancestor that adds to the struct of its own base.
Type *solidBase(Type *type) {
  while (type->base) {
    bool adds = type->size > type->base->size || type->item_size != type->base->item_size;
    if (adds)
      return type;
    type = type->base;
  }
  return type;
}

Type *bestBase(Thread &thread, Tuple *bases) {
  Type *winner = nullptr, *best = nullptr;
  for (Value item : *bases) {
    auto *base = item.as<Type>();
    if (!isType(item)) {
      raiseTypeError(thread, "bases must be types");
      return nullptr;
    }
    if (!(base->flags & (kBaseType | kHeapType))) {
      raiseTypeError(thread, "type '%s' is not an acceptable base type", std::string(typeName(base)).c_str());
      return nullptr;
    }
    Type *candidate = solidBase(base);
    if (!winner || (winner != candidate && isSubtype(candidate, winner))) {
      winner = candidate;
      best = base;
    } else if (!isSubtype(winner, candidate)) {
      raiseTypeError(thread, "multiple bases have instance lay-out conflict");
      return nullptr;
    }
  }
  return best;
}

Value typeNew(Thread &thread, Type *metatype, const Arguments &args) {
  if (args.positional != 3) {
    if (args.positional == 1 && args.keywords() == 0 && metatype == &type_type)
      return Value(typeOf(args[0]));
    return raiseTypeError(thread, metatype == &type_type ? "type() takes 1 or 3 arguments" : "type.__new__() takes exactly 3 arguments (%d given)", static_cast<int>(args.positional));
  }
  if (!isStr(args[0]))
    return raiseTypeError(thread, "type.__new__() argument 1 must be str, not %T", args[0].bits);
  if (!isTuple(args[1]))
    return raiseTypeError(thread, "type.__new__() argument 2 must be tuple, not %T", args[1].bits);
  if (!isDict(args[2]))
    return raiseTypeError(thread, "type.__new__() argument 3 must be dict, not %T", args[2].bits);
  auto *bases = args[1].as<Tuple>();
  if (bases->size == 0)
    bases = makeTuple(thread, {Value(&object_type)});
  for (Value base : *bases)
    if (!isType(base)) {
      Value entries = findAttribute(thread, base, names.mro_entries);
      if (entries.isError())
        return entries;
      if (!entries.isUnbound())
        return raiseTypeError(thread, "type() doesn't support MRO entry resolution; use types.new_class()");
      return raiseTypeError(thread, "bases must be types");
    }
  Type *winner = winningMetaclass(thread, metatype, bases);
  if (!winner)
    return Value::error();
  if (winner != metatype && winner->slots.create != typeNew)
    return winner->slots.create(thread, winner, args);
  metatype = winner;
  Type *base = bestBase(thread, bases);
  if (!base)
    return Value::error();

  auto *type = allocate<Type>(thread, metatype);
  type->name = type->qualname = args[0].as<Str>();
  type->bases = bases;
  type->base = base;
  type->version = nextTypeVersion();
  type->dict = dictCopy(thread, args[2].as<Dict>());
  type->flags = (base->flags & (kFamilies | kLayoutVariable | kOwnAttributes | kHasFinalizer | kSequenceOperators)) | kHeapType | kBaseType;
  type->size = base->size;
  type->item_size = base->item_size;
  type->variable_count = base->variable_count;
  type->trace = base->trace;
  type->finalize = base->finalize;
  type->constructor = base->constructor;
  Dict *dict = type->dict;

  Value qualname = dictGet(dict, names.qualname);
  if (!qualname.isUnbound()) {
    if (!isStr(qualname))
      return raiseTypeError(thread, "type __qualname__ must be a str, not %T", qualname.bits);
    type->qualname = qualname.as<Str>();
    dictDelete(thread, dict, names.qualname);
  }
  if (dictGet(dict, names.module).isUnbound() && thread.frame) {
    Value module = dictGet(thread.frame->globals, names.name);
    if (!module.isUnbound())
      dictSet(thread, dict, names.module, module);
  }
  Value special = dictGet(dict, names.new_);
  if (isFunction(special)) {
    auto *wrapper = allocate<MethodWrapper>(thread, &staticmethod_type);
    wrapper->function = special;
    initAttributes(wrapper);
    dictSet(thread, dict, names.new_, Value(wrapper));
  }
  for (Str *name : {names.init_subclass, names.class_getitem}) {
    special = dictGet(dict, name);
    if (isFunction(special)) {
      auto *wrapper = allocate<MethodWrapper>(thread, &classmethod_type);
      wrapper->function = special;
      initAttributes(wrapper);
      dictSet(thread, dict, name, Value(wrapper));
    }
  }

  // Layout: slots, then attribute storage unless __slots__ says otherwise.
  bool base_dict = base->has_dict, base_weak = false;
  for (Value item : *bases) {
    base_dict |= item.as<Type>()->has_dict;
    base_weak |= item.as<Type>()->has_weakrefs && item.as<Type>()->flags & kHeapType;
  }
  Value slots = dictGet(dict, names.slots);
  bool wants_dict = true, wants_weak = true;
  if (!slots.isUnbound() && !addSlots(thread, type, slots, base_dict, base_weak, wants_dict, wants_weak))
    return Value::error();
  if (dictGet(dict, names.doc).isUnbound())
    dictSet(thread, dict, names.doc, none());
  type->has_dict = base_dict || wants_dict;
  type->has_weakrefs = base_weak || wants_weak;
  if (type->has_dict) {
    if (type->flags & kOwnAttributes)
      type->attributes_offset = base->attributes_offset;
    else if (type->item_size)
      type->attributes_offset = -1;
    else
      type->attributes_offset = static_cast<int32_t>((type->size + 7) & ~7u);
    bool inlined = type->attributes_offset > 0 && !(type->flags & kOwnAttributes);
    type->root_shape = makeRootShape(thread, type, inlined && !(type->flags & kTypeFamily) ? 5 : 0);
  }

  Value cell = dictGet(dict, names.classcell);
  if (!cell.isUnbound()) {
    if (!isExactly(cell, cell_type))
      return raiseTypeError(thread, "type.__new__(): __classcell__ must be a nonlocal cell, not <class '%s'>", fullTypeName(thread, typeOf(cell)).c_str());
    cell.as<Cell>()->content = Value(type);
    dictDelete(thread, dict, names.classcell);
  }

  type->mro = orderOf(thread, type);
  if (!type->mro)
    return Value::error();
  type->version = nextTypeVersion(); // what mro() looked up may differ now
  // In patterns it is what the first of its ancestors is that is anything.
  constexpr uint32_t kCollections = kMatchesSequence | kMatchesMapping;
  for (int64_t i = 1; i < type->mro->size && !(type->flags & kCollections); ++i)
    type->flags |= type->mro->items[i].as<Type>()->flags & kCollections;
  if (!lookupType(type, names.del).isUnbound())
    type->flags |= kHasFinalizer;
  for (Value item : *bases)
    addSubclass(thread, item.as<Type>(), type);
  if (!dictGet(dict, names.eq).isUnbound() && dictGet(dict, names.hash).isUnbound())
    dictSet(thread, dict, names.hash, none());
  if (type->has_dict && !base_dict && !(type->flags & kTypeFamily))
    addInstanceAttributes(thread, type, true, type->has_weakrefs && !base_weak);
  else if (type->has_weakrefs && !base_weak)
    addInstanceAttributes(thread, type, false, true);
  updateSlots(thread, type);
  if (!setNames(thread, type) || !initSubclass(thread, type, args))
    return Value::error();
  return type;
}

} // namespace pystm
