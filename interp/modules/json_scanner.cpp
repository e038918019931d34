// The scanner of the module _json: text to values, in the words and at the positions of the library's own scanner.
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
#include "vm/runtime.h"

namespace pystm {

Type *json_scanner_type = nullptr;

namespace {

struct Scanner : Object {
  Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant; // unbound: the plain types
  bool strict;
};

Value decodeError(Thread &thread, const char *message, Str *text, int64_t at) {
  Value type = importAttribute(thread, "json.decoder", "JSONDecodeError");
  Value error = type.isError() ? type : call(thread, type, {Value(makeAscii(thread, message)), Value(text), makeInt(thread, at)});
  return error.isError() ? error : raise(thread, error);
}

// No value begins at `at`.
Value nothingAt(Thread &thread, int64_t at) { return raiseStopIteration(thread, makeInt(thread, at)); }

int hexDigit(char32_t c) {
  if (c >= '0' && c <= '9')
    return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f')
    return static_cast<int>(c - 'a' + 10);
  return c >= 'A' && c <= 'F' ? static_cast<int>(c - 'A' + 10) : -1;
}

// Four hexadecimal digits at `at`, or -1.
int unicodeDigits(const Str *text, int64_t at) {
  if (at + 4 > text->length)
    return -1;
  int value = 0;
  for (int64_t i = at; i < at + 4; ++i) {
    int digit = hexDigit((*text)[i]);
    if (digit < 0)
      return -1;
    value = value * 16 + digit;
  }
  return value;
}

// A string whose opening quote is before `at`, which moves behind the closing one. Inline, so that `at` stays in a register.
[[gnu::always_inline]] inline Value scanFrom(Thread &thread, Str *text, int64_t &at, bool strict) {
  int64_t begin = at - 1;
  StrBuilder out;
  for (bool plain = true;;) {
    int64_t from = at;
    char32_t c = 0;
    while (at < text->length && (c = (*text)[at]) != '"' && c != '\\') {
      if (c < 0x20 && strict)
        return decodeError(thread, "Invalid control character at", text, at);
      ++at;
    }
    if (at >= text->length)
      return decodeError(thread, "Unterminated string starting at", text, begin);
    if (c == '"' && plain)
      return substring(thread, text, from, at++);
    out.append(text, from, at);
    plain = false;
    ++at;
    if (c == '"')
      return out.finish(thread);
    if (at >= text->length)
      return decodeError(thread, "Unterminated string starting at", text, begin);
    c = (*text)[at];
    if (c != 'u') {
      constexpr std::string_view kEscapes = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
      size_t which = c < 128 ? kEscapes.find(static_cast<char>(c)) : kEscapes.npos;
      if (which == kEscapes.npos)
        return decodeError(thread, "Invalid \\escape", text, at - 1);
      out.append(static_cast<unsigned char>(kMeanings[which]));
      ++at;
      continue;
    }
    int unit = unicodeDigits(text, at + 1);
    if (unit < 0)
      return decodeError(thread, "Invalid \\uXXXX escape", text, at);
    at += 5;
    if (unit >= 0xD800 && unit < 0xDC00 && at + 6 <= text->length && (*text)[at] == '\\' && (*text)[at + 1] == 'u') {
      int low = unicodeDigits(text, at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        out.append(0x10000 + (static_cast<char32_t>(unit - 0xD800) << 10) + static_cast<char32_t>(low - 0xDC00));
        at += 6;
        continue;
      }
    }
    out.append(static_cast<char32_t>(unit));
  }
}

class PYSTM_LOCAL_CLASS Scan {
public:
  Scan(Thread &thread, const Scanner *scanner, Str *text, int64_t at)
      : thread_(thread), scanner_(scanner), text_(text), memo_(makeDict(thread)), at_(at) {}

  // The value where the scan stands, which moves behind it.
  Value value();
  int64_t end() const { return at_; }

private:
  char32_t peek(int64_t at) const { return at < text_->length ? (*text_)[at] : 0; }
  char32_t peek() const { return peek(at_); }
  void skipSpace() {
    int64_t i = at_;
    for (char32_t c; i < text_->length; ++i)
      if (c = (*text_)[i]; c != ' ' && c != '\t' && c != '\n' && c != '\r')
        break;
    at_ = i;
  }
  bool word(std::string_view word) const {
    if (at_ + static_cast<int64_t>(word.size()) > text_->length)
      return false;
    for (size_t i = 0; i < word.size(); ++i)
      if ((*text_)[at_ + static_cast<int64_t>(i)] != static_cast<unsigned char>(word[i]))
        return false;
    return true;
  }
  Value constant(std::string_view name, double number);
  Value number();
  // Those below: the scan stands behind the quote or bracket.
  Value string() {
    int64_t at = at_; // in a register
    Value string = scanFrom(thread_, text_, at, scanner_->strict);
    at_ = at;
    return string;
  }
  Value object();
  Value array();

  Thread &thread_;
  const Scanner *scanner_;
  Str *text_;
  Dict *memo_; // equal keys become one string
  int64_t at_;
};

Value Scan::constant(std::string_view name, double number) {
  at_ += static_cast<int64_t>(name.size());
  if (scanner_->parse_constant.isUnbound())
    return makeFloat(number);
  return call(thread_, scanner_->parse_constant, {Value(makeAscii(thread_, name))});
}

Value Scan::number() {
  int64_t begin = at_;
  int64_t i = at_;
  auto digit = [&](int64_t k) { return peek(k) >= '0' && peek(k) <= '9'; };
  if (peek(i) == '-')
    ++i;
  if (!digit(i))
    return nothingAt(thread_, begin);
  if (peek(i) == '0')
    ++i;
  else
    while (digit(i))
      ++i;
  bool is_float = false;
  if (peek(i) == '.' && digit(i + 1)) {
    is_float = true;
    i += 2;
    while (digit(i))
      ++i;
  }
  if (peek(i) == 'e' || peek(i) == 'E') {
    int64_t k = i + 1;
    if (peek(k) == '+' || peek(k) == '-')
      ++k;
    if (digit(k)) {
      is_float = true;
      while (digit(k))
        ++k;
      i = k;
    }
  }
  at_ = i;
  Value parse = is_float ? scanner_->parse_float : scanner_->parse_int;
  if (!is_float && parse.isUnbound() && i - begin < 15) {
    int64_t n = 0;
    bool negative = peek(begin) == '-';
    for (int64_t k = begin + negative; k < i; ++k)
      n = n * 10 + static_cast<int64_t>(peek(k) - '0');
    return Value::smallInt(negative ? -n : n);
  }
  Str *digits = substring(thread_, text_, begin, i);
  if (!parse.isUnbound())
    return call(thread_, parse, {Value(digits)});
  return is_float ? floatFromStr(thread_, digits) : call(thread_, Value(&int_type), {Value(digits)});
}

Value Scan::object() {
  bool pairs = !scanner_->object_pairs_hook.isUnbound();
  Dict *dict = pairs ? nullptr : makeDict(thread_);
  List *list = pairs ? makeList(thread_) : nullptr;
  skipSpace();
  if (peek() != '}') {
    for (;;) {
      if (peek() != '"')
        return decodeError(thread_, "Expecting property name enclosed in double quotes", text_, at_);
      ++at_;
      Value key = string();
      if (key.isError())
        return key;
      Value known = dictGet(thread_, memo_, key);
      if (known.isUnbound())
        dictSet(thread_, memo_, key, key);
      else
        key = known;
      skipSpace();
      if (peek() != ':')
        return decodeError(thread_, "Expecting ':' delimiter", text_, at_);
      ++at_;
      skipSpace();
      Value item = value();
      if (item.isError())
        return item;
      bool ok = pairs ? listAppend(thread_, list, Value(makeTuple(thread_, {key, item}))) : dictSet(thread_, dict, key, item);
      if (!ok)
        return Value::error();
      skipSpace();
      if (peek() == '}')
        break;
      if (peek() != ',')
        return decodeError(thread_, "Expecting ',' delimiter", text_, at_);
      ++at_;
      skipSpace();
    }
  }
  ++at_;
  if (pairs)
    return call(thread_, scanner_->object_pairs_hook, {Value(list)});
  return scanner_->object_hook.isUnbound() ? Value(dict) : call(thread_, scanner_->object_hook, {Value(dict)});
}

Value Scan::array() {
  List *list = makeList(thread_);
  skipSpace();
  if (peek() != ']') {
    for (;;) {
      Value item = value();
      if (item.isError() || !listAppend(thread_, list, item))
        return Value::error();
      skipSpace();
      if (peek() == ']')
        break;
      if (peek() != ',')
        return decodeError(thread_, "Expecting ',' delimiter", text_, at_);
      ++at_;
      skipSpace();
    }
  }
  if (at_ >= text_->length)
    return decodeError(thread_, "Expecting value", text_, text_->length);
  ++at_;
  return list;
}

Value Scan::value() {
  if (at_ < 0)
    return raiseValueError(thread_, "idx cannot be negative");
  if (at_ >= text_->length)
    return nothingAt(thread_, at_);
  char32_t c = peek();
  switch (c) {
  case '"':
    ++at_;
    return string();
  case '{':
  case '[': {
    NativeRecursion guard(thread_, c == '{' ? " while decoding a JSON object from a unicode string" : " while decoding a JSON array from a unicode string");
    if (!guard.ok())
      return Value::error();
    ++at_;
    return c == '{' ? object() : array();
  }
  case 'n':
    if (word("null")) {
      at_ += 4;
      return none();
    }
    break;
  case 't':
    if (word("true")) {
      at_ += 4;
      return trueValue();
    }
    break;
  case 'f':
    if (word("false")) {
      at_ += 5;
      return falseValue();
    }
    break;
  case 'N':
    if (word("NaN"))
      return constant("NaN", __builtin_nan(""));
    break;
  case 'I':
    if (word("Infinity"))
      return constant("Infinity", __builtin_inf());
    break;
  case '-':
    if (word("-Infinity"))
      return constant("-Infinity", -__builtin_inf());
    break;
  default:
    break;
  }
  return number();
}

bool textArgument(Thread &thread, Value value) {
  if (isStr(value))
    return true;
  raiseTypeError(thread, "first argument must be a string, not %T", value.bits);
  return false;
}

Value scannerCall(Thread &thread, Value self, const Arguments &args) {
  if (args.positional + args.keywords() != 2)
    return raiseTypeError(thread, "function missing required argument 'idx' (pos 2)");
  int64_t at = 0;
  if (!textArgument(thread, args.values[0]) || !toInt64(thread, args.values[1], at))
    return Value::error();
  Scan scan(thread, self.as<Scanner>(), args.values[0].as<Str>(), at);
  Value found = scan.value();
  return found.isError() ? found : Value(makeTuple(thread, {found, makeInt(thread, scan.end())}));
}

Value scannerNew(Thread &thread, LocalValue *args) {
  auto *self = allocate<Scanner>(thread, args[0].as<Type>());
  Value strict = getAttribute(thread, args[1], intern(thread, "strict"));
  int truth = strict.isError() ? -1 : isTrue(thread, strict);
  if (truth < 0)
    return Value::error();
  self->strict = truth != 0;
  struct {
    const char *name;
    Value Scanner::*member;
    Value plain;
  } hooks[] = {{"object_hook", &Scanner::object_hook, none()},
               {"object_pairs_hook", &Scanner::object_pairs_hook, none()},
               {"parse_float", &Scanner::parse_float, Value(&float_type)},
               {"parse_int", &Scanner::parse_int, Value(&int_type)},
               {"parse_constant", &Scanner::parse_constant, Value()}};
  for (auto &hook : hooks) {
    Value given = getAttribute(thread, args[1], intern(thread, hook.name));
    if (given.isError())
      return given;
    self->*hook.member = given == hook.plain ? Value() : given;
  }
  return self;
}

void traceScanner(Object *object, Tracer &tracer) {
  auto *self = static_cast<Scanner *>(object);
  for (Value hook : {self->object_hook, self->object_pairs_hook, self->parse_float, self->parse_int, self->parse_constant})
    tracer.visit(hook);
}

} // namespace

const TypeDef json_scanner_def = {.name = "_json.Scanner",
                                  .doc = "JSON scanner object",
                                  .signature = "($type, context)",
                                  .size = sizeof(Scanner),
                                  .trace = traceScanner,
                                  .construct = scannerNew,
                                  .slots = {.call = scannerCall}};

Value jsonScanString(Thread &thread, LocalValue *args) {
  int64_t at = 0;
  int strict = isTrue(thread, args[2]);
  if (strict < 0 || !textArgument(thread, args[0]) || !toInt64(thread, args[1], at))
    return Value::error();
  auto *text = args[0].as<Str>();
  if (at < 1 || at > text->length)
    return raiseValueError(thread, "end is out of bounds");
  Value found = scanFrom(thread, text, at, strict != 0);
  return found.isError() ? found : Value(makeTuple(thread, {found, makeInt(thread, at)}));
}

} // namespace pystm
