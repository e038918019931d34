// repr() and ascii() of strings.
#include "objects/codecs.h"
#include "objects/str.h"
#include "objects/str_builder.h"
#include "text/unicode.h"

namespace pystm {
namespace {

Str *quoted(Thread &thread, const Str *s, bool ascii_only) {
  bool single = false;
  bool both = false;
  for (int64_t i = 0; i < s->length; ++i) {
    single |= (*s)[i] == '\'';
    both |= (*s)[i] == '"';
  }
  char32_t quote = single && !both ? '"' : '\'';
  StrBuilder builder;
  builder.append(quote);
  for (int64_t i = 0; i < s->length; ++i) {
    char32_t c = (*s)[i];
    if (c == quote || c == '\\') {
      builder.append('\\');
      builder.append(c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      builder.append('\\');
      builder.append(c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    } else if (c < 128 ? c >= ' ' && c < 127 : !ascii_only && charHas(c, kCharPrintable)) {
      builder.append(c);
    } else {
      std::string escape;
      appendEscape(escape, c);
      builder.appendAscii(escape);
    }
  }
  builder.append(quote);
  return builder.finish(thread).as<Str>();
}

} // namespace

Str *reprStr(Thread &thread, const Str *s) { return quoted(thread, s, false); }

Str *asciiStr(Thread &thread, Str *s) {
  if (s->ascii)
    return s;
  StrBuilder builder;
  for (int64_t i = 0; i < s->length; ++i) {
    if ((*s)[i] < 128) {
      builder.append((*s)[i]);
      continue;
    }
    std::string escape;
    appendEscape(escape, (*s)[i]);
    builder.appendAscii(escape);
  }
  return builder.finish(thread).as<Str>();
}

} // namespace pystm
