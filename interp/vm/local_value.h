// Values where it is known what kind of memory they lie in: in memory that one thread alone uses (its registers) or that never changes
// (constants of code), or in objects.
#pragma once

#include "vm/value.h"
#include "vm/variant.h"

namespace pystm {

struct Str;

// Accesses name the member, so that the compiler knows the class behind each of them (vm/variant.h).
struct PYSTM_LOCAL_CLASS LocalValue {
  Value value;

  operator Value() const { return Value(value.bits); }
  LocalValue &operator=(Value v) {
    value.bits = v.bits;
    return *this;
  }
  LocalValue &operator=(const LocalValue &other) {
    value.bits = other.value.bits;
    return *this;
  }
  // What natives take.
  Value *operator&() { return &value; }

  bool isUnbound() const { return Value(*this).isUnbound(); }
  Object *object() const { return Value(*this).object(); }
  template <class T> T *as() const { return Value(*this).as<T>(); }
};
static_assert(sizeof(LocalValue) == sizeof(Value));

// A Value in an object, or in an array of one.
struct PYSTM_VIEWED HeapValue {
  Value value;
};
inline Value loadValue(const Value &in_object) { return Value(reinterpret_cast<const HeapValue &>(in_object).value.bits); }
inline void storeValue(Value &in_object, Value value) { reinterpret_cast<HeapValue &>(in_object).value.bits = value.bits; }
// Items of arrays of the heap, likewise.
struct PYSTM_VIEWED HeapInt {
  int32_t number;
};
struct PYSTM_VIEWED HeapLong {
  int64_t number;
};
inline int32_t loadInt(const int32_t &in_heap) { return reinterpret_cast<const HeapInt &>(in_heap).number; }
inline int64_t loadLong(const int64_t &in_heap) { return reinterpret_cast<const HeapLong &>(in_heap).number; }
// Of code's arrays, which never change once code is made.
struct PYSTM_FROZEN CodeName {
  Str *name;
};
struct PYSTM_FROZEN CodeIndex {
  uint16_t number;
};
inline Str *nameAt(Str *const *names, uint64_t i) { return reinterpret_cast<const CodeName *>(names)[i].name; }
inline uint16_t indexAt(const uint16_t *indices, uint64_t i) { return reinterpret_cast<const CodeIndex *>(indices)[i].number; }
// To or from a thread's registers, without barriers: an object's values are given by readable() or writable() (vm/region.h).
PYSTM_PURE void copyValues(void *to, const void *from, uint64_t count);

inline Value &valueAt(Object *object, uint32_t position) { return *reinterpret_cast<Value *>(reinterpret_cast<char *>(object) + position); }

inline LocalValue *localValues(Value *values) { return reinterpret_cast<LocalValue *>(values); }
inline const LocalValue *localValues(const Value *values) { return reinterpret_cast<const LocalValue *>(values); }
inline Value *plainValues(LocalValue *values) { return reinterpret_cast<Value *>(values); }

} // namespace pystm
