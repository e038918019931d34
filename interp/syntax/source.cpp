// Decoding of source text. See source.h.
#include "syntax/source.h"

#include <cctype>
#include <cstdio>
#include <iconv.h>

namespace pystm {

namespace {

// The length of the longest valid prefix of UTF-8 (no surrogates).
size_t validUtf8(std::string_view text) {
  size_t at = 0;
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  auto tail = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  while (at < text.size()) {
    unsigned lead = byte(at);
    if (lead < 0x80) {
      ++at;
    } else if (lead >= 0xC2 && lead <= 0xDF && tail(at + 1)) {
      at += 2;
    } else if ((lead & 0xF0) == 0xE0 && tail(at + 1) && tail(at + 2) &&
               !(lead == 0xE0 && byte(at + 1) < 0xA0) && !(lead == 0xED && byte(at + 1) >= 0xA0)) {
      at += 3;
    } else if (lead >= 0xF0 && lead <= 0xF4 && tail(at + 1) && tail(at + 2) && tail(at + 3) &&
               !(lead == 0xF0 && byte(at + 1) < 0x90) && !(lead == 0xF4 && byte(at + 1) >= 0x90)) {
      at += 4;
    } else {
      break;
    }
  }
  return at;
}

bool fail(SyntaxDiagnostic &diagnostic, ErrorKind kind, const std::string &message, int line = 0) {
  diagnostic.kind = kind;
  diagnostic.message = message;
  diagnostic.line = line;
  diagnostic.end_line = line;
  return false;
}

bool convert(std::string_view bytes, const std::string &encoding, std::string &out) {
  iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1))
    return false;
  char *in = const_cast<char *>(bytes.data());
  size_t left = bytes.size();
  bool ok = true;
  while (left > 0 && ok) {
    char buffer[4096];
    char *to = buffer;
    size_t room = sizeof buffer;
    size_t status = iconv(converter, &in, &left, &to, &room);
    out.append(buffer, to);
    ok = status != static_cast<size_t>(-1) || errno == E2BIG;
  }
  iconv_close(converter);
  return ok;
}

// Names that Python normalizes itself.
std::string canonicalEncoding(std::string name) {
  std::string lower;
  for (char c : name)
    lower.push_back(c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  auto is = [&](std::string_view base) {
    return lower == base || lower.starts_with(std::string(base) + "-");
  };
  if (is("utf-8") || lower == "utf8")
    return "utf-8";
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || lower == "latin1")
    return "iso-8859-1";
  return lower;
}

} // namespace

std::string findCodingCookie(std::string_view bytes) {
  for (int line = 0; line < 2 && !bytes.empty(); ++line) {
    size_t end = bytes.find_first_of("\r\n");
    std::string_view text = bytes.substr(0, end);
    size_t comment = text.find_first_not_of(" \t\f");
    if (comment != text.npos && text[comment] != '#')
      return "";
    for (size_t at = text.find("coding"); at != text.npos; at = text.find("coding", at + 1)) {
      size_t begin = at + 6;
      if (begin >= text.size() || (text[begin] != ':' && text[begin] != '='))
        continue;
      begin = text.find_first_not_of(" \t", begin + 1);
      if (begin == text.npos)
        continue;
      size_t stop = begin;
      while (stop < text.size() && (std::isalnum(static_cast<unsigned char>(text[stop])) ||
                                    text[stop] == '-' || text[stop] == '_' || text[stop] == '.'))
        ++stop;
      if (stop > begin)
        return std::string(text.substr(begin, stop - begin));
    }
    if (end == bytes.npos)
      break;
    bool pair = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
    bytes.remove_prefix(end + (pair ? 2 : 1));
  }
  return "";
}

std::string normalizeLines(std::string_view text, bool complete) {
  std::string out;
  out.reserve(text.size() + 1);
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      out.push_back(text[at]);
      continue;
    }
    out.push_back('\n');
    if (at + 1 < text.size() && text[at + 1] == '\n')
      ++at;
  }
  if (complete && !out.empty() && out.back() != '\n')
    out.push_back('\n');
  return out;
}

bool decodeSource(std::string_view bytes, std::string_view file_name, std::string &text,
                  SyntaxDiagnostic &diagnostic) {
  if (bytes.find('\0') != bytes.npos)
    return file_name.empty()
               ? fail(diagnostic, ErrorKind::kValue, "source code string cannot contain null bytes")
               : fail(diagnostic, ErrorKind::kValue, "source code cannot contain null bytes");
  bool mark = bytes.starts_with("\xEF\xBB\xBF");
  if (mark)
    bytes.remove_prefix(3);
  std::string cookie = findCodingCookie(bytes);
  std::string encoding = cookie.empty() ? "utf-8" : canonicalEncoding(cookie);
  if (mark && encoding != "utf-8")
    return fail(diagnostic, ErrorKind::kSyntax, "encoding problem: " + cookie + " with BOM");
  if (encoding == "utf-8") {
    size_t valid = validUtf8(bytes);
    if (valid != bytes.size()) {
      int line = 1;
      for (char c : bytes.substr(0, valid))
        line += c == '\n';
      char shown[8];
      unsigned wrong = static_cast<unsigned char>(bytes[valid]);
      if (file_name.empty()) {
        std::snprintf(shown, sizeof shown, "0x%02x", wrong);
        return fail(diagnostic, ErrorKind::kSyntax,
                    std::string("(unicode error) 'utf-8' codec can't decode byte ") + shown +
                        " in position " + std::to_string(valid + (mark ? 3 : 0)) +
                        ((wrong >= 0xC2 && wrong <= 0xF4)
                             ? ": invalid continuation byte"
                             : ": invalid start byte"));
      }
      std::snprintf(shown, sizeof shown, "\\x%02x", wrong);
      return fail(diagnostic, ErrorKind::kSyntax,
                  std::string("Non-UTF-8 code starting with '") + shown + "' in file " +
                      std::string(file_name) + " on line " + std::to_string(line) +
                      ", but no encoding declared; see https://peps.python.org/pep-0263/ for "
                      "details");
    }
    text = normalizeLines(bytes);
    return true;
  }
  std::string converted;
  if (!convert(bytes, encoding, converted))
    return fail(diagnostic, ErrorKind::kSyntax, "encoding problem: " + cookie);
  text = normalizeLines(converted);
  return true;
}

} // namespace pystm
