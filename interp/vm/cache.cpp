// Filling inline caches.
#include "vm/cache.h"
#include "objects/exception.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/checkpoint.h"
#include "vm/runtime.h"

#include <cstdio>
#include <cstdlib>

namespace pystm {

namespace {

[[noreturn]] void outOfCaches() {
  fputs("pystm: out of memory for inline caches\n", stderr);
  abort();
}

// Zeroed, for good: the arena is as large as the code of any program needs it.
void *takeCacheMemory(Thread &thread, size_t size) {
  size = (size + 63) & ~size_t{63};
  if (size > static_cast<size_t>(thread.cache_memory_end - thread.cache_memory))
    outOfCaches();
  void *memory = thread.cache_memory;
  thread.cache_memory += size;
  return memset(memory, 0, size);
}

void growTable(Thread &thread, uint64_t id) {
  uint64_t capacity = thread.cache_capacity ? thread.cache_capacity : 1024;
  while (capacity <= id)
    capacity *= 2;
  auto *table = static_cast<CachesOfCode *>(takeCacheMemory(thread, capacity * sizeof(CachesOfCode)));
  if (thread.cache_capacity)
    memcpy(table, thread.caches, thread.cache_capacity * sizeof(CachesOfCode));
  thread.caches = table;
  thread.cache_capacity = capacity;
}

} // namespace

Cache *cachesOf(Thread &thread, Code *code) {
  if (code->id >= thread.cache_capacity)
    growTable(thread, code->id);
  CachesOfCode &entry = thread.caches[code->id];
  if (!entry.first) {
    noteLearnt(thread, &entry, sizeof entry);
    auto *block = static_cast<CacheBlock *>(takeCacheMemory(thread, sizeof(CacheBlock) + code->cache_count * sizeof(Cache)));
    block->count = code->cache_count;
    entry.first = block->caches;
  }
  return entry.first;
}

void flushCaches(Thread &thread) {
  thread.cache_epoch = runtime.cache_epoch;
  memset(static_cast<void *>(thread.shared_caches), 0, kSharedCaches * sizeof(Cache));
  for (uint64_t i = 0; i < thread.cache_capacity; ++i)
    if (Cache *caches = thread.caches[i].first) {
      auto *block = reinterpret_cast<CacheBlock *>(reinterpret_cast<char *>(caches) - sizeof(CacheBlock));
      memset(static_cast<void *>(caches), 0, block->count * sizeof(Cache));
    }
}

namespace {

constexpr uint8_t kMostFlushes = 50;

// From now on a change of the type empties the caches. False: it changes too often to be cached.
bool relyOn(Type *type) {
  if (type->flushes > kMostFlushes)
    return false;
  for (Value base : *type->mro) {
    if (base.as<Type>()->flushes > kMostFlushes)
      return false;
    if (!base.as<Type>()->cached)
      base.as<Type>()->cached = true;
  }
  return true;
}

// A slot of __slots__; members of native types have functions.
bool isSlot(Value descriptor, Value object) {
  if (descriptor.isUnbound() || typeOf(descriptor) != &member_descriptor_type)
    return false;
  auto *member = descriptor.as<MemberDescriptor>();
  return !member->definition && isInstance(object, member->owner);
}

bool isMethodLike(Value value) {
  return value.isObject() && (value.object()->type == &function_type || value.object()->type == &method_descriptor_type);
}

// The place of attribute `position` of instances with this shape.
void placeOf(Cache &cache, Type *type, Shape *shape, int64_t position) {
  if (position < shape->inline_count) {
    cache.kind = kCacheInline;
    cache.position = static_cast<uint32_t>(type->attributes_offset + static_cast<int64_t>(sizeof(Attributes)) + position * static_cast<int64_t>(sizeof(Value)));
  } else {
    cache.kind = kCacheMore;
    cache.position = static_cast<uint32_t>(position - shape->inline_count);
  }
}

// What an instruction's own cache has learnt may be of use where another shape has taken its place.
void share(Thread &thread, const Cache &learnt, Str *name, CacheUse use) {
  if (learnt.kind == kCacheNone)
    return;
  Cache &row = sharedRow(thread, learnt.key, sharedTag(name, use));
  Cache &second = otherRow(thread, row);
  noteLearnt(thread, &row, sizeof row);
  noteLearnt(thread, &second, sizeof second);
  second = row;
  row = learnt;
  row.version = sharedTag(name, use);
}

// Shapes may be keys where they are the second word of the object.
bool shaped(Type *type) { return type->attributes_offset == static_cast<int32_t>(sizeof(Object)); }

} // namespace

namespace {

Value learnAttribute(Thread &thread, Value object, Str *name, Cache &cache) {
  Type *type = typeOf(object);
  if (!object.isObject())
    return getAttribute(thread, object, name);
  if (type == &module_type) {
    Dict *dict = object.as<Module>()->dict;
    int64_t entry = dictFind(dict, name);
    if (entry >= 0 && name->interned && lookupType(type, name).isUnbound() && dict->entries[entry].key == Value(name)) {
      cache = {dict->entries, Value(name), 0, static_cast<uint32_t>(entry), kCacheModule};
      return dict->entries[entry].value;
    }
    return getAttribute(thread, object, name);
  }
  if (isType(object) && type->slots.get_attr == typeGetAttribute) {
    auto *owner = object.as<Type>();
    if (lookupType(type, name).isUnbound()) {
      Value found = lookupType(owner, name);
      if (!found.isUnbound() && (isFunction(found) || !typeOf(found)->slots.get) && relyOn(owner)) {
        cache = {owner, found, 0, 0, kCacheClass};
        return found;
      }
    }
    return getAttribute(thread, object, name);
  }
  if (type->slots.get_attr != genericGetAttribute)
    return getAttribute(thread, object, name);
  Value on_type = lookupType(type, name);
  Type *kind = on_type.isUnbound() ? nullptr : typeOf(on_type);
  if (isSlot(on_type, object)) {
    if (relyOn(type))
      cache = {type, Value(), 0, on_type.as<MemberDescriptor>()->offset, kCacheMember};
    return genericGetAttribute(thread, object, name);
  }
  if (kind && kind->slots.set) {
    if (kind == &property_type && shaped(type) && isFunction(on_type.as<Property>()->get) && shapeWord(object) && relyOn(type) &&
        !attributesOf(object.object())->shape->dictionary)
      cache = {shapeWord(object), on_type.as<Property>()->get, 0, 0, kCacheProperty};
    return kind->slots.get ? genericGetAttribute(thread, object, name) : getAttribute(thread, object, name);
  }
  if (shaped(type)) {
    Shape *shape = attributesOf(object.object())->shape;
    if (shape && !shape->dictionary) {
      int64_t position = shapePosition(thread, shape, name);
      if (position >= 0 && relyOn(type)) {
        cache.key = shape;
        placeOf(cache, type, shape, position);
      } else if (position < 0 && kind && !kind->slots.get && relyOn(type)) {
        cache = {shape, on_type, 0, 0, kCacheTypeValue};
      }
    }
  }
  return genericGetAttribute(thread, object, name);
}

bool learnStore(Thread &thread, Value object, Str *name, Value value, Cache &cache) {
  Type *type = typeOf(object);
  if (!object.isObject() || type->slots.set_attr != genericSetAttribute)
    return setAttribute(thread, object, name, value);
  Value on_type = lookupType(type, name);
  if (isSlot(on_type, object)) {
    if (relyOn(type))
      cache = {type, Value(), 0, on_type.as<MemberDescriptor>()->offset, kCacheMember};
    return genericSetAttribute(thread, object, name, value);
  }
  if (!shaped(type) || (!on_type.isUnbound() && typeOf(on_type)->slots.set))
    return genericSetAttribute(thread, object, name, value);
  Shape *before = attributesOf(object.object())->shape;
  if (!genericSetAttribute(thread, object, name, value))
    return false;
  Shape *after = attributesOf(object.object())->shape;
  if (!before || before->dictionary || after->dictionary || !name->interned || !relyOn(type))
    return true;
  int64_t position = shapePosition(thread, after, name);
  if (before == after) {
    cache.key = before;
    placeOf(cache, type, before, position);
  } else if (after->parent == before && position < after->inline_count) {
    cache.key = before;
    placeOf(cache, type, after, position);
    cache.kind = kCacheAdd;
    cache.value = Value(after);
  }
  return true;
}

bool learnMethod(Thread &thread, Value object, Str *name, Cache &cache, LocalValue *pair) {
  Type *type = typeOf(object);
  if (type->slots.get_attr == genericGetAttribute) {
    Value on_type = lookupType(type, name);
    if (isMethodLike(on_type)) {
      Attributes *attributes = type->attributes_offset && object.isObject() ? findAttributes(object.object()) : nullptr;
      bool own = attributes && !attributeGet(thread, attributes, name).isUnbound();
      if (!own) {
        pair[0] = on_type;
        pair[1] = object;
        if (!attributes && !type->attributes_offset && relyOn(type))
          cache = {type, on_type, 0, 0, kCacheTypeOnly};
        else if (attributes && shaped(type) && attributes->shape && !attributes->shape->dictionary && relyOn(type))
          cache = {attributes->shape, on_type, 0, 0, kCacheMethod};
        return true;
      }
    }
  }
  Value value = learnAttribute(thread, object, name, cache);
  if (value.isError())
    return false;
  pair[0] = value;
  pair[1] = Value();
  return true;
}

// The row for objects of the type, where shapes tell nothing.
const Cache *cacheOfType(Thread &thread, Value object, Str *name, CacheUse use, CacheKind kind) {
  static constexpr Cache kNothing;
  if (!object.isObject())
    return nullptr;
  Type *type = object.object()->type;
  const Cache &row = sharedCache(thread, type, name, use, const_cast<Cache &>(kNothing));
  return row.kind == kind ? &row : nullptr;
}

} // namespace

Value loadAttributeSlow(Thread &thread, Value object, Str *name, Cache &cache) {
  if (const Cache *known = cacheOfType(thread, object, name, CacheUse::kLoad, kCacheMember)) {
    Value value = *reinterpret_cast<Value *>(reinterpret_cast<char *>(object.object()) + known->position);
    return value.isUnbound() ? raiseAttributeError(thread, object, name) : value;
  }
  Cache learnt;
  Value value = learnAttribute(thread, object, name, learnt);
  if (learnt.kind) {
    share(thread, learnt, name, CacheUse::kLoad);
    noteLearnt(thread, &cache, sizeof cache);
    cache = learnt;
  }
  return value;
}

bool storeAttributeSlow(Thread &thread, Value object, Str *name, Value value, Cache &cache) {
  if (const Cache *known = cacheOfType(thread, object, name, CacheUse::kStore, kCacheMember)) {
    *reinterpret_cast<Value *>(reinterpret_cast<char *>(object.object()) + known->position) = value;
    return true;
  }
  Cache learnt;
  bool good = learnStore(thread, object, name, value, learnt);
  if (learnt.kind) {
    share(thread, learnt, name, CacheUse::kStore);
    noteLearnt(thread, &cache, sizeof cache);
    cache = learnt;
  }
  return good;
}

bool loadMethodSlow(Thread &thread, Value object, Str *name, Cache &cache, LocalValue *pair) {
  if (const Cache *known = cacheOfType(thread, object, name, CacheUse::kMethod, kCacheTypeOnly)) {
    pair[0] = known->value;
    pair[1] = object;
    return true;
  }
  Cache learnt;
  bool good = learnMethod(thread, object, name, learnt, pair);
  if (learnt.kind) {
    share(thread, learnt, name, CacheUse::kMethod);
    noteLearnt(thread, &cache, sizeof cache);
    cache = learnt;
  }
  return good;
}

Value loadGlobalSlow(Thread &thread, Frame *frame, Str *name, Cache &cache) {
  noteLearnt(thread, &cache, sizeof cache);
  Dict *globals = frame->globals, *builtins = frame->builtins;
  int64_t entry = dictFind(globals, name);
  if (entry >= 0) {
    if (globals->entries[entry].key == Value(name))
      cache = {globals->entries, Value(name), 0, static_cast<uint32_t>(entry), kCacheGlobal};
    return globals->entries[entry].value;
  }
  if (typeOf(Value(globals)) != &dict_type) {
    Value value = dictGet(thread, globals, Value(name));
    if (!value.isUnbound())
      return value;
  }
  entry = dictFind(builtins, name);
  if (entry >= 0) {
    if (builtins->entries[entry].key == Value(name) && globals->filled < (1u << 24))
      cache = {globals->entries, Value(name), reinterpret_cast<uint64_t>(builtins->entries), static_cast<uint32_t>(entry), kCacheBuiltin | globals->filled << 8};
    return builtins->entries[entry].value;
  }
  raise(thread, &NameError_type, "name '%U' is not defined", name);
  asException(thread.exception)->extra[0] = Value(name);
  return Value::error();
}

} // namespace pystm
