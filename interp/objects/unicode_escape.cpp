// The encodings unicode_escape and raw_unicode_escape.
#include "objects/codecs.h"
#include "objects/exception.h"
#include "text/unicode_names.h"
#include "vm/thread.h"

#include <cstdio>

namespace pystm {
namespace {

int hexDigit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char32_t simpleEscape(char c) {
  switch (c) {
  case '\\':
  case '\'':
  case '"':
    return static_cast<unsigned char>(c);
  case 'a':
    return 7;
  case 'b':
    return 8;
  case 't':
    return 9;
  case 'n':
    return 10;
  case 'v':
    return 11;
  case 'f':
    return 12;
  case 'r':
    return 13;
  default:
    return 0;
  }
}

struct Escape {
  size_t end = 0;               // behind what was read
  const char *reason = nullptr; // malformed
  bool unfinished = false;      // more input might complete it
};

// \xhh, \uhhhh, \Uhhhhhhhh, with `i` behind the letter.
Escape readHex(std::string_view bytes, size_t i, size_t digits, StrBuilder &out) {
  const char *reason = digits == 2   ? "truncated \\xXX escape"
                       : digits == 4 ? "truncated \\uXXXX escape"
                                     : "truncated \\UXXXXXXXX escape";
  char32_t c = 0;
  size_t k = 0;
  for (; k < digits && i + k < bytes.size(); ++k) {
    int digit = hexDigit(bytes[i + k]);
    if (digit < 0)
      break;
    c = c << 4 | static_cast<char32_t>(digit);
  }
  if (k < digits)
    return {i + k, reason, i + k == bytes.size()};
  if (c > 0x10FFFF)
    return {i + k, "illegal Unicode character", false};
  out.append(c);
  return {i + k, nullptr, false};
}

Escape readName(std::string_view bytes, size_t i, StrBuilder &out) {
  if (i >= bytes.size())
    return {i, "malformed \\N character escape", true};
  if (bytes[i] != '{')
    return {i, "malformed \\N character escape", false};
  size_t close = bytes.find('}', i);
  if (close == std::string_view::npos)
    return {bytes.size(), "malformed \\N character escape", true};
  if (close == i + 1)
    return {close, "malformed \\N character escape", false};
  char32_t c = 0;
  if (!characterByName(bytes.substr(i + 1, close - i - 1), c))
    return {close + 1, "unknown Unicode character name", false};
  out.append(c);
  return {close + 1, nullptr, false};
}

} // namespace

Value decodeUnicodeEscape(Thread &thread, std::string_view bytes, const char *errors, bool raw, DecodeState &state) {
  StrBuilder out;
  const char *name = raw ? "rawunicodeescape" : "unicodeescape";
  size_t i = 0;
  while (i < bytes.size()) {
    if (bytes[i] != '\\') {
      out.append(static_cast<unsigned char>(bytes[i++]));
      continue;
    }
    size_t start = i++;
    if (i >= bytes.size()) {
      if (raw) {
        if (!state.final) {
          i = start;
          break;
        }
        out.append('\\');
        break;
      }
      if (!state.final) {
        i = start;
        break;
      }
      if (!handleDecodeError(thread, name, bytes, start, i, "\\ at end of string", errors, out, i))
        return Value::error();
      continue;
    }
    char letter = bytes[i++];
    Escape escape{i, nullptr, false};
    if (raw && letter != 'u' && letter != 'U') {
      out.append('\\');
      out.append(static_cast<unsigned char>(letter));
      continue;
    }
    if (letter == 'x' || letter == 'u' || letter == 'U') {
      escape = readHex(bytes, i, letter == 'x' ? 2 : letter == 'u' ? 4 : 8, out);
    } else if (letter == 'N') {
      escape = readName(bytes, i, out);
    } else if (letter >= '0' && letter <= '7') {
      char32_t c = static_cast<char32_t>(letter - '0');
      while (escape.end < bytes.size() && escape.end < start + 4 && bytes[escape.end] >= '0' && bytes[escape.end] <= '7')
        c = c * 8 + static_cast<char32_t>(bytes[escape.end++] - '0');
      out.append(c);
    } else if (char32_t c = simpleEscape(letter)) {
      out.append(c);
    } else if (letter != '\n') {
      out.append('\\');
      out.append(static_cast<unsigned char>(letter));
    }
    if (!escape.reason) {
      i = escape.end;
      continue;
    }
    if (escape.unfinished && !state.final) {
      i = start;
      break;
    }
    if (!handleDecodeError(thread, name, bytes, start, escape.end, escape.reason, errors, out, i))
      return Value::error();
  }
  state.consumed = i;
  return out.finish(thread);
}

std::string encodeUnicodeEscape(const Str *text, bool raw) {
  std::string out;
  for (int64_t i = 0; i < text->length; ++i) {
    char32_t c = (*text)[i];
    if (raw) {
      if (c < 256)
        out.push_back(static_cast<char>(c));
      else
        appendEscape(out, c);
      continue;
    }
    if (c == '\\')
      out += "\\\\";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c >= ' ' && c < 127)
      out.push_back(static_cast<char>(c));
    else
      appendEscape(out, c);
  }
  return out;
}

} // namespace pystm
