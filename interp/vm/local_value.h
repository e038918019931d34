// A Value in memory that one thread alone uses (its registers) or that never changes (constants of code).
#pragma once

#include "vm/value.h"
#include "vm/variant.h"

namespace pystm {

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

inline LocalValue *localValues(Value *values) { return reinterpret_cast<LocalValue *>(values); }
inline const LocalValue *localValues(const Value *values) { return reinterpret_cast<const LocalValue *>(values); }
inline Value *plainValues(LocalValue *values) { return reinterpret_cast<Value *>(values); }

} // namespace pystm
