// Functions, methods, and the descriptors that wrap them.
#pragma once

#include "objects/instance.h"
#include "vm/native.h"

namespace pystm {

struct PYSTM_VIEWED Function : Object {
  Attributes attributes;
  Code *code;
  Dict *globals;
  Dict *builtins;
  Value name, qualname, module, doc;
  Tuple *defaults; // or null
  Dict *keyword_defaults;
  Tuple *closure;
  Value annotations; // dict, unbound until asked for
};

struct PYSTM_FROZEN BoundMethod : Object {
  Value function, self;
};

enum class ParameterKind : uint8_t { kPositionalOnly, kPositional, kKeywordOnly, kVarArgs, kVarKeywords };

struct SlotDef;

// A parsed signature of a native function, made once.
struct PYSTM_FROZEN NativeSignature {
  struct PYSTM_FROZEN Parameter {
    Str *name;
    ParameterKind kind;
    bool required;
    Value default_value; // unbound: '?'
  };
  Parameter *parameters;
  uint16_t count;              // all
  uint16_t positional;         // that may be given by position
  uint16_t required_positional;
  uint16_t positional_only;
  int16_t var_args, var_keywords; // their positions, or -1
  bool simple;                    // only positional-only parameters, no defaults
};

enum class NativeKind : uint8_t { kFunction, kMethod, kClassMethod, kStaticMethod, kSlotWrapper };

// builtin_function_or_method (bound or of a module), method_descriptor, wrapper_descriptor.
struct PYSTM_FROZEN NativeFunction : Object {
  const MethodDef *definition;
  NativeSignature *signature; // null for RawCode
  Type *owner;                // of methods: `self` must be an instance
  Value self;                 // unbound in functions and descriptors
  Str *name;
  Str *module;
  const SlotDef *slot; // kSlotWrapper: which slot of `owner` it calls
  NativeKind kind;
};

struct PYSTM_VIEWED Property : Object {
  Attributes attributes;
  Value get, set, del, doc;
  Value name;
  bool doc_from_getter;
};

// classmethod and staticmethod.
struct PYSTM_VIEWED MethodWrapper : Object {
  Attributes attributes;
  Value function;
};

struct Super : Object {
  Type *start;
  Value self; // unbound, None
  Type *self_type;
};

struct PYSTM_FROZEN GetSetDescriptor : Object {
  const GetSetDef *definition;
  Type *owner;
  Str *name;
};

// A slot of __slots__: the value lies at `offset` in the object. Or a native attribute that is to look like one.
struct PYSTM_FROZEN MemberDescriptor : Object {
  const GetSetDef *definition; // null: a slot
  Type *owner;
  Str *name;
  uint32_t offset;
};

extern Type member_descriptor_type, getset_descriptor_type, method_descriptor_type, wrapper_descriptor_type,
    classmethod_descriptor_type, method_wrapper_type;

Function *makeFunction(Thread &, Code *, Dict *globals);
BoundMethod *makeBoundMethod(Thread &, Value function, Value self);
// Arguments bound to the signature's parameters in `bound` (signature->count of them).
bool bindNative(Thread &, NativeFunction *, const Arguments &, LocalValue *bound); // `bound`: on the C stack
NativeSignature *parseSignature(Thread &, const MethodDef *);
Value callNative(Thread &, NativeFunction *, const Arguments &);
inline bool isFunction(Value v) { return isExactly(v, function_type); }

} // namespace pystm
