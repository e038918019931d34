// Code objects: what the compiler makes of a module, class body, function or comprehension, and the loop
// runs. Immutable once made, outside of transactions; what a thread learns while running it stays in that thread (vm/cache.h). The
// instructions are documented in opcodes.def.
#pragma once

#include "objects/object.h"
#include "vm/variant.h"

#include <vector>

namespace pystm {

enum class Opcode : uint8_t {
#define OPCODE(Name, format, text) k##Name,
#include "compile/opcodes.def"
#undef OPCODE
  kCount
};

struct Instruction {
  uint8_t op;
  uint8_t d;
  uint16_t a, b, c;

  static Instruction make(Opcode op, unsigned a = 0, unsigned b = 0, unsigned c = 0, unsigned d = 0) {
    return {static_cast<uint8_t>(op), static_cast<uint8_t>(d), static_cast<uint16_t>(a),
            static_cast<uint16_t>(b), static_cast<uint16_t>(c)};
  }
  static Instruction makeWide(Opcode op, unsigned a, int32_t bc, unsigned d = 0) {
    return make(op, a, static_cast<uint32_t>(bc) & 0xFFFF, static_cast<uint32_t>(bc) >> 16, d);
  }
  Opcode opcode() const { return static_cast<Opcode>(op); }
  int32_t wide() const { return static_cast<int32_t>(b | static_cast<uint32_t>(c) << 16); }
  int32_t shortJump() const { return static_cast<int16_t>(c); }
};
static_assert(sizeof(Instruction) == 8);

// Where an instruction comes from; lines count from 1, columns (in UTF-8 bytes) from 0, -1: not known.
struct Position {
  int32_t line = -1, end_line = -1;
  int32_t column = -1, end_column = -1;
};

// Instructions [start, end) are protected: the exception goes to register `target`, control to `handler`.
struct ExceptionRow {
  uint32_t start, end, handler;
  uint32_t target;
};

// The values are CPython's.
enum CodeFlags : uint32_t {
  kOptimized = 0x01, // locals in registers
  kNewLocals = 0x02,
  kVarArgs = 0x04,
  kVarKeywords = 0x08,
  kNested = 0x10,
  kGenerator = 0x20,
  kCoroutine = 0x80,
  kIterableCoroutine = 0x100,
  kAsyncGenerator = 0x200,
  kFutureAnnotations = 0x1000000,
  // Ours, hidden from co_flags:
  kNamespaceCode = 0x80000000, // r0 is the namespace
};

enum class LocalKind : uint8_t { kPlain, kCell, kFree };

// What the compiler hands over. No collection happens while it compiles, so plain vectors may hold Values.
struct CodeParts {
  Str *name = nullptr;
  Str *qualname = nullptr;
  Str *filename = nullptr;
  int32_t first_line = 1;
  uint32_t flags = 0;
  uint32_t positional = 0;      // co_argcount: positional parameters, positional-only ones included
  uint32_t positional_only = 0; // co_posonlyargcount
  uint32_t keyword_only = 0;    // co_kwonlyargcount
  bool has_docstring = false;   // constants[0] is one
  uint32_t registers = 0;       // locals and temporaries; for a call, base + 1 + arguments lie below it too
  std::vector<Str *> locals;    // names of r[0 .. ), interned
  std::vector<LocalKind> kinds; // parallel to `locals`; a parameter may be kCell
  std::vector<Value> constants; // docstring (or None) first in functions
  std::vector<Str *> names;     // interned
  std::vector<uint16_t> cache_names;
  std::vector<Instruction> instructions;
  std::vector<Position> positions; // parallel to `instructions`
  std::vector<ExceptionRow> exceptions;
};

struct PYSTM_LOCAL_CLASS Code : Object {
  uint64_t id; // never used twice; finds the thread's caches
  Str *name;
  Str *qualname;
  Str *filename;
  int32_t first_line;
  uint32_t flags;
  uint32_t positional, positional_only, keyword_only;
  uint32_t parameters; // registers that hold arguments, *args and **kwargs included
  uint32_t registers;
  uint32_t local_count, constant_count, name_count, cache_count, instruction_count, exception_count;
  uint32_t free_count, cell_count;
  bool has_docstring; // constants[0] is one
  // Arrays, each an object of the heap of its own (vm/heap.h: RawArray).
  Str **locals;
  LocalKind *kinds;
  LocalValue *constants;
  Str **names;
  uint16_t *cache_names;
  Instruction *instructions;
  Position *positions;
  ExceptionRow *exceptions;

  uint32_t firstFree() const { return local_count - free_count; }
};

Code *makeCode(Thread &, const CodeParts &);
// A readable listing, for tests and `dis`.
const char *opcodeName(Opcode);

} // namespace pystm
