// Error handlers: the builtin ones in C++, the others through the registry as Python calls with a
// UnicodeError that describes the place.
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/tuple.h"
#include "text/unicode_names.h"
#include "vm/thread.h"

#include <cstdio>

namespace pystm {

void appendEscape(std::string &out, char32_t c) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x",
                static_cast<unsigned>(c));
  out += buffer;
}

namespace {

bool isSurrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// The three bytes of a surrogate in UTF-8, the unit in UTF-16 and UTF-32: for surrogatepass.
struct SurrogateForm {
  size_t unit = 0; // 3 for UTF-8, 2, 4
  bool little = true;
};

bool surrogateForm(std::string_view encoding, SurrogateForm &form) {
  if (encoding == "utf-8") {
    form.unit = 3;
    return true;
  }
  if (encoding.starts_with("utf-16"))
    form.unit = 2;
  else if (encoding.starts_with("utf-32"))
    form.unit = 4;
  form.little = !encoding.ends_with("-be");
  return form.unit != 0;
}

bool passDecode(std::string_view encoding, std::string_view bytes, size_t start, char32_t &c, size_t &length) {
  SurrogateForm form;
  if (!surrogateForm(encoding, form) || start + form.unit > bytes.size())
    return false;
  auto at = [&](size_t k) { return static_cast<char32_t>(static_cast<uint8_t>(bytes[start + k])); };
  if (form.unit == 3) {
    if ((at(0) & 0xF0) != 0xE0 || (at(1) & 0xC0) != 0x80 || (at(2) & 0xC0) != 0x80)
      return false;
    c = (at(0) & 0x0F) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
  } else {
    c = 0;
    for (size_t k = 0; k < form.unit; ++k)
      c |= at(k) << (8 * (form.little ? k : form.unit - 1 - k));
  }
  length = form.unit;
  return isSurrogate(c);
}

Value makeDecodeError(Thread &thread, const char *encoding, std::string_view bytes, size_t start, size_t end,
                      const char *reason) {
  return makeException(thread, &UnicodeDecodeError_type,
                       {makeStr(thread, std::string_view(encoding)), makeBytes(thread, bytes), Value::smallInt(static_cast<int64_t>(start)),
                        Value::smallInt(static_cast<int64_t>(end)), makeStr(thread, std::string_view(reason))});
}

Value makeEncodeError(Thread &thread, const char *encoding, Str *text, int64_t start, int64_t end, const char *reason) {
  return makeException(thread, &UnicodeEncodeError_type,
                       {makeStr(thread, std::string_view(encoding)), text, Value::smallInt(start), Value::smallInt(end),
                        makeStr(thread, std::string_view(reason))});
}

// Calls a registered handler: its replacement, and the position within [0, length] to go on at.
Value callHandler(Thread &thread, const char *errors, Value exception, int64_t length, bool decoding, int64_t &resume) {
  Value handler = lookupErrorHandler(thread, errors);
  if (handler.isError())
    return handler;
  Value answer = call(thread, handler, {exception});
  if (answer.isError())
    return answer;
  const char *kind = decoding ? "decoding error handler must return (str, int) tuple"
                              : "encoding error handler must return (str/bytes, int) tuple";
  if (!isTuple(answer) || answer.as<Tuple>()->size != 2)
    return raiseTypeError(thread, "%s", kind);
  Value replacement = answer.as<Tuple>()->items[0];
  Value position = answer.as<Tuple>()->items[1];
  if (!(isStr(replacement) || (!decoding && isBytes(replacement))) || !isInt(position))
    return raiseTypeError(thread, "%s", kind);
  if (!toInt64(thread, position, resume))
    return Value::error();
  int64_t given = resume;
  if (resume < 0)
    resume += length;
  if (resume < 0 || resume > length)
    return raiseIndexError(thread, "position %lld from error handler out of bounds", static_cast<long long>(given));
  return replacement;
}

} // namespace

bool handleDecodeError(Thread &thread, const char *encoding, std::string_view bytes, size_t start, size_t end,
                       const char *reason, const char *errors, StrBuilder &out, size_t &resume) {
  std::string_view handler = errors ? errors : "strict";
  resume = end;
  if (handler == "ignore")
    return true;
  if (handler == "replace") {
    out.append(0xFFFD);
    return true;
  }
  if (handler == "backslashreplace") {
    for (size_t i = start; i < end; ++i) {
      std::string escape;
      appendEscape(escape, static_cast<uint8_t>(bytes[i]));
      out.appendAscii(escape);
    }
    return true;
  }
  if (handler == "surrogateescape") {
    size_t i = start;
    for (; i < end && static_cast<uint8_t>(bytes[i]) >= 128; ++i)
      out.append(0xDC00 + static_cast<uint8_t>(bytes[i]));
    if (i > start) {
      resume = i;
      return true;
    }
    handler = "strict";
  }
  if (handler == "surrogatepass") {
    char32_t c = 0;
    size_t length = 0;
    if (passDecode(encoding, bytes, start, c, length)) {
      out.append(c);
      resume = start + length;
      return true;
    }
    handler = "strict";
  }
  Value exception = makeDecodeError(thread, encoding, bytes, start, end, reason);
  if (exception.isError())
    return false;
  if (handler == "strict") {
    raise(thread, exception);
    return false;
  }
  int64_t position = 0;
  Value replacement = callHandler(thread, errors, exception, static_cast<int64_t>(bytes.size()), true, position);
  if (replacement.isError())
    return false;
  out.append(replacement.as<Str>());
  resume = static_cast<size_t>(position);
  return true;
}

bool handleEncodeError(Thread &thread, const char *encoding, Str *text, int64_t start, int64_t end, const char *reason,
                       const char *errors, EncodeReplacement &result) {
  std::string_view handler = errors ? errors : "strict";
  result.resume = end;
  std::string ascii;
  if (handler == "ignore")
    return true;
  if (handler == "replace") {
    result.text.assign(static_cast<size_t>(end - start), U'?');
    return true;
  }
  if (handler == "backslashreplace" || handler == "namereplace" || handler == "xmlcharrefreplace") {
    for (int64_t i = start; i < end; ++i) {
      char32_t c = (*text)[i];
      if (handler[0] == 'x') {
        ascii += "&#" + std::to_string(static_cast<uint32_t>(c)) + ";";
        continue;
      }
      std::string name = handler[0] == 'n' ? characterName(c) : "";
      if (name.empty())
        appendEscape(ascii, c);
      else
        ascii += "\\N{" + name + "}";
    }
    result.text.assign(ascii.begin(), ascii.end());
    return true;
  }
  if (handler == "surrogateescape") {
    int64_t i = start;
    for (; i < end && (*text)[i] >= 0xDC80 && (*text)[i] <= 0xDCFF; ++i)
      result.bytes.push_back(static_cast<char>((*text)[i] - 0xDC00));
    if (i > start) {
      result.resume = i;
      return true;
    }
    handler = "strict";
  }
  SurrogateForm form;
  if (handler == "surrogatepass" && surrogateForm(encoding, form)) {
    int64_t i = start;
    for (; i < end && isSurrogate((*text)[i]); ++i) {
      char32_t c = (*text)[i];
      if (form.unit == 3) {
        result.bytes.push_back(static_cast<char>(0xE0 | c >> 12));
        result.bytes.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
        result.bytes.push_back(static_cast<char>(0x80 | (c & 0x3F)));
        continue;
      }
      for (size_t k = 0; k < form.unit; ++k)
        result.bytes.push_back(static_cast<char>(c >> (8 * (form.little ? k : form.unit - 1 - k))));
    }
    if (i > start) {
      result.resume = i;
      return true;
    }
  }
  if (handler == "surrogatepass")
    handler = "strict";
  Value exception = makeEncodeError(thread, encoding, text, start, end, reason);
  if (exception.isError())
    return false;
  if (handler == "strict") {
    raise(thread, exception);
    return false;
  }
  Value replacement = callHandler(thread, errors, exception, text->length, false, result.resume);
  if (replacement.isError())
    return false;
  if (isBytes(replacement))
    result.bytes = replacement.as<Bytes>()->view();
  else
    result.text = toCodePoints(replacement.as<Str>());
  return true;
}

} // namespace pystm
