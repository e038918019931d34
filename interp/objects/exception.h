// Exceptions and tracebacks. The tree of types is exception_types.def.
#pragma once

#include "objects/instance.h"
#include "vm/thread.h"

namespace pystm {

struct PYSTM_VIEWED Traceback : Object {
  Traceback *next; // towards the place where it was raised
  Object *frame;   // FrameObject
  int32_t line;
  uint32_t instruction; // index, for columns (Code::positions)
};

struct PYSTM_VIEWED BaseException : Object {
  Attributes attributes;
  Tuple *args;
  Traceback *traceback;
  Value context, cause; // exceptions, unbound: none
  bool suppress_context;
  // What some types add; each type documents its use (exception_types.cpp).
  Value extra[7];
};

#define EXCEPTION(name, base, doc) extern Type name##_type;
#include "objects/exception_types.def"
#undef EXCEPTION

BaseException *makeException(Thread &, Type *, std::string_view message);
// type(*args)
Value makeException(Thread &, Type *, std::initializer_list<ListedValue> args);
inline BaseException *asException(Value v) { return v.as<BaseException>(); }
// Adds a row for the running frame at `instruction` to the exception's traceback.
void addTraceback(Thread &, BaseException *, Frame *, uint32_t instruction);
// Whether `exception` is an instance of the class or tuple of classes.
int exceptionMatches(Thread &, Value exception, Value class_or_tuple);
// Prints a message with traceback to sys.stderr, as the interpreter does at exit. (syntax: traceback printing)
void printException(Thread &, Value exception);
// "Exception ignored in: ..." through sys.unraisablehook.
void reportUnraisable(Thread &, Value context);
// `message` instead of "Exception ignored in".
void reportUnraisable(Thread &, Value context, const char *message);

} // namespace pystm
