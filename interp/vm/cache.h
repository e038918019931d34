// Inline caches: what a thread has learnt at an instruction. They live in blocks of the thread, one per code
// object, and are emptied whenever something that they rely on changes (Runtime::cache_epoch) and by the collector.
#pragma once

#include "objects/instance.h"
#include "vm/frame.h"

namespace pystm {

enum CacheKind : uint32_t {
  kCacheNone,
  kCacheInline,    // key: shape; the attribute at byte `position` of the object
  kCacheMore,      // key: shape; the attribute at `position` of Attributes::more
  kCacheTypeValue, // key: shape; `value` from the type, no attribute of that name in the instance
  kCacheMethod,    // key: shape; `value` is a function or method of the type, to be bound
  kCacheProperty,  // key: shape; `value` is the getter, a function
  kCacheMember,    // key: type; a slot of __slots__ at byte `position`
  kCacheAdd,       // key: shape; storing adds: `value` is the new shape, `position` the byte
  kCacheTypeOnly,  // key: type without attribute storage; `value` to be bound as a method
  kCacheClass,     // key: the class object itself; `value` the attribute, nothing to bind
  kCacheModule,    // key: entries of the module's dict; `position`; `value` is the name
  kCacheGlobal,    // the same for globals
  kCacheBuiltin,   // key: entries of globals, `version`: entries of builtins, kind >> 8: filled of globals
};

struct PYSTM_LOCAL_CLASS CacheBlock {
  uint64_t count;
  Cache caches[0];
};

// Instructions that meet objects of several shapes find all but the first of these in a table of the thread, by shape and name. Its
// rows are caches whose `version` is the name and what is done.
enum class CacheUse : uint64_t { kLoad = 1, kStore, kMethod };
constexpr size_t kSharedCaches = 1024;

inline uint64_t sharedTag(const Str *name, CacheUse use) { return reinterpret_cast<uint64_t>(name) | static_cast<uint64_t>(use); }
inline Cache &sharedRow(Thread &thread, const void *key, uint64_t tag) {
  uint64_t hash = (reinterpret_cast<uint64_t>(key) >> 4) * 0x9E3779B97F4A7C15 ^ (tag >> 4 ^ tag << 8) * 0xC2B2AE3D27D4EB4F;
  return thread.shared_caches[hash >> 54];
}
static_assert(kSharedCaches == 1 << (64 - 54));
// A row's second choice, in the same cache line: with one place only, two pairs of shape and name that a loop meets in turn may throw each
// other out for ever.
inline Cache &otherRow(Thread &thread, const Cache &row) { return thread.shared_caches[(&row - thread.shared_caches) ^ 1]; }
// The row for objects with this key, or `otherwise`.
inline Cache &sharedCache(Thread &thread, const void *key, const Str *name, CacheUse use, Cache &otherwise) {
  uint64_t tag = sharedTag(name, use);
  Cache &row = sharedRow(thread, key, tag);
  if (row.key == key && row.version == tag) [[likely]]
    return row;
  Cache &second = otherRow(thread, row);
  return second.key == key && second.version == tag ? second : otherwise;
}

// The slow halves: do the operation and fill the cache.
Value loadAttributeSlow(Thread &, Value object, Str *name, Cache &);
bool storeAttributeSlow(Thread &, Value object, Str *name, Value value, Cache &);
// `function` and `self` as LoadMethod leaves them.
bool loadMethodSlow(Thread &, Value object, Str *name, Cache &, LocalValue *pair);
Value loadGlobalSlow(Thread &, Frame *, Str *name, Cache &);

inline const void *shapeWord(Value object) { return reinterpret_cast<const void *const *>(object.object())[1]; }

} // namespace pystm
