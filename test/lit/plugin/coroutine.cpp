// Intent: a coroutine may hold regions, but a region may not be suspended.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s
// RUN: %clangxx -std=c++23 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

#include <coroutine>

int shared;

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    std::suspend_never yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

Task awaits() {
  [[stm::atomic]] { // expected-note {{the atomic region begins here}}
    co_await std::suspend_never{}; // expected-error {{'co_await' in an atomic region: a transaction cannot be suspended and resumed later; end the region before it}}
  }
}

Task yields() {
  [[stm::atomic]] { co_yield 3; } // expected-error {{'co_yield' in an atomic region}} expected-note {{begins here}}
}

Task returns() {
  [[stm::atomic]] { co_return; } // expected-error {{'co_return' in an atomic region}} expected-note {{begins here}}
}

template <class T> Task dependent(T t) {
  [[stm::atomic]] { co_await t; } // expected-error {{'co_await' in an atomic region}} expected-note {{begins here}}
}

Task between() {
  [[stm::atomic]] { shared++; }
  co_await std::suspend_never{};
  [[stm::atomic]] {
    auto inner = []() -> Task { co_return; };
    inner();
  }
  co_yield 1;
  co_return;
}
