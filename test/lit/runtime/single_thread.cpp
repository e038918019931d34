// Intent: a program that never starts a thread has its regions, and they nest, throw and allocate as usual.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <string>
#include <vector>

static std::vector<std::string> words;

int main() {
  for (int i = 0; i < 20000; ++i) {
    try {
      [[stm::atomic]] {
        words.push_back("word number " + std::to_string(i));
        if (i % 100 == 0)
          throw i;
        [[stm::atomic]] {
          if (words.size() > 500)
            words.clear();
        }
      }
    } catch (int thrown) {
      CHECK(thrown == i);
    }
  }
  CHECK(words.back() == "word number 19999");
}
