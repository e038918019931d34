//===- lib/libcxx/sort.cpp - libc++'s sorting of numbers, for transactions --------------------------------===//
//
// std::sort of arithmetic values calls libc++'s binary, one function a type. Here each is the general algorithm, which
// the order in a lambda selects: no type of the binary's list.
//
//===-------------------------------------------------------------------------------------------------------===//
#include <algorithm>

template <class Order, class Iterator> void std::__sort(Iterator first, Iterator last, Order) {
  using Value = std::iterator_traits<Iterator>::value_type;
  std::sort(first, last, [](Value x, Value y) { return x < y; });
}

#define STM_SORT(type)                                                                                         \
  template void std::__sort<std::__less<type> &, type *>(type *, type *, std::__less<type> &);
STM_SORT(char)
STM_SORT(wchar_t)
STM_SORT(signed char)
STM_SORT(unsigned char)
STM_SORT(short)
STM_SORT(unsigned short)
STM_SORT(int)
STM_SORT(unsigned)
STM_SORT(long)
STM_SORT(unsigned long)
STM_SORT(long long)
STM_SORT(unsigned long long)
STM_SORT(float)
STM_SORT(double)
STM_SORT(long double)
