// The module _codecs: the registry, and the native encodings one function a direction.
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {
namespace {

bool text(Thread &thread, Value value, std::string &result) {
  if (isStr(value)) {
    result = toUtf8(value.as<Str>());
    return true;
  }
  raiseTypeError(thread, "argument must be str, not %T", value.bits);
  return false;
}

Value codecsRegister(Thread &thread, LocalValue *args) {
  if (!isCallable(args[0]))
    return raiseTypeError(thread, "argument must be callable");
  registerCodecSearch(thread, args[0]);
  return none();
}
Value codecsUnregister(Thread &thread, LocalValue *args) {
  unregisterCodecSearch(thread, args[0]);
  return none();
}
Value codecsLookup(Thread &thread, LocalValue *args) {
  std::string name;
  return text(thread, args[0], name) ? lookupCodec(thread, name) : Value::error();
}
Value codecsRegisterError(Thread &thread, LocalValue *args) {
  if (!isStr(args[0]))
    return raiseTypeError(thread, "register_error() argument 1 must be str, not %T", args[0].bits);
  return registerErrorHandler(thread, args[0].as<Str>(), args[1]) ? none() : Value::error();
}
Value codecsLookupError(Thread &thread, LocalValue *args) {
  std::string name;
  return text(thread, args[0], name) ? lookupErrorHandler(thread, name) : Value::error();
}

Value through(Thread &thread, LocalValue *args, int which) {
  std::string encoding;
  if (!text(thread, args[1], encoding))
    return Value::error();
  Value info = lookupCodec(thread, encoding);
  Value function = info.isError() ? info : getItem(thread, info, Value::smallInt(which));
  if (function.isError())
    return function;
  Value answer = call(thread, function, {args[0], args[2]});
  if (answer.isError())
    return codecFailed(thread, which, encoding);
  if (!isTuple(answer) || answer.as<Tuple>()->size != 2)
    return raiseTypeError(thread, which == 0 ? "encoder must return a tuple (object, integer)" : "decoder must return a tuple (object,integer)");
  return answer.as<Tuple>()->items[0];
}
Value codecsEncode(Thread &thread, LocalValue *args) { return through(thread, args, 0); }
Value codecsDecode(Thread &thread, LocalValue *args) { return through(thread, args, 1); }

bool errorsOf(Thread &thread, Value value, std::string &errors) {
  if (isNone(value)) {
    errors = "strict";
    return true;
  }
  return text(thread, value, errors);
}

Value encodeBy(Thread &thread, LocalValue *args, Codec codec) {
  std::string errors;
  if (!isStr(args[0]))
    return raiseTypeError(thread, "argument 1 must be str, not %T", args[0].bits);
  if (!errorsOf(thread, args[1], errors))
    return Value::error();
  Value bytes = encodeNative(thread, args[0].as<Str>(), codec, errors.c_str());
  return bytes.isError() ? bytes : Value(makeTuple(thread, {bytes, makeInt(thread, args[0].as<Str>()->length)}));
}

Value decodeBy(Thread &thread, LocalValue *args, Codec codec, bool incremental = true) {
  std::string errors;
  if (!errorsOf(thread, args[1], errors))
    return Value::error();
  int final = incremental ? isTrue(thread, args[2]) : 1;
  if (final < 0)
    return Value::error();
  Buffer buffer;
  Value source = args[0];
  if (isStr(source))
    source = encodeNative(thread, source.as<Str>(), Codec::kUtf8, nullptr);
  if (source.isError() || !getBuffer(thread, source, buffer))
    return Value::error();
  DecodeState state;
  state.final = final != 0;
  Value result = decodeNative(thread, bufferView(buffer), codec, errors.c_str(), state);
  releaseBuffer(buffer);
  return result.isError() ? result : Value(makeTuple(thread, {result, makeInt(thread, static_cast<int64_t>(state.consumed))}));
}

#define CODEC(name, codec)                                                                                     \
  Value name##Encode(Thread &thread, LocalValue *args) { return encodeBy(thread, args, codec); }                    \
  Value name##Decode(Thread &thread, LocalValue *args) { return decodeBy(thread, args, codec); }
CODEC(utf8, Codec::kUtf8)
CODEC(utf16, Codec::kUtf16)
CODEC(utf16Le, Codec::kUtf16Le)
CODEC(utf16Be, Codec::kUtf16Be)
CODEC(utf32, Codec::kUtf32)
CODEC(utf32Le, Codec::kUtf32Le)
CODEC(utf32Be, Codec::kUtf32Be)
CODEC(unicodeEscape, Codec::kUnicodeEscape)
CODEC(rawUnicodeEscape, Codec::kRawUnicodeEscape)
CODEC(latin1, Codec::kLatin1)
CODEC(ascii, Codec::kAscii)
#undef CODEC

/// Also tells how much was used, and the order of bytes that was found.
template <Codec codec> Value exDecode(Thread &thread, LocalValue *args) {
  std::string errors;
  int64_t order = 0;
  if (!errorsOf(thread, args[1], errors) || !toInt64(thread, args[2], order))
    return Value::error();
  int final = isTrue(thread, args[3]);
  Buffer buffer;
  if (final < 0 || !getBuffer(thread, args[0], buffer))
    return Value::error();
  DecodeState state;
  state.final = final != 0;
  state.byte_order = static_cast<int>(order);
  Value result = decodeNative(thread, bufferView(buffer), codec, errors.c_str(), state);
  releaseBuffer(buffer);
  if (result.isError())
    return result;
  return makeTuple(thread, {result, makeInt(thread, static_cast<int64_t>(state.consumed)), Value::smallInt(state.byte_order)});
}

// Character maps: a string or a mapping from bytes to characters, and back.
Value charmapDecode(Thread &thread, LocalValue *args) {
  std::string errors;
  Buffer buffer;
  if (!errorsOf(thread, args[1], errors) || !getBuffer(thread, args[0], buffer))
    return Value::error();
  std::string bytes(bufferView(buffer));
  releaseBuffer(buffer);
  if (isNone(args[2]))
    return makeTuple(thread, {makeLatin1(thread, bytes), makeInt(thread, static_cast<int64_t>(bytes.size()))});
  StrBuilder out;
  for (size_t i = 0; i < bytes.size();) {
    auto byte = static_cast<uint8_t>(bytes[i]);
    Value mapped = none();
    if (isStr(args[2])) {
      if (byte < args[2].as<Str>()->length && (*args[2].as<Str>())[byte] != 0xFFFE)
        mapped = makeStrOfChar(thread, (*args[2].as<Str>())[byte]);
    } else {
      mapped = getItem(thread, args[2], Value::smallInt(byte));
      if (mapped.isError()) {
        if (!exceptionMatches(thread, &LookupError_type))
          return mapped;
        thread.clearException();
        mapped = none();
      }
      if (isInt(mapped)) {
        if (mapped.asSmallInt() == 0xFFFE)
          mapped = none();
        else
          mapped = makeStrOfChar(thread, static_cast<char32_t>(mapped.asSmallInt()));
      }
    }
    if (isStr(mapped)) {
      out.append(mapped.as<Str>());
      ++i;
    } else if (!handleDecodeError(thread, "charmap", bytes, i, i + 1, "character maps to <undefined>", errors.c_str(), out, i)) {
      return Value::error();
    }
  }
  Value result = out.finish(thread);
  return makeTuple(thread, {result, makeInt(thread, static_cast<int64_t>(bytes.size()))});
}

// 1: appended; 0: the map has nothing for it; -1: error.
int mapCharacter(Thread &thread, Value map, char32_t c, std::string &out) {
  Value mapped = getItem(thread, map, Value::smallInt(c));
  if (mapped.isError()) {
    if (!exceptionMatches(thread, &LookupError_type))
      return -1;
    thread.clearException();
    return 0;
  }
  if (isNone(mapped))
    return 0;
  if (isInt(mapped)) {
    if (mapped.asSmallInt() < 0 || mapped.asSmallInt() > 255) {
      raiseTypeError(thread, "character mapping must be in range(256)");
      return -1;
    }
    out.push_back(static_cast<char>(mapped.asSmallInt()));
    return 1;
  }
  if (isBytes(mapped)) {
    out += mapped.as<Bytes>()->view();
    return 1;
  }
  raiseTypeError(thread, "character mapping must return integer, bytes or None, not %T", mapped.bits);
  return -1;
}

Value charmapEncode(Thread &thread, LocalValue *args) {
  std::string errors;
  if (!isStr(args[0]) || !errorsOf(thread, args[1], errors))
    return isStr(args[0]) ? Value::error() : raiseTypeError(thread, "charmap_encode() argument 1 must be str, not %T", args[0].bits);
  if (isNone(args[2]))
    return latin1Encode(thread, args);
  auto *source = args[0].as<Str>();
  std::string out;
  for (int64_t i = 0; i < source->length;) {
    int state = mapCharacter(thread, args[2], (*source)[i], out);
    if (state < 0)
      return Value::error();
    if (state > 0) {
      ++i;
      continue;
    }
    EncodeReplacement replacement;
    if (!handleEncodeError(thread, "charmap", source, i, i + 1, "character maps to <undefined>", errors.c_str(), replacement))
      return Value::error();
    out += replacement.bytes;
    for (char32_t c : replacement.text) {
      int mapped = mapCharacter(thread, args[2], c, out);
      if (mapped == 0)
        handleEncodeError(thread, "charmap", source, i, i + 1, "character maps to <undefined>", "strict", replacement);
      if (mapped <= 0)
        return Value::error();
    }
    i = replacement.resume;
  }
  return makeTuple(thread, {makeBytes(thread, out), makeInt(thread, source->length)});
}

Value charmapBuild(Thread &thread, LocalValue *args) {
  Dict *map = makeDict(thread);
  for (int64_t i = 0; isStr(args[0]) && i < args[0].as<Str>()->length; ++i) {
    if (!dictSet(thread, map, Value::smallInt((*args[0].as<Str>())[i]), Value::smallInt(i)))
      return Value::error();
  }
  return map;
}

Value escapeEncode(Thread &thread, LocalValue *args) {
  if (!isBytes(args[0]))
    return raiseTypeError(thread, "escape_encode() argument 1 must be bytes, not %T", args[0].bits);
  std::string shown = reprOfBytes(args[0].as<Bytes>()->view());
  std::string inner = shown.substr(2, shown.size() - 3);
  return makeTuple(thread, {makeBytes(thread, inner), makeInt(thread, args[0].as<Bytes>()->size)});
}

Value escapeDecode(Thread &thread, LocalValue *args) {
  LocalValues given{args[0], args[1], trueValue()};
  Value pair = decodeBy(thread, given, Codec::kUnicodeEscape, false);
  if (pair.isError())
    return pair;
  Value bytes = encodeNative(thread, pair.as<Tuple>()->items[0].as<Str>(), Codec::kLatin1, "replace");
  return bytes.isError() ? bytes : Value(makeTuple(thread, {bytes, pair.as<Tuple>()->items[1]}));
}

Value readBuffer(Thread &thread, LocalValue *args) {
  Value source = args[0];
  if (isStr(source))
    source = encodeNative(thread, source.as<Str>(), Codec::kUtf8, nullptr);
  Buffer buffer;
  if (source.isError() || !getBuffer(thread, source, buffer))
    return Value::error();
  Value bytes = makeBytes(thread, bufferView(buffer));
  releaseBuffer(buffer);
  return makeTuple(thread, {bytes, makeInt(thread, bytes.as<Bytes>()->size)});
}

// The builtin error handlers as functions of an exception.
Value handlerOf(Thread &thread, LocalValue *args, const char *name) {
  Value exception = args[0];
  auto attribute = [&](const char *which) { return getAttribute(thread, exception, intern(thread, which)); };
  if (!isInstance(exception, &UnicodeError_type))
    return raiseTypeError(thread, "codec must pass exception instance");
  if (std::string_view(name) == "strict")
    return raise(thread, exception);
  Value object = attribute("object");
  Value start_value = object.isError() ? object : attribute("start");
  Value end_value = start_value.isError() ? start_value : attribute("end");
  int64_t start = 0;
  int64_t end = 0;
  if (end_value.isError() || !toInt64(thread, start_value, start) || !toInt64(thread, end_value, end))
    return Value::error();
  Value encoding = none();
  if (!isInstance(exception, &UnicodeTranslateError_type))
    encoding = attribute("encoding");
  Value reason = attribute("reason");
  if (encoding.isError() || reason.isError())
    return Value::error();
  std::string encoding_name = isStr(encoding) ? toUtf8(encoding.as<Str>()) : "";
  std::string reason_text = isStr(reason) ? toUtf8(reason.as<Str>()) : "";
  if (isInstance(exception, &UnicodeDecodeError_type)) {
    StrBuilder out;
    size_t resume = 0;
    if (std::string_view(name) == "xmlcharrefreplace" || std::string_view(name) == "namereplace")
      return raiseTypeError(thread, "don't know how to handle UnicodeDecodeError in error callback");
    if (!handleDecodeError(thread, encoding_name.c_str(), object.as<Bytes>()->view(), static_cast<size_t>(start),
                           static_cast<size_t>(end), reason_text.c_str(), name, out, resume))
      return Value::error();
    return makeTuple(thread, {out.finish(thread), makeInt(thread, static_cast<int64_t>(resume))});
  }
  if (isInstance(exception, &UnicodeTranslateError_type) && std::string_view(name) == "replace")
    return makeTuple(thread, {makeStr(thread, std::u32string_view(std::u32string(static_cast<size_t>(end - start), 0xFFFD))), end_value});
  EncodeReplacement replacement;
  if (!handleEncodeError(thread, encoding_name.c_str(), object.as<Str>(), start, end, reason_text.c_str(), name, replacement))
    return Value::error();
  Value result = replacement.bytes.empty() ? Value(makeStr(thread, std::u32string_view(replacement.text)))
                                           : Value(makeBytes(thread, replacement.bytes));
  return makeTuple(thread, {result, makeInt(thread, replacement.resume)});
}

#define HANDLER(function, name)                                                                                \
  Value function(Thread &thread, LocalValue *args) { return handlerOf(thread, args, name); }
HANDLER(strictErrors, "strict")
HANDLER(ignoreErrors, "ignore")
HANDLER(replaceErrors, "replace")
HANDLER(xmlErrors, "xmlcharrefreplace")
HANDLER(backslashErrors, "backslashreplace")
HANDLER(nameErrors, "namereplace")
HANDLER(surrogatePass, "surrogatepass")
HANDLER(surrogateEscape, "surrogateescape")
#undef HANDLER

constexpr MethodDef kHandlers[] = {
    {"strict", "(exception, /)", strictErrors},
    {"ignore", "(exception, /)", ignoreErrors},
    {"replace", "(exception, /)", replaceErrors},
    {"xmlcharrefreplace", "(exception, /)", xmlErrors},
    {"backslashreplace", "(exception, /)", backslashErrors},
    {"namereplace", "(exception, /)", nameErrors},
    {"surrogatepass", "(exception, /)", surrogatePass},
    {"surrogateescape", "(exception, /)", surrogateEscape},
};

constexpr MethodDef kFunctions[] = {
    {"register", "(search_function, /)", codecsRegister},
    {"unregister", "(search_function, /)", codecsUnregister},
    {"lookup", "(encoding, /)", codecsLookup},
    {"register_error", "(errors, handler, /)", codecsRegisterError},
    {"lookup_error", "(name, /)", codecsLookupError},
    {"encode", "(obj, encoding='utf-8', errors='strict')", codecsEncode},
    {"decode", "(obj, encoding='utf-8', errors='strict')", codecsDecode},
    {"utf_8_encode", "(str, errors=None, /)", utf8Encode},
    {"utf_8_decode", "(data, errors=None, final=False, /)", utf8Decode},
    {"utf_16_encode", "(str, errors=None, byteorder=0, /)", utf16Encode},
    {"utf_16_decode", "(data, errors=None, final=False, /)", utf16Decode},
    {"utf_16_le_encode", "(str, errors=None, /)", utf16LeEncode},
    {"utf_16_le_decode", "(data, errors=None, final=False, /)", utf16LeDecode},
    {"utf_16_be_encode", "(str, errors=None, /)", utf16BeEncode},
    {"utf_16_be_decode", "(data, errors=None, final=False, /)", utf16BeDecode},
    {"utf_16_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", exDecode<Codec::kUtf16>},
    {"utf_32_encode", "(str, errors=None, byteorder=0, /)", utf32Encode},
    {"utf_32_decode", "(data, errors=None, final=False, /)", utf32Decode},
    {"utf_32_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", exDecode<Codec::kUtf32>},
    {"utf_32_le_encode", "(str, errors=None, /)", utf32LeEncode},
    {"utf_32_le_decode", "(data, errors=None, final=False, /)", utf32LeDecode},
    {"utf_32_be_encode", "(str, errors=None, /)", utf32BeEncode},
    {"utf_32_be_decode", "(data, errors=None, final=False, /)", utf32BeDecode},
    {"unicode_escape_encode", "(str, errors=None, /)", unicodeEscapeEncode},
    {"unicode_escape_decode", "(data, errors=None, final=True, /)", unicodeEscapeDecode},
    {"raw_unicode_escape_encode", "(str, errors=None, /)", rawUnicodeEscapeEncode},
    {"raw_unicode_escape_decode", "(data, errors=None, final=True, /)", rawUnicodeEscapeDecode},
    {"latin_1_encode", "(str, errors=None, /)", latin1Encode},
    {"latin_1_decode", "(data, errors=None, final=True, /)", latin1Decode},
    {"ascii_encode", "(str, errors=None, /)", asciiEncode},
    {"ascii_decode", "(data, errors=None, final=True, /)", asciiDecode},
    {"charmap_encode", "(str, errors=None, mapping=None, /)", charmapEncode},
    {"charmap_decode", "(data, errors=None, mapping=None, /)", charmapDecode},
    {"charmap_build", "(map, /)", charmapBuild},
    {"escape_encode", "(data, errors=None, /)", escapeEncode},
    {"escape_decode", "(data, errors=None, /)", escapeDecode},
    {"readbuffer_encode", "(data, errors=None, /)", readBuffer},
};

bool initialize(Thread &thread, Module *) {
  for (const MethodDef &handler : kHandlers) {
    if (!registerErrorHandler(thread, intern(thread, handler.name), makeNativeFunction(thread, &handler)))
      return false;
  }
  return true;
}

} // namespace

extern const ModuleDef codecs_module;
const ModuleDef codecs_module = {"_codecs", "", kFunctions, initialize};

} // namespace pystm
