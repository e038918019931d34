// The % operator of strings and bytes; see percent_format.h.
#include "objects/percent_format.h"

#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/str_builder.h"
#include "objects/tuple.h"
#include "text/float_text.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

struct PYSTM_LOCAL_CLASS Item {
  bool left = false, plus = false, space = false, alternate = false, zero = false;
  int64_t width = -1, precision = -1;
  char32_t type = 0;
};

class PYSTM_LOCAL_CLASS Formatter {
public:
  Formatter(Thread &thread, Str *format, Value arguments, bool bytes)
      : thread_(thread), format_(format), arguments_(arguments), bytes_(bytes) {
    if (isTuple(arguments)) {
      tuple_ = arguments.as<Tuple>();
      count_ = tuple_->size;
    }
    mapping_ = !isTuple(arguments) && !isStr(arguments) && !(bytes && (isBytes(arguments) || isInstance(arguments, &bytearray_type))) &&
               typeOf(arguments)->slots.get_item != nullptr;
  }

  Value run() {
    while (at_ < format_->length) {
      char32_t c = (*format_)[at_++];
      if (c != '%') {
        out_.append(c);
        continue;
      }
      if (!item())
        return Value::error();
    }
    if (next_ < count_ && !mapping_)
      return raiseTypeError(thread_, "not all arguments converted during %s formatting", bytes_ ? "bytes" : "string");
    return out_.finish(thread_);
  }

private:
  bool fail(Value) { return false; }
  bool incomplete() { return fail(raiseValueError(thread_, "incomplete format")); }

  bool nextArgument(Value &value) {
    if (next_ >= count_)
      return fail(raiseTypeError(thread_, "not enough arguments for format string"));
    value = tuple_ ? tuple_->items[next_] : arguments_;
    ++next_;
    return true;
  }

  bool readKey() {
    if (!mapping_)
      return fail(raiseTypeError(thread_, "format requires a mapping"));
    int64_t start = ++at_;
    int depth = 1;
    while (at_ < format_->length && depth > 0) {
      char32_t c = (*format_)[at_++];
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth > 0)
      return fail(raiseValueError(thread_, "incomplete format key"));
    Value key = substring(thread_, format_, start, at_ - 1);
    if (bytes_)
      key = makeBytes(thread_, key.as<Str>()->view());
    keyed_ = getItem(thread_, mapping_source_.isUnbound() ? arguments_ : mapping_source_, key);
    if (keyed_.isError())
      return false;
    // From here on the value found is the only argument.
    if (mapping_source_.isUnbound())
      mapping_source_ = arguments_;
    arguments_ = keyed_;
    tuple_ = nullptr;
    count_ = 1;
    next_ = 0;
    return true;
  }

  bool readNumber(int64_t &number, const char *what) {
    if (at_ < format_->length && (*format_)[at_] == '*') {
      ++at_;
      Value value;
      if (!nextArgument(value))
        return false;
      if (!isInt(value))
        return fail(raiseTypeError(thread_, "* wants int"));
      bool width = what[0] == 'w';
      bool fits = fitsInt64(value, number);
      if (fits && number >= -INT32_MAX && number <= INT32_MAX)
        return true;
      if (width && fits) // there is no memory for so many characters
        return fail(raiseMemoryError(thread_));
      return fail(raiseOverflowError(thread_, width ? "Python int too large to convert to C ssize_t" : "Python int too large to convert to C int"));
    }
    int64_t value = -1;
    while (at_ < format_->length && (*format_)[at_] >= '0' && (*format_)[at_] <= '9') {
      value = (value < 0 ? 0 : value) * 10 + static_cast<int64_t>((*format_)[at_++] - '0');
      if (value > INT32_MAX)
        return fail(raiseValueError(thread_, "%s too big", what));
    }
    if (value >= 0)
      number = value;
    return true;
  }

  bool item() {
    Item item;
    if (at_ < format_->length && (*format_)[at_] == '(' && !readKey())
      return false;
    for (; at_ < format_->length; ++at_) {
      char32_t c = (*format_)[at_];
      if (c == '-')
        item.left = true;
      else if (c == '+')
        item.plus = true;
      else if (c == ' ')
        item.space = true;
      else if (c == '#')
        item.alternate = true;
      else if (c == '0')
        item.zero = true;
      else
        break;
    }
    if (!readNumber(item.width, "width"))
      return false;
    if (item.width < -1) {
      item.left = true;
      item.width = -item.width;
    }
    if (at_ < format_->length && (*format_)[at_] == '.') {
      ++at_;
      item.precision = 0;
      if (!readNumber(item.precision, "precision"))
        return false;
      if (item.precision < 0)
        item.precision = 0;
    }
    if (at_ < format_->length && ((*format_)[at_] == 'h' || (*format_)[at_] == 'l' || (*format_)[at_] == 'L'))
      ++at_;
    if (at_ >= format_->length)
      return incomplete();
    item.type = (*format_)[at_++];
    if (item.type == '%') {
      out_.append(U'%');
      return true;
    }
    Value value;
    if (!nextArgument(value))
      return false;
    return convert(item, value);
  }

  bool convert(const Item &item, Value value) {
    switch (item.type) {
    case 'b':
      if (bytes_)
        return text(item, value);
      break;
    case 's':
    case 'r':
    case 'a':
      return text(item, value);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return integer(item, value);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return number(item, value);
    case 'c':
      return character(item, value);
    default:
      break;
    }
    char32_t shown = item.type > 31 && item.type < 128 ? item.type : U'?';
    return fail(raiseValueError(thread_, "unsupported format character '%c' (0x%x) at index %lld", static_cast<char>(shown),
                                static_cast<unsigned>(item.type), static_cast<long long>(at_ - 1)));
  }

  bool text(const Item &item, Value value) {
    Value result;
    if (bytes_ && (item.type == 's' || item.type == 'b')) {
      if (!bytesOf(value, result))
        return false;
    } else if (item.type == 's') {
      result = strOf(thread_, value);
    } else {
      result = item.type == 'r' && !bytes_ ? reprOf(thread_, value) : asciiOf(thread_, value);
    }
    if (result.isError())
      return false;
    auto *s = result.as<Str>();
    pad(item, s, item.precision >= 0 && item.precision < s->length ? item.precision : s->length);
    return true;
  }

  bool bytesOf(Value value, Value &result) {
    if (hasBuffer(value)) {
      Buffer buffer;
      if (!getBuffer(thread_, value, buffer))
        return false;
      result = makeLatin1(thread_, bufferView(buffer));
      releaseBuffer(buffer);
      return true;
    }
    Value method = lookupSpecial(thread_, value, names.bytes);
    if (method.isError())
      return false;
    if (method.isUnbound())
      return fail(raiseTypeError(thread_, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'",
                                 value.bits));
    Value made = call(thread_, method);
    if (made.isError())
      return false;
    if (!isBytes(made))
      return fail(raiseTypeError(thread_, "__bytes__ returned non-bytes (type %T)", made.bits));
    result = makeLatin1(thread_, made.as<Bytes>()->view());
    return true;
  }

  void pad(const Item &item, const Str *s, int64_t length) {
    int64_t fill = item.width > length ? item.width - length : 0;
    if (!item.left)
      out_.append(U' ', static_cast<size_t>(fill));
    out_.append(s, 0, length);
    if (item.left)
      out_.append(U' ', static_cast<size_t>(fill));
  }

  // Sign and prefix, then zeros if asked for, then digits.
  void padNumber(const Item &item, const std::string &head, const std::string &digits) {
    int64_t length = static_cast<int64_t>(head.size() + digits.size());
    auto fill = static_cast<size_t>(item.width > length ? item.width - length : 0);
    bool zeros = item.zero && !item.left;
    if (!item.left && !zeros)
      out_.append(U' ', fill);
    out_.appendAscii(head);
    if (zeros)
      out_.append(U'0', fill);
    out_.appendAscii(digits);
    if (item.left)
      out_.append(U' ', fill);
  }

  std::string sign(const Item &item, bool negative) { return negative ? "-" : item.plus ? "+" : item.space ? " " : ""; }

  bool integer(const Item &item, Value value) {
    bool decimal = item.type == 'd' || item.type == 'i' || item.type == 'u';
    Value whole = value;
    if (!isInt(value)) {
      const Slots &slots = typeOf(value)->slots;
      if (decimal ? !(slots.to_int || slots.index) : !slots.index)
        return fail(raiseTypeError(thread_, decimal ? "%%%c format: a real number is required, not %T" : "%%%c format: an integer is required, not %T",
                                   static_cast<char>(item.type), value.bits));
      whole = decimal ? call(thread_, &int_type, {value}) : indexOf(thread_, value);
      if (whole.isError())
        return false;
    }
    int base = item.type == 'o' ? 8 : item.type == 'x' || item.type == 'X' ? 16 : 10;
    std::string digits;
    if (!intDigits(thread_, whole, base, item.type == 'X', digits))
      return false;
    if (item.precision > INT32_MAX - 3)
      return fail(raiseOverflowError(thread_, "precision too large"));
    if (item.precision > static_cast<int64_t>(digits.size()))
      digits.insert(0, static_cast<size_t>(item.precision) - digits.size(), '0');
    std::string head = sign(item, IntView(whole).negative());
    if (item.alternate && base != 10) {
      head.push_back('0');
      head.push_back(static_cast<char>(item.type));
    }
    padNumber(item, head, digits);
    return true;
  }

  bool number(const Item &item, Value value) {
    double d = 0;
    if (bytes_ && !isFloat(value) && !typeOf(value)->slots.to_float && !typeOf(value)->slots.index)
      return fail(raiseTypeError(thread_, "float argument required, not %T", value.bits));
    if (!toDouble(thread_, value, d))
      return false;
    FloatStyle style;
    style.code = static_cast<char>(item.type);
    style.precision = item.precision < 0 ? 6 : static_cast<int>(item.precision);
    style.alternate = item.alternate;
    std::string digits = formatDouble(d, style);
    bool negative = digits[0] == '-';
    if (negative)
      digits.erase(0, 1);
    padNumber(item, sign(item, negative), digits);
    return true;
  }

  bool character(const Item &item, Value value) {
    char32_t c = 0;
    if (bytes_) {
      if (isBytes(value) && value.as<Bytes>()->size == 1) {
        c = value.as<Bytes>()->data[0];
      } else if (isInt(value)) {
        int64_t code = 0;
        if (!fitsInt64(value, code) || code < 0 || code > 255)
          return fail(raiseOverflowError(thread_, "%%c arg not in range(256)"));
        c = static_cast<char32_t>(code);
      } else {
        return fail(raiseTypeError(thread_, "%%c requires an integer in range(256) or a single byte"));
      }
    } else if (isStr(value)) {
      if (value.as<Str>()->length != 1)
        return fail(raiseTypeError(thread_, "%%c requires int or char"));
      c = (*value.as<Str>())[0];
    } else {
      if (!isInt(value) && !typeOf(value)->slots.index)
        return fail(raiseTypeError(thread_, "%%c requires int or char"));
      Value whole = indexOf(thread_, value);
      int64_t code = 0;
      if (whole.isError())
        return false;
      if (!fitsInt64(whole, code) || code < 0 || code > 0x10FFFF)
        return fail(raiseOverflowError(thread_, "%%c arg not in range(0x110000)"));
      c = static_cast<char32_t>(code);
    }
    pad(item, makeStrOfChar(thread_, c), 1);
    return true;
  }

  Thread &thread_;
  Str *format_;
  Value arguments_;
  bool bytes_;
  bool mapping_ = false;
  Tuple *tuple_ = nullptr;
  int64_t count_ = 1;
  int64_t next_ = 0;
  int64_t at_ = 0;
  Value keyed_, mapping_source_;
  StrBuilder out_;
};

} // namespace

Value percentFormat(Thread &thread, Str *format, Value arguments) {
  return Formatter(thread, format, arguments, false).run();
}

Value percentFormatBytes(Thread &thread, Str *format, Value arguments) {
  return Formatter(thread, format, arguments, true).run();
}

} // namespace pystm
