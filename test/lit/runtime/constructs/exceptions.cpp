// Intent: exceptions are thrown, caught, rethrown and nested in regions, which stay undoable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <exception>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace {
struct Guard {
  int &counter;
  explicit Guard(int &c) : counter(c) {}
  ~Guard() { ++counter; }
};
} // namespace

__attribute__((noinline)) static int mayThrow(int x) {
  if (x > 2)
    throw x;
  return x;
}

CONSTRUCT(throw_and_catch) {
  static int caught;
  [[stm::atomic]] {
    caught = 0;
    try {
      mayThrow(opaque(5));
    } catch (int x) {
      caught = x;
    }
    REGION_ENDS;
  }
  CHECK(caught == 5 && std::uncaught_exceptions() == 0 && !std::current_exception());
}

CONSTRUCT(catch_by_base) {
  static std::string what;
  [[stm::atomic]] {
    try {
      throw std::runtime_error("a message of more than fifteen characters");
    } catch (const std::exception &error) {
      what = error.what();
    }
    REGION_ENDS;
  }
  CHECK(what == "a message of more than fifteen characters");
}

CONSTRUCT(nested_handlers_and_rethrow) {
  static int path;
  [[stm::atomic]] {
    path = 1;
    try {
      try {
        mayThrow(opaque(7));
      } catch (...) {
        path = path * 10 + 2;
        try {
          mayThrow(opaque(8));
        } catch (int x) {
          path = path * 10 + x;
        }
        throw;
      }
    } catch (int x) {
      path = path * 10 + x;
    }
    REGION_ENDS;
  }
  CHECK(path == 1287 && !std::current_exception());
}

CONSTRUCT(destructors_during_unwinding) {
  static int destroyed;
  [[stm::atomic]] {
    destroyed = 0;
    try {
      Guard first{destroyed};
      std::vector<Guard> more;
      more.emplace_back(destroyed);
      mayThrow(opaque(3));
      destroyed = 100;
    } catch (int) {
    }
    REGION_ENDS;
  }
  CHECK(destroyed == 2);
}

CONSTRUCT(container_reports_out_of_range) {
  static int caught;
  [[stm::atomic]] {
    caught = 0;
    std::vector<int> numbers(3);
    std::map<int, int> table;
    std::string text = "abc";
    try {
      numbers.at(size_t(opaque(5)));
    } catch (const std::out_of_range &) {
      caught += 1;
    }
    try {
      table.at(opaque(5));
    } catch (const std::out_of_range &) {
      caught += 10;
    }
    try {
      text.substr(size_t(opaque(5)));
    } catch (const std::logic_error &) {
      caught += 100;
    }
    try {
      (void)std::stoi("no number");
    } catch (const std::invalid_argument &) {
      caught += 1000;
    }
    try {
      numbers.reserve(size_t(-1));
    } catch (const std::length_error &) {
      caught += 10000;
    }
    REGION_ENDS;
  }
  CHECK(caught == 11111);
}

CONSTRUCT(exception_pointer) {
  static std::exception_ptr kept;
  static int value;
  [[stm::atomic]] {
    value = 0;
    try {
      mayThrow(opaque(9));
    } catch (...) {
      kept = std::current_exception();
    }
    try {
      std::rethrow_exception(kept);
    } catch (int x) {
      value = x;
    }
    REGION_ENDS;
  }
  CHECK(value == 9 && kept);
  try {
    std::rethrow_exception(kept);
  } catch (int x) {
    CHECK(x == 9);
  }
  kept = nullptr;
}

CONSTRUCT(made_exception_pointer) {
  static std::string text;
  [[stm::atomic]] {
    std::exception_ptr made = std::make_exception_ptr(std::logic_error("made without a throw of ours"));
    try {
      std::rethrow_exception(made);
    } catch (const std::logic_error &error) {
      text = error.what();
    }
    REGION_ENDS;
  }
  CHECK(text == "made without a throw of ours");
}

CONSTRUCT(nested_exception) {
  static std::string text;
  [[stm::atomic]] {
    text.clear();
    try {
      try {
        throw std::runtime_error("inner");
      } catch (...) {
        std::throw_with_nested(std::runtime_error("outer"));
      }
    } catch (const std::exception &outer) {
      text = outer.what();
      try {
        std::rethrow_if_nested(outer);
      } catch (const std::exception &inner) {
        text += inner.what();
      }
    }
    REGION_ENDS;
  }
  CHECK(text == "outerinner");
}

CONSTRUCT(uncaught_exceptions_are_counted) {
  static int seen;
  [[stm::atomic]] {
    struct Watch {
      ~Watch() { seen = std::uncaught_exceptions(); }
    };
    seen = -1;
    try {
      Watch watch;
      mayThrow(opaque(4));
    } catch (int) {
      seen = seen * 10 + std::uncaught_exceptions();
    }
    REGION_ENDS;
  }
  CHECK(seen == 10);
}

CONSTRUCT(thrown_through_the_edge) {
  static int effects;
  int caught = 0;
  effects = 0;
  try {
    [[stm::atomic]] {
      effects = 17;
      REGION_ENDS;
      throw std::string("leaves the region");
    }
  } catch (const std::string &text) {
    caught = int(text.size());
  }
  CHECK(caught == 17 && effects == 17 && std::uncaught_exceptions() == 0);
}

CONSTRUCT(rethrown_from_inside_a_handler) {
  static int effects;
  int path = 0;
  try {
    try {
      throw 6;
    } catch (...) {
      [[stm::atomic]] {
        effects = 3;
        REGION_ENDS;
        throw;
      }
    }
  } catch (int x) {
    path = x;
  }
  CHECK(path == 6 && effects == 3 && !std::current_exception());
}

namespace {
struct Thrower {
  std::string text = "a member that must be destroyed again";
  explicit Thrower(int x) {
    if (x)
      throw x;
  }
};
} // namespace

CONSTRUCT(constructor_throws_in_new_expression) {
  static int caught;
  [[stm::atomic]] {
    try {
      delete new Thrower(opaque(4));
    } catch (int x) {
      caught = x;
    }
    REGION_ENDS;
  }
  CHECK(caught == 4);
}

CONSTRUCT(function_try_block_and_noexcept_operator) {
  struct Wrapper {
    Thrower member;
    explicit Wrapper(int x) try : member(x) {
    } catch (int y) {
      throw y + 1;
    }
  };
  static int caught;
  [[stm::atomic]] {
    try {
      Wrapper wrapper(opaque(4));
    } catch (int x) {
      caught = x;
    }
    REGION_ENDS;
  }
  CHECK(caught == 5);
}

CONSTRUCT(exception_object_is_copied_and_freed) {
  static int alive;
  struct Tracked {
    Tracked() { ++alive; }
    Tracked(const Tracked &) { ++alive; }
    ~Tracked() { --alive; }
  };
  [[stm::atomic]] {
    alive = 0;
    for (int i = 0; i < 20; ++i)
      try {
        throw Tracked();
      } catch (Tracked copy) {
      }
    REGION_ENDS;
  }
  CHECK(alive == 0);
}
