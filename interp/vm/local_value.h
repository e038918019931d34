// Values where it is known what kind of memory they lie in: in memory that one thread alone uses (its registers) or that never changes
// (constants of code), or in objects.
#pragma once

#include "vm/value.h"
#include "vm/variant.h"

#include <concepts>

namespace pystm {

struct Str;

// Accesses name the member, so that the compiler knows the class behind each of them (vm/variant.h).
struct PYSTM_LOCAL_CLASS LocalValue {
  uint64_t bits = 0;

  LocalValue() = default;
  explicit LocalValue(Value v) : bits(v.bits) {}
  LocalValue(const LocalValue &other) : bits(other.bits) {}
  LocalValue &operator=(Value v) {
    bits = v.bits;
    return *this;
  }
  LocalValue &operator=(const LocalValue &other) {
    bits = other.bits;
    return *this;
  }
  operator Value() const { return Value(bits); }

  bool isUnbound() const { return Value(bits).isUnbound(); }
  bool isError() const { return Value(bits).isError(); }
  bool isPointer() const { return Value(bits).isPointer(); }
  bool isObject() const { return Value(bits).isObject(); }
  bool isSmallInt() const { return Value(bits).isSmallInt(); }
  bool isDouble() const { return Value(bits).isDouble(); }
  int64_t asSmallInt() const { return Value(bits).asSmallInt(); }
  double asDouble() const { return Value(bits).asDouble(); }
  Object *object() const { return Value(bits).object(); }
  template <class T> T *as() const { return Value(bits).as<T>(); }
};
static_assert(sizeof(LocalValue) == sizeof(Value));

// Some of them, as one native gives another its arguments: `LocalValues given{self, key};`.
template <unsigned long n> struct LocalValues {
  LocalValue items[n];

  template <class... T> explicit LocalValues(const T &...given) : items{LocalValue(Value(given))...} {}
  operator LocalValue *() { return items; }
};
template <class... T> LocalValues(const T &...) -> LocalValues<sizeof...(T)>;

// What lists of values in braces are made of.
struct PYSTM_LOCAL_CLASS ListedValue : LocalValue {
  template <std::convertible_to<Value> T> ListedValue(const T &given) : LocalValue(Value(given)) {}
};

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

inline Value &valueAt(Object *object, uint32_t position) { return *reinterpret_cast<Value *>(reinterpret_cast<char *>(object) + position); }

} // namespace pystm
