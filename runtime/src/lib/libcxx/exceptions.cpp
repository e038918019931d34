//===- lib/libcxx/exceptions.cpp - Exceptions without a text in libc++'s binary, for transactions ---------===//
//
// Constructors that are inline in libstdc++'s headers and functions of libc++abi's binary; what throws from libc++'s binary.
// See lib/throw.cpp.
//
//===-------------------------------------------------------------------------------------------------------===//
#include <exception>
#include <new>
#include <stdexcept>
#include <typeinfo>

std::bad_alloc::bad_alloc() noexcept {}
std::bad_array_new_length::bad_array_new_length() noexcept {}
std::bad_cast::bad_cast() noexcept {}
std::bad_typeid::bad_typeid() noexcept {}

[[noreturn]] void std::__throw_runtime_error(const char *text) { throw std::runtime_error(text); }
