// The module unicodedata.
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "text/normalize.h"
#include "text/unicode.h"
#include "text/unicode_names.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {
namespace {

bool character(Thread &thread, Value value, const char *function, char32_t &c) {
  if (!isStr(value)) {
    raiseTypeError(thread, "%s() argument 1 must be a unicode character, not %T", function, value.bits);
    return false;
  }
  if (value.as<Str>()->length != 1) {
    raiseTypeError(thread, "%s() argument 1 must be a unicode character, not str", function);
    return false;
  }
  c = (*value.as<Str>())[0];
  return true;
}

#define PROPERTY(function, name, expression)                                                                   \
  Value function(Thread &thread, LocalValue *args) {                                                                \
    char32_t c = 0;                                                                                            \
    if (!character(thread, args[0], name, c))                                                                  \
      return Value::error();                                                                                   \
    return expression;                                                                                         \
  }
PROPERTY(category, "category", makeStr(thread, std::string_view(categoryName(charInfo(c)))))
PROPERTY(bidirectional, "bidirectional", makeStr(thread, std::string_view(bidirectionalName(charInfo(c)))))
PROPERTY(combining, "combining", Value::smallInt(charInfo(c).combining))
PROPERTY(mirrored, "mirrored", Value::smallInt(charHas(c, kCharMirrored)))
PROPERTY(eastAsianWidth, "east_asian_width", makeStr(thread, std::string_view(widthName(charInfo(c)))))
PROPERTY(decomposition, "decomposition", makeStr(thread, std::string_view(decompositionText(c))))
#undef PROPERTY

Value orDefault(Thread &thread, Value fallback, const char *message) {
  return fallback.isUnbound() ? raiseValueError(thread, "%s", message) : fallback;
}

Value decimal(Thread &thread, LocalValue *args) {
  char32_t c = 0;
  if (!character(thread, args[0], "decimal", c))
    return Value::error();
  return charInfo(c).decimal != 255 ? Value::smallInt(charInfo(c).decimal) : orDefault(thread, args[1], "not a decimal");
}
Value digit(Thread &thread, LocalValue *args) {
  char32_t c = 0;
  if (!character(thread, args[0], "digit", c))
    return Value::error();
  return charInfo(c).digit != 255 ? Value::smallInt(charInfo(c).digit) : orDefault(thread, args[1], "not a digit");
}
Value numeric(Thread &thread, LocalValue *args) {
  char32_t c = 0;
  double value = 0;
  if (!character(thread, args[0], "numeric", c))
    return Value::error();
  return numericValue(c, value) ? makeFloat(value) : orDefault(thread, args[1], "not a numeric character");
}
Value name(Thread &thread, LocalValue *args) {
  char32_t c = 0;
  if (!character(thread, args[0], "name", c))
    return Value::error();
  std::string text = characterName(c);
  return text.empty() ? orDefault(thread, args[1], "no such name") : Value(makeStr(thread, std::string_view(text)));
}
Value lookup(Thread &thread, LocalValue *args) {
  if (!isStr(args[0]))
    return raiseTypeError(thread, "lookup() argument must be str, not %T", args[0].bits);
  char32_t c = 0;
  if (!characterByName(toUtf8(args[0].as<Str>()), c))
    return raise(thread, makeException(thread, &KeyError_type,
                                       {makeStr(thread, "undefined character name '" + toUtf8(args[0].as<Str>()) + "'")}));
  return makeStrOfChar(thread, c);
}

bool formOf(Thread &thread, Value value, NormalForm &form) {
  if (!isStr(value)) {
    raiseTypeError(thread, "normalize() argument 1 must be str, not %T", value.bits);
    return false;
  }
  auto *text = value.as<Str>();
  if (text->is("NFC"))
    form = NormalForm::kC;
  else if (text->is("NFD"))
    form = NormalForm::kD;
  else if (text->is("NFKC"))
    form = NormalForm::kKC;
  else if (text->is("NFKD"))
    form = NormalForm::kKD;
  else {
    raiseValueError(thread, "invalid normalization form");
    return false;
  }
  return true;
}

Value normalizeFunction(Thread &thread, LocalValue *args) {
  NormalForm form = NormalForm::kC;
  if (!formOf(thread, args[0], form))
    return Value::error();
  if (!isStr(args[1]))
    return raiseTypeError(thread, "normalize() argument 2 must be str, not %T", args[1].bits);
  if (args[1].as<Str>()->ascii)
    return args[1];
  return makeStr(thread, std::u32string_view(normalize(toCodePoints(args[1].as<Str>()), form)));
}

Value isNormalized(Thread &thread, LocalValue *args) {
  Value normal = normalizeFunction(thread, args);
  return normal.isError() ? normal : makeBool(equalStrs(normal.as<Str>(), args[1].as<Str>()));
}

constexpr MethodDef kFunctions[] = {
    {"category", "(chr, /)", category},
    {"bidirectional", "(chr, /)", bidirectional},
    {"combining", "(chr, /)", combining},
    {"mirrored", "(chr, /)", mirrored},
    {"east_asian_width", "(chr, /)", eastAsianWidth},
    {"decomposition", "(chr, /)", decomposition},
    {"decimal", "(chr, default=?, /)", decimal},
    {"digit", "(chr, default=?, /)", digit},
    {"numeric", "(chr, default=?, /)", numeric},
    {"name", "(chr, default=?, /)", name},
    {"lookup", "(name, /)", lookup},
    {"normalize", "(form, unistr, /)", normalizeFunction},
    {"is_normalized", "(form, unistr, /)", isNormalized},
};

bool initialize(Thread &thread, Module *module) {
  // The present data serve for the old version that internationalised domain names ask for, too.
  Value old = call(thread, Value(&module_type), {intern(thread, "unicodedata")});
  if (old.isError() || !dictUpdate(thread, old.as<Module>()->dict, Value(module->dict)))
    return false;
  return setModuleAttribute(thread, old.as<Module>(), "unidata_version", makeAscii(thread, "3.2.0")) &&
         setModuleAttribute(thread, module, "unidata_version", makeAscii(thread, unicodeVersion())) && setModuleAttribute(thread, module, "ucd_3_2_0", old);
}

} // namespace

extern const ModuleDef unicodedata_module;
const ModuleDef unicodedata_module = {"unicodedata", "This module provides access to the Unicode Character Database.", kFunctions, initialize};

} // namespace pystm
