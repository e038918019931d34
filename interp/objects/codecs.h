// Encoding and decoding: the encodings that the interpreter knows by itself (codec_decode.cpp,
// codec_encode.cpp, unicode_escape.cpp), the error handlers (codec_errors.cpp), and the registry of the others,
// which are written in Python (codec_registry.cpp).
#pragma once

#include "objects/str.h"
#include "objects/str_builder.h"

#include <optional>

namespace pystm {

enum class Codec {
  kUtf8,
  kLatin1,
  kAscii,
  kUtf16,
  kUtf16Le,
  kUtf16Be,
  kUtf32,
  kUtf32Le,
  kUtf32Be,
  kUnicodeEscape,
  kRawUnicodeEscape
};

// By any of its names ("UTF8", "iso-8859-1", ...).
std::optional<Codec> nativeCodec(std::string_view name);

struct DecodeState {
  bool final = true;    // false: an unfinished sequence at the end is left over
  size_t consumed = 0;  // out: how many bytes
  int byte_order = 0;   // in and out of utf-16 and utf-32: -1 little, 1 big, 0 by the mark
};

// errors: the name of a handler, null for "strict". Results: a Str, and a Bytes.
Value decodeNative(Thread &, std::string_view bytes, Codec, const char *errors, DecodeState &);
Value decodeNative(Thread &, std::string_view bytes, Codec, const char *errors = nullptr);
Value encodeNative(Thread &, Str *, Codec, const char *errors = nullptr, int byte_order = 0);

// By name, through the registry where it must. str.encode() and bytes.decode().
Value encodeStr(Thread &, Str *, const char *encoding, const char *errors);
Value decodeBytesLike(Thread &, Value object, const char *encoding, const char *errors);

// What a handler makes of bad input: text to go on with, and where. False: an exception is pending.
bool handleDecodeError(Thread &, const char *encoding, std::string_view bytes, size_t start, size_t end,
                       const char *reason, const char *errors, StrBuilder &out, size_t &resume);
// Replacement: bytes as they are, or text that is to be encoded in its turn.
struct EncodeReplacement {
  std::string bytes;
  std::u32string text;
  int64_t resume = 0;
};
bool handleEncodeError(Thread &, const char *encoding, Str *text, int64_t start, int64_t end, const char *reason,
                       const char *errors, EncodeReplacement &);

// codecs.lookup(name): the CodecInfo.
Value lookupCodec(Thread &, std::string_view name);
// A codec (0: encoder, 1: decoder) raised: an exception that has nothing but a message says who, with the first as its cause.
Value codecFailed(Thread &, int which, std::string_view encoding);
void registerCodecSearch(Thread &, Value function);
bool unregisterCodecSearch(Thread &, Value function);
bool registerErrorHandler(Thread &, Str *name, Value handler);
Value lookupErrorHandler(Thread &, std::string_view name);

// Used with the escape codecs and by reprs.
void appendEscape(std::string &out, char32_t c); // \xhh, \uhhhh or \Uhhhhhhhh

} // namespace pystm
