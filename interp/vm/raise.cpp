// Raising exceptions from native code, and the formats of their messages.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "objects/module.h"
#include "vm/frame.h"

#include <cerrno>
#include <cstdarg>
#include <cstring>

namespace pystm {

namespace {

// Native types with their module, as in CPython: 'collections.deque' object.
std::string_view nameInMessages(const Type *type) { return type->native_name ? std::string_view(type->native_name) : typeName(type); }

std::string formatMessage(Thread &thread, const char *format, va_list arguments) {
  std::string text;
  for (const char *at = format; *at; ++at) {
    if (*at != '%') {
      text += *at;
      continue;
    }
    ++at;
    std::string spec = "%";
    while (strchr("0123456789.-+ #", *at) && *at)
      spec += *at++;
    while (*at == 'l' || *at == 'z')
      spec += *at++;
    char buffer[64];
    switch (*at) {
    case '%':
      text += '%';
      break;
    case 'T': {
      Value value(va_arg(arguments, uint64_t));
      // Of arguments CPython says None, of results NoneType.
      bool argument = text.ends_with(", not ") && text.find(" argument ") != text.npos && text.find(" must be ") != text.npos;
      text += isNone(value) && argument ? "None" : nameInMessages(typeOf(value));
      break;
    }
    case 'R':
    case 'S': {
      Value value(va_arg(arguments, uint64_t));
      Value shown = *at == 'R' ? reprOf(thread, value) : strOf(thread, value);
      if (shown.isError()) {
        thread.clearException();
        text += "<unprintable " + std::string(typeNameOf(value)) + " object>";
      } else {
        text += toUtf8(shown.as<Str>());
      }
      break;
    }
    case 'U':
      text += toUtf8(va_arg(arguments, Str *));
      break;
    case 's': {
      std::string piece = va_arg(arguments, const char *);
      if (size_t dot = spec.find('.'); dot != std::string::npos)
        piece = piece.substr(0, static_cast<size_t>(atoi(spec.c_str() + dot + 1)));
      text += piece;
      break;
    }
    case 'c':
      text += static_cast<char>(va_arg(arguments, int));
      break;
    case 'p':
      snprintf(buffer, sizeof buffer, "%p", va_arg(arguments, void *));
      text += buffer;
      break;
    case 'g':
    case 'f':
      snprintf(buffer, sizeof buffer, (spec + *at).c_str(), va_arg(arguments, double));
      text += buffer;
      break;
    default:
      if (spec.find('l') != std::string::npos || spec.find('z') != std::string::npos)
        snprintf(buffer, sizeof buffer, (spec + *at).c_str(), va_arg(arguments, long));
      else
        snprintf(buffer, sizeof buffer, (spec + *at).c_str(), va_arg(arguments, int));
      text += buffer;
    }
  }
  return text;
}

Value raiseMessage(Thread &thread, Type *type, const std::string &message) {
  return raise(thread, makeException(thread, type, {Value(makeStr(thread, message))}));
}

} // namespace

Value raise(Thread &thread, Value exception) {
  if (isType(exception)) {
    exception = call(thread, exception);
    if (exception.isError())
      return exception;
  }
  if (!isException(exception))
    return raiseTypeError(thread, "exceptions must derive from BaseException");
  // What is being handled becomes the context, unless it is this exception; cycles are broken.
  Value handled;
  for (ExceptionState *state = thread.exception_state; state && handled.isUnbound(); state = state->outer)
    handled = state->handled;
  auto *object = asException(exception);
  if (!handled.isUnbound() && handled != exception && isException(handled)) {
    // The chain may have a circle already, which a second walker at half the speed meets.
    Value slow = handled;
    bool slow_steps = false;
    for (Value at = handled; !at.isUnbound() && !isNone(at); slow_steps = !slow_steps) {
      Value next = asException(at)->context;
      if (next == exception) {
        asException(at)->context = Value();
        break;
      }
      at = next;
      if (at == slow)
        break;
      if (slow_steps)
        slow = asException(slow)->context;
    }
    object->context = handled;
  }
  thread.exception = exception;
  return Value::error();
}

Value raise(Thread &thread, Type *type, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string message = formatMessage(thread, format, arguments);
  va_end(arguments);
  return raiseMessage(thread, type, message);
}

#define RAISER(function, type)                                                                                  \
  Value function(Thread &thread, const char *format, ...) {                                                     \
    va_list arguments;                                                                                          \
    va_start(arguments, format);                                                                                \
    std::string message = formatMessage(thread, format, arguments);                                             \
    va_end(arguments);                                                                                          \
    return raiseMessage(thread, &type, message);                                                                \
  }
RAISER(raiseTypeError, TypeError_type)
RAISER(raiseValueError, ValueError_type)
RAISER(raiseIndexError, IndexError_type)
RAISER(raiseOverflowError, OverflowError_type)
RAISER(raiseZeroDivisionError, ZeroDivisionError_type)
RAISER(raiseRuntimeError, RuntimeError_type)

Value raiseAttributeError(Thread &thread, Value object, Str *name) {
  std::string message;
  if (isType(object))
    message = "type object '" + toUtf8(object.as<Type>()->name) + "' has no attribute '" + toUtf8(name) + "'";
  else
    message = "'" + std::string(nameInMessages(typeOf(object))) + "' object has no attribute '" + toUtf8(name) + "'";
  raiseMessage(thread, &AttributeError_type, message);
  asException(thread.exception)->extra[0] = Value(name);
  asException(thread.exception)->extra[1] = object;
  return Value::error();
}

Value raiseKeyError(Thread &thread, Value key) { return raise(thread, makeException(thread, &KeyError_type, {key})); }

Value raiseStopIteration(Thread &thread, Value value) {
  return raise(thread, isNone(value) || value.isUnbound() ? makeException(thread, &StopIteration_type, {}) : makeException(thread, &StopIteration_type, {value}));
}

Value raiseMemoryError(Thread &thread) { return raise(thread, makeException(thread, &MemoryError_type, {})); }

Value raiseRecursionError(Thread &thread, const char *where) {
  return raise(thread, &RecursionError_type, "maximum recursion depth exceeded%s", where);
}

Value raiseOSError(Thread &thread, int error_number, Value filename, Value filename2) {
  Value number = Value::smallInt(error_number), text = makeStr(thread, strerror(error_number));
  Value exception;
  if (filename.isUnbound())
    exception = call(thread, Value(&OSError_type), {number, text});
  else if (filename2.isUnbound())
    exception = call(thread, Value(&OSError_type), {number, text, filename});
  else
    exception = call(thread, Value(&OSError_type), {number, text, filename, none(), filename2});
  return exception.isError() ? exception : raise(thread, exception);
}

bool warn(Thread &thread, Type *category, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string message = formatMessage(thread, format, arguments);
  va_end(arguments);
  // Before the program begins the library may not be there yet, or just be importing the module.
  if (!runtime.modules || dictGet(runtime.modules, intern(thread, "__main__")).isUnbound())
    return true;
  Value function = importAttribute(thread, "warnings", "warn");
  if (function.isError()) {
    thread.clearException();
    return true;
  }
  return !call(thread, function, {Value(makeStr(thread, message)), Value(category)}).isError();
}

bool exceptionMatches(Thread &thread, Type *type) { return thread.hasException() && isInstance(thread.exception, type); }

Value exceptionFrom(Thread &thread, Value type, Value given) {
  if (given.isUnbound() || isNone(given))
    return call(thread, type);
  if (!isTuple(given))
    return call(thread, type, {given});
  ValueVector values(thread);
  values.pushItems(given.as<Tuple>());
  return call(thread, type, Arguments{values.data(), given.as<Tuple>()->size});
}

Value takeException(Thread &thread) {
  Value exception = thread.exception;
  thread.clearException();
  return exception;
}

bool NativeRecursion::mayRecurse(Thread &thread, const char *here, const char *where) {
  int64_t limit = runtime.recursion_limit;
  if (here >= thread.c_stack_limit && (thread.native_depth + thread.depth <= limit + 50 || thread.native_depth <= limit))
    return true;
  raiseRecursionError(thread, where);
  return false;
}

namespace {
thread_local std::vector<Value> printing;
}
ReprGuard::ReprGuard(Thread &, Value object) : recursive_(false) {
  for (Value other : printing)
    recursive_ |= other == object;
  printing.push_back(object);
}
ReprGuard::~ReprGuard() { printing.pop_back(); }

} // namespace pystm
