// See repr_text.h. Digits come from std::to_chars: the fewest that read back as the same number.
#include "text/repr_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace pystm {

ReprText reprText(double value) {
  ReprText result;
  char *to = result.text;
  auto put = [&](std::string_view text) { to = std::copy(text.begin(), text.end(), to); };
  if (std::signbit(value) && !std::isnan(value))
    *to++ = '-';
  if (!std::isfinite(value)) {
    put(std::isnan(value) ? "nan" : "inf");
  } else {
    char scientific[32]; // D.DDDe+XX, or De+XX
    char *end = std::to_chars(scientific, scientific + sizeof scientific, std::fabs(value), std::chars_format::scientific).ptr;
    char *e = std::find(scientific, end, 'e');
    int exponent = 0;
    std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exponent);
    if (exponent < -4 || exponent >= 16) {
      put({scientific, end});
    } else {
      if (e > scientific + 1) {
        std::copy(scientific + 2, e, scientific + 1);
        --e;
      }
      auto count = static_cast<int>(e - scientific);
      for (int i = std::min(exponent, 0); i < std::max(count, exponent + 2); ++i) {
        if (i == exponent + 1)
          *to++ = '.';
        *to++ = i < 0 || i >= count ? '0' : scientific[i];
      }
    }
  }
  result.size = static_cast<uint32_t>(to - result.text);
  return result;
}

ReprText reprText(int64_t value) {
  ReprText result;
  result.size = static_cast<uint32_t>(std::to_chars(result.text, result.text + sizeof result.text, value).ptr - result.text);
  return result;
}

} // namespace pystm
