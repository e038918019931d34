// Intent: streams to and from strings work in regions and leave them undoable; so do regular expressions, which use them.
// What is written to std::cout is irrevocable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0 | FileCheck %s
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2 | FileCheck %s
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0 | FileCheck %s
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2 | FileCheck %s
// CHECK: seen 12.5 times{{$}}
// CHECK-NEXT: seen 12.5 times{{$}}
// CHECK-NEXT: seen 12.5 times{{$}}
// CHECK-NOT: seen
#include "constructs.h"

#include <iomanip>
#include <iostream>
#include <locale>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

static std::string text;

CONSTRUCT(output_of_all_types) {
  [[stm::atomic]] {
    std::ostringstream out;
    out << 1 << ' ' << -2L << ' ' << 3u << ' ' << 4ULL << ' ' << 2.5 << ' ' << 0.5f << ' ' << 1.25L << ' ' << true << ' '
        << "chars" << ' ' << std::string("string") << ' ' << 'c' << ' ' << static_cast<void *>(nullptr) << std::ends << std::endl;
    text = out.str();
    REGION_ENDS;
  }
  CHECK(text == std::string("1 -2 3 4 2.5 0.5 1.25 1 chars string c 0") + '\0' + '\n');
}

CONSTRUCT(manipulators) {
  [[stm::atomic]] {
    std::stringstream out;
    out << std::hex << std::showbase << 255 << ' ' << std::dec << std::setw(6) << std::setfill('*') << std::left << 42 << ' '
        << std::fixed << std::setprecision(3) << 2.0 << ' ' << std::scientific << std::uppercase << 12345.678 << ' '
        << std::boolalpha << false << ' ' << std::quoted("a \"b\"") << ' ' << std::hexfloat << 1.0 << ' '
        << std::defaultfloat << std::showpos << 7;
    text = out.str();
    REGION_ENDS;
  }
  CHECK(text == "0xff 42**** 2.000 1.235E+04 false \"a \\\"b\\\"\" 0X1P+0 +7");
}

CONSTRUCT(input_of_all_types) {
  int i = 0;
  unsigned short h = 0;
  unsigned long u = 0;
  long long ll = 0;
  bool b = false;
  float f = 0;
  double d = 0;
  long double ld = 0;
  char c = 0, word[8] = {};
  std::string s;
  bool ended = false;
  [[stm::atomic]] {
    std::istringstream in("12 7 34 -56 1 0.5 2.5e1 1.25 x word longerword");
    in >> i >> h >> u >> ll >> b >> f >> d >> ld >> c >> std::setw(5) >> word >> s;
    ended = in.eof() && !in.fail();
    REGION_ENDS;
  }
  CHECK(i == 12 && h == 7 && u == 34 && ll == -56 && b && f == 0.5f && d == 25 && ld == 1.25L && c == 'x');
  CHECK(strcmp(word, "word") == 0 && s == "longerword" && ended);
}

CONSTRUCT(input_that_fails) {
  int value = 5, too_large = 0;
  bool failed = false, second_failed = false;
  [[stm::atomic]] {
    std::istringstream in("abc 99999999999");
    in >> value;
    failed = in.fail();
    in.clear();
    std::string word;
    in >> word >> too_large;
    second_failed = in.fail() && word == "abc";
    REGION_ENDS;
  }
  CHECK(failed && value == 0 && second_failed && too_large == 2147483647);
}

CONSTRUCT(lines) {
  static std::vector<std::string> all;
  char part[16] = {};
  int ignored = 0;
  [[stm::atomic]] {
    all.clear();
    std::istringstream in("first\n\nthird line that is longer than its buffer\nlast");
    for (std::string line; std::getline(in, line);)
      all.push_back(line);
    std::istringstream again("skip:taken;rest of it");
    again.ignore(100, ':');
    again.getline(part, sizeof part, ';');
    again.ignore(5);
    ignored = int(again.gcount());
    again >> std::ws;
    ignored += again.peek() == 'o' ? 100 : 0;
    REGION_ENDS;
  }
  CHECK(all.size() == 4 && all[0] == "first" && all[1].empty() && all[3] == "last");
  CHECK(strcmp(part, "taken") == 0 && ignored == 105);
}

CONSTRUCT(both_directions_and_positions) {
  static std::stringstream shared; // from outside of the region
  int first = 0, second = 0;
  [[stm::atomic]] {
    shared.str("");
    shared.clear();
    shared << 10 << ' ' << 20;
    shared.seekg(0);
    shared >> first;
    shared >> second;
    std::stringstream moved = std::move(shared);
    text = moved.str();
    shared = std::move(moved);
    REGION_ENDS;
  }
  CHECK(first == 10 && second == 20 && text == "10 20");
}

CONSTRUCT(long_output) {
  size_t length = 0;
  [[stm::atomic]] {
    std::ostringstream out;
    for (int i = 0; i < 500; ++i)
      out << i << ',' << i * 0.5 << ';';
    length = out.str().size() + size_t(out.tellp());
    REGION_ENDS;
  }
  CHECK(length == 2 * 4170);
}

CONSTRUCT(exceptions_of_streams) {
  bool caught = false;
  int value = 0;
  [[stm::atomic]] {
    std::istringstream in("7");
    in.exceptions(std::ios_base::goodbit);
    in >> value;
    try {
      throw value;
    } catch (int thrown) {
      caught = thrown == 7;
    }
    REGION_ENDS;
  }
  CHECK(caught);
}

CONSTRUCT(regular_expressions) {
  bool matches = false, found = false;
  [[stm::atomic]] {
    std::regex pattern("([a-z]+)-([0-9]+)");
    std::smatch parts;
    std::string subject = "item-42";
    matches = std::regex_match(subject, parts, pattern);
    text = parts[1].str() + "/" + parts[2].str();
    found = std::regex_search(std::string("no number here"), std::regex("[0-9]"));
    text += std::regex_replace(std::string("a1b2"), std::regex("[0-9]"), "#");
    REGION_ENDS;
  }
  CHECK(matches && !found && text == "item/42a#b#");
}

CONSTRUCT(kinds_of_characters_in_a_locale) {
  int sum = 0;
  [[stm::atomic]] {
    const std::locale &classic = std::locale::classic();
    std::locale copy = classic;
    sum = std::isalpha('a', copy) + 2 * std::isdigit('a', classic) + std::toupper('b', copy);
    REGION_ENDS;
  }
  CHECK(sum == 1 + 'B');
}

OUTSIDE(cout_is_irrevocable) {
  [[stm::atomic]] {
    std::cout << "seen " << 12.5 << " times" << std::endl;
    REGION_ENDS;
  }
}
