// Intent: strings that libstdc++'s compiled code fills outside regions (getline) are seen by regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <sstream>
#include <string>

static std::string line;
static long lengths;

int main() {
  std::string text;
  for (int i = 0; i < 500; ++i)
    text += std::string(i % 90, 'x') + "\n";
  std::istringstream input(text);
  std::atomic<bool> stop{false};
  inParallel(2, [&](int me) {
    if (me == 1) {
      while (!stop) {
        [[stm::atomic]] { lengths += 1; }
        [[stm::atomic]] { lengths -= 1; }
      }
      return;
    }
    int number = 0;
    while (std::getline(input, line)) {
      size_t size = 0;
      bool right = true;
      [[stm::atomic]] {
        size = line.size();
        right = true;
        for (size_t i = 0; i < size; ++i)
          if (line.data()[i] != 'x')
            right = false;
        lengths += static_cast<long>(size);
      }
      CHECK(right && size == static_cast<size_t>(number % 90));
      ++number;
    }
    CHECK(number == 500);
    stop = true;
  });
  long expected = 0;
  for (int i = 0; i < 500; ++i)
    expected += i % 90;
  CHECK(lengths == expected);
}
