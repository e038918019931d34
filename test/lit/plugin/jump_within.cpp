// Intent: jumps inside a region and out of it are what they always were.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Xclang -verify %s
// expected-no-diagnostics

int shared;

void jumps(int n) {
again:
  [[stm::atomic]] {
  inside:
    shared++;
    if (shared < n)
      goto inside;
    if (shared == n)
      goto again;
    [[stm::atomic]] {
      if (shared == 5)
        goto inside;
      if (shared == 6)
        goto out;
    }
    switch (n) {
    case 1:
      shared = 1;
      break;
    default:
      while (n--) {
      case 2:
        shared = 2;
      }
    }
  }
out:
  shared = 0;
}

// A region in a lambda, in a region, is the lambda's own.
void nested() {
  [[stm::atomic]] {
    auto lambda = [] {
      [[stm::atomic]] {
      in:
        if (++shared < 3)
          goto in;
      }
    };
    lambda();
  }
}
