// Intent: strings, conversions and string streams work in regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <charconv>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>

CONSTRUCT(string_append_concat) {
  static std::string text;
  [[stm::atomic]] {
    text = "short";
    text += ' ';
    text.append("and then something that makes it long").append(3, '!');
    text = "<" + text + ">";
    REGION_ENDS;
  }
  CHECK(text == "<short and then something that makes it long!!!>");
}

CONSTRUCT(string_find_substr) {
  static std::string text = "the quick brown fox jumps over the lazy dog";
  size_t a = 0, b = 0, c = 0;
  std::string word;
  [[stm::atomic]] {
    a = text.find("fox");
    b = text.rfind("the");
    c = text.find_first_of("xyz") + text.find_last_not_of("dog");
    word = text.substr(a, 3);
    REGION_ENDS;
  }
  CHECK(a == 16 && b == 31 && c == 18 + 39 && word == "fox");
}

CONSTRUCT(string_insert_erase_replace) {
  std::string text = "abcdef";
  [[stm::atomic]] {
    text.insert(3, "---");
    text.erase(0, 1);
    text.replace(0, 2, "a longer replacement than fits into the buffer");
    text.resize(12);
    text.shrink_to_fit();
    text.pop_back();
    REGION_ENDS;
  }
  CHECK(text == "a longer re");
}

CONSTRUCT(string_compare_swap_clear) {
  std::string a = "alpha", b = "beta which is much longer than alpha was";
  bool less = false;
  [[stm::atomic]] {
    less = a < b && a.compare(b) < 0 && a != b;
    a.swap(b);
    b.clear();
    b.assign(a, 0, 4);
    b.reserve(100);
    REGION_ENDS;
  }
  CHECK(less && b == "beta");
}

CONSTRUCT(to_string) {
  std::string text;
  [[stm::atomic]] {
    text = std::to_string(-17) + std::to_string(42ul) + std::to_string(1.5);
    REGION_ENDS;
  }
  CHECK(text == "-17421.500000");
}

CONSTRUCT(stoi_and_family) {
  std::string number = "123", real = "2.5";
  double sum = 0;
  [[stm::atomic]] {
    sum = std::stoi(number) + std::stol("77") + std::stod(real) + std::stoul("ff", nullptr, 16);
    REGION_ENDS;
  }
  CHECK(sum == 123 + 77 + 2.5 + 255);
}

CONSTRUCT(string_view) {
  static const char *text = "key=value";
  std::string_view key, value;
  [[stm::atomic]] {
    std::string_view all(text);
    size_t equals = all.find('=');
    key = all.substr(0, equals);
    value = all.substr(equals + 1);
    REGION_ENDS;
  }
  CHECK(key == "key" && value == "value" && value.starts_with("val"));
}

CONSTRUCT(charconv_integers) {
  char buffer[32];
  int back = 0;
  [[stm::atomic]] {
    auto end = std::to_chars(buffer, buffer + sizeof buffer, 12345);
    std::from_chars(buffer, end.ptr, back);
    REGION_ENDS;
  }
  CHECK(back == 12345);
}

CONSTRUCT(charconv_reals) {
  static char buffer[64];
  double back = 0;
  [[stm::atomic]] {
    auto end = std::to_chars(buffer, buffer + sizeof buffer, 0.1);
    std::from_chars(buffer, end.ptr, back);
    REGION_ENDS;
  }
  CHECK(back == 0.1 && strncmp(buffer, "0.1", 3) == 0);
}

CONSTRUCT(wide_string) {
  static std::wstring text;
  [[stm::atomic]] {
    text = L"wide";
    text += std::wstring(20, L'x');
    REGION_ENDS;
  }
  CHECK(text.size() == 24 && text.find(L'x') == 4);
}

CONSTRUCT(string_iterators_and_ranges) {
  static std::string text = "Mixed Case Text That Is Long Enough";
  int upper = 0;
  [[stm::atomic]] {
    upper = 0;
    for (char &c : text)
      if (c >= 'A' && c <= 'Z')
        ++upper, c = char(c + 32);
    text[0] = 'M';
    text.front() = 'M';
    REGION_ENDS;
  }
  CHECK(upper >= 1 && text.substr(0, 5) == "Mixed");
}
