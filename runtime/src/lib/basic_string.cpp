//===- lib/basic_string.cpp - std::string's members, for transactions -----------------------------------===//
//
// libstdc++ declares std::string's instantiation extern: below -O2, and for what is not inlined, programs call the
// library's binary. Instantiated here through the plugin, every member has a clone.
//
//===-------------------------------------------------------------------------------------------------------===//
#include <string>

template class std::basic_string<char>;
template class std::basic_string<wchar_t>;
template class std::allocator<char>;
template class std::allocator<wchar_t>;
