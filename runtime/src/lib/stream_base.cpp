//===- lib/stream_base.cpp - What all streams share, for transactions --------------------------------------===//
//
// std::ios_base and the arrays of std::ctype<char>, as libstdc++'s binary has them; see lib/streams.cpp.
//
//===-----------------------------------------------------------------------------------------------------===//
#include "lib/library.h"

#include <cstring>
#include <ios>
#include <locale>
#include <utility>

std::ios_base::ios_base() throw()
    : _M_precision(), _M_width(), _M_flags(), _M_exception(), _M_streambuf_state(), _M_callbacks(), _M_word_zero(),
      _M_word_size(_S_local_word_size), _M_word(_M_local_word), _M_ios_locale() {}

std::ios_base::~ios_base() {
  _M_call_callbacks(erase_event);
  _M_dispose_callbacks();
  if (_M_word != _M_local_word)
    delete[] _M_word;
}

void std::ios_base::_M_init() throw() {
  _M_precision = 6;
  _M_width = 0;
  _M_flags = skipws | dec;
  _M_ios_locale = std::locale();
}

void std::ios_base::_M_call_callbacks(event what) throw() {
  for (_Callback_list *next = _M_callbacks; next; next = next->_M_next)
    try {
      next->_M_fn(what, *this, next->_M_index);
    } catch (...) {
    }
}

void std::ios_base::_M_dispose_callbacks() throw() {
  _Callback_list *next = _M_callbacks;
  while (next && next->_M_remove_reference() == 0) {
    _Callback_list *rest = next->_M_next;
    delete next;
    next = rest;
  }
  _M_callbacks = nullptr;
}

std::locale std::ios_base::imbue(const std::locale &wanted) throw() {
  std::locale before = _M_ios_locale;
  _M_ios_locale = wanted;
  _M_call_callbacks(imbue_event);
  return before;
}

/// Everything but the buffer and the locale's facets, which std::basic_ios moves.
void std::ios_base::_M_move(ios_base &other) noexcept {
  _M_precision = other._M_precision;
  _M_width = other._M_width;
  _M_flags = other._M_flags;
  _M_exception = other._M_exception;
  _M_streambuf_state = other._M_streambuf_state;
  _M_call_callbacks(erase_event);
  _M_dispose_callbacks();
  _M_callbacks = other._M_callbacks;
  other._M_callbacks = nullptr;
  if (_M_word != _M_local_word)
    delete[] _M_word;
  if (other._M_word == other._M_local_word) {
    _M_word = _M_local_word;
    _M_word_size = _S_local_word_size;
    for (int i = 0; i < _S_local_word_size; ++i) {
      _M_word[i] = other._M_word[i];
      other._M_word[i] = _Words();
    }
  } else {
    _M_word = other._M_word;
    _M_word_size = other._M_word_size;
    other._M_word = other._M_local_word;
    other._M_word_size = _S_local_word_size;
  }
  _M_ios_locale = other._M_ios_locale;
}

void std::ios_base::_M_swap(ios_base &other) noexcept {
  std::swap(_M_precision, other._M_precision);
  std::swap(_M_width, other._M_width);
  std::swap(_M_flags, other._M_flags);
  std::swap(_M_exception, other._M_exception);
  std::swap(_M_streambuf_state, other._M_streambuf_state);
  std::swap(_M_callbacks, other._M_callbacks);
  bool here = _M_word == _M_local_word, there = other._M_word == other._M_local_word;
  std::swap(_M_local_word, other._M_local_word);
  std::swap(_M_word, other._M_word);
  if (there)
    _M_word = _M_local_word;
  if (here)
    other._M_word = other._M_local_word;
  std::swap(_M_word_size, other._M_word_size);
  std::swap(_M_ios_locale, other._M_ios_locale);
}

/// The conversion with which snprintf prints a number as the stream's flags say.
void std::__num_base::_S_format_float(const ios_base &stream, char *format, char modifier) throw() {
  ios_base::fmtflags flags = stream.flags();
  ios_base::fmtflags notation = flags & ios_base::floatfield;
  bool hexadecimal = notation == (ios_base::fixed | ios_base::scientific);
  bool upper = flags & ios_base::uppercase;
  *format++ = '%';
  if (flags & ios_base::showpos)
    *format++ = '+';
  if (flags & ios_base::showpoint)
    *format++ = '#';
  if (!hexadecimal) {
    *format++ = '.';
    *format++ = '*';
  }
  if (modifier)
    *format++ = modifier;
  if (notation == ios_base::fixed)
    *format++ = 'f';
  else if (notation == ios_base::scientific)
    *format++ = upper ? 'E' : 'e';
  else if (hexadecimal)
    *format++ = upper ? 'A' : 'a';
  else
    *format++ = upper ? 'G' : 'g';
  *format = 0;
}

STM_LIBRARY(widen, const char *, (const void *, const char *first, const char *last, char *to),
            "_ZNKSt5ctypeIcE8do_widenEPKcS2_Pc") {
  memcpy(to, first, size_t(last - first));
  return last;
}
STM_LIBRARY(narrow, const char *, (const void *, const char *first, const char *last, char, char *to),
            "_ZNKSt5ctypeIcE9do_narrowEPKcS2_cPc") {
  memcpy(to, first, size_t(last - first));
  return last;
}
const char *std::ctype<char>::do_tolower(char *first, const char *last) const {
  for (; first < last; ++first)
    *first = tolower(*first);
  return last;
}
const char *std::ctype<char>::do_toupper(char *first, const char *last) const {
  for (; first < last; ++first)
    *first = toupper(*first);
  return last;
}

// The C library's, which has its own versions (lib/c_string.cpp).
extern "C" int __strcoll_l(const char *, const char *, locale_t) noexcept;
extern "C" size_t __strxfrm_l(char *, const char *, size_t, locale_t) noexcept;

template <> int std::collate<char>::_M_compare(const char *a, const char *b) const throw() {
  int order = __strcoll_l(a, b, _M_c_locale_collate);
  return order < 0 ? -1 : order > 0;
}
template <> size_t std::collate<char>::_M_transform(char *to, const char *from, size_t room) const throw() {
  return __strxfrm_l(to, from, room, _M_c_locale_collate);
}
