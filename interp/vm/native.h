// How native functions, types and modules are declared: as tables, one file a type or module.
//
// A native function receives its arguments already bound to the parameters of its signature, which is
// written as Python writes it and is also what inspect.signature() shows:
//
//   constexpr MethodDef kMethods[] = {
//     {"append", "($self, object, /)", listAppend, "Append object to the end of the list."},
//     {"sort", "($self, /, *, key=None, reverse=False)", listSort, "..."},
//     {"pop", "($self, index=-1, /)", listPop, "..."},
//     {"get", "($self, key, default=?, /)", ...}     // '?': optional, arrives as Value::unbound()
//     {"print", "(*args, sep=' ', end='\n', file=None, flush=False)", ...}  // args arrives as a tuple
//     {"update", "($self, other=?, /, **kwargs)", ...}                      // kwargs: a dict, or unbound
//   };
//   Value listAppend(Thread &thread, LocalValue *args) { auto *self = args[0].as<List>(); ... return none(); }
//
// args[i] is the i-th parameter in the order of the signature. Defaults may be None, True, False, integers,
// floats, strings in quotes, (), or '?'. Wrong arguments are reported in the words that CPython uses.
// `$self` is checked to be an instance of the type; `$type` makes a class method; no dollar, in a
// type's table: a static method. A function whose code is a RawCode takes its arguments unbound.
// Failure: return Value::error() with the exception raised (vm/thread.h).
#pragma once

#include "objects/object.h"

namespace pystm {

using NativeCode = Value (*)(Thread &, LocalValue *args);
using RawCode = Value (*)(Thread &, const Arguments &); // arguments[0] is self in methods

struct MethodDef {
  const char *name;
  const char *signature;
  NativeCode code = nullptr;
  RawCode raw = nullptr;
  const char *doc = "";

  constexpr MethodDef(const char *name, const char *signature, NativeCode code, const char *doc = "")
      : name(name), signature(signature), code(code), doc(doc) {}
  constexpr MethodDef(const char *name, const char *signature, RawCode code, const char *doc = "")
      : name(name), signature(signature), raw(code), doc(doc) {}
};

using Getter = Value (*)(Thread &, Value self);
using Setter = bool (*)(Thread &, Value self, Value value_or_unbound);

struct GetSetDef {
  const char *name;
  Getter get;
  Setter set = nullptr; // null: "attribute 'x' of 'T' objects is not writable"
  const char *doc = "";
  bool member = false; // programs see a member_descriptor, as CPython has for fields of a struct
};

struct TypeDef {
  const char *name; // "range", or with its module: "collections.deque"
  const char *doc = "";
  // The signature of the constructor, for __text_signature__ and, with `construct`, for binding.
  const char *signature = nullptr;
  Type *base = &object_type;
  uint32_t size = sizeof(Object);
  uint32_t flags = 0; // TypeFlags; families are inherited
  TraceFunction trace = nullptr;
  FinalizeFunction finalize = nullptr;
  // The __new__ with bound arguments: args[0] is the type, then the parameters of `signature`, which
  // starts with "($type, ". Instead of slots.create.
  NativeCode construct = nullptr;
  Slots slots = {};
  std::span<const MethodDef> methods = {};
  std::span<const GetSetDef> attributes = {};
  uint32_t item_size = 0;                                    // variable layout: bytes of an item
  int64_t (*variable_count)(const Object *) = nullptr;       // and how many there are
  bool has_weakrefs = true;
  // Where the struct has a member `Attributes`; instances of the very type have a __dict__ then.
  uint32_t attributes_offset = 0;
};

// Fills a static Type from its definition. Slots that are null are inherited from the base.
void readyType(Thread &, Type &type, const TypeDef &);
// A type of a native module: made on the heap of types once, e.g. in the module's initialiser.
Type *makeType(Thread &, const TypeDef &);

struct ModuleDef {
  const char *name;
  const char *doc = "";
  std::span<const MethodDef> functions = {};
  // Adds constants and types; false with an exception pending.
  bool (*initialize)(Thread &, Module *) = nullptr;
};
// Native modules are the rows of modules/modules.def: MODULE(name, definition), where the definition is
// `extern const ModuleDef definition;` in namespace pystm.

bool setModuleAttribute(Thread &, Module *, const char *name, Value);
bool addModuleType(Thread &, Module *, Type *);
// A function object for a row; `self` is bound as the first argument if not unbound.
Value makeNativeFunction(Thread &, const MethodDef *, Type *owner = nullptr, Str *module_name = nullptr);

// Slots with nothing else to do.
Value selfIterator(Thread &, Value self); // __iter__ of iterators: returns self

} // namespace pystm
