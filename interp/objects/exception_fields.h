// What builtin exceptions have beyond args: which of BaseException::extra holds which attribute.
#pragma once

#include "objects/exception.h"
#include "vm/native.h"

namespace pystm {

// The slots and attributes of a builtin exception by its name (exception_types.cpp).
void describeFields(TypeDef &, std::string_view name);
// ExceptionGroup, which has two bases (exception_group.cpp).
void describeGroup(TypeDef &);
void readyExceptionGroup(Thread &);
void readyExceptions(Thread &);
Type *ExceptionGroup_type_pointer();

Value exceptionNew(Thread &, Type *, const Arguments &);
bool exceptionInit(Thread &, Value self, const Arguments &);
Value exceptionStr(Thread &, Value self);

// StopIteration: 0 value. SystemExit: 0 code. ImportError: 0 name, 1 path, 2 msg. NameError: 0 name.
// AttributeError: 0 name, 1 obj. OSError: 0 errno, 1 strerror, 2 filename, 3 filename2, 4 characters_written.
// SyntaxError: 0 msg, 1 filename, 2 lineno, 3 offset, 4 text, 5 end_lineno, 6 end_offset.
// UnicodeError: 0 encoding, 1 object, 2 start, 3 end, 4 reason. Groups: 0 message, 1 exceptions.

} // namespace pystm
