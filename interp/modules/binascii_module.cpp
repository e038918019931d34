// The module binascii: base 64, hexadecimal, quoted-printable and checksums.
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

Value error_type;
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Value fail(Thread &thread, const char *message) {
  return raise(thread, call(thread, error_type, {makeStr(thread, std::string_view(message))}));
}

// Bytes of a bytes-like object, or of an ASCII string.
bool data(Thread &thread, Value value, std::string &out, bool text_too = false) {
  if (text_too && isStr(value)) {
    if (!value.as<Str>()->ascii) {
      raiseValueError(thread, "string argument should contain only ASCII characters");
      return false;
    }
    out = value.as<Str>()->view();
    return true;
  }
  if (text_too && !hasBuffer(value)) {
    raiseTypeError(thread, "argument should be bytes, buffer or ASCII string, not '%T'", value.bits);
    return false;
  }
  Buffer buffer;
  if (!getBuffer(thread, value, buffer))
    return false;
  out = bufferView(buffer);
  releaseBuffer(buffer);
  return true;
}

Value b2aBase64(Thread &thread, LocalValue *args) {
  std::string in;
  int newline = isTrue(thread, args[1]);
  if (newline < 0 || !data(thread, args[0], in))
    return Value::error();
  std::string out;
  for (size_t i = 0; i < in.size(); i += 3) {
    uint32_t bits = 0;
    size_t have = std::min<size_t>(3, in.size() - i);
    for (size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (k < have ? static_cast<uint8_t>(in[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k)
      out.push_back(k <= have ? kAlphabet[bits >> (18 - 6 * k) & 63] : '=');
  }
  if (newline)
    out.push_back('\n');
  return makeBytes(thread, out);
}

Value a2bBase64(Thread &thread, LocalValue *args) {
  std::string in;
  int strict = isTrue(thread, args[1]);
  if (strict < 0 || !data(thread, args[0], in, true))
    return Value::error();
  std::string out;
  uint32_t bits = 0;
  int have = 0;
  int pads = 0;
  size_t digits = 0;
  if (strict && !in.empty() && in[0] == '=')
    return fail(thread, "Leading padding not allowed");
  for (size_t i = 0; i < in.size(); ++i) {
    char c = in[i];
    if (c == '=') {
      ++pads;
      if (have >= 2 && have + pads >= 4) {
        if (strict && i + 1 < in.size())
          return fail(thread, "Excess data after padding");
        return makeBytes(thread, out);
      }
      continue;
    }
    size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) {
      if (strict)
        return fail(thread, "Only base64 data is allowed");
      continue;
    }
    if (strict && pads > 0)
      return fail(thread, "Discontinuous padding not allowed");
    pads = 0;
    ++digits;
    bits = bits << 6 | static_cast<uint32_t>(value);
    if (++have > 1)
      out.push_back(static_cast<char>(bits >> (6 - 2 * (have - 2) - 2)));
    if (have == 4)
      have = 0;
  }
  if (have == 1) {
    std::string message = "Invalid base64-encoded string: number of data characters (" + std::to_string(digits) +
                          ") cannot be 1 more than a multiple of 4";
    return fail(thread, message.c_str());
  }
  return have != 0 ? fail(thread, "Incorrect padding") : Value(makeBytes(thread, out));
}

Value hexlify(Thread &thread, LocalValue *args) {
  std::string in;
  if (!data(thread, args[0], in))
    return Value::error();
  Value bytes = makeBytes(thread, in);
  Value text = args[1].isUnbound() ? callMethod(thread, bytes, "hex") : callMethod(thread, bytes, "hex", {args[1], args[2]});
  return text.isError() ? text : Value(makeBytes(thread, text.as<Str>()->view()));
}

int hexDigit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Value unhexlify(Thread &thread, LocalValue *args) {
  std::string in;
  if (!data(thread, args[0], in, true))
    return Value::error();
  if (in.size() % 2 != 0)
    return fail(thread, "Odd-length string");
  std::string out;
  for (size_t i = 0; i < in.size(); i += 2) {
    int high = hexDigit(in[i]);
    int low = hexDigit(in[i + 1]);
    if (high < 0 || low < 0)
      return fail(thread, "Non-hexadecimal digit found");
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return makeBytes(thread, out);
}

Value crc32(Thread &thread, LocalValue *args) {
  std::string in;
  Value start = indexOf(thread, args[1]);
  if (start.isError() || !data(thread, args[0], in))
    return Value::error();
  auto crc = ~static_cast<uint32_t>(lowBits(start));
  for (char c : in) {
    crc ^= static_cast<uint8_t>(c);
    for (int k = 0; k < 8; ++k)
      crc = crc >> 1 ^ ((crc & 1) ? 0xEDB88320U : 0);
  }
  return makeUnsigned(thread, static_cast<uint32_t>(~crc));
}

Value crcHqx(Thread &thread, LocalValue *args) {
  std::string in;
  Value start = indexOf(thread, args[1]);
  if (start.isError() || !data(thread, args[0], in))
    return Value::error();
  auto crc = static_cast<uint16_t>(lowBits(start));
  for (char c : in) {
    crc = static_cast<uint16_t>(crc ^ static_cast<uint8_t>(c) << 8);
    for (int k = 0; k < 8; ++k)
      crc = static_cast<uint16_t>(crc << 1 ^ ((crc & 0x8000) ? 0x1021 : 0));
  }
  return Value::smallInt(crc);
}

Value a2bQp(Thread &thread, LocalValue *args) {
  std::string in;
  int header = isTrue(thread, args[1]);
  if (header < 0 || !data(thread, args[0], in, true))
    return Value::error();
  std::string out;
  for (size_t i = 0; i < in.size(); ++i) {
    if (in[i] == '_' && header) {
      out.push_back(' ');
    } else if (in[i] != '=') {
      out.push_back(in[i]);
    } else if (i + 1 < in.size() && (in[i + 1] == '\n' || in[i + 1] == '\r')) {
      while (++i < in.size() && in[i] != '\n') {
      }
    } else if (i + 2 < in.size() && hexDigit(in[i + 1]) >= 0 && hexDigit(in[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hexDigit(in[i + 1]) * 16 + hexDigit(in[i + 2])));
      i += 2;
    } else if (i + 1 < in.size()) {
      out.push_back('=');
    }
  }
  return makeBytes(thread, out);
}

Value a2bUu(Thread &thread, LocalValue *args) {
  std::string in;
  if (!data(thread, args[0], in, true))
    return Value::error();
  std::string out;
  if (in.empty())
    return makeBytes(thread, std::string(32, '\0'));
  auto wanted = static_cast<size_t>((static_cast<uint8_t>(in[0]) - ' ') & 63);
  uint32_t bits = 0;
  int have = 0;
  size_t at = 1;
  auto lineEnds = [&] { return at >= in.size() || in[at] == '\n' || in[at] == '\r'; };
  while (out.size() < wanted) {
    uint32_t value = 0; // lines may have lost spaces at their end
    if (!lineEnds()) {
      char c = in[at++];
      if (c < ' ' || c > ' ' + 64)
        return fail(thread, "Illegal char");
      value = static_cast<uint32_t>(c - ' ') & 63;
    }
    bits = bits << 6 | value;
    have += 6;
    if (have >= 8) {
      have -= 8;
      out.push_back(static_cast<char>(bits >> have & 255));
    }
  }
  for (; at < in.size(); ++at)
    if (in[at] != ' ' && in[at] != ' ' + 64 && in[at] != '\n' && in[at] != '\r')
      return fail(thread, "Trailing garbage");
  return makeBytes(thread, out);
}

Value b2aUu(Thread &thread, LocalValue *args) {
  std::string in;
  int backtick = isTrue(thread, args[1]);
  if (backtick < 0 || !data(thread, args[0], in))
    return Value::error();
  if (in.size() > 45)
    return fail(thread, "At most 45 bytes at once");
  auto letter = [backtick](uint32_t six) { return static_cast<char>(six == 0 && backtick ? '`' : ' ' + six); };
  std::string out(1, letter(static_cast<uint32_t>(in.size())));
  for (size_t i = 0; i < in.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (i + k < in.size() ? static_cast<uint8_t>(in[i + k]) : 0);
    for (int k = 0; k < 4; ++k)
      out.push_back(letter(bits >> (18 - 6 * k) & 63));
  }
  out.push_back('\n');
  return makeBytes(thread, out);
}

Value b2aQp(Thread &thread, LocalValue *args) {
  std::string in;
  int quote_tabs = isTrue(thread, args[1]);
  int text = isTrue(thread, args[2]);
  int header = isTrue(thread, args[3]);
  if (quote_tabs < 0 || text < 0 || header < 0 || !data(thread, args[0], in))
    return Value::error();
  std::string out;
  size_t column = 0;
  // Lines end as the first of the text does.
  size_t first_end = in.find('\n');
  bool returns = first_end != in.npos && first_end > 0 && in[first_end - 1] == '\r';
  for (size_t i = 0; i < in.size(); ++i) {
    char c = in[i];
    bool line_end = c == '\n' || (c == '\r' && i + 1 < in.size() && in[i + 1] == '\n');
    if (text && line_end) {
      if (!out.empty() && (out.back() == ' ' || out.back() == '\t')) {
        char space = out.back();
        out.pop_back();
        out += space == ' ' ? "=20" : "=09";
      }
      i += c == '\r';
      out += returns ? "\r\n" : "\n";
      column = 0;
      continue;
    }
    bool last = i + 1 == in.size();
    bool quote = static_cast<uint8_t>(c) > 126 || c == '=' || (header && c == '_') || (c == '.' && column == 0 && (last || in[i + 1] == '\n' || in[i + 1] == '\r' || in[i + 1] == 0)) ||
                 (!text && (c == '\r' || c == '\n')) || ((c == '\t' || c == ' ') && last) ||
                 (static_cast<uint8_t>(c) < 33 && c != '\r' && c != '\n' && c != '\t' && c != ' ') ||
                 (static_cast<uint8_t>(c) < 33 && c != '\r' && c != '\n' && (quote_tabs || (!quote_tabs && c != '\t' && c != ' ')));
    size_t width = quote ? 3 : 1;
    if (column + width >= 76) {
      out += returns ? "=\r\n" : "=\n";
      column = 0;
    }
    if (quote) {
      out.push_back('=');
      out.push_back("0123456789ABCDEF"[static_cast<uint8_t>(c) >> 4]);
      out.push_back("0123456789ABCDEF"[c & 15]);
    } else {
      out.push_back(header && c == ' ' ? '_' : c);
    }
    column += width;
  }
  return makeBytes(thread, out);
}

constexpr MethodDef kFunctions[] = {
    {"b2a_base64", "(data, /, *, newline=True)", b2aBase64},
    {"a2b_base64", "(data, /, *, strict_mode=False)", a2bBase64},
    {"hexlify", "(data, sep=?, bytes_per_sep=1)", hexlify},
    {"b2a_hex", "(data, sep=?, bytes_per_sep=1)", hexlify},
    {"unhexlify", "(hexstr, /)", unhexlify},
    {"a2b_hex", "(hexstr, /)", unhexlify},
    {"crc32", "(data, crc=0, /)", crc32},
    {"crc_hqx", "(data, crc, /)", crcHqx},
    {"a2b_qp", "(data, header=False)", a2bQp},
    {"a2b_uu", "(data, /)", a2bUu, "Decode a line of uuencoded data."},
    {"b2a_uu", "(data, /, *, backtick=False)", b2aUu, "Uuencode line of data."},
    {"b2a_qp", "(data, quotetabs=False, istext=True, header=False)", b2aQp},
};

bool initialize(Thread &thread, Module *module) {
  if (error_type.isUnbound()) {
    addRoot(&error_type);
    error_type = call(thread, &type_type, {makeAscii(thread, "Error"), makeTuple(thread, {&ValueError_type}), makeDict(thread)});
    setAttribute(thread, error_type, names.module, makeAscii(thread, "binascii"));
  }
  return setModuleAttribute(thread, module, "Error", error_type) && setModuleAttribute(thread, module, "Incomplete", &Exception_type);
}

} // namespace

extern const ModuleDef binascii_module;
const ModuleDef binascii_module = {"binascii", "Conversion between binary data and ASCII", kFunctions, initialize};

} // namespace pystm
