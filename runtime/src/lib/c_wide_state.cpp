//===- lib/c_wide_state.cpp - Conversions with a state, wide texts, for transactions ----------------------------===//
//
// The part of <wchar.h> that is less in use than lib/c_wide.cpp. Without a state of the caller these functions keep one in
// the C library, where it cannot be undone: they are irrevocable then, unless the text is complete.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "lib/wide.h"

#include <cerrno>
#include <climits>
#include <cinttypes>
#include <cstdarg>
#include <cwchar>
#include <ctime>

using namespace stm::lib;

namespace {

/// A state for one call where the caller has none.
class State {
public:
  explicit State(mbstate_t *callers) : state_(callers ? writable(callers, sizeof *callers) : &none_) {}
  operator mbstate_t *() { return state_; }

private:
  mbstate_t none_ = {};
  mbstate_t *state_;
};

} // namespace

STM_CLONE(mbsinit, int, (const mbstate_t *state)) { return mbsinit(state ? readable(state, sizeof *state) : nullptr); }
STM_CLONE(mbrlen, size_t, (const char *text, size_t most, mbstate_t *state)) {
  return mbrlen(text && most ? readableString(text, most) : text, most, State(state));
}
STM_CLONE(mbrtowc, size_t, (wchar_t * to, const char *text, size_t most, mbstate_t *state)) {
  wchar_t c;
  size_t length = mbrtowc(&c, text && most ? readableString(text, most) : text, most, State(state));
  if (to && text && length < size_t(-2))
    *writable(to, sizeof *to) = c;
  return length;
}
STM_CLONE(wcrtomb, size_t, (char *to, wchar_t c, mbstate_t *state)) {
  char bytes[MB_LEN_MAX];
  size_t length = wcrtomb(to ? bytes : nullptr, c, State(state));
  if (to && length != size_t(-1))
    memcpy(writable(to, length), bytes, length);
  return length;
}
STM_CLONE(mbsrtowcs, size_t, (wchar_t * to, const char **text, size_t room, mbstate_t *state)) {
  const char *from = *readable(text, sizeof *text), *view = readableString(from), *at = view;
  size_t count = mbsrtowcs(to && room ? writable(to, room * sizeof *to) : nullptr, &at, room, State(state));
  if (to)
    *writable(text, sizeof *text) = at ? from + (at - view) : nullptr;
  return count;
}
STM_CLONE(wcsrtombs, size_t, (char *to, const wchar_t **text, size_t room, mbstate_t *state)) {
  const wchar_t *from = *readable(text, sizeof *text), *view = readableWide(from), *at = view;
  size_t count = wcsrtombs(to && room ? writable(to, room) : nullptr, &at, room, State(state));
  if (to)
    *writable(text, sizeof *text) = at ? from + (at - view) : nullptr;
  return count;
}

STM_CLONE(wcpcpy, wchar_t *, (wchar_t * to, const wchar_t *from)) {
  size_t length = wcslen(readableWide(from));
  __stm_memcpy(to, from, (length + 1) * sizeof *to);
  return to + length;
}
STM_CLONE(wmempcpy, wchar_t *, (wchar_t * to, const wchar_t *from, size_t count)) {
  __stm_memcpy(to, from, count * sizeof *to);
  return to + count;
}
STM_CLONE(wcschrnul, wchar_t *, (const wchar_t *text, wchar_t c)) {
  const wchar_t *view = readableWide(text);
  return sameWide(text, view, wcschrnul(view, c));
}
STM_CLONE(wcsncasecmp, int, (const wchar_t *a, const wchar_t *b, size_t most)) {
  return most ? wcsncasecmp(readableWide(a, most), readableWide(b, most), most) : 0;
}
STM_CLONE(wcsxfrm, size_t, (wchar_t * to, const wchar_t *from, size_t room)) {
  return wcsxfrm(room ? writable(to, room * sizeof *to) : to, readableWide(from), room);
}
STM_CLONE(wcswidth, int, (const wchar_t *text, size_t most)) {
  return most ? wcswidth(readableWide(text, most), most) : 0;
}
STM_CLONE(wcstoimax, intmax_t, (const wchar_t *text, wchar_t **end, int base)) {
  const wchar_t *view = readableWide(text);
  wchar_t *view_end;
  intmax_t value = wcstoimax(view, &view_end, base);
  if (end)
    *writable(end, sizeof *end) = sameWide(text, view, view_end);
  return value;
}
STM_CLONE(wcstoumax, uintmax_t, (const wchar_t *text, wchar_t **end, int base)) {
  return uintmax_t(stm_clone_wcstoimax(text, end, base));
}
STM_CLONE(wcstok, wchar_t *, (wchar_t * text, const wchar_t *separators, wchar_t **rest)) {
  if (!text)
    text = *readable(rest, sizeof *rest);
  if (!text)
    return nullptr;
  const wchar_t *set = readableWide(separators);
  text += wcsspn(readableWide(text), set);
  const wchar_t *view = readableWide(text);
  if (!*view) {
    *writable(rest, sizeof *rest) = nullptr;
    return nullptr;
  }
  wchar_t *end = text + wcscspn(view, set);
  bool more = *readable(end, sizeof *end) != 0;
  if (more)
    *writable(end, sizeof *end) = 0;
  *writable(rest, sizeof *rest) = more ? end + 1 : nullptr;
  return text;
}
STM_CLONE(wcsftime, size_t, (wchar_t * to, size_t room, const wchar_t *format, const tm *when)) {
  tm parts = *readable(when, sizeof *when);
  return room ? wcsftime(writable(to, room * sizeof *to), room, readableWide(format), &parts) : 0;
}
