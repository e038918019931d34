// The table of str's methods, and those that need few words: padding, join, encode.
#include "objects/str_methods.h"

#include "objects/module.h"
#include "vm/runtime.h"

namespace pystm {

Value importAttributeOfBuiltins(Thread &thread, const char *name) {
  return importAttribute(thread, "builtins", name);
}

bool searchRange(Thread &thread, Value start, Value end, int64_t length, int64_t &from, int64_t &to) {
  from = 0;
  to = length;
  if (!start.isUnbound() && !isNone(start)) {
    if (!start.isSmallInt() && !typeOf(start)->slots.index) {
      raiseTypeError(thread, "slice indices must be integers or None or have an __index__ method");
      return false;
    }
    if (!indexOf(thread, start, from))
      return false;
  }
  if (!end.isUnbound() && !isNone(end)) {
    if (!end.isSmallInt() && !typeOf(end)->slots.index) {
      raiseTypeError(thread, "slice indices must be integers or None or have an __index__ method");
      return false;
    }
    if (!indexOf(thread, end, to))
      return false;
  }
  if (to > length)
    to = length;
  else if (to < 0)
    to = to + length < 0 ? 0 : to + length;
  if (from < 0)
    from = from + length < 0 ? 0 : from + length;
  return true;
}

namespace {

// The optional fill character.
bool fillCharacter(Thread &thread, Value value, char32_t &fill) {
  if (value.isUnbound()) {
    fill = ' ';
    return true;
  }
  if (!isStr(value)) {
    raiseTypeError(thread, "The fill character must be a unicode character, not %T", value.bits);
    return false;
  }
  if (value.as<Str>()->length != 1) {
    raiseTypeError(thread, "The fill character must be exactly one character long");
    return false;
  }
  fill = (*value.as<Str>())[0];
  return true;
}

Value padded(Thread &thread, Str *s, int64_t left, int64_t right, char32_t fill) {
  if (left <= 0 && right <= 0)
    return substring(thread, s, 0, s->length);
  StrBuilder builder;
  builder.append(fill, static_cast<size_t>(left));
  builder.append(s);
  builder.append(fill, static_cast<size_t>(right));
  return builder.finish(thread);
}

enum class Side { kLeft, kRight, kCenter };

Value justify(Thread &thread, LocalValue *args, Side side) {
  auto *s = args[0].as<Str>();
  int64_t width = 0;
  char32_t fill = ' ';
  if (!indexOf(thread, args[1], width, &OverflowError_type) || !fillCharacter(thread, args[2], fill))
    return Value::error();
  int64_t total = width > s->length ? width - s->length : 0;
  if (total > (int64_t{1} << 40))
    return raiseMemoryError(thread);
  int64_t left = side == Side::kLeft ? 0 : side == Side::kRight ? total : total / 2 + (total & width & 1);
  return padded(thread, s, left, total - left, fill);
}

Value strLJust(Thread &thread, LocalValue *args) { return justify(thread, args, Side::kLeft); }
Value strRJust(Thread &thread, LocalValue *args) { return justify(thread, args, Side::kRight); }
Value strCenter(Thread &thread, LocalValue *args) { return justify(thread, args, Side::kCenter); }

Value strZFill(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  int64_t width = 0;
  if (!indexOf(thread, args[1], width, &OverflowError_type))
    return Value::error();
  if (width <= s->length)
    return substring(thread, s, 0, s->length);
  StrBuilder builder;
  bool sign = s->length > 0 && ((*s)[0] == '+' || (*s)[0] == '-');
  if (sign)
    builder.append((*s)[0]);
  builder.append(U'0', static_cast<size_t>(width - s->length));
  builder.append(s, sign, s->length);
  return builder.finish(thread);
}

Value strExpandTabs(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  int tab_size = 0;
  if (!toInt(thread, args[1], tab_size))
    return Value::error();
  if (isExactly(args[0], str_type) && findStr(s, makeStrOfChar(thread, '\t'), 0, s->length) < 0)
    return args[0];
  StrBuilder builder;
  int64_t column = 0;
  for (int64_t i = 0; i < s->length; ++i) {
    char32_t c = (*s)[i];
    if (c == '\t') {
      if (tab_size > 0) {
        int64_t count = tab_size - column % tab_size;
        builder.append(U' ', static_cast<size_t>(count));
        column += count;
      }
      continue;
    }
    builder.append(c);
    column = c == '\n' || c == '\r' ? 0 : column + 1;
  }
  return builder.finish(thread);
}

Value strJoin(Thread &thread, LocalValue *args) { return joinStrs(thread, args[0].as<Str>(), args[1]); }

Value strEncode(Thread &thread, LocalValue *args) {
  std::string encoding;
  std::string errors;
  for (int i = 1; i <= 2; ++i) {
    if (args[i].isUnbound())
      continue;
    if (!isStr(args[i]))
      return raiseTypeError(thread, "encode() argument '%s' must be str, not %T", i == 1 ? "encoding" : "errors", args[i].bits);
    (i == 1 ? encoding : errors) = toUtf8(args[i].as<Str>());
  }
  return encodeStr(thread, args[0].as<Str>(), args[1].isUnbound() ? nullptr : encoding.c_str(),
                   args[2].isUnbound() ? nullptr : errors.c_str());
}

Value strFormatSpec(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "__format__() argument must be str, not %T", args[1].bits);
  return formatStrWithSpec(thread, args[0].as<Str>(), args[1].as<Str>());
}

Value strNewArgs(Thread &thread, LocalValue *args) {
  Value text = typeOf(args[0]) == &str_type ? args[0] : str_type.slots.str(thread, args[0]);
  return text.isError() ? text : Value(makeTuple(thread, {text}));
}

Value strSizeOf(Thread &thread, LocalValue *args) {
  auto *s = args[0].as<Str>();
  return makeInt(thread, (s->ascii ? 49 : s->width == 1 ? 73 : s->width == 2 ? 74 : 76) + s->length * s->width);
}

constexpr MethodDef kTable[] = {
    {"capitalize", "($self, /)", strCapitalize, "Return a capitalized version of the string."},
    {"casefold", "($self, /)", strCaseFold, "Return a version of the string suitable for caseless comparisons."},
    {"center", "($self, width, fillchar=?, /)", strCenter, "Return a centered string of length width."},
    {"count", "($self, sub, start=?, end=?, /)", strCount,
     "S.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of substring sub in\nstring "
     "S[start:end]."},
    {"encode", "($self, /, encoding=?, errors=?)", strEncode, "Encode the string using the codec registered for encoding."},
    {"endswith", "($self, suffix, start=?, end=?, /)", strEndsWith, "Return True if S ends with the specified suffix."},
    {"expandtabs", "($self, /, tabsize=8)", strExpandTabs, "Return a copy where all tab characters are expanded using spaces."},
    {"find", "($self, sub, start=?, end=?, /)", strFind, "Return the lowest index where substring sub is found, or -1."},
    {"format", "($self, /, *args, **kwargs)", strFormat,
     "S.format(*args, **kwargs) -> str\n\nReturn a formatted version of S, using substitutions from args and kwargs."},
    {"format_map", "($self, mapping, /)", strFormatMap, "Return a formatted version of S, using substitutions from mapping."},
    {"index", "($self, sub, start=?, end=?, /)", strIndex, "Like find, but raises ValueError when the substring is not found."},
    {"isalnum", "($self, /)", strIsAlnum, "Return True if the string is an alpha-numeric string, False otherwise."},
    {"isalpha", "($self, /)", strIsAlpha, "Return True if the string is an alphabetic string, False otherwise."},
    {"isascii", "($self, /)", strIsAscii, "Return True if all characters in the string are ASCII, False otherwise."},
    {"isdecimal", "($self, /)", strIsDecimal, "Return True if the string is a decimal string, False otherwise."},
    {"isdigit", "($self, /)", strIsDigit, "Return True if the string is a digit string, False otherwise."},
    {"isidentifier", "($self, /)", strIsIdentifier, "Return True if the string is a valid Python identifier, False otherwise."},
    {"islower", "($self, /)", strIsLower, "Return True if the string is a lowercase string, False otherwise."},
    {"isnumeric", "($self, /)", strIsNumeric, "Return True if the string is a numeric string, False otherwise."},
    {"isprintable", "($self, /)", strIsPrintable, "Return True if the string is printable, False otherwise."},
    {"isspace", "($self, /)", strIsSpace, "Return True if the string is a whitespace string, False otherwise."},
    {"istitle", "($self, /)", strIsTitle, "Return True if the string is a title-cased string, False otherwise."},
    {"isupper", "($self, /)", strIsUpper, "Return True if the string is an uppercase string, False otherwise."},
    {"join", "($self, iterable, /)", strJoin, "Concatenate any number of strings."},
    {"ljust", "($self, width, fillchar=?, /)", strLJust, "Return a left-justified string of length width."},
    {"lower", "($self, /)", strLower, "Return a copy of the string converted to lowercase."},
    {"lstrip", "($self, chars=None, /)", strLStrip, "Return a copy of the string with leading whitespace removed."},
    {"maketrans", "(x, y=?, z=?, /)", strMakeTrans, "Return a translation table usable for str.translate()."},
    {"partition", "($self, sep, /)", strPartition, "Partition the string into three parts using the given separator."},
    {"removeprefix", "($self, prefix, /)", strRemovePrefix, "Return a str with the given prefix string removed if present."},
    {"removesuffix", "($self, suffix, /)", strRemoveSuffix, "Return a str with the given suffix string removed if present."},
    {"replace", "($self, old, new, count=-1, /)", strReplace, "Return a copy with all occurrences of substring old replaced by new."},
    {"rfind", "($self, sub, start=?, end=?, /)", strRFind, "Return the highest index where substring sub is found, or -1."},
    {"rindex", "($self, sub, start=?, end=?, /)", strRIndex, "Like rfind, but raises ValueError when the substring is not found."},
    {"rjust", "($self, width, fillchar=?, /)", strRJust, "Return a right-justified string of length width."},
    {"rpartition", "($self, sep, /)", strRPartition, "Partition the string into three parts using the given separator."},
    {"rsplit", "($self, /, sep=None, maxsplit=-1)", strRSplit, "Return a list of the substrings in the string, from the end."},
    {"rstrip", "($self, chars=None, /)", strRStrip, "Return a copy of the string with trailing whitespace removed."},
    {"split", "($self, /, sep=None, maxsplit=-1)", strSplit, "Return a list of the substrings in the string."},
    {"splitlines", "($self, /, keepends=False)", strSplitLines, "Return a list of the lines in the string, breaking at line boundaries."},
    {"startswith", "($self, prefix, start=?, end=?, /)", strStartsWith, "Return True if S starts with the specified prefix."},
    {"strip", "($self, chars=None, /)", strStrip, "Return a copy of the string with leading and trailing whitespace removed."},
    {"swapcase", "($self, /)", strSwapCase, "Convert uppercase characters to lowercase and lowercase characters to uppercase."},
    {"title", "($self, /)", strTitle, "Return a version of the string where each word is titlecased."},
    {"translate", "($self, table, /)", strTranslate, "Replace each character in the string using the given translation table."},
    {"upper", "($self, /)", strUpper, "Return a copy of the string converted to uppercase."},
    {"zfill", "($self, width, /)", strZFill, "Pad a numeric string with zeros on the left."},
    {"__format__", "($self, format_spec, /)", strFormatSpec, "Return a formatted version of the string as described by format_spec."},
    {"__getnewargs__", "($self, /)", strNewArgs, ""},
    {"__sizeof__", "($self, /)", strSizeOf, "Return the size of the string in memory, in bytes."},
};

} // namespace

const std::span<const MethodDef> kStrMethods = kTable;

} // namespace pystm
