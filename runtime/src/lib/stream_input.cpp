//===- lib/stream_input.cpp - Reading from streams, for transactions --------------------------------------===//
//
// What libstdc++'s binary specialises for char: words and lines from a stream into strings and arrays, numbers from
// digits. Written anew on the interface of the stream's buffer; see lib/streams.cpp.
//
//===-----------------------------------------------------------------------------------------------------===//
#include <cfloat>
#include <cstdlib>
#include <istream>
#include <limits>
#include <locale>
#include <string>

namespace {

using Traits = std::char_traits<char>;
constexpr std::ios_base::iostate kGood = std::ios_base::goodbit;
constexpr std::ios_base::iostate kEnd = std::ios_base::eofbit;
constexpr std::ios_base::iostate kFail = std::ios_base::failbit;
constexpr std::streamsize kNoLimit = std::numeric_limits<std::streamsize>::max();

bool isEnd(int c) { return Traits::eq_int_type(c, Traits::eof()); }

/// Runs `read(buffer, state)` on a stream that is ready for input; what it throws makes the stream bad, as the library does.
template <class Read> void extract(std::istream &in, bool keep_space, Read read) {
  std::ios_base::iostate state = kGood;
  std::istream::sentry ready(in, keep_space);
  if (ready) {
    try {
      read(in.rdbuf(), state);
    } catch (...) {
      if (in.exceptions() & std::ios_base::badbit) {
        try {
          in.setstate(std::ios_base::badbit);
        } catch (std::ios_base::failure &) {
        }
        throw;
      }
      state |= std::ios_base::badbit;
    }
  }
  if (state)
    in.setstate(state);
}

/// Hands the characters of the next word to `take`, at most `limit`.
template <class Take> void readWord(std::istream &in, std::streamsize limit, Take take) {
  extract(in, false, [&](std::streambuf *buffer, std::ios_base::iostate &state) {
    const auto &kinds = std::use_facet<std::ctype<char>>(in.getloc());
    std::streamsize taken = 0;
    int c = buffer->sgetc();
    while (taken < limit && !isEnd(c) && !kinds.is(std::ctype_base::space, Traits::to_char_type(c))) {
      take(Traits::to_char_type(c));
      ++taken;
      c = buffer->snextc();
    }
    if (taken < limit && isEnd(c))
      state |= kEnd;
    in.width(0);
    if (!taken)
      state |= kFail;
  });
}

} // namespace

template <> std::istream &std::operator>>(std::istream &in, std::string &text) {
  bool cleared = false;
  std::streamsize limit = in.width() > 0 ? in.width() : kNoLimit;
  readWord(in, limit, [&](char c) {
    if (!cleared)
      text.clear();
    cleared = true;
    text.push_back(c);
  });
  return in;
}

void std::__istream_extract(std::istream &in, char *text, std::streamsize room) {
  std::streamsize limit = in.width() > 0 && in.width() < room ? in.width() : room;
  readWord(in, limit - 1, [&](char c) { *text++ = c; });
  *text = 0;
}

template <> std::istream &std::getline(std::istream &in, std::string &line, char end) {
  extract(in, true, [&](std::streambuf *buffer, std::ios_base::iostate &state) {
    line.clear();
    int c = buffer->sgetc();
    for (; !isEnd(c) && Traits::to_char_type(c) != end; c = buffer->snextc())
      line.push_back(Traits::to_char_type(c));
    if (!isEnd(c))
      buffer->sbumpc();
    else
      state |= line.empty() ? kEnd | kFail : kEnd;
  });
  return in;
}

template <> std::istream &std::istream::getline(char *line, std::streamsize room, char end) {
  _M_gcount = 0;
  extract(*this, true, [&](std::streambuf *buffer, std::ios_base::iostate &state) {
    int c = buffer->sgetc();
    for (; _M_gcount + 1 < room && !isEnd(c) && traits_type::to_char_type(c) != end; c = buffer->snextc()) {
      *line++ = traits_type::to_char_type(c);
      ++_M_gcount;
    }
    if (isEnd(c)) {
      state |= kEnd;
    } else if (traits_type::to_char_type(c) == end) {
      ++_M_gcount;
      buffer->sbumpc();
    } else {
      state |= kFail;
    }
  });
  if (room > 0)
    *line = 0;
  if (!_M_gcount)
    setstate(kFail);
  return *this;
}

template <> std::istream &std::istream::ignore(std::streamsize count) { return ignore(count, traits_type::eof()); }

template <> std::istream &std::istream::ignore(std::streamsize count, int end) {
  _M_gcount = 0;
  extract(*this, true, [&](std::streambuf *buffer, std::ios_base::iostate &state) {
    while (count == kNoLimit || _M_gcount < count) {
      int c = buffer->sbumpc();
      if (isEnd(c)) {
        state |= kEnd;
        return;
      }
      if (_M_gcount < kNoLimit)
        ++_M_gcount;
      if (c == end)
        return;
    }
  });
  return *this;
}

namespace {

/// As the library: what is no number gives 0, what is too large the largest one; both fail.
template <class Real>
void convert(const char *digits, Real &value, std::ios_base::iostate &state, Real (*read)(const char *, char **),
             Real largest) {
  char *end;
  value = read(digits, &end);
  if (end == digits || *end) {
    value = 0;
    state = kFail;
  } else if (value > largest || value < -largest) {
    value = value > 0 ? largest : -largest;
    state = kFail;
  }
}

} // namespace

template <>
void std::__convert_to_v(const char *digits, float &value, std::ios_base::iostate &state, const std::__c_locale &) throw() {
  convert(digits, value, state, strtof, FLT_MAX);
}
template <>
void std::__convert_to_v(const char *digits, double &value, std::ios_base::iostate &state, const std::__c_locale &) throw() {
  convert(digits, value, state, strtod, DBL_MAX);
}
template <>
void std::__convert_to_v(const char *digits, long double &value, std::ios_base::iostate &state,
                         const std::__c_locale &) throw() {
  convert(digits, value, state, strtold, LDBL_MAX);
}
