// bytes and bytearray: cutting into pieces and off the ends.
#include "objects/bytes_methods.h"

#include "objects/bytearray.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/tuple.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {
namespace {

bool isSpace(char c) { return c == ' ' || (c >= 9 && c <= 13); }

std::string_view selfView(LocalValue *args) { return bytesViewOf(args[0].object()); }

bool copyArgument(Thread &thread, Value value, std::string &out) {
  Buffer buffer;
  if (!getBuffer(thread, value, buffer))
    return false;
  out = bufferView(buffer);
  releaseBuffer(buffer);
  return true;
}

bool readSplit(Thread &thread, LocalValue *args, std::string &separator, int64_t &limit) {
  if (!isNone(args[1])) {
    if (!copyArgument(thread, args[1], separator))
      return false;
    if (separator.empty()) {
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

Value strip(Thread &thread, LocalValue *args, bool left, bool right) {
  std::string set;
  bool given = !isNone(args[1]);
  if (given && !copyArgument(thread, args[1], set))
    return Value::error();
  std::string_view bytes = selfView(args);
  auto drop = [&](char c) { return given ? set.find(c) != std::string::npos : isSpace(c); };
  while (left && !bytes.empty() && drop(bytes.front()))
    bytes.remove_prefix(1);
  while (right && !bytes.empty() && drop(bytes.back()))
    bytes.remove_suffix(1);
  if (isExactly(args[0], bytes_type) && bytes.size() == selfView(args).size())
    return args[0];
  return makeLike(thread, args[0], bytes);
}

} // namespace

Value bytesSplit(Thread &thread, LocalValue *args) {
  std::string separator;
  int64_t left = 0;
  if (!readSplit(thread, args, separator, left))
    return Value::error();
  std::string_view bytes = selfView(args);
  List *pieces = makeList(thread);
  auto add = [&](size_t from, size_t to) {
    Value piece = makeLike(thread, args[0], bytes.substr(from, to - from));
    return !piece.isError() && listAppend(thread, pieces, piece);
  };
  size_t at = 0;
  if (!separator.empty()) {
    for (; left > 0; --left) {
      size_t found = bytes.find(separator, at);
      if (found == std::string_view::npos)
        break;
      if (!add(at, found))
        return Value::error();
      at = found + separator.size();
    }
    return add(at, bytes.size()) ? Value(pieces) : Value::error();
  }
  for (;; --left) {
    while (at < bytes.size() && isSpace(bytes[at]))
      ++at;
    if (at == bytes.size())
      return pieces;
    size_t end = at;
    while (left > 0 && end < bytes.size() && !isSpace(bytes[end]))
      ++end;
    if (left <= 0)
      end = bytes.size();
    if (!add(at, end))
      return Value::error();
    at = end;
  }
}

Value bytesRSplit(Thread &thread, LocalValue *args) {
  std::string separator;
  int64_t left = 0;
  if (!readSplit(thread, args, separator, left))
    return Value::error();
  std::string_view bytes = selfView(args);
  List *pieces = makeList(thread);
  auto add = [&](size_t from, size_t to) {
    Value piece = makeLike(thread, args[0], bytes.substr(from, to - from));
    return !piece.isError() && listAppend(thread, pieces, piece);
  };
  size_t end = bytes.size();
  bool ok = true;
  if (!separator.empty()) {
    for (; left > 0 && ok && end >= separator.size(); --left) {
      size_t found = bytes.rfind(separator, end - separator.size());
      if (found == std::string_view::npos)
        break;
      ok = add(found + separator.size(), end);
      end = found;
    }
    ok = ok && add(0, end);
  } else {
    for (; ok; --left) {
      while (end > 0 && isSpace(bytes[end - 1]))
        --end;
      if (end == 0)
        break;
      size_t from = left > 0 ? end : 0;
      while (from > 0 && !isSpace(bytes[from - 1]))
        --from;
      ok = add(from, end);
      end = from;
    }
  }
  if (!ok)
    return Value::error();
  std::reverse(pieces->begin(), pieces->end());
  return pieces;
}

Value bytesSplitLines(Thread &thread, LocalValue *args) {
  int keep = isTrue(thread, args[1]);
  if (keep < 0)
    return Value::error();
  std::string_view bytes = selfView(args);
  List *lines = makeList(thread);
  for (size_t at = 0; at < bytes.size();) {
    size_t end = bytes.find_first_of("\r\n", at);
    size_t next = bytes.size();
    if (end == std::string_view::npos)
      end = next;
    else
      next = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n' ? end + 2 : end + 1;
    Value line = makeLike(thread, args[0], bytes.substr(at, (keep ? next : end) - at));
    if (line.isError() || !listAppend(thread, lines, line))
      return Value::error();
    at = next;
  }
  return lines;
}

namespace {

Value partition(Thread &thread, LocalValue *args, bool last) {
  std::string separator;
  if (!copyArgument(thread, args[1], separator))
    return Value::error();
  if (separator.empty())
    return raiseValueError(thread, "empty separator");
  std::string_view bytes = selfView(args);
  size_t at = last ? bytes.rfind(separator) : bytes.find(separator);
  if (at == std::string_view::npos) {
    Value whole = makeLike(thread, args[0], bytes);
    Value none1 = makeLike(thread, args[0], "");
    Value none2 = makeLike(thread, args[0], "");
    return last ? makeTuple(thread, {none1, none2, whole}) : makeTuple(thread, {whole, none1, none2});
  }
  return makeTuple(thread, {makeLike(thread, args[0], bytes.substr(0, at)), makeLike(thread, args[0], separator),
                            makeLike(thread, args[0], bytes.substr(at + separator.size()))});
}

} // namespace

Value bytesPartition(Thread &thread, LocalValue *args) { return partition(thread, args, false); }
Value bytesRPartition(Thread &thread, LocalValue *args) { return partition(thread, args, true); }
Value bytesStrip(Thread &thread, LocalValue *args) { return strip(thread, args, true, true); }
Value bytesLStrip(Thread &thread, LocalValue *args) { return strip(thread, args, true, false); }
Value bytesRStrip(Thread &thread, LocalValue *args) { return strip(thread, args, false, true); }

} // namespace pystm
