//===- lib/throw.cpp - What containers throw by way of the C++ library's binary --------===//
//
// The headers leave the throwing to functions of the library; compiled through the plugin, these throw in the transaction.
//
//===----------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <cstdarg>
#include <cstdio>
#include <functional>
#include <new>
#include <stdexcept>
#include <typeinfo>

/// One function, which throws `exception`.
#define STM_THROWS(name, parameters, symbol, exception)                                                        \
  STM_LIBRARY(name, [[noreturn]] void, parameters, symbol) { throw exception; }

STM_THROWS(throwBadAlloc, (), "_ZSt17__throw_bad_allocv", std::bad_alloc())
STM_THROWS(throwBadArrayNewLength, (), "_ZSt28__throw_bad_array_new_lengthv", std::bad_array_new_length())
STM_THROWS(throwBadCast, (), "_ZSt16__throw_bad_castv", std::bad_cast())
STM_THROWS(throwBadTypeid, (), "_ZSt18__throw_bad_typeidv", std::bad_typeid())
STM_THROWS(throwBadException, (), "_ZSt21__throw_bad_exceptionv", std::bad_exception())
STM_THROWS(throwBadFunctionCall, (), "_ZSt25__throw_bad_function_callv", std::bad_function_call())
STM_THROWS(throwLogicError, (const char *text), "_ZSt19__throw_logic_errorPKc", std::logic_error(text))
STM_THROWS(throwDomainError, (const char *text), "_ZSt20__throw_domain_errorPKc", std::domain_error(text))
STM_THROWS(throwInvalidArgument, (const char *text), "_ZSt24__throw_invalid_argumentPKc",
           std::invalid_argument(text))
STM_THROWS(throwLengthError, (const char *text), "_ZSt20__throw_length_errorPKc", std::length_error(text))
STM_THROWS(throwOutOfRange, (const char *text), "_ZSt20__throw_out_of_rangePKc", std::out_of_range(text))
STM_THROWS(throwRuntimeError, (const char *text), "_ZSt21__throw_runtime_errorPKc", std::runtime_error(text))
STM_THROWS(throwRangeError, (const char *text), "_ZSt19__throw_range_errorPKc", std::range_error(text))
STM_THROWS(throwOverflowError, (const char *text), "_ZSt22__throw_overflow_errorPKc", std::overflow_error(text))
STM_THROWS(throwUnderflowError, (const char *text), "_ZSt23__throw_underflow_errorPKc",
           std::underflow_error(text))

// The same for the compiler's own calls.
STM_THROWS(cxaBadCast, (), "__cxa_bad_cast", std::bad_cast())
STM_THROWS(cxaBadTypeid, (), "__cxa_bad_typeid", std::bad_typeid())
STM_THROWS(cxaBadArrayNewLength, (), "__cxa_throw_bad_array_new_length", std::bad_array_new_length())

/// The text may hold %s, %zu and %%, as its caller's sizes and positions need.
STM_LIBRARY(throwOutOfRangeFormat, [[noreturn]] void, (const char *format, ...),
            "_ZSt24__throw_out_of_range_fmtPKcz") {
  char text[512];
  va_list values;
  va_start(values, format);
  vsnprintf(text, sizeof text, format, values);
  va_end(values);
  throw std::out_of_range(text);
}
