// str: cutting into pieces and off the ends.
#include "objects/str_methods.h"

#include "text/unicode.h"

#include <algorithm>

namespace pystm {
namespace {

// Separator (null: whitespace) and limit of split and rsplit.
bool readSplit(Thread &thread, LocalValue *args, Str *&separator, int64_t &limit) {
  separator = nullptr;
  if (!isNone(args[1])) {
    if (!isStr(args[1])) {
      raiseTypeError(thread, "must be str or None, not %T", args[1].bits);
      return false;
    }
    separator = args[1].as<Str>();
    if (separator->length == 0) {
      raiseValueError(thread, "empty separator");
      return false;
    }
  }
  if (!indexOf(thread, args[2], limit, &OverflowError_type))
    return false;
  if (limit < 0)
    limit = INT64_MAX;
  return true;
}

bool addPiece(Thread &thread, List *pieces, Str *text, int64_t from, int64_t to) {
  Str *piece = substring(thread, text, from, to);
  return piece && listAppend(thread, pieces, piece);
}

Value strip(Thread &thread, LocalValue *args, bool left, bool right, const char *name) {
  auto *text = args[0].as<Str>();
  int64_t from = 0;
  int64_t to = text->length;
  if (isNone(args[1])) {
    while (left && from < to && isSpaceChar((*text)[from]))
      ++from;
    while (right && to > from && isSpaceChar((*text)[to - 1]))
      --to;
  } else {
    if (!isStr(args[1]))
      return raiseTypeError(thread, "%s arg must be None or str", name);
    auto *set = args[1].as<Str>();
    auto in_set = [&](char32_t c) {
      for (int64_t i = 0; i < set->length; ++i) {
        if ((*set)[i] == c)
          return true;
      }
      return false;
    };
    while (left && from < to && in_set((*text)[from]))
      ++from;
    while (right && to > from && in_set((*text)[to - 1]))
      --to;
  }
  return substring(thread, text, from, to);
}

bool readSeparator(Thread &thread, Value value, Str *&separator) {
  if (!isStr(value)) {
    raiseTypeError(thread, "must be str, not %T", value.bits);
    return false;
  }
  separator = value.as<Str>();
  if (separator->length == 0) {
    raiseValueError(thread, "empty separator");
    return false;
  }
  return true;
}

} // namespace

Value strSplit(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  Str *separator = nullptr;
  int64_t left = 0;
  if (!readSplit(thread, args, separator, left))
    return Value::error();
  List *pieces = makeList(thread);
  int64_t at = 0;
  if (separator) {
    for (; left > 0; --left) {
      int64_t found = findStr(text, separator, at, text->length);
      if (found < 0)
        break;
      if (!addPiece(thread, pieces, text, at, found))
        return Value::error();
      at = found + separator->length;
    }
    return addPiece(thread, pieces, text, at, text->length) ? Value(pieces) : Value::error();
  }
  for (;; --left) {
    while (at < text->length && isSpaceChar((*text)[at]))
      ++at;
    if (at == text->length)
      return pieces;
    int64_t end = at;
    if (left > 0) {
      while (end < text->length && !isSpaceChar((*text)[end]))
        ++end;
    } else {
      end = text->length; // the rest keeps its whitespace
    }
    if (!addPiece(thread, pieces, text, at, end))
      return Value::error();
    at = end;
  }
}

Value strRSplit(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  Str *separator = nullptr;
  int64_t left = 0;
  if (!readSplit(thread, args, separator, left))
    return Value::error();
  List *pieces = makeList(thread);
  int64_t end = text->length;
  bool ok = true;
  if (separator) {
    for (; left > 0 && ok; --left) {
      int64_t found = findLastStr(text, separator, 0, end);
      if (found < 0)
        break;
      ok = addPiece(thread, pieces, text, found + separator->length, end);
      end = found;
    }
    ok = ok && addPiece(thread, pieces, text, 0, end);
  } else {
    for (; ok; --left) {
      while (end > 0 && isSpaceChar((*text)[end - 1]))
        --end;
      if (end == 0)
        break;
      int64_t from = left > 0 ? end : 0;
      while (from > 0 && !isSpaceChar((*text)[from - 1]))
        --from;
      ok = addPiece(thread, pieces, text, from, end);
      end = from;
    }
  }
  if (!ok)
    return Value::error();
  std::reverse(pieces->begin(), pieces->end());
  return pieces;
}

Value strSplitLines(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  int keep = isTrue(thread, args[1]);
  if (keep < 0)
    return Value::error();
  List *lines = makeList(thread);
  int64_t at = 0;
  while (at < text->length) {
    int64_t end = at;
    while (end < text->length && !isLineBreak((*text)[end]))
      ++end;
    int64_t next = end;
    if (end < text->length)
      next = (*text)[end] == '\r' && end + 1 < text->length && (*text)[end + 1] == '\n' ? end + 2 : end + 1;
    if (!addPiece(thread, lines, text, at, keep ? next : end))
      return Value::error();
    at = next;
  }
  return lines;
}

Value strPartition(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  Str *separator = nullptr;
  if (!readSeparator(thread, args[1], separator))
    return Value::error();
  int64_t at = findStr(text, separator, 0, text->length);
  if (at < 0)
    return makeTuple(thread, {substring(thread, text, 0, text->length), emptyStr(), emptyStr()});
  return makeTuple(thread, {substring(thread, text, 0, at), separator,
                            substring(thread, text, at + separator->length, text->length)});
}

Value strRPartition(Thread &thread, LocalValue *args) {
  auto *text = args[0].as<Str>();
  Str *separator = nullptr;
  if (!readSeparator(thread, args[1], separator))
    return Value::error();
  int64_t at = findLastStr(text, separator, 0, text->length);
  if (at < 0)
    return makeTuple(thread, {emptyStr(), emptyStr(), substring(thread, text, 0, text->length)});
  return makeTuple(thread, {substring(thread, text, 0, at), separator,
                            substring(thread, text, at + separator->length, text->length)});
}

Value strStrip(Thread &thread, LocalValue *args) { return strip(thread, args, true, true, "strip"); }
Value strLStrip(Thread &thread, LocalValue *args) { return strip(thread, args, true, false, "lstrip"); }
Value strRStrip(Thread &thread, LocalValue *args) { return strip(thread, args, false, true, "rstrip"); }

} // namespace pystm
