// Native types and what all types share: readying from a TypeDef, lookup along the C3 order, versions, the
// attribute protocol of classes. Class statements are in class.cpp.
#include "objects/type.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "vm/checkpoint.h"
#include "vm/frame.h"
#include "vm/region.h"
#include "vm/collector.h"
#include "vm/weak.h"

#include <algorithm>
#include <unordered_map>

namespace pystm {

Type type_type;
// Weakly: base -> subclasses, in the order of their making. Only touched where types are made or changed.
static std::unordered_map<Type *, std::vector<WeakRef *>> subclass_table;

namespace {

constexpr size_t kLookupSize = 4096;
struct PYSTM_LOCAL_CLASS LookupEntry {
  uint64_t version = 0;
  Str *name = nullptr;
  LocalValue value;
};
thread_local LookupEntry lookup_cache[kLookupSize];

void traceSubclasses(Tracer &tracer) {
  for (auto &[type, list] : subclass_table)
    for (WeakRef *ref : list)
      tracer.visit(ref);
}

Str *nativeShortName(Thread &thread, const char *name) {
  const char *dot = strrchr(name, '.');
  return intern(thread, dot ? dot + 1 : name);
}

void inheritSlots(Type *type, const Type *base) {
  auto *own = reinterpret_cast<void **>(&type->slots);
  auto *inherited = reinterpret_cast<void *const *>(&base->slots);
  // Equality and hash are inherited together or not at all.
  bool hash_too = !type->slots.compare && !type->slots.hash;
  HashSlot hash = type->slots.hash;
  for (size_t i = 0; i < sizeof(Slots) / sizeof(void *); ++i)
    if (!own[i])
      own[i] = inherited[i];
  if (!hash_too)
    type->slots.hash = hash ? hash : hashNotImplemented;
}

} // namespace

uint64_t nextTypeVersion() {
  static uint64_t version = 0;
  return ++version;
}

bool isSubtype(const Type *type, const Type *base) {
  if (type == base || base == &object_type)
    return true;
  if (!type->mro) {
    for (const Type *at = type; at; at = at->base)
      if (at == base)
        return true;
    return false;
  }
  for (int64_t i = 0; i < type->mro->size; ++i)
    if (type->mro->items[i].object() == base)
      return true;
  return false;
}

std::string_view typeName(const Type *type) { return type->name ? type->name->view() : type->native_name; }

Value lookupType(Type *type, Str *name) {
  auto hash = reinterpret_cast<uintptr_t>(name) / 16 ^ type->version * 31;
  LookupEntry &entry = lookup_cache[hash % kLookupSize];
  if (entry.version == type->version && entry.name == name && name->interned)
    return entry.value;
  Value found;
  if (!type->mro)
    return found;
  for (int64_t i = 0; i < type->mro->size && found.isUnbound(); ++i)
    found = dictGet(type->mro->items[i].as<Type>()->dict, name);
  if (name->interned) {
    noteLearnt(currentThread(), &entry, sizeof entry);
    entry.version = type->version;
    entry.name = name;
    entry.value = found;
  }
  return found;
}

void addSubclass(Thread &thread, Type *base, Type *subclass) {
  static bool rooted = (addRootTracer(traceSubclasses), true);
  (void)rooted;
  subclass_table[base].push_back(makeWeakRef(thread, &weakref_type, Value(subclass), Value()).as<WeakRef>());
}

void removeSubclass(Type *base, Type *subclass) {
  auto &refs = subclass_table[base];
  refs.erase(std::remove_if(refs.begin(), refs.end(), [subclass](WeakRef *ref) { return ref->referent == Value(subclass); }), refs.end());
}

Value subclassesOf(Thread &thread, Type *type) {
  List *list = makeList(thread);
  auto found = subclass_table.find(type);
  if (found != subclass_table.end()) {
    auto &refs = found->second;
    refs.erase(std::remove_if(refs.begin(), refs.end(), [](WeakRef *r) { return r->referent.isUnbound(); }), refs.end());
    for (WeakRef *ref : refs)
      listAppend(thread, list, ref->referent);
  }
  return list;
}

void typeModified(Type *type) {
  runAlone(); // as for all that is PYSTM_FROZEN
  type->version = nextTypeVersion();
  if (type->cached) {
    type->cached = false;
    if (type->flushes < 255)
      ++type->flushes;
    ++runtime.cache_epoch;
    flushCaches(currentThread());
  }
  auto found = subclass_table.find(type);
  if (found == subclass_table.end())
    return;
  for (WeakRef *ref : found->second)
    if (!ref->referent.isUnbound())
      typeModified(ref->referent.as<Type>());
}

namespace {

Value createNothing(Thread &thread, Type *type, const Arguments &) {
  return raiseTypeError(thread, "cannot create '%s' instances", fullTypeName(thread, type).c_str());
}

} // namespace

void readyType(Thread &thread, Type &type, const TypeDef &def) {
  Type *base = &type == &object_type ? nullptr : def.base;
  if (!type.type)
    type.type = base && base->type ? base->type : &type_type;
  type.native_name = def.name;
  type.base = base;
  type.flags = def.flags | (base ? base->flags & kFamilies : 0);
  type.size = std::max(def.size, base ? base->size : 0);
  type.item_size = def.item_size ? def.item_size : base ? base->item_size : 0;
  type.variable_count = def.variable_count ? def.variable_count : base ? base->variable_count : nullptr;
  if (type.item_size)
    type.flags |= kLayoutVariable;
  if (def.attributes_offset) {
    type.attributes_offset = static_cast<int32_t>(def.attributes_offset);
    type.flags |= kOwnAttributes;
  } else if (base && base->attributes_offset) {
    type.attributes_offset = base->attributes_offset;
    type.flags |= base->flags & kOwnAttributes;
  }
  type.has_dict = type.attributes_offset != 0;
  type.has_weakrefs = def.has_weakrefs;
  type.trace = def.trace ? def.trace : base ? base->trace : nullptr;
  type.finalize = def.finalize ? def.finalize : base ? base->finalize : nullptr;
  if (type.finalize)
    type.flags |= kHasFinalizer;
  type.version = nextTypeVersion();
  type.slots = def.slots;
  type.name = type.qualname = nativeShortName(thread, def.name);
  type.dict = makeDict(thread);
  type.bases = base ? makeTuple(thread, {Value(base)}) : emptyTuple();
  int64_t depth = 1 + (base ? base->mro->size : 0);
  type.mro = makeTuple(thread, depth);
  type.mro->items[0] = Value(&type);
  for (int64_t i = 1; i < depth; ++i)
    type.mro->items[i] = base->mro->items[i - 1];
  addRoot(&type.name);
  addRoot(&type.dict);
  addRoot(&type.bases);
  addRoot(&type.mro);
  addRoot(&type.root_shape);
  addRoot(&type.extra);
  if (type.attributes_offset)
    type.root_shape = makeRootShape(thread, &type, 0);
  for (const MethodDef &method : def.methods) {
    auto *function = makeNativeFunction(thread, &method, &type).as<NativeFunction>();
    Value stored = function;
    if (strcmp(method.name, "__new__") == 0 || method.signature[0] != '(' || method.signature[1] != '$') {
      function->kind = NativeKind::kStaticMethod;
      if (strcmp(method.name, "__new__") != 0) {
        auto *wrapper = allocate<MethodWrapper>(thread, &staticmethod_type);
        wrapper->function = function;
        stored = wrapper;
      }
    } else if (strncmp(method.signature, "($type", 6) == 0) {
      function->kind = NativeKind::kClassMethod;
      function->type = &classmethod_descriptor_type;
    }
    dictSet(thread, type.dict, function->name, stored);
  }
  for (const GetSetDef &attribute : def.attributes) {
    if (attribute.member) {
      auto *member = allocate<MemberDescriptor>(thread, &member_descriptor_type);
      member->definition = &attribute;
      member->owner = &type;
      member->name = intern(thread, attribute.name);
      dictSet(thread, type.dict, member->name, Value(member));
      continue;
    }
    auto *descriptor = allocate<GetSetDescriptor>(thread, &getset_descriptor_type);
    descriptor->definition = &attribute;
    descriptor->owner = &type;
    descriptor->name = intern(thread, attribute.name);
    dictSet(thread, type.dict, descriptor->name, Value(descriptor));
  }
  if (def.attributes_offset && dictGet(type.dict, names.dict).isUnbound())
    addInstanceAttributes(thread, &type, true, false);
  if (def.construct)
    registerConstructor(thread, type, def);
  addSlotMethods(thread, &type);
  if (base)
    inheritSlots(&type, base);
  // Types without a constructor of their own: object's __new__ is not theirs.
  if (base == &object_type && !def.construct && !def.slots.create && !def.slots.init && !(def.flags & (kBaseType | kExceptionFamily)))
    type.slots.create = createNothing;
  // A type whose instances have their own __doc__ keeps that.
  if (dictGet(type.dict, names.doc).isUnbound())
    dictSet(thread, type.dict, names.doc, def.doc[0] ? Value(makeStr(thread, def.doc)) : none());
  if (type.slots.hash == hashNotImplemented && dictGet(type.dict, names.hash).isUnbound() && !def.slots.hash)
    dictSet(thread, type.dict, names.hash, none());
  else if (def.slots.hash == hashNotImplemented)
    dictSet(thread, type.dict, names.hash, none());
  type.extra = def.signature ? reinterpret_cast<Object *>(makeStr(thread, def.signature)) : nullptr;
  type.version = nextTypeVersion();
  if (base)
    addSubclass(thread, base, &type);
}

Type *makeType(Thread &thread, const TypeDef &def) {
  // Native types live as long as the process; static memory keeps them out of the collector's way.
  auto *type = static_cast<Type *>(aligned_alloc(16, (sizeof(Type) + 15) & ~size_t{15}));
  memset(static_cast<void *>(type), 0, sizeof(Type));
  readyType(thread, *type, def);
  return type;
}

Value typeModule(Thread &thread, Type *type) {
  if (type->flags & kHeapType) {
    Value module = dictGet(type->dict, names.module);
    return module.isUnbound() ? Value(names.builtins_module) : module;
  }
  const char *dot = strrchr(type->native_name, '.');
  if (!dot)
    return names.builtins_module;
  return intern(thread, {type->native_name, static_cast<size_t>(dot - type->native_name)});
}

std::string fullTypeName(Thread &thread, Type *type) {
  Value module = typeModule(thread, type);
  std::string name = toUtf8(type->qualname);
  if (isStr(module) && !module.as<Str>()->is("builtins"))
    return toUtf8(module.as<Str>()) + "." + name;
  return name;
}

Value typeGetAttribute(Thread &thread, Value self, Str *name) {
  auto *type = self.as<Type>();
  Type *meta = type->type;
  Value from_meta = lookupType(meta, name);
  Type *kind = from_meta.isUnbound() ? nullptr : typeOf(from_meta);
  if (kind && kind->slots.set && kind->slots.get)
    return kind->slots.get(thread, from_meta, self, Value(meta));
  Value found = lookupType(type, name);
  if (!found.isUnbound()) {
    if (GetDescriptorSlot get = typeOf(found)->slots.get)
      return get(thread, found, Value(), self);
    return found;
  }
  if (kind)
    return kind->slots.get ? kind->slots.get(thread, from_meta, self, Value(meta)) : from_meta;
  return raiseAttributeError(thread, self, name);
}

bool typeSetAttribute(Thread &thread, Value self, Str *name, Value value) {
  auto *type = self.as<Type>();
  if (!(type->flags & kHeapType)) {
    raiseTypeError(thread, "cannot set '%U' attribute of immutable type '%s'", name, std::string(typeName(type)).c_str());
    return false;
  }
  Value from_meta = lookupType(type->type, name);
  if (!from_meta.isUnbound() && typeOf(from_meta)->slots.set)
    return typeOf(from_meta)->slots.set(thread, from_meta, self, value);
  name = intern(thread, name);
  if (value.isUnbound()) {
    int deleted = dictDelete(thread, type->dict, Value(name));
    if (deleted == 0)
      raiseAttributeError(thread, self, name);
    if (deleted <= 0)
      return false;
  } else if (!dictSet(thread, type->dict, name, value)) {
    return false;
  }
  typeModified(type);
  updateSlotsFor(thread, type, name);
  return true;
}

} // namespace pystm
