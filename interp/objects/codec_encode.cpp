// Text to bytes in the native encodings. What an encoding has no code for goes to the error handler in
// runs as long as possible.
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/exception.h"
#include "vm/thread.h"

namespace pystm {

std::string encodeUnicodeEscape(const Str *, bool raw);

namespace {

struct Encoding {
  const char *name;
  const char *reason;
  bool (*encodable)(char32_t);
  void (*put)(std::string &, char32_t);
};

bool isSurrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }
bool notSurrogate(char32_t c) { return !isSurrogate(c); }

void putByte(std::string &out, char32_t c) { out.push_back(static_cast<char>(c)); }

void putUtf8(std::string &out, char32_t c) {
  if (c < 0x80) {
    putByte(out, c);
  } else if (c < 0x800) {
    putByte(out, 0xC0 | c >> 6);
    putByte(out, 0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    putByte(out, 0xE0 | c >> 12);
    putByte(out, 0x80 | (c >> 6 & 0x3F));
    putByte(out, 0x80 | (c & 0x3F));
  } else {
    putByte(out, 0xF0 | c >> 18);
    putByte(out, 0x80 | (c >> 12 & 0x3F));
    putByte(out, 0x80 | (c >> 6 & 0x3F));
    putByte(out, 0x80 | (c & 0x3F));
  }
}

template <int kUnit, bool kLittle> void putUnit(std::string &out, char32_t c) {
  for (int k = 0; k < kUnit; ++k)
    putByte(out, c >> (8 * (kLittle ? k : kUnit - 1 - k)) & 0xFF);
}

template <bool kLittle> void putUtf16(std::string &out, char32_t c) {
  if (c < 0x10000) {
    putUnit<2, kLittle>(out, c);
    return;
  }
  c -= 0x10000;
  putUnit<2, kLittle>(out, 0xD800 | c >> 10);
  putUnit<2, kLittle>(out, 0xDC00 | (c & 0x3FF));
}

constexpr const char *kNoSurrogates = "surrogates not allowed";
constexpr Encoding kUtf8Encoding = {"utf-8", kNoSurrogates, notSurrogate, putUtf8};
constexpr Encoding kAsciiEncoding = {"ascii", "ordinal not in range(128)", [](char32_t c) { return c < 128; }, putByte};
constexpr Encoding kLatin1Encoding = {"latin-1", "ordinal not in range(256)", [](char32_t c) { return c < 256; },
                                      putByte};
constexpr Encoding kUtf16LeEncoding = {"utf-16-le", kNoSurrogates, notSurrogate, putUtf16<true>};
constexpr Encoding kUtf16BeEncoding = {"utf-16-be", kNoSurrogates, notSurrogate, putUtf16<false>};
constexpr Encoding kUtf32LeEncoding = {"utf-32-le", kNoSurrogates, notSurrogate, putUnit<4, true>};
constexpr Encoding kUtf32BeEncoding = {"utf-32-be", kNoSurrogates, notSurrogate, putUnit<4, false>};

bool encodeRuns(Thread &thread, Str *text, const Encoding &encoding, const char *name, const char *errors,
                std::string &out) {
  out.reserve(out.size() + static_cast<size_t>(text->length));
  int64_t i = 0;
  while (i < text->length) {
    char32_t c = (*text)[i];
    if (encoding.encodable(c)) {
      encoding.put(out, c);
      ++i;
      continue;
    }
    int64_t end = i + 1;
    while (end < text->length && !encoding.encodable((*text)[end]))
      ++end;
    EncodeReplacement replacement;
    if (!handleEncodeError(thread, name, text, i, end, encoding.reason, errors, replacement))
      return false;
    out += replacement.bytes;
    for (char32_t r : replacement.text) {
      if (!encoding.encodable(r)) {
        EncodeReplacement strict;
        handleEncodeError(thread, name, text, i, end, encoding.reason, "strict", strict);
        return false;
      }
      encoding.put(out, r);
    }
    i = replacement.resume;
  }
  return true;
}

} // namespace

Value encodeNative(Thread &thread, Str *text, Codec codec, const char *errors, int byte_order) {
  std::string out;
  const Encoding *encoding = nullptr;
  const char *name = nullptr;
  switch (codec) {
  case Codec::kUtf8:
    if (text->ascii)
      return makeBytes(thread, text->view());
    encoding = &kUtf8Encoding;
    break;
  case Codec::kAscii:
    if (text->ascii)
      return makeBytes(thread, text->view());
    encoding = &kAsciiEncoding;
    break;
  case Codec::kLatin1:
    if (text->width == 1)
      return makeBytes(thread, text->view());
    encoding = &kLatin1Encoding;
    break;
  case Codec::kUtf16:
    name = "utf-16";
    if (byte_order == 0)
      out = "\xFF\xFE";
    encoding = byte_order > 0 ? &kUtf16BeEncoding : &kUtf16LeEncoding;
    break;
  case Codec::kUtf16Le:
    encoding = &kUtf16LeEncoding;
    break;
  case Codec::kUtf16Be:
    encoding = &kUtf16BeEncoding;
    break;
  case Codec::kUtf32:
    name = "utf-32";
    if (byte_order == 0)
      out.assign("\xFF\xFE\0\0", 4);
    encoding = byte_order > 0 ? &kUtf32BeEncoding : &kUtf32LeEncoding;
    break;
  case Codec::kUtf32Le:
    encoding = &kUtf32LeEncoding;
    break;
  case Codec::kUtf32Be:
    encoding = &kUtf32BeEncoding;
    break;
  case Codec::kUnicodeEscape:
  case Codec::kRawUnicodeEscape:
    return makeBytes(thread, encodeUnicodeEscape(text, codec == Codec::kRawUnicodeEscape));
  }
  if (!encodeRuns(thread, text, *encoding, name ? name : encoding->name, errors, out))
    return Value::error();
  return makeBytes(thread, out);
}

std::string toUtf8(const Str *text) {
  if (text->ascii)
    return std::string(text->view());
  std::string out;
  for (int64_t i = 0; i < text->length; ++i)
    putUtf8(out, (*text)[i]);
  return out;
}

bool toStrictUtf8(Thread &thread, Str *text, std::string &utf8) {
  if (text->ascii) {
    utf8 = text->view();
    return true;
  }
  utf8.clear();
  return encodeRuns(thread, text, kUtf8Encoding, "utf-8", nullptr, utf8);
}

bool toFileSystem(Thread &thread, Str *text, std::string &bytes) {
  bytes.clear();
  return encodeRuns(thread, text, kUtf8Encoding, "utf-8", "surrogateescape", bytes);
}

Str *fromFileSystem(Thread &thread, std::string_view bytes) {
  return decodeNative(thread, bytes, Codec::kUtf8, "surrogateescape").as<Str>();
}

} // namespace pystm
