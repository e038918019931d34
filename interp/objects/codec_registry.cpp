// The registry of encodings and error handlers: Python functions, filled by the library's package
// `encodings`, which is imported at the first lookup. str.encode and bytes.decode come through here.
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {
namespace {

struct Registry {
  List *searches = nullptr;
  Dict *cache = nullptr;
  Dict *handlers = nullptr;
  bool encodings_imported = false;
};
Registry registry;

void prepare(Thread &thread) {
  if (registry.searches)
    return;
  registry.searches = makeList(thread);
  registry.cache = makeDict(thread);
  registry.handlers = makeDict(thread);
  addRoot(&registry.searches);
  addRoot(&registry.cache);
  addRoot(&registry.handlers);
}

// Lower case, anything else than letters, digits and points as one underscore.
std::string normalized(std::string_view name) {
  std::string result;
  bool gap = false;
  for (char c : name) {
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
      if (gap && !result.empty())
        result.push_back('_');
      gap = false;
      result.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    } else {
      gap = true;
    }
  }
  return result;
}

struct NativeName {
  std::string_view name;
  Codec codec;
};

constexpr NativeName kNativeNames[] = {
    {"utf_8", Codec::kUtf8},       {"utf8", Codec::kUtf8},         {"u8", Codec::kUtf8},
    {"latin_1", Codec::kLatin1},   {"latin1", Codec::kLatin1},     {"iso_8859_1", Codec::kLatin1},
    {"iso8859_1", Codec::kLatin1}, {"l1", Codec::kLatin1},         {"ascii", Codec::kAscii},
    {"us_ascii", Codec::kAscii},   {"utf_16", Codec::kUtf16},      {"utf16", Codec::kUtf16},
    {"utf_16_le", Codec::kUtf16Le}, {"utf_16_be", Codec::kUtf16Be}, {"utf_32", Codec::kUtf32},
    {"utf32", Codec::kUtf32},      {"utf_32_le", Codec::kUtf32Le}, {"utf_32_be", Codec::kUtf32Be},
};

Value callCodec(Thread &thread, const char *encoding, int which, Value object, const char *errors) {
  Value info = lookupCodec(thread, encoding);
  if (info.isError())
    return info;
  Value text_encoding = findAttribute(thread, info, intern(thread, "_is_text_encoding"));
  if (text_encoding == falseValue())
    return raise(thread, &LookupError_type, "'%s' is not a text encoding; use %s to handle arbitrary codecs", encoding,
                 which == 0 ? "codecs.encode()" : "codecs.decode()");
  Value function = getItem(thread, info, Value::smallInt(which));
  if (function.isError())
    return function;
  Value answer = errors ? call(thread, function, {object, makeStr(thread, std::string_view(errors))})
                        : call(thread, function, {object});
  if (answer.isError())
    return codecFailed(thread, which, encoding);
  if (!isTuple(answer) || answer.as<Tuple>()->size != 2)
    return raiseTypeError(thread, "%s must return a tuple (object, integer)", which == 0 ? "encoder" : "decoder");
  return answer.as<Tuple>()->items[0];
}

} // namespace

std::optional<Codec> nativeCodec(std::string_view name) {
  if (name == "utf-8") // mostly
    return Codec::kUtf8;
  std::string key = normalized(name);
  for (const NativeName &row : kNativeNames) {
    if (row.name == key)
      return row.codec;
  }
  return std::nullopt;
}

void registerCodecSearch(Thread &thread, Value function) {
  prepare(thread);
  listAppend(thread, registry.searches, function);
}

bool unregisterCodecSearch(Thread &thread, Value function) {
  prepare(thread);
  List *searches = registry.searches;
  for (int64_t i = 0; i < searches->size; ++i) {
    if (searches->items[i] == function) {
      listErase(searches, i, i + 1);
      dictClear(registry.cache);
      return true;
    }
  }
  return true;
}

Value codecFailed(Thread &thread, int which, std::string_view encoding) {
  Value raised = thread.exception;
  Type *type = typeOf(raised);
  BaseException *error = asException(raised);
  Dict *attributes = attributeDict(thread, error);
  bool plain = type->size == BaseException_type.size && type->slots.create == BaseException_type.slots.create && type->slots.init == BaseException_type.slots.init;
  bool one_message = error->args->size == 0 || (error->args->size == 1 && isStr(error->args->items[0]));
  if (!plain || !one_message || (attributes && attributes->size))
    return Value::error();
  thread.clearException();
  Value message = strOf(thread, raised);
  if (message.isError())
    return message;
  raise(thread, type, "%s with '%s' codec failed (%s: %S)", which == 0 ? "encoding" : "decoding", std::string(encoding).c_str(), std::string(typeName(type)).c_str(), message.bits);
  asException(thread.exception)->cause = asException(thread.exception)->context = raised;
  asException(thread.exception)->suppress_context = true;
  return Value::error();
}

Value lookupCodec(Thread &thread, std::string_view name) {
  prepare(thread);
  // Letters small, and what stands between words one underscore.
  std::string lower;
  bool between = false;
  for (char c : name) {
    bool upper = c >= 'A' && c <= 'Z', word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (word && between && !lower.empty())
      lower += '_';
    if (word)
      lower += static_cast<char>(upper ? c - 'A' + 'a' : c);
    between = !word;
  }
  Str *key = makeStr(thread, std::string_view(lower));
  Value known = dictGet(thread, registry.cache, key);
  if (!known.isUnbound())
    return known;
  if (!registry.encodings_imported) {
    registry.encodings_imported = true;
    if (importModule(thread, "encodings").isError()) {
      registry.encodings_imported = false;
      return Value::error();
    }
  }
  for (int64_t i = 0; i < registry.searches->size; ++i) {
    Value info = call(thread, registry.searches->items[i], {key});
    if (info.isError())
      return info;
    if (isNone(info))
      continue;
    if (!isTuple(info) || info.as<Tuple>()->size != 4)
      return raiseTypeError(thread, "codec search functions must return 4-tuples");
    if (!dictSet(thread, registry.cache, Value(key), info))
      return Value::error();
    return info;
  }
  return raise(thread, &LookupError_type, "unknown encoding: %s", std::string(name).c_str());
}

bool registerErrorHandler(Thread &thread, Str *name, Value handler) {
  prepare(thread);
  if (!isCallable(handler)) {
    raiseTypeError(thread, "handler must be callable");
    return false;
  }
  return dictSet(thread, registry.handlers, Value(name), handler);
}

Value lookupErrorHandler(Thread &thread, std::string_view name) {
  prepare(thread);
  Value handler = dictGet(thread, registry.handlers, makeStr(thread, name));
  if (handler.isUnbound())
    return raise(thread, &LookupError_type, "unknown error handler name '%s'", std::string(name).c_str());
  return handler;
}

Value encodeStr(Thread &thread, Str *text, const char *encoding, const char *errors) {
  if (!encoding)
    return encodeNative(thread, text, Codec::kUtf8, errors);
  if (auto codec = nativeCodec(encoding))
    return encodeNative(thread, text, *codec, errors);
  Value result = callCodec(thread, encoding, 0, text, errors);
  if (result.isError())
    return result;
  if (!isBytes(result))
    return raiseTypeError(thread, "'%s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                          encoding, result.bits);
  return result;
}

Value decodeBytesLike(Thread &thread, Value object, const char *encoding, const char *errors) {
  auto codec = encoding ? nativeCodec(encoding) : std::optional(Codec::kUtf8);
  if (codec) {
    Buffer buffer;
    if (!getBuffer(thread, object, buffer))
      return Value::error();
    Value result = decodeNative(thread, bufferView(buffer), *codec, errors);
    releaseBuffer(buffer);
    return result;
  }
  Value result = callCodec(thread, encoding, 1, object, errors);
  if (result.isError())
    return result;
  if (!isStr(result))
    return raiseTypeError(thread, "'%s' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types",
                          encoding, result.bits);
  return result;
}

} // namespace pystm
