// Gathers a string of unknown length and width in malloc'ed memory; one byte a code point until a wider one comes.
#pragma once

#include "objects/str.h"

namespace pystm {

class StrBuilder {
public:
  void append(char32_t c) {
    if (wide_.empty() && c < 256) [[likely]] {
      narrow_.push_back(static_cast<char>(c));
    } else {
      widen();
      wide_.push_back(c);
    }
    any_ |= c;
  }
  void append(char32_t c, size_t count) {
    while (count-- > 0)
      append(c);
  }
  void appendAscii(std::string_view text) {
    if (wide_.empty()) {
      narrow_.append(text);
      return;
    }
    for (char c : text)
      wide_.push_back(static_cast<unsigned char>(c));
  }
  void append(const Str *s) { append(s, 0, s->length); }
  void append(const Str *s, int64_t begin, int64_t end) {
    if (s->width == 1 && wide_.empty()) {
      narrow_.append(s->data + begin, static_cast<size_t>(end - begin));
      any_ |= s->ascii ? 0 : 0x80;
      return;
    }
    for (int64_t i = begin; i < end; ++i)
      append((*s)[i]);
  }
  void append(std::u32string_view text) {
    for (char32_t c : text)
      append(c);
  }
  size_t size() const { return wide_.empty() ? narrow_.size() : wide_.size(); }
  bool empty() const { return size() == 0; }
  void clear() {
    narrow_.clear();
    wide_.clear();
    any_ = 0;
  }
  Value finish(Thread &thread) const {
    if (!wide_.empty())
      return makeStr(thread, std::u32string_view(wide_));
    return any_ < 128 ? makeAscii(thread, narrow_) : makeLatin1(thread, narrow_);
  }

private:
  void widen() {
    if (!wide_.empty())
      return;
    for (char c : narrow_)
      wide_.push_back(static_cast<unsigned char>(c));
    narrow_.clear();
  }
  std::string narrow_;
  std::u32string wide_;
  char32_t any_ = 0;
};

} // namespace pystm
