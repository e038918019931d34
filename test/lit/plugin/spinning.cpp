// Intent: waiting in a region for another thread's store is worth a warning; loops that end by themselves, or stand outside, are not.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s
#include <atomic>
#include <thread>

std::atomic<bool> ready;
std::atomic<int> count;
std::atomic_flag taken;
_Atomic(int) word;

void spins() {
  [[stm::atomic]] {
    while (!ready.load()) {} // expected-warning {{this loop waits in an atomic region for a change by another thread, which is not seen before the region ends; use stm_retry(), or wait outside}}
    while (!ready) // expected-warning {{this loop waits}}
      std::this_thread::yield();
    do { // expected-warning {{this loop waits}}
    } while (count.load(std::memory_order_relaxed) < 3);
    for (; count < 5;) {} // expected-warning {{this loop waits}}
    while (taken.test_and_set()) {} // expected-warning {{this loop waits}}
    while (word != 1) {} // expected-warning {{this loop waits}}
  }
}

[[stm::atomic]] void spinsToo() {
  while (!ready) {} // expected-warning {{this loop waits}}
}

void doesNot(int n) {
  while (!ready) {}
  [[stm::atomic]] {
    while (n < count)
      ++n;
    int expected = 0;
    while (!count.compare_exchange_weak(expected, expected + 1)) {}
    while (!ready)
      if (++n > 3)
        break;
    for (int i = 0; i < count; ++i) {}
    while (n != 0) {}
    auto later = [] { while (!ready) {} };
    (void)later;
  }
}
