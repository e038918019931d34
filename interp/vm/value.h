// What a variable holds: 64 bits, by value. Small integers and floats need no memory; everything else is
// a pointer to an Object (objects/object.h). Equal small integers have equal bits, and an integer that fits
// is never on the heap, so `a is b` for them is a comparison of bits.
//
//   0000 pppp pppp pppp   pointer to an Object, 16-byte aligned, or one of the special values below 16
//   0001 .... to FFFE     double: its bits plus 2^48 (only the two quiet NaNs 7FF8.. and FFF8.. occur)
//   FFFF iiii iiii iiii   signed integer of 48 bits
#pragma once

#include <bit>
#include <cstdint>

namespace pystm {

struct Object;

struct Value {
  uint64_t bits = 0;

  static constexpr uint64_t kIntTag = 0xFFFF'0000'0000'0000;
  static constexpr uint64_t kDoubleOffset = uint64_t{1} << 48;
  static constexpr int64_t kMaxSmallInt = (int64_t{1} << 47) - 1;
  static constexpr int64_t kMinSmallInt = -(int64_t{1} << 47);

  constexpr Value() = default;
  constexpr explicit Value(uint64_t raw) : bits(raw) {}
  Value(const Object *object) : bits(reinterpret_cast<uint64_t>(object)) {}

  // A local variable without a value, an omitted argument, the end of an iteration. Zeroed memory is unbound.
  static constexpr Value unbound() { return Value(uint64_t{0}); }
  // A native function failed; the exception is pending in the thread.
  static constexpr Value error() { return Value(uint64_t{2}); }
  // A native function must wait: the loop leaves its region and finishes `thread.waiting` outside.
  static constexpr Value blocked() { return Value(uint64_t{4}); }
  // A native has pushed a frame whose result is the call's.
  static constexpr Value pushed() { return Value(uint64_t{8}); }
  // An internal mark that no program sees (deleted dict entry).
  static constexpr Value deleted() { return Value(uint64_t{6}); }

  constexpr bool isUnbound() const { return bits == 0; }
  constexpr bool isError() const { return bits == 2; }
  constexpr bool isBlocked() const { return bits == 4; }
  constexpr bool isPushed() const { return bits == 8; }
  // True for the five values above, false for everything that a program can hold.
  constexpr bool isSpecial() const { return bits < 16; }

  static constexpr bool fitsSmallInt(int64_t n) { return n >= kMinSmallInt && n <= kMaxSmallInt; }
  // Precondition: fitsSmallInt(n). makeInt() of objects/int.h takes any integer.
  static constexpr Value smallInt(int64_t n) {
    return Value(kIntTag | (static_cast<uint64_t>(n) & ~kIntTag));
  }
  static constexpr Value number(double d) {
    uint64_t raw = std::bit_cast<uint64_t>(d);
    if (d != d)
      raw = (raw >> 63) ? 0xFFF8'0000'0000'0000 : 0x7FF8'0000'0000'0000;
    return Value(raw + kDoubleOffset);
  }

  constexpr bool isSmallInt() const { return bits >= kIntTag; }
  constexpr bool isDouble() const { return bits - kDoubleOffset < kIntTag - kDoubleOffset; }
  constexpr bool isPointer() const { return bits < kDoubleOffset; }
  // A pointer and none of the special values.
  constexpr bool isObject() const { return bits - 16 < kDoubleOffset - 16; }
  constexpr int64_t asSmallInt() const { return static_cast<int64_t>(bits << 16) >> 16; }
  constexpr double asDouble() const { return std::bit_cast<double>(bits - kDoubleOffset); }
  Object *object() const { return reinterpret_cast<Object *>(bits); }
  // The object as a T; the caller knows that it is one.
  template <class T> T *as() const { return reinterpret_cast<T *>(bits); }

  // Identity, the `is` of the language (but for floats, where equal bits are the same object).
  constexpr bool operator==(const Value &other) const = default;
};

inline constexpr bool bothSmallInts(Value a, Value b) { return (a.bits & b.bits) >= Value::kIntTag; }

} // namespace pystm
