// Gathers a string of unknown length and width in memory of the thread; one byte a code point until a wider one comes. Only
// on the C stack: builders that live at the same time end in the opposite order of their making.
#pragma once

#include "objects/str.h"
#include "vm/text_buffer.h"
#include "vm/thread.h"

namespace pystm {

class PYSTM_LOCAL_CLASS StrBuilder {
public:
  StrBuilder() : thread_(currentThread()), narrow_(takeTextBuffer(thread_)), wide_(takeTextBuffer(thread_)) {}
  ~StrBuilder() { returnTextBuffers(thread_, narrow_); }
  StrBuilder(const StrBuilder &) = delete;
  StrBuilder &operator=(const StrBuilder &) = delete;

  void append(char32_t c) {
    if (!is_wide_ && c < 256) [[likely]] {
      reserve(*narrow_, narrow_end_ + 1);
      *(char PYSTM_LOCAL *)(narrow_->memory + narrow_end_++) = static_cast<char>(c);
    } else {
      widen();
      reserve(*wide_, (wide_end_ + 1) * sizeof(char32_t));
      ((char32_t PYSTM_LOCAL *)wide_->memory)[wide_end_++] = c;
    }
    any_ |= c;
  }
  void append(char32_t c, size_t count) {
    while (count-- > 0)
      append(c);
  }
  void appendAscii(std::string_view text) {
    if (is_wide_) {
      for (char c : text)
        append(static_cast<char32_t>(static_cast<unsigned char>(c)));
    } else {
      appendNarrow(text.data(), text.size());
    }
  }
  void append(const Str *s) { append(s, 0, s->length); }
  void append(const Str *s, int64_t begin, int64_t end) {
    if (s->width == 1 && !is_wide_) {
      appendNarrow(s->data + begin, static_cast<size_t>(end - begin));
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
  size_t size() const { return is_wide_ ? wide_end_ - wide_begin_ : narrow_end_ - narrow_begin_; }
  bool empty() const { return size() == 0; }
  // What was gathered stays in its place: an undone part of a transaction may not have been all that gathered it.
  void clear() {
    narrow_begin_ = narrow_end_;
    wide_begin_ = wide_end_;
    is_wide_ = false;
    any_ = 0;
  }
  Value finish(Thread &thread) const {
    if (is_wide_)
      return makeStr(thread, std::u32string_view(reinterpret_cast<const char32_t *>(wide_->memory) + wide_begin_, size()));
    std::string_view text(narrow_->memory + narrow_begin_, size());
    return any_ < 128 ? makeAscii(thread, text) : makeLatin1(thread, text);
  }

private:
  void appendNarrow(const char *text, size_t count) {
    if (!count)
      return;
    reserve(*narrow_, narrow_end_ + count);
    memcpy(narrow_->memory + narrow_end_, text, count);
    narrow_end_ += count;
  }
  void widen() {
    if (is_wide_)
      return;
    is_wide_ = true;
    for (size_t i = narrow_begin_; i < narrow_end_; ++i) {
      reserve(*wide_, (wide_end_ + 1) * sizeof(char32_t));
      ((char32_t PYSTM_LOCAL *)wide_->memory)[wide_end_++] = static_cast<unsigned char>(*(const char PYSTM_LOCAL *)(narrow_->memory + i));
    }
    narrow_begin_ = narrow_end_;
  }

  Thread &thread_;
  TextBuffer *narrow_, *wide_;
  size_t narrow_begin_ = 0, narrow_end_ = 0, wide_begin_ = 0, wide_end_ = 0; // wide: in code points
  bool is_wide_ = false;
  char32_t any_ = 0;
};

} // namespace pystm
