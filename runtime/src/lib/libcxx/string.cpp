//===- lib/libcxx/string.cpp - libc++'s std::string, for transactions ------------------------------------===//
//
// What lib/basic_string.cpp is for libstdc++: the members that libc++ declares extern, instantiated through the plugin
// with libc++'s own headers, so that each has a clone. Nothing but the clones leaves libstm.so.
//
//===-------------------------------------------------------------------------------------------------------===//
#include <string>

template class std::basic_string<char>;
template class std::basic_string<wchar_t>;
template std::string std::operator+(const char *, const std::string &);
