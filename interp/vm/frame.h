// Frames: one record for each running Python function, in an array of the thread; its registers are a window
// of the thread's stack. Frame objects, which programs see, are made on demand and take the registers' values
// over when the frame ends.
#pragma once

#include "compile/code.h"
#include "objects/function.h"
#include "vm/local_value.h"
#include "vm/thread.h"

namespace pystm {

// What a thread has learnt at one instruction; see vm/cache.h.
struct PYSTM_LOCAL_CLASS Cache {
  const void *key = nullptr; // a Shape, a Type or an entries array
  LocalValue value;          // method, class attribute
  uint64_t version = 0;      // of the type, or the second key
  uint32_t position = 0;     // byte offset, entry or slot
  uint32_t kind = 0;

  Cache() = default;
  Cache(const void *key, Value value, uint64_t version, uint32_t position, uint32_t kind)
      : key(key), value(value), version(version), position(position), kind(kind) {}
  Cache(const Cache &) = default;
  // By the members' names.
  Cache &operator=(const Cache &other) {
    key = other.key;
    value = other.value;
    version = other.version;
    position = other.position;
    kind = other.kind;
    return *this;
  }
};

// What becomes of a frame's result.
enum class Continuation : uint8_t {
  kStore,       // into *result
  kEntry,       // the loop returns it to the native that entered
  kInit,        // must be None; *result = the new instance, `extra`
  kTruth,       // the caller's conditional jump or Not goes on with its truth
  kForIter,     // of __next__: StopIteration ends the caller's loop
  kBinary,      // NotImplemented: the caller's operator tries on
  kDiscard,     // nothing is stored
  kGetAttr,     // of __getattribute__ or a property: AttributeError asks __getattr__
  kGenerator,   // resumed by the loop: result goes to *result, StopIteration is the caller's business
};

struct PYSTM_LOCAL_CLASS Frame {
  Code *code;
  const Instruction *pc; // the next to run, while another frame runs or nobody does
  LocalValue *registers;
  Cache *caches;
  Dict *globals;
  Dict *builtins;
  Function *function;  // null in modules and exec
  Object *object;      // the FrameObject, or null
  Generator *generator;
  LocalValue *result;  // of the caller
  LocalValue extra;
  Continuation continuation;
  uint8_t detail;      // the continuation's

  uint32_t instruction() const { return static_cast<uint32_t>(pc - code->instructions) - 1; } // the current one
  LocalValue *end() const { return registers + code->registers; }
};

// What programs see of a frame; `live` until the frame ends.
struct FrameObject : Object {
  Frame *live; // null when the frame has ended or is a suspended generator's
  Generator *generator;
  Code *code;
  Dict *globals;
  Dict *builtins;
  FrameObject *back; // once the frame has ended
  Value *locals;     // array of Code::local_count, once the frame has ended
  Dict *dict;        // f_locals, when asked for
  uint32_t instruction;
  Value trace;
  bool cleared;
};

FrameObject *frameObject(Thread &, Frame *);
int32_t frameLine(const FrameObject *);
// The frame's variables by name: fresh, or the namespace.
Value frameLocals(Thread &, Frame *);
Value frameObjectLocals(Thread &, FrameObject *);
// The frame ends: its object, if any, takes the registers.
void detachFrame(Thread &, Frame *);
FrameObject *generatorFrameObject(Thread &, Generator *);

// --- The loop (vm/interpreter.cpp) ---

// Runs the frame on top, which is an entry, to its end: its result, or an error.
Value runFrames(Thread &);
// The same for the lowest frame of a thread, no native holding objects: also returns, with blocked(), at borders and when a
// native waits.
Value runFramesToBorder(Thread &);
// The arguments of a call with one more before them.
struct WithFirst {
  ValueVector values;
  Arguments arguments;

  WithFirst(Thread &thread, Value first, const Arguments &args) : values(thread), arguments{nullptr, args.positional + 1, args.names} {
    values.push(first);
    values.push(args);
    arguments.values = values.data();
  }
};
// A frame for a call of `function` with its arguments bound, on top of the others, as an entry. Null: error.
Frame *pushFunction(Thread &, Function *, const Arguments &);
// The same, as a native returns it: pushed(), or an error.
inline Value enterFunction(Thread &thread, Function *function, const Arguments &args) {
  return pushFunction(thread, function, args) ? Value::pushed() : Value::error();
}
// The same for anything callable: a result, if it is no Python function.
Value enterCall(Thread &, Value callee, const Arguments &);
// Code without parameters: modules, class bodies (`function` gives globals and closure), exec.
Value runCode(Thread &, Code *, Dict *globals, Value locals, Tuple *closure);
// The same from a native that returns at once what it gets: in place of a nested loop, pushed() for the frame. (The
// native may set its continuation to kDiscard: the call's result is None then.)
Value enterCode(Thread &, Code *, Dict *globals, Value locals, Tuple *closure);
// The body of a class statement in its namespace; the result is the cell of __class__, or None.
Value runClassBody(Thread &, Function *, Value space);
// First free register above the running frame.
LocalValue *freeRegisters(Thread &);
// Space for one more frame with this many registers; false: RecursionError.
bool enoughStack(Thread &, const LocalValue *registers, uint32_t count);
// Binds the arguments to the parameters of `function` in `registers`; these may overlap the arguments.
bool bindArguments(Thread &, Function *, const Arguments &, LocalValue *registers);
Cache *cachesOf(Thread &, Code *);
void flushCaches(Thread &);

inline int32_t lineOf(const Code *code, uint32_t instruction) {
  return instruction < code->instruction_count ? code->positions[instruction].line : code->first_line;
}

} // namespace pystm
