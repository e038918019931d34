// Integers to digits and back in bases 2 to 36, with CPython's limit on decimal conversions.
#include "objects/exception.h"
#include "objects/int_gmp.h"
#include "objects/int_limbs.h"
#include "text/repr_text.h"
#include "vm/thread.h"

#include <charconv>
#include <vector>

namespace pystm {

int int_max_str_digits = 4300;

namespace {

int digitValue(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z')
    return c - 'A' + 10;
  return 99;
}

bool isPowerOfTwo(int base) { return (base & (base - 1)) == 0; }

} // namespace

bool intDigits(Thread &thread, Value integer, int base, bool upper, std::string &digits) {
  IntView view(integer);
  if (view.count() <= 1) {
    char buffer[72];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, view.zero() ? 0 : view.limbs()[0], base);
    digits.assign(buffer, end.ptr);
  } else {
    // 10 digits take at least 33 bits: no need to convert what is too long anyway.
    bool limited = base == 10 && int_max_str_digits > 0;
    bool too_long = limited && view.bitLength() / 10 * 3 > int_max_str_digits + 20;
    if (!too_long) {
      LimbBuffer copy(view.count());
      for (int64_t i = 0; i < view.count(); ++i)
        copy[i] = view.limbs()[i];
      size_t bits = static_cast<size_t>(view.bitLength());
      size_t estimate = base == 10 ? bits * 3 / 9 + 3 : bits + 3;
      digits.resize(estimate);
      auto *raw = reinterpret_cast<unsigned char *>(digits.data());
      size_t length = limbs::toDigits(raw, estimate, base, copy.data(), view.count());
      digits.resize(length);
      size_t zeros = 0;
      while (zeros + 1 < length && digits[zeros] == 0)
        ++zeros;
      digits.erase(0, zeros);
      for (char &d : digits)
        d = "0123456789abcdefghijklmnopqrstuvwxyz"[static_cast<unsigned char>(d)];
      too_long = limited && digits.size() > static_cast<size_t>(int_max_str_digits);
    }
    if (too_long) {
      raiseValueError(thread,
                      "Exceeds the limit (%d digits) for integer string conversion; use "
                      "sys.set_int_max_str_digits() to increase the limit",
                      int_max_str_digits);
      return false;
    }
  }
  if (upper) {
    for (char &d : digits) {
      if (d >= 'a')
        d = static_cast<char>(d - 'a' + 'A');
    }
  }
  return true;
}

bool intToText(Thread &thread, Value integer, std::string &text) {
  if (integer.isSmallInt()) {
    text = reprText(integer.asSmallInt()).view();
    return true;
  }
  if (!intDigits(thread, integer, 10, false, text))
    return false;
  if (IntView(integer).negative())
    text.insert(text.begin(), '-');
  return true;
}

Value parseIntDigits(Thread &thread, std::string_view digits, int base, bool negative) {
  if (digits.size() <= 10 || (base <= 10 && digits.size() <= 14)) {
    int64_t value = 0;
    for (char c : digits)
      value = value * base + digitValue(c);
    return makeInt(thread, negative ? -value : value);
  }
  if (!isPowerOfTwo(base) && int_max_str_digits > 0 && digits.size() > static_cast<size_t>(int_max_str_digits))
    return raiseValueError(thread,
                           "Exceeds the limit (%d digits) for integer string conversion: value has %lld digits; use "
                           "sys.set_int_max_str_digits() to increase the limit",
                           int_max_str_digits, static_cast<long long>(digits.size()));
  while (digits.size() > 1 && digits.front() == '0')
    digits.remove_prefix(1);
  std::vector<unsigned char> raw;
  raw.reserve(digits.size());
  for (char c : digits)
    raw.push_back(static_cast<unsigned char>(digitValue(c)));
  int bits_per_digit = 32 - __builtin_clz(static_cast<unsigned>(base));
  int64_t room = static_cast<int64_t>(digits.size()) * bits_per_digit / 64 + 2;
  LimbBuffer magnitude(room);
  int64_t count = limbs::fromDigits(magnitude.data(), room, raw.data(), raw.size(), base);
  return makeIntFromLimbs(thread, magnitude.data(), count, negative);
}

Value parseInt(Thread &thread, std::string_view text, int base) {
  size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '+' || text[i] == '-'))
    negative = text[i++] == '-';
  bool guess = base == 0;
  bool prefixed = false;
  auto prefix = [&](char letter, int value) {
    if (i + 1 < text.size() && text[i] == '0' && (text[i + 1] | 0x20) == letter && (guess || base == value) && !prefixed) {
      base = value;
      i += 2;
      prefixed = true;
    }
  };
  prefix('x', 16);
  prefix('o', 8);
  prefix('b', 2);
  bool decimal_guess = guess && !prefixed;
  if (decimal_guess)
    base = 10;
  if (prefixed && i < text.size() && text[i] == '_')
    ++i;
  std::string digits;
  bool after_digit = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '_') {
      if (!after_digit)
        return Value::unbound();
      after_digit = false;
      continue;
    }
    if (digitValue(text[i]) >= base)
      return Value::unbound();
    digits.push_back(text[i]);
    after_digit = true;
  }
  if (digits.empty() || !after_digit)
    return Value::unbound();
  // Without a prefix a literal may not have leading zeros, unless it is zero.
  if (decimal_guess && digits[0] == '0' && digits.find_first_not_of('0') != std::string::npos)
    return Value::unbound();
  return parseIntDigits(thread, digits, base, negative);
}

} // namespace pystm
