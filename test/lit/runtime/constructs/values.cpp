// Intent: optional, variant, any, tuples and smart pointers work in regions and leave them undoable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <any>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

CONSTRUCT(optional) {
  static std::optional<std::string> value;
  size_t length = 0;
  [[stm::atomic]] {
    value.reset();
    length = value.value_or("none").size();
    value = "some text that is long enough for the heap";
    length += value->size() + value.value().size();
    REGION_ENDS;
  }
  CHECK(length == 4 + 2 * 42);
}

CONSTRUCT(variant_visit) {
  static std::variant<int, double, std::string> value;
  double sum = 0;
  [[stm::atomic]] {
    sum = 0;
    auto add = [&](const auto &held) {
      if constexpr (std::is_arithmetic_v<std::decay_t<decltype(held)>>)
        sum += held;
      else
        sum += double(held.size());
    };
    value = 1;
    std::visit(add, value);
    value = 2.5;
    std::visit(add, value);
    value = std::string(50, 'v');
    std::visit(add, value);
    sum += double(std::get<std::string>(value).size()) + double(value.index());
    REGION_ENDS;
  }
  CHECK(sum == 1 + 2.5 + 50 + 50 + 2);
}

CONSTRUCT(any_cast) {
  static std::any value;
  long sum = 0;
  [[stm::atomic]] {
    value = 5;
    sum = std::any_cast<int>(value);
    value = std::string("a string that does not fit into the object");
    sum += long(std::any_cast<std::string &>(value).size());
    sum += std::any_cast<int>(&value) ? 1000 : 0;
    value.reset();
    REGION_ENDS;
  }
  CHECK(sum == 5 + 42);
}

CONSTRUCT(tuple_pair_structured_binding) {
  static std::tuple<int, std::string, double> all;
  static std::pair<int, int> both;
  int sum = 0;
  [[stm::atomic]] {
    all = std::make_tuple(1, "text", 2.0);
    both = {3, 4};
    auto &[a, b, c] = all;
    a += 10;
    auto [x, y] = both;
    std::tie(x, y) = std::pair(y, x);
    sum = a + int(b.size()) + int(c) + x * 2 + y;
    REGION_ENDS;
  }
  CHECK(sum == 11 + 4 + 2 + 8 + 3);
}

namespace {
struct Counted {
  static inline int alive = 0;
  int number;
  explicit Counted(int n) : number(n) { ++alive; }
  ~Counted() { --alive; }
};
} // namespace

CONSTRUCT(unique_ptr) {
  static std::unique_ptr<Counted> owner;
  [[stm::atomic]] {
    owner = std::make_unique<Counted>(3);
    auto other = std::move(owner);
    owner = std::make_unique<Counted>(other->number + 1);
    std::unique_ptr<int[]> many(new int[100]());
    many[99] = 1;
    REGION_ENDS;
  }
  CHECK(owner->number == 4 && Counted::alive == 1);
  owner.reset();
}

CONSTRUCT(shared_ptr_copies) {
  static std::shared_ptr<Counted> shared;
  long uses = 0;
  [[stm::atomic]] {
    shared = std::make_shared<Counted>(1);
    auto second = shared;
    std::shared_ptr<Counted> third(new Counted(2));
    third = second;
    uses = shared.use_count();
    REGION_ENDS;
  }
  CHECK(uses == 3 && shared.use_count() == 1 && Counted::alive == 1);
  [[stm::atomic]] {
    shared.reset();
    REGION_ENDS;
  }
  CHECK(Counted::alive == 0);
}

CONSTRUCT(weak_ptr) {
  static std::weak_ptr<Counted> weak;
  bool alive = false, dead = false;
  [[stm::atomic]] {
    {
      auto shared = std::make_shared<Counted>(1);
      weak = shared;
      alive = weak.lock() != nullptr;
    }
    dead = weak.expired();
    REGION_ENDS;
  }
  CHECK(alive && dead);
}

struct Linked : std::enable_shared_from_this<Linked> {
  std::shared_ptr<Linked> next;
  std::shared_ptr<Linked> self() { return shared_from_this(); }
};

CONSTRUCT(shared_from_this) {
  static std::shared_ptr<Linked> head;
  [[stm::atomic]] {
    head = std::make_shared<Linked>();
    head->next = std::make_shared<Linked>();
    auto again = head->next->self();
    head->next.reset();
    REGION_ENDS;
  }
  CHECK(!head->next);
}

CONSTRUCT(std_function) {
  static std::function<int(int)> f;
  int sum = 0;
  [[stm::atomic]] {
    int big[20] = {1, 2, 3};
    f = [](int x) { return x + 1; };
    sum = f(1);
    f = [big](int x) { return x + big[2]; };
    auto g = f;
    sum += g(1);
    sum += std::function<int(int, int)>(std::plus<int>())(3, 4);
    REGION_ENDS;
  }
  CHECK(sum == 2 + 4 + 7);
}

CONSTRUCT(bind_and_invoke) {
  int sum = 0;
  [[stm::atomic]] {
    auto half = std::bind(std::divides<int>(), std::placeholders::_1, 2);
    sum = half(10) + std::invoke(&Counted::number, Counted(7));
    int local = 4;
    auto reference = std::ref(local);
    reference.get() = 6;
    sum += local;
    REGION_ENDS;
  }
  CHECK(sum == 5 + 7 + 6);
}

CONSTRUCT(lambda_captures) {
  static int shared = 0;
  int local = 1;
  [[stm::atomic]] {
    shared = 0;
    auto byReference = [&local](int x) { local += x; };
    auto byValue = [local, &s = shared]() mutable { s += ++local; };
    byReference(4);
    byValue();
    [] { ++shared; }();
    REGION_ENDS;
  }
  CHECK(local == 5 && shared == 3);
}
