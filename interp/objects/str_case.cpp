// str: case mapping and the questions about all characters. ASCII takes a short way; the rest asks
// text/unicode.h.
#include "objects/str_methods.h"

#include "text/unicode.h"

namespace pystm {
namespace {

bool isCased(char32_t c) { return charHas(c, kCharCased); }

// A capital sigma is final when a cased letter stands before it and none behind it, ignorable characters
// aside.
bool isFinalSigma(const Str *s, int64_t i) {
  int64_t k = i - 1;
  while (k >= 0 && charHas((*s)[k], kCharCaseIgnorable))
    --k;
  if (k < 0 || !isCased((*s)[k]))
    return false;
  k = i + 1;
  while (k < s->length && charHas((*s)[k], kCharCaseIgnorable))
    ++k;
  return k >= s->length || !isCased((*s)[k]);
}

void appendCase(StrBuilder &builder, const Str *s, int64_t i, CaseForm form) {
  char32_t c = (*s)[i];
  if (form == CaseForm::kLower && c == 0x3A3) {
    builder.append(isFinalSigma(s, i) ? 0x3C2 : 0x3C3);
    return;
  }
  char32_t mapped[3];
  int count = mapCase(c, form, mapped);
  for (int k = 0; k < count; ++k)
    builder.append(mapped[k]);
}

bool isAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isAsciiLower(char c) { return c >= 'a' && c <= 'z'; }

template <class Map> Value mapAscii(Thread &thread, const Str *s, Map map) {
  Str *result = allocateStr(thread, s->length, 127);
  if (!result)
    return Value::error();
  for (int64_t i = 0; i < s->length; ++i)
    result->data[i] = map(s->data[i]);
  return result;
}

Value mapAll(Thread &thread, const Str *s, CaseForm form) {
  StrBuilder builder;
  for (int64_t i = 0; i < s->length; ++i)
    appendCase(builder, s, i, form);
  return builder.finish(thread);
}

// All characters have one of the flags, and there is at least one.
Value allHave(Value self, uint16_t flags) {
  auto *s = self.as<Str>();
  for (int64_t i = 0; i < s->length; ++i) {
    if (!charHas((*s)[i], flags))
      return falseValue();
  }
  return makeBool(s->length > 0);
}

} // namespace

Value strUpper(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  if (s->ascii)
    return mapAscii(thread, s, [](char c) { return isAsciiLower(c) ? static_cast<char>(c - 32) : c; });
  return mapAll(thread, s, CaseForm::kUpper);
}

Value strLower(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  if (s->ascii)
    return mapAscii(thread, s, [](char c) { return isAsciiUpper(c) ? static_cast<char>(c + 32) : c; });
  return mapAll(thread, s, CaseForm::kLower);
}

Value strCaseFold(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  if (s->ascii)
    return strLower(thread, args);
  return mapAll(thread, s, CaseForm::kFold);
}

Value strSwapCase(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  StrBuilder builder;
  for (int64_t i = 0; i < s->length; ++i) {
    if (charHas((*s)[i], kCharUpper))
      appendCase(builder, s, i, CaseForm::kLower);
    else if (charHas((*s)[i], kCharLower))
      appendCase(builder, s, i, CaseForm::kUpper);
    else
      builder.append((*s)[i]);
  }
  return builder.finish(thread);
}

Value strTitle(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  StrBuilder builder;
  bool in_word = false;
  for (int64_t i = 0; i < s->length; ++i) {
    appendCase(builder, s, i, in_word ? CaseForm::kLower : CaseForm::kTitle);
    in_word = isCased((*s)[i]);
  }
  return builder.finish(thread);
}

Value strCapitalize(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  StrBuilder builder;
  for (int64_t i = 0; i < s->length; ++i)
    appendCase(builder, s, i, i == 0 ? CaseForm::kTitle : CaseForm::kLower);
  return builder.finish(thread);
}

Value strIsAlnum(Thread &, LocalValue *args) {
  return allHave(args[0], kCharAlpha | kCharDecimal | kCharDigit | kCharNumeric);
}
Value strIsAlpha(Thread &, LocalValue *args) { return allHave(args[0], kCharAlpha); }
Value strIsAscii(Thread &, LocalValue *args) { return makeBool(args[0].as<Str>()->ascii); }
Value strIsDecimal(Thread &, LocalValue *args) { return allHave(args[0], kCharDecimal); }
Value strIsDigit(Thread &, LocalValue *args) { return allHave(args[0], kCharDigit); }
Value strIsNumeric(Thread &, LocalValue *args) { return allHave(args[0], kCharNumeric); }
Value strIsSpace(Thread &, LocalValue *args) { return allHave(args[0], kCharSpace); }

Value strIsPrintable(Thread &, LocalValue *args) {
  return args[0].as<Str>()->length == 0 ? trueValue() : allHave(args[0], kCharPrintable);
}

Value strIsIdentifier(Thread &, LocalValue *args) {
  auto *s = args[0].as<Str>();
  for (int64_t i = 0; i < s->length; ++i) {
    if (!charHas((*s)[i], i == 0 ? kCharIdStart : kCharIdContinue))
      return falseValue();
  }
  return makeBool(s->length > 0);
}

namespace {

// No character of the other case, and at least one of this.
Value isOneCase(const Str *s, uint16_t wanted, uint16_t unwanted) {
  bool found = false;
  for (int64_t i = 0; i < s->length; ++i) {
    uint16_t flags = charInfo((*s)[i]).flags;
    if (flags & unwanted)
      return falseValue();
    found |= (flags & wanted) != 0;
  }
  return makeBool(found);
}

} // namespace

Value strIsLower(Thread &, LocalValue *args) { return isOneCase(args[0].as<Str>(), kCharLower, kCharUpper | kCharTitle); }
Value strIsUpper(Thread &, LocalValue *args) { return isOneCase(args[0].as<Str>(), kCharUpper, kCharLower | kCharTitle); }

Value strIsTitle(Thread &, LocalValue *args) {
  auto *s = args[0].as<Str>();
  bool in_word = false;
  bool found = false;
  for (int64_t i = 0; i < s->length; ++i) {
    uint16_t flags = charInfo((*s)[i]).flags;
    if (flags & (kCharUpper | kCharTitle)) {
      if (in_word)
        return falseValue();
      in_word = found = true;
    } else if (flags & kCharLower) {
      if (!in_word)
        return falseValue();
      found = true;
    } else {
      in_word = false;
    }
  }
  return makeBool(found);
}

} // namespace pystm
