// str: searching, replacing, translating.
#include "objects/str_methods.h"

#include "objects/dict.h"

namespace pystm {
namespace {

// The arguments (self, sub, start, end) of the finding methods.
struct Search {
  Str *text = nullptr;
  Str *needle = nullptr;
  int64_t from = 0, to = 0;
};

bool readSearch(Thread &thread, LocalValue *args, Search &search) {
  search.text = args[0].as<Str>();
  if (!isStr(args[1])) {
    raiseTypeError(thread, "must be str, not %T", args[1].bits);
    return false;
  }
  search.needle = args[1].as<Str>();
  return searchRange(thread, args[2], args[3], search.text->length, search.from, search.to);
}

int64_t findForward(const Search &s) {
  return s.from > s.to ? -1 : findStr(s.text, s.needle, s.from, s.to);
}
int64_t findBackward(const Search &s) {
  return s.from > s.to ? -1 : findLastStr(s.text, s.needle, s.from, s.to);
}

Value find(Thread &thread, LocalValue *args, int64_t (*search_for)(const Search &), bool must) {
  Search search;
  if (!readSearch(thread, args, search))
    return Value::error();
  int64_t position = search_for(search);
  if (position < 0 && must)
    return raiseValueError(thread, "substring not found");
  return makeInt(thread, position);
}

bool matchesAt(const Str *text, const Str *part, int64_t at, int64_t to) {
  if (at < 0 || part->length > to - at)
    return false;
  for (int64_t i = 0; i < part->length; ++i) {
    if ((*text)[at + i] != (*part)[i])
      return false;
  }
  return true;
}

Value tailMatch(Thread &thread, LocalValue *args, bool at_end) {
  auto *text = args[0].as<Str>();
  int64_t from = 0;
  int64_t to = 0;
  if (!searchRange(thread, args[2], args[3], text->length, from, to))
    return Value::error();
  const char *name = at_end ? "endswith" : "startswith";
  auto matches = [&](Value part) {
    auto *s = part.as<Str>();
    if (from > to)
      return false;
    return at_end ? to - s->length >= from && matchesAt(text, s, to - s->length, to) : matchesAt(text, s, from, to);
  };
  if (isStr(args[1]))
    return makeBool(matches(args[1]));
  if (!isTuple(args[1]))
    return raiseTypeError(thread, "%s first arg must be str or a tuple of str, not %T", name, args[1].bits);
  for (Value part : *args[1].as<Tuple>()) {
    if (!isStr(part))
      return raiseTypeError(thread, "tuple for %s must only contain str, not %T", name, part.bits);
    if (matches(part))
      return trueValue();
  }
  return falseValue();
}

int64_t countStr(const Str *text, const Str *needle, int64_t from, int64_t to, int64_t limit) {
  if (needle->length == 0)
    return to < from ? 0 : std::min(to - from + 1, limit);
  int64_t count = 0;
  while (count < limit) {
    int64_t at = from > to ? -1 : findStr(text, needle, from, to);
    if (at < 0)
      break;
    ++count;
    from = at + needle->length;
  }
  return count;
}

} // namespace

Value strFind(Thread &thread, LocalValue *args) { return find(thread, args, findForward, false); }
Value strRFind(Thread &thread, LocalValue *args) { return find(thread, args, findBackward, false); }
Value strIndex(Thread &thread, LocalValue *args) { return find(thread, args, findForward, true); }
Value strRIndex(Thread &thread, LocalValue *args) { return find(thread, args, findBackward, true); }

Value strCount(Thread &thread, LocalValue *args) {
  Search search;
  if (!readSearch(thread, args, search))
    return Value::error();
  return makeInt(thread, countStr(search.text, search.needle, search.from, search.to, INT64_MAX));
}

Value strStartsWith(Thread &thread, LocalValue *args) { return tailMatch(thread, args, false); }
Value strEndsWith(Thread &thread, LocalValue *args) { return tailMatch(thread, args, true); }

Value strReplace(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  for (int i = 1; i <= 2; ++i) {
    if (!isStr(args[i]))
      return raiseTypeError(thread, "replace() argument %d must be str, not %T", i, args[i].bits);
  }
  auto *old = args[1].as<Str>();
  auto *replacement = args[2].as<Str>();
  int64_t limit = 0;
  if (!indexOf(thread, args[3], limit, &OverflowError_type))
    return Value::error();
  if (limit < 0)
    limit = INT64_MAX;
  int64_t count = countStr(text, old, 0, text->length, limit);
  if (count == 0)
    return isExactly(args[0], str_type) ? args[0] : Value(substring(thread, text, 0, text->length));
  StrBuilder builder;
  int64_t at = 0;
  for (int64_t i = 0; i < count; ++i) {
    if (old->length == 0) {
      builder.append(replacement);
      if (at < text->length)
        builder.append((*text)[at++]);
      continue;
    }
    int64_t found = findStr(text, old, at, text->length);
    builder.append(text, at, found);
    builder.append(replacement);
    at = found + old->length;
  }
  builder.append(text, at, text->length);
  return builder.finish(thread);
}

Value strRemovePrefix(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  if (!isStr(args[1]))
    return raiseTypeError(thread, "removeprefix() argument must be str, not %T", args[1].bits);
  auto *part = args[1].as<Str>();
  return substring(thread, text, matchesAt(text, part, 0, text->length) ? part->length : 0, text->length);
}

Value strRemoveSuffix(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  if (!isStr(args[1]))
    return raiseTypeError(thread, "removesuffix() argument must be str, not %T", args[1].bits);
  auto *part = args[1].as<Str>();
  bool matches = part->length <= text->length && matchesAt(text, part, text->length - part->length, text->length);
  return substring(thread, text, 0, text->length - (matches ? part->length : 0));
}

Value strTranslate(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  StrBuilder builder;
  for (int64_t i = 0; i < text->length; ++i) {
    char32_t c = (*text)[i];
    Value mapped = getItem(thread, args[1], Value::smallInt(c));
    if (mapped.isError()) {
      if (!exceptionMatches(thread, &LookupError_type))
        return mapped;
      thread.clearException();
      builder.append(c);
      continue;
    }
    if (isNone(mapped))
      continue;
    if (isStr(mapped)) {
      builder.append(mapped.as<Str>());
      continue;
    }
    if (!isInt(mapped))
      return raiseTypeError(thread, "character mapping must return integer, None or str");
    int64_t code = 0;
    if (!fitsInt64(mapped, code) || code < 0 || code > 0x10FFFF)
      return raiseValueError(thread, "character mapping must be in range(0x110000)");
    builder.append(static_cast<char32_t>(code));
  }
  return builder.finish(thread);
}

Value strMakeTrans(Thread &thread, LocalValue *args) {
  Dict *table = makeDict(thread);
  Value x = args[0];
  Value y = args[1];
  Value z = args[2];
  if (!y.isUnbound()) {
    if (!isStr(x))
      return raiseTypeError(thread, "first maketrans argument must be a string if there is a second argument");
    if (!isStr(y))
      return raiseTypeError(thread, "maketrans() argument 2 must be str, not %T", y.bits);
    if (x.as<Str>()->length != y.as<Str>()->length)
      return raiseValueError(thread, "the first two maketrans arguments must have equal length");
    for (int64_t i = 0; i < x.as<Str>()->length; ++i) {
      if (!dictSet(thread, table, Value::smallInt((*x.as<Str>())[i]), Value::smallInt((*y.as<Str>())[i])))
        return Value::error();
    }
    if (!z.isUnbound()) {
      if (!isStr(z))
        return raiseTypeError(thread, "maketrans() argument 3 must be str, not %T", z.bits);
      for (int64_t i = 0; i < z.as<Str>()->length; ++i) {
        if (!dictSet(thread, table, Value::smallInt((*z.as<Str>())[i]), none()))
          return Value::error();
      }
    }
    return table;
  }
  if (!isDict(x))
    return raiseTypeError(thread, "if you give only one argument to maketrans it must be a dict");
  int64_t position = 0;
  Value key;
  Value value;
  while (dictNext(x.as<Dict>(), position, key, value)) {
    if (isStr(key)) {
      if (key.as<Str>()->length != 1)
        return raiseValueError(thread, "string keys in translate table must be of length 1");
      key = Value::smallInt((*key.as<Str>())[0]);
    } else if (!isInt(key)) {
      return raiseTypeError(thread, "keys in translate table must be strings or integers");
    }
    if (!dictSet(thread, table, key, value))
      return Value::error();
  }
  return table;
}

} // namespace pystm
