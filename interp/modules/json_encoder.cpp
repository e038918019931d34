// The module _json and its encoder: values to pieces of text.
#include "modules/json.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/str_builder.h"
#include "objects/tuple.h"
#include "text/repr_text.h"
#include "vm/runtime.h"

#include <cmath>

namespace pystm {
namespace {

Type *encoder_type = nullptr;

struct Encoder : Object {
  Value markers; // a dict, or None: circles are not looked for
  Value fallback, text_encoder;
  Str *key_separator, *item_separator;
  bool sort_keys, skip_keys, allow_nan;
};

void appendEscaped(StrBuilder &out, char32_t c, bool ascii_only) {
  constexpr std::string_view kMeanings = "\"\\\b\f\n\r\t", kEscapes = "\"\\bfnrt";
  size_t which = c < 128 ? kMeanings.find(static_cast<char>(c)) : kMeanings.npos;
  if (which != kMeanings.npos) {
    out.append('\\');
    out.append(static_cast<unsigned char>(kEscapes[which]));
    return;
  }
  if (c >= 0x20 && (c < 0x7F || !ascii_only)) {
    out.append(c);
    return;
  }
  auto unit = [&](unsigned u) {
    char text[8];
    snprintf(text, sizeof text, "\\u%04x", u);
    out.appendAscii(text);
  };
  if (c >= 0x10000) {
    unit(0xD800 + static_cast<unsigned>((c - 0x10000) >> 10));
    unit(0xDC00 + static_cast<unsigned>((c - 0x10000) & 0x3FF));
  } else {
    unit(static_cast<unsigned>(c));
  }
}

void appendQuoted(StrBuilder &out, const Str *text, bool ascii_only) {
  out.append('"');
  int64_t plain = 0, i = 0; // from `plain` to `i` nothing needs an escape
  for (; i < text->length; ++i) {
    char32_t c = (*text)[i];
    if (c >= 0x20 && c != '"' && c != '\\' && (c < 0x7F || !ascii_only))
      continue;
    out.append(text, plain, i);
    appendEscaped(out, c, ascii_only);
    plain = i + 1;
  }
  out.append(text, plain, i);
  out.append('"');
}

template <bool kAsciiOnly> Value encodeString(Thread &thread, LocalValue *args) {
  if (!isStr(args[0]))
    return raiseTypeError(thread, "first argument must be a string, not %T", args[0].bits);
  StrBuilder out;
  appendQuoted(out, args[0].as<Str>(), kAsciiOnly);
  return out.finish(thread);
}

constexpr MethodDef kEncodeAscii = {"encode_basestring_ascii", "(string, /)", encodeString<true>,
                                    "Return an ASCII-only JSON representation of a Python string"};
constexpr MethodDef kEncode = {"encode_basestring", "(string, /)", encodeString<false>,
                               "Return a JSON representation of a Python string"};
Value encode_ascii, encode_plain; // the functions of the module

class PYSTM_LOCAL_CLASS Encoding {
public:
  Encoding(Thread &thread, const Encoder *encoder) : thread_(thread), encoder_(encoder) {}
  bool value(Value);
  Value finish() { return out_.finish(thread_); }

private:
  bool text(Value);
  bool number(double);
  bool list(Value);
  bool dict(Value);
  bool other(Value);
  bool appendStr(Value made) {
    if (made.isError())
      return false;
    if (!isStr(made)) {
      raiseTypeError(thread_, "encoder() must return a string, not %T", made.bits);
      return false;
    }
    out_.append(made.as<Str>());
    return true;
  }
  // Whether the container may be entered; leave() is its other half.
  bool enter(Value container);
  bool leave(Value container);

  Thread &thread_;
  const Encoder *encoder_;
  StrBuilder out_;
};

bool Encoding::enter(Value container) {
  if (isNone(encoder_->markers))
    return true;
  auto *markers = encoder_->markers.as<Dict>();
  Value id = makeInt(thread_, static_cast<int64_t>(container.bits));
  Value present = dictGet(thread_, markers, id);
  if (present.isUnbound())
    return dictSet(thread_, markers, id, container);
  if (!present.isError())
    raiseValueError(thread_, "Circular reference detected");
  return false;
}
bool Encoding::leave(Value container) {
  if (isNone(encoder_->markers))
    return true;
  return dictDelete(thread_, encoder_->markers.as<Dict>(), makeInt(thread_, static_cast<int64_t>(container.bits))) >= 0;
}

bool Encoding::text(Value string) {
  if (encoder_->text_encoder == encode_ascii || encoder_->text_encoder == encode_plain) {
    appendQuoted(out_, string.as<Str>(), encoder_->text_encoder == encode_ascii);
    return true;
  }
  return appendStr(call(thread_, encoder_->text_encoder, {string}));
}

bool Encoding::number(double d) {
  if (std::isfinite(d)) {
    out_.appendAscii(reprText(d).view());
    return true;
  }
  if (!encoder_->allow_nan) {
    raiseValueError(thread_, "Out of range float values are not JSON compliant");
    return false;
  }
  out_.appendAscii(std::isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
  return true;
}

bool Encoding::list(Value sequence) {
  ItemSpan items = itemsOf(thread_, sequence);
  if (!items.ok)
    return false;
  if (items.size == 0) {
    out_.appendAscii("[]");
    return true;
  }
  if (!enter(sequence))
    return false;
  out_.append('[');
  for (int64_t i = 0;; ++i) {
    // A list may change while its items are encoded.
    items = itemsOf(thread_, sequence);
    if (!items.ok)
      return false;
    if (i >= items.size)
      break;
    if (i > 0)
      out_.append(encoder_->item_separator);
    if (!value(items.items[i]))
      return false;
  }
  out_.append(']');
  return leave(sequence);
}

bool Encoding::dict(Value mapping) {
  int64_t size = lengthOf(thread_, mapping);
  if (size < 0)
    return false;
  if (size == 0) {
    out_.appendAscii("{}");
    return true;
  }
  if (!enter(mapping))
    return false;
  Value pairs = callMethod(thread_, mapping, "items");
  List *list = pairs.isError() ? nullptr : listFrom(thread_, pairs);
  if (!list || (encoder_->sort_keys && !listSort(thread_, list, none(), false)))
    return false;
  out_.append('{');
  bool first = true;
  for (int64_t i = 0; i < list->size; ++i) {
    if (!isTuple(list->items[i]) || list->items[i].as<Tuple>()->size != 2) {
      raiseValueError(thread_, "items must return 2-tuples");
      return false;
    }
    Value key = list->items[i].as<Tuple>()->items[0];
    bool known = isStr(key) || isFloat(key) || isInt(key) || isNone(key);
    if (!known && encoder_->skip_keys)
      continue;
    if (!known) {
      raiseTypeError(thread_, "keys must be str, int, float, bool or None, not %T", key.bits);
      return false;
    }
    if (!first)
      out_.append(encoder_->item_separator);
    first = false;
    bool ok = false;
    if (isStr(key)) {
      ok = text(key);
    } else {
      out_.append('"');
      ok = value(key);
      out_.append('"');
    }
    if (!ok)
      return false;
    out_.append(encoder_->key_separator);
    if (!value(list->items[i].as<Tuple>()->items[1]))
      return false;
  }
  out_.append('}');
  return leave(mapping);
}

bool Encoding::other(Value object) {
  if (!enter(object))
    return false;
  Value replaced = call(thread_, encoder_->fallback, {object});
  return !replaced.isError() && value(replaced) && leave(object);
}

bool Encoding::value(Value object) {
  if (isNone(object)) {
    out_.appendAscii("null");
    return true;
  }
  if (object == trueValue() || object == falseValue()) {
    out_.appendAscii(object == trueValue() ? "true" : "false");
    return true;
  }
  if (isStr(object))
    return text(object);
  if (object.isSmallInt()) {
    out_.appendAscii(reprText(object.asSmallInt()).view());
    return true;
  }
  if (isInt(object)) {
    std::string digits;
    if (!intToText(thread_, object, digits))
      return false;
    out_.appendAscii(digits);
    return true;
  }
  if (isFloat(object))
    return number(floatValue(object));
  NativeRecursion guard(thread_, " while encoding a JSON object");
  if (!guard.ok())
    return false;
  if (isList(object) || isTuple(object))
    return list(object);
  return isDict(object) ? dict(object) : other(object);
}

Value encoderCall(Thread &thread, Value self, const Arguments &args) {
  if (args.positional + args.keywords() != 2)
    return raiseTypeError(thread, "function missing required argument '_current_indent_level' (pos 2)");
  Encoding encoding(thread, self.as<Encoder>());
  if (!encoding.value(args.values[0]))
    return Value::error();
  Value text = encoding.finish();
  return text.isError() ? text : Value(makeTuple(thread, {text}));
}

Value encoderNew(Thread &thread, LocalValue *args) {
  if (!isNone(args[1]) && !isDict(args[1]))
    return raiseTypeError(thread, "make_encoder() argument 1 must be dict or None, not %T", args[1].bits);
  if (!isStr(args[5]) || !isStr(args[6]))
    return raiseTypeError(thread, "make_encoder() argument %d must be str, not %T", isStr(args[5]) ? 6 : 5, args[isStr(args[5]) ? 6 : 5].bits);
  int truths[3];
  for (int i = 0; i < 3; ++i)
    if ((truths[i] = isTrue(thread, args[7 + i])) < 0)
      return Value::error();
  auto *self = allocate<Encoder>(thread, args[0].as<Type>());
  self->markers = args[1];
  self->fallback = args[2];
  self->text_encoder = args[3];
  self->key_separator = args[5].as<Str>();
  self->item_separator = args[6].as<Str>();
  self->sort_keys = truths[0] != 0;
  self->skip_keys = truths[1] != 0;
  self->allow_nan = truths[2] != 0;
  return self;
}

void traceEncoder(Object *object, Tracer &tracer) {
  auto *self = static_cast<Encoder *>(object);
  tracer.visit(self->markers);
  tracer.visit(self->fallback);
  tracer.visit(self->text_encoder);
  tracer.visit(self->key_separator);
  tracer.visit(self->item_separator);
}

const TypeDef kEncoder = {
    .name = "_json.Encoder",
    .doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    .signature = "($type, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    .size = sizeof(Encoder),
    .trace = traceEncoder,
    .construct = encoderNew,
    .slots = {.call = encoderCall}};

bool initialize(Thread &thread, Module *module) {
  if (!encoder_type) {
    encoder_type = makeType(thread, kEncoder);
    json_scanner_type = makeType(thread, json_scanner_def);
    encode_ascii = makeNativeFunction(thread, &kEncodeAscii, nullptr, makeAscii(thread, "_json"));
    encode_plain = makeNativeFunction(thread, &kEncode, nullptr, makeAscii(thread, "_json"));
    addRoot(&encoder_type);
    addRoot(&json_scanner_type);
    addRoot(&encode_ascii);
    addRoot(&encode_plain);
  }
  return setModuleAttribute(thread, module, "make_encoder", Value(encoder_type)) &&
         setModuleAttribute(thread, module, "make_scanner", Value(json_scanner_type)) &&
         setModuleAttribute(thread, module, "encode_basestring_ascii", encode_ascii) &&
         setModuleAttribute(thread, module, "encode_basestring", encode_plain);
}

constexpr MethodDef kFunctions[] = {
    {"scanstring", "(string, end, strict=True, /)", jsonScanString, "scanstring(string, end, strict=True) -> (string, end)"},
};

} // namespace

extern const ModuleDef json_module;
const ModuleDef json_module = {"_json", "json speedups", kFunctions, initialize};

} // namespace pystm
