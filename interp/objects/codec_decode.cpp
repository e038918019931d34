// Bytes to text in the native encodings. A run of ASCII is copied whole; what is malformed goes to the
// error handler, which says where to go on.
#include "objects/codecs.h"

#include "objects/exception.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

Value decodeUnicodeEscape(Thread &, std::string_view, const char *errors, bool raw, DecodeState &);

namespace {

uint8_t byteAt(std::string_view bytes, size_t i) { return static_cast<uint8_t>(bytes[i]); }
bool isContinuation(uint8_t b) { return (b & 0xC0) == 0x80; }

struct Utf8Step {
  char32_t c = 0;
  size_t length = 0; // of the sequence, or of its malformed part
  const char *reason = nullptr;
};

// One sequence of at least two bytes, or what is wrong with it.
Utf8Step decodeSequence(std::string_view bytes, size_t i) {
  uint8_t lead = byteAt(bytes, i);
  Utf8Step step;
  size_t need = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  if (need == 0) {
    step.length = 1;
    step.reason = "invalid start byte";
    return step;
  }
  char32_t c = lead & (0xFF >> (need + 1));
  for (size_t k = 1; k < need; ++k) {
    if (i + k >= bytes.size()) {
      step.length = k;
      step.reason = "unexpected end of data";
      return step;
    }
    uint8_t b = byteAt(bytes, i + k);
    bool good = isContinuation(b);
    if (k == 1) {
      // Overlong forms, surrogates, and what lies beyond the last code point.
      good = good && !(lead == 0xE0 && b < 0xA0) && !(lead == 0xED && b >= 0xA0) && !(lead == 0xF0 && b < 0x90) &&
             !(lead == 0xF4 && b >= 0x90);
    }
    if (!good) {
      step.length = k;
      step.reason = "invalid continuation byte";
      return step;
    }
    c = c << 6 | (b & 0x3F);
  }
  step.c = c;
  step.length = need;
  return step;
}

size_t asciiRun(std::string_view bytes, size_t i) {
  size_t end = i;
  while (end + 8 <= bytes.size()) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + end, 8);
    if (word & 0x8080808080808080)
      break;
    end += 8;
  }
  while (end < bytes.size() && byteAt(bytes, end) < 128)
    ++end;
  return end;
}

Value decodeUtf8(Thread &thread, std::string_view bytes, const char *errors, DecodeState &state) {
  size_t i = asciiRun(bytes, 0);
  if (i == bytes.size()) {
    state.consumed = i;
    return makeAscii(thread, bytes);
  }
  StrBuilder out;
  out.appendAscii(bytes.substr(0, i));
  while (i < bytes.size()) {
    if (byteAt(bytes, i) < 128) {
      size_t end = asciiRun(bytes, i);
      out.appendAscii(bytes.substr(i, end - i));
      i = end;
      continue;
    }
    Utf8Step step = decodeSequence(bytes, i);
    if (!step.reason) {
      out.append(step.c);
      i += step.length;
      continue;
    }
    if (!state.final && i + step.length == bytes.size() && std::string_view(step.reason) == "unexpected end of data")
      break;
    if (!handleDecodeError(thread, "utf-8", bytes, i, i + step.length, step.reason, errors, out, i))
      return Value::error();
  }
  state.consumed = i;
  return out.finish(thread);
}

Value decodeAscii(Thread &thread, std::string_view bytes, const char *errors, DecodeState &state) {
  size_t i = asciiRun(bytes, 0);
  state.consumed = bytes.size();
  if (i == bytes.size())
    return makeAscii(thread, bytes);
  StrBuilder out;
  out.appendAscii(bytes.substr(0, i));
  while (i < bytes.size()) {
    if (byteAt(bytes, i) < 128) {
      out.append(byteAt(bytes, i++));
      continue;
    }
    if (!handleDecodeError(thread, "ascii", bytes, i, i + 1, "ordinal not in range(128)", errors, out, i))
      return Value::error();
  }
  return out.finish(thread);
}

// utf-16 and utf-32 share the byte order mark's logic; `unit` is 2 or 4.
bool readMark(std::string_view bytes, size_t unit, DecodeState &state, size_t &i) {
  if (state.byte_order != 0)
    return true;
  if (bytes.size() < unit)
    return false;
  std::string_view head = bytes.substr(0, unit);
  std::string_view little = unit == 2 ? std::string_view("\xFF\xFE", 2) : std::string_view("\xFF\xFE\0\0", 4);
  std::string_view big = unit == 2 ? std::string_view("\xFE\xFF", 2) : std::string_view("\0\0\xFE\xFF", 4);
  if (head == little) {
    state.byte_order = -1;
    i = unit;
  } else if (head == big) {
    state.byte_order = 1;
    i = unit;
  } else {
    state.byte_order = -1;
  }
  return true;
}

char32_t unitAt(std::string_view bytes, size_t i, size_t unit, int order) {
  char32_t c = 0;
  for (size_t k = 0; k < unit; ++k)
    c |= static_cast<char32_t>(byteAt(bytes, i + k)) << (8 * (order < 0 ? k : unit - 1 - k));
  return c;
}

Value decodeUtf16(Thread &thread, std::string_view bytes, const char *errors, DecodeState &state, const char *name) {
  size_t i = 0;
  if (!readMark(bytes, 2, state, i) && !state.final) {
    state.consumed = 0;
    return emptyStr();
  }
  if (state.byte_order == 0)
    state.byte_order = -1;
  StrBuilder out;
  while (i < bytes.size()) {
    size_t left = bytes.size() - i;
    const char *reason = nullptr;
    size_t length = 2;
    if (left < 2) {
      if (!state.final)
        break;
      reason = "truncated data";
      length = left;
    } else {
      char32_t c = unitAt(bytes, i, 2, state.byte_order);
      if (c < 0xD800 || c > 0xDFFF) {
        out.append(c);
        i += 2;
        continue;
      }
      if (c >= 0xDC00) {
        reason = "illegal encoding";
      } else if (left < 4) {
        if (!state.final)
          break;
        reason = "unexpected end of data";
        length = left;
      } else {
        char32_t low = unitAt(bytes, i + 2, 2, state.byte_order);
        if (low >= 0xDC00 && low <= 0xDFFF) {
          out.append(0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00)));
          i += 4;
          continue;
        }
        reason = "illegal UTF-16 surrogate";
      }
    }
    if (!handleDecodeError(thread, name, bytes, i, i + length, reason, errors, out, i))
      return Value::error();
  }
  state.consumed = i;
  return out.finish(thread);
}

Value decodeUtf32(Thread &thread, std::string_view bytes, const char *errors, DecodeState &state, const char *name) {
  size_t i = 0;
  if (!readMark(bytes, 4, state, i) && !state.final) {
    state.consumed = 0;
    return emptyStr();
  }
  if (state.byte_order == 0)
    state.byte_order = -1;
  StrBuilder out;
  while (i < bytes.size()) {
    size_t left = bytes.size() - i;
    const char *reason = nullptr;
    if (left < 4) {
      if (!state.final)
        break;
      reason = "truncated data";
    } else {
      char32_t c = unitAt(bytes, i, 4, state.byte_order);
      if (c >= 0xD800 && c <= 0xDFFF)
        reason = "code point in surrogate code point range(0xd800, 0xe000)";
      else if (c > 0x10FFFF)
        reason = "code point not in range(0x110000)";
      if (!reason) {
        out.append(c);
        i += 4;
        continue;
      }
    }
    if (!handleDecodeError(thread, name, bytes, i, i + std::min<size_t>(left, 4), reason, errors, out, i))
      return Value::error();
  }
  state.consumed = i;
  return out.finish(thread);
}

} // namespace

Value decodeNative(Thread &thread, std::string_view bytes, Codec codec, const char *errors, DecodeState &state) {
  switch (codec) {
  case Codec::kUtf8:
    return decodeUtf8(thread, bytes, errors, state);
  case Codec::kAscii:
    return decodeAscii(thread, bytes, errors, state);
  case Codec::kLatin1:
    state.consumed = bytes.size();
    return makeLatin1(thread, bytes);
  case Codec::kUtf16:
    return decodeUtf16(thread, bytes, errors, state, "utf-16");
  case Codec::kUtf16Le:
    state.byte_order = -1;
    return decodeUtf16(thread, bytes, errors, state, "utf-16-le");
  case Codec::kUtf16Be:
    state.byte_order = 1;
    return decodeUtf16(thread, bytes, errors, state, "utf-16-be");
  case Codec::kUtf32:
    return decodeUtf32(thread, bytes, errors, state, "utf-32");
  case Codec::kUtf32Le:
    state.byte_order = -1;
    return decodeUtf32(thread, bytes, errors, state, "utf-32-le");
  case Codec::kUtf32Be:
    state.byte_order = 1;
    return decodeUtf32(thread, bytes, errors, state, "utf-32-be");
  case Codec::kUnicodeEscape:
    return decodeUnicodeEscape(thread, bytes, errors, false, state);
  case Codec::kRawUnicodeEscape:
    return decodeUnicodeEscape(thread, bytes, errors, true, state);
  }
  __builtin_unreachable();
}

Value decodeNative(Thread &thread, std::string_view bytes, Codec codec, const char *errors) {
  DecodeState state;
  return decodeNative(thread, bytes, codec, errors, state);
}

} // namespace pystm
