// The header that all objects share, and Type: how objects of a class behave. A type's behaviour is its
// Slots, one native function each for what the loop and the natives ask of an object; classes written in
// Python get slots that call the dunder methods (objects/slots.cpp), natives get dunder methods that call
// the slots. Attribute storage of instances is in objects/instance.h, the creation of types in
// objects/type.cpp, tables that declare native types in vm/native.h.
#pragma once

#include "vm/local_value.h"
#include "vm/variant.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pystm {

class Heap;
class Thread;
class Tracer;
struct Arguments;
struct BoundMethod;
struct Bytes;
struct Cell;
struct Code;
struct Dict;
struct Frame;
struct Function;
struct GetSetDef;
struct List;
struct MethodDef;
struct Module;
struct Set;
struct Shape;
struct Str;
struct Tuple;
struct Type;

// Every object starts with its type. The second word of an object is never data that a program chooses
// freely (a length or a pointer is fine): the loop compares it with shapes before it looks at the type.
struct PYSTM_FROZEN Object {
  Type *type;
};

// Comes back in two registers.
struct IntResult {
  int64_t value;
  bool ok; // false: an exception is pending
};
// What a HashSlot returns: -1 is no hash.
inline IntResult hashed(int64_t hash) { return {hash == -1 ? -2 : hash, true}; }

enum class CompareOp : uint8_t { kLess, kLessEqual, kEqual, kNotEqual, kGreater, kGreaterEqual };

// A view of an object's bytes, for bytes-like arguments (slot `buffer`). `owner` is what keeps it alive.
struct PYSTM_LOCAL_CLASS Buffer {
  uint8_t *data = nullptr;
  int64_t size = 0; // in bytes
  bool readonly = true;
  int64_t item_size = 1;
  const char *format = "B"; // a struct format of one item
  Value owner;
};

// A slot returns Value::error() with the exception pending when it fails. bool results: true is success.
using UnarySlot = Value (*)(Thread &, Value self);
// Called with the operands in the order of the expression; `self` may be either. Returns NotImplemented
// when it does not know the operands' types.
using BinarySlot = Value (*)(Thread &, Value left, Value right);
using PowerSlot = Value (*)(Thread &, Value base, Value exponent, Value modulus_or_none);
using CompareSlot = Value (*)(Thread &, Value self, Value other, CompareOp op);
using TruthSlot = int (*)(Thread &, Value self);              // 1, 0, or -1 for an error
using ContainsSlot = int (*)(Thread &, Value self, Value item); // 1, 0, or -1
using LengthSlot = int64_t (*)(Thread &, Value self);         // -1 for an error
using HashSlot = IntResult (*)(Thread &, Value self);
using GetItemSlot = Value (*)(Thread &, Value self, Value key);
using SetItemSlot = bool (*)(Thread &, Value self, Value key, Value item); // unbound item: delete
using GetAttrSlot = Value (*)(Thread &, Value self, Str *name);
using SetAttrSlot = bool (*)(Thread &, Value self, Str *name, Value value); // unbound value: delete
using GetDescriptorSlot = Value (*)(Thread &, Value self, Value instance_or_unbound, Value owner);
using SetDescriptorSlot = bool (*)(Thread &, Value self, Value instance, Value value);
using CallSlot = Value (*)(Thread &, Value self, const Arguments &);
using NewSlot = Value (*)(Thread &, Type *type, const Arguments &);
using InitSlot = bool (*)(Thread &, Value self, const Arguments &);
using BufferSlot = bool (*)(Thread &, Value self, Buffer &);

struct Slots {
  UnarySlot repr, str;
  HashSlot hash; // null: inherit; unhashable types name hashNotImplemented
  CompareSlot compare;
  TruthSlot truth; // null: length, or true
  UnarySlot iter;
  UnarySlot next; // the next item, or unbound at the end (no StopIteration is made)
  LengthSlot length;
  GetItemSlot get_item;
  SetItemSlot set_item;
  ContainsSlot contains; // null: iterate
  GetAttrSlot get_attr;
  SetAttrSlot set_attr;
  GetDescriptorSlot get;
  SetDescriptorSlot set; // non-null makes a data descriptor
  CallSlot call;
  NewSlot create; // __new__
  InitSlot init;  // __init__
  UnarySlot negative, positive, invert, absolute;
  UnarySlot to_int, to_float, index;
  BinarySlot add, subtract, multiply, matrix_multiply, true_divide, floor_divide, modulo, divmod;
  PowerSlot power;
  BinarySlot shift_left, shift_right, bit_and, bit_or, bit_xor;
  BinarySlot inplace_add, inplace_subtract, inplace_multiply, inplace_matrix_multiply, inplace_true_divide,
      inplace_floor_divide, inplace_modulo;
  PowerSlot inplace_power;
  BinarySlot inplace_shift_left, inplace_shift_right, inplace_bit_and, inplace_bit_or, inplace_bit_xor;
  UnarySlot await, aiter, anext;
  BufferSlot buffer;
};

// Marks what an object refers to (tracer.visit(value)); attributes and the type are visited by the heap.
using TraceFunction = void (*)(Object *, Tracer &);
// Releases what is outside of the heap; may not touch other objects or run code.
using FinalizeFunction = void (*)(Object *);

enum TypeFlags : uint32_t {
  kHeapType = 1 << 0,    // made by a class statement or type(): attributes may be set
  kBaseType = 1 << 1,    // may be subclassed
  kHasFinalizer = 1 << 2, // __del__ or a native finalize function: the heap keeps a list of such objects
  kAbstract = 1 << 3,
  kLayoutVariable = 1 << 4, // item_size bytes times the object's count follow the fixed part
  kSequenceOperators = 1 << 5, // + concatenates (no __radd__), * repeats
  kOwnAttributes = 1 << 6,     // the attribute storage is a member of the struct
  // Layout families: set in the builtin type and inherited, so that isinstance is one test.
  kIntFamily = 1 << 8,
  kFloatFamily = 1 << 9,
  kStrFamily = 1 << 10,
  kBytesFamily = 1 << 11,
  kListFamily = 1 << 12,
  kTupleFamily = 1 << 13,
  kDictFamily = 1 << 14,
  kSetFamily = 1 << 15, // set and frozenset
  kTypeFamily = 1 << 16,
  kExceptionFamily = 1 << 17,
  kFamilies = 0x3FF00,
  // Structural pattern matching.
  kMatchesSequence = 1 << 20,
  kMatchesMapping = 1 << 21,
};

struct alignas(16) PYSTM_FROZEN Type : Object {
  const char *native_name; // as in the TypeDef; null in classes written in Python
  Str *name;
  Str *qualname;
  Tuple *bases;
  Tuple *mro; // this type first
  Dict *dict;
  Type *base; // the one whose layout this type extends
  uint32_t flags;
  uint32_t size;             // of the fixed part, without attribute storage
  uint32_t item_size;        // of each of the items that follow, in variable layouts
  int32_t attributes_offset; // of the attribute storage: > 0; 0: none; -1: behind the variable part
  uint64_t version;          // changes whenever a lookup through this type may give another answer
  Shape *root_shape;         // of new instances
  Slots slots;
  TraceFunction trace;
  FinalizeFunction finalize;
  int64_t (*variable_count)(const Object *); // how many items follow, in variable layouts
  Object *slot_names;                        // tuple of the __slots__ of this very class, or null
  Object *extra;                             // text signature of the constructor, or null
  const struct NativeConstructor *constructor; // of TypeDef::construct, inherited
  uint8_t has_weakrefs;                      // instances may be weakly referenced
  uint8_t has_dict;                          // instances have a __dict__
  uint8_t cached;  // some thread's inline cache relies on what lookups through this type gave
  uint8_t flushes; // how often a change emptied the caches
};

// Builtin types are static objects, so that comparing with one is a comparison with an address. Each is
// defined in the file of its objects and readied from a row of objects/builtin_types.def.
extern Type object_type, type_type, none_type, ellipsis_type, not_implemented_type;
extern Type int_type, bool_type, float_type, complex_type, str_type, bytes_type, bytearray_type,
    memoryview_type, slice_type, range_type;
extern Type list_type, tuple_type, dict_type, set_type, frozenset_type, function_type, method_type,
    native_function_type, module_type, cell_type, code_type, generator_type, coroutine_type,
    async_generator_type, frame_type, traceback_type, property_type, classmethod_type, staticmethod_type,
    super_type, mapping_proxy_type;

// Static objects, aligned as those of the heap.
struct alignas(16) StaticObject : Object {};
extern StaticObject none_object, ellipsis_object, not_implemented_object;
extern Object &true_object, &false_object; // have the layout of int; see objects/int.h

inline Value none() { return Value(&none_object); }
inline Value notImplemented() { return Value(&not_implemented_object); }
inline Value ellipsis() { return Value(&ellipsis_object); }
Value trueValue();
Value falseValue();
inline bool isNone(Value v) { return v == none(); }

inline Type *typeOf(Value v) {
  if (v.isObject()) [[likely]]
    return v.object()->type;
  return v.isSmallInt() ? &int_type : &float_type;
}
inline bool hasFamily(Value v, TypeFlags family) { return typeOf(v)->flags & family; }
inline bool isInt(Value v) { return v.isSmallInt() || (v.isObject() && v.object()->type->flags & kIntFamily); }
inline bool isFloat(Value v) { return v.isDouble() || (v.isObject() && v.object()->type->flags & kFloatFamily); }
inline bool isStr(Value v) { return v.isObject() && v.object()->type->flags & kStrFamily; }
inline bool isBytes(Value v) { return v.isObject() && v.object()->type->flags & kBytesFamily; }
inline bool isList(Value v) { return v.isObject() && v.object()->type->flags & kListFamily; }
inline bool isTuple(Value v) { return v.isObject() && v.object()->type->flags & kTupleFamily; }
inline bool isDict(Value v) { return v.isObject() && v.object()->type->flags & kDictFamily; }
inline bool isSet(Value v) { return v.isObject() && v.object()->type->flags & kSetFamily; }
inline bool isType(Value v) { return v.isObject() && v.object()->type->flags & kTypeFamily; }
inline bool isException(Value v) { return v.isObject() && v.object()->type->flags & kExceptionFamily; }
inline bool isExactly(Value v, const Type &type) { return typeOf(v) == &type; }

// Whether `type` is `base` or derives from it (the C3 order; not __subclasscheck__).
bool isSubtype(const Type *type, const Type *base);
inline bool isInstance(Value v, const Type *type) { return typeOf(v) == type || isSubtype(typeOf(v), type); }
// The name as messages print it: without the module.
std::string_view typeName(const Type *type);
inline std::string_view typeNameOf(Value v) { return typeName(typeOf(v)); }

// --- The protocols (objects/protocol.cpp). They do what the language does, dunder methods included. ---

// The attribute of the type that `name` finds in the C3 order, unbound when there is none. No descriptors.
Value lookupType(Type *type, Str *name);
// The special method of an object, bound: `result` is what to call. False: there is none, or (error
// pending) its __get__ failed.
Value lookupSpecial(Thread &, Value self, Str *name);

Value getAttribute(Thread &, Value self, Str *name);
// Unbound instead of an AttributeError.
Value findAttribute(Thread &, Value self, Str *name);
bool setAttribute(Thread &, Value self, Str *name, Value value_or_unbound);
// object.__getattribute__ and __setattr__.
Value genericGetAttribute(Thread &, Value self, Str *name);
bool genericSetAttribute(Thread &, Value self, Str *name, Value value_or_unbound);

Value reprOf(Thread &, Value); // a Str
Value strOf(Thread &, Value);  // a Str
Value asciiOf(Thread &, Value);
Value formatOf(Thread &, Value, Str *spec);
// Of others than small integers.
IntResult hashOther(Thread &, Value);
inline IntResult hashOf(Thread &thread, Value value) {
  return value.isSmallInt() ? hashed(value.asSmallInt()) : hashOther(thread, value);
}
// Inline, so that the result stays in a register.
inline bool hashOf(Thread &thread, Value value, int64_t &hash) {
  IntResult result = hashOf(thread, value);
  hash = result.value;
  return result.ok;
}
Value hashNotImplementedError(Thread &, Value);
IntResult hashNotImplemented(Thread &, Value self); // the slot of unhashable types
int64_t hashOfPointer(const void *);
Value compare(Thread &, Value left, Value right, CompareOp op);
// Identity or equality: 1, 0, or -1 for an error. What containers use.
int equals(Thread &, Value left, Value right);
int isTrue(Thread &, Value);
int64_t lengthOf(Thread &, Value);     // TypeError when it has none
int64_t lengthHint(Thread &, Value, int64_t otherwise);
Value getItem(Thread &, Value self, Value key);
bool setItem(Thread &, Value self, Value key, Value item_or_unbound);
int containsItem(Thread &, Value self, Value item);
Value getIterator(Thread &, Value);
Value nextItem(Thread &, Value iterator); // unbound at the end
Value makeSequenceIterator(Thread &, Value sequence); // by __getitem__ and IndexError
// Calls `visit(item)` for each item until it returns false; false when iteration or a visit failed.
template <class Visit> bool forEach(Thread &thread, Value iterable, Visit visit) {
  Value iterator = getIterator(thread, iterable);
  if (iterator.isError())
    return false;
  for (;;) {
    Value item = nextItem(thread, iterator);
    if (item.isSpecial())
      return item.isUnbound();
    if (!visit(item))
      return false;
  }
}
// Value of __index__ as an Int value, or an error ("'str' object cannot be interpreted as an integer").
Value indexOf(Thread &, Value);
// As a machine integer; IndexError or OverflowError by `overflow_type`, clipped when it is null.
IntResult indexOfOther(Thread &, Value, Type *overflow_type);
inline bool indexOf(Thread &thread, Value value, int64_t &result, Type *overflow_type = nullptr) {
  if (value.isSmallInt()) {
    result = value.asSmallInt();
    return true;
  }
  IntResult other = indexOfOther(thread, value, overflow_type);
  if (other.ok)
    result = other.value;
  return other.ok;
}

#define PYSTM_BINARY_OPERATORS(OP)                                                                             \
  OP(Add, add, "+")                                                                                            \
  OP(Subtract, subtract, "-")                                                                                  \
  OP(Multiply, multiply, "*")                                                                                  \
  OP(MatrixMultiply, matrix_multiply, "@")                                                                     \
  OP(TrueDivide, true_divide, "/")                                                                             \
  OP(FloorDivide, floor_divide, "//")                                                                          \
  OP(Modulo, modulo, "%")                                                                                      \
  OP(Power, power, "** or pow()")                                                                              \
  OP(ShiftLeft, shift_left, "<<")                                                                              \
  OP(ShiftRight, shift_right, ">>")                                                                            \
  OP(BitAnd, bit_and, "&")                                                                                     \
  OP(BitXor, bit_xor, "^")                                                                                     \
  OP(BitOr, bit_or, "|")

enum class BinaryOp : uint8_t {
#define PYSTM_ENUMERATE(Name, slot, symbol) k##Name,
  PYSTM_BINARY_OPERATORS(PYSTM_ENUMERATE)
#undef PYSTM_ENUMERATE
      kCount
};
Value binaryOperation(Thread &, BinaryOp, Value left, Value right);
Value inplaceOperation(Thread &, BinaryOp, Value left, Value right);
Value powerOperation(Thread &, Value base, Value exponent, Value modulus_or_none);
Value divmodOperation(Thread &, Value left, Value right);

// --- Calls (vm/call.cpp) ---

Value call(Thread &, Value callee, const Arguments &);
Value call(Thread &, Value callee, std::initializer_list<ListedValue> arguments = {});
Value callMethod(Thread &, Value self, Str *name, std::initializer_list<ListedValue> arguments = {});
Value callMethod(Thread &, Value self, const char *name, std::initializer_list<ListedValue> arguments = {});
bool isCallable(Value);

// The arguments of a call: positional ones, then the values of keywords in the order of their names.
struct PYSTM_LOCAL_CLASS Arguments {
  LocalValue *values = nullptr;
  int64_t positional = 0;
  Tuple *names = nullptr; // of the keywords, or null

  int64_t keywords() const;
  Value operator[](int64_t i) const { return values[i]; }
};

} // namespace pystm
