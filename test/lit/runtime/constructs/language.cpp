// Intent: the language's own constructs work in regions and leave them undoable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <cstdarg>
#include <string>
#include <typeinfo>
#include <vector>

namespace {

struct Shape {
  int side = 1;
  virtual ~Shape() = default;
  virtual int area() const { return 0; }
};
struct Square : Shape {
  int area() const override { return side * side; }
};
struct Named {
  std::string name = "named";
  virtual ~Named() = default;
  virtual size_t length() const { return name.size(); }
};
struct Both : Square, Named {
  int area() const override { return 2 * side; }
  size_t length() const override { return name.size() + 100; }
};
struct Base {
  int value = 1;
  virtual ~Base() = default;
  virtual int get() { return value; }
};
struct Left : virtual Base {
  int get() override { return value + 10; }
};
struct Right : virtual Base {};
struct Bottom : Left, Right {};

template <class T> __attribute__((noinline)) T *hidden(T *p) {
  asm("" : "+r"(p));
  return p;
}

} // namespace

CONSTRUCT(virtual_call) {
  static Square square;
  int area = 0;
  [[stm::atomic]] {
    square.side = 5;
    Shape *shape = hidden<Shape>(&square);
    area = shape->area();
    REGION_ENDS;
  }
  CHECK(area == 25);
}

CONSTRUCT(virtual_destructor_through_base) {
  static Shape *shape;
  [[stm::atomic]] {
    shape = new Both;
    Shape *again = hidden(shape);
    delete again;
    shape = nullptr;
    REGION_ENDS;
  }
  CHECK(!shape);
}

CONSTRUCT(multiple_inheritance) {
  static Both both;
  size_t length = 0;
  [[stm::atomic]] {
    Named *named = hidden<Named>(&both);
    named->name = "x";
    length = named->length();
    REGION_ENDS;
  }
  CHECK(length == 101);
}

CONSTRUCT(virtual_inheritance) {
  static Bottom bottom;
  int sum = 0;
  [[stm::atomic]] {
    Right *right = hidden<Right>(&bottom);
    right->value = 3;
    sum = right->get() + hidden<Base>(&bottom)->value;
    REGION_ENDS;
  }
  CHECK(sum == 13 + 3);
}

CONSTRUCT(dynamic_cast_down_and_across) {
  static Both both;
  bool right = false;
  [[stm::atomic]] {
    Shape *shape = hidden<Shape>(&both);
    Square plain;
    Shape *other = hidden<Shape>(&plain);
    right = dynamic_cast<Both *>(shape) == &both && dynamic_cast<Named *>(shape) == &both &&
            !dynamic_cast<Named *>(other) && dynamic_cast<void *>(static_cast<Named *>(&both)) == &both;
    REGION_ENDS;
  }
  CHECK(right);
}

CONSTRUCT(typeid_of_object) {
  static Both both;
  bool same = false;
  [[stm::atomic]] {
    Shape *shape = hidden<Shape>(&both);
    same = typeid(*shape) == typeid(Both) && typeid(*shape) != typeid(Square) &&
           typeid(int).hash_code() != typeid(long).hash_code();
    REGION_ENDS;
  }
  CHECK(same);
}

CONSTRUCT(pointer_to_member) {
  static Both both;
  size_t sum = 0;
  [[stm::atomic]] {
    auto data = &Both::side;
    size_t (Named::*direct)() const = &Named::length;
    both.*data = 7;
    both.name = "abc";
    sum = (static_cast<Named &>(both).*direct)() + size_t(both.side);
    REGION_ENDS;
  }
  CHECK(sum == 103 + 7);
}

static int twice(int x) { return 2 * x; }
static int thrice(int x) { return 3 * x; }
static int (*functions[])(int) = {twice, thrice};

CONSTRUCT(function_pointer_table) {
  int sum = 0;
  [[stm::atomic]] {
    sum = 0;
    for (int i = 0; i < 10; ++i)
      sum += functions[opaque(i) % 2](i);
    REGION_ENDS;
  }
  CHECK(sum == 20 * 2 + 25 * 3);
}

static long fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

CONSTRUCT(recursion) {
  static long result;
  [[stm::atomic]] {
    result = fibonacci(opaque(15));
    REGION_ENDS;
  }
  CHECK(result == 610);
}

template <class T, int N> struct Power {
  static T of(T x) { return x * Power<T, N - 1>::of(x); }
};
template <class T> struct Power<T, 0> {
  static T of(T) { return 1; }
};
template <class... Values> static auto total(Values... values) { return (values + ...); }

CONSTRUCT(templates_and_folds) {
  static double result;
  [[stm::atomic]] {
    result = Power<double, 5>::of(opaque(2)) + total(1, 2.5, opaque(3));
    REGION_ENDS;
  }
  CHECK(result == 32 + 6.5);
}

static constexpr int square(int x) { return x * x; }

CONSTRUCT(constexpr_functions) {
  static int result;
  [[stm::atomic]] {
    constexpr int known = square(4);
    result = known + square(opaque(3));
    REGION_ENDS;
  }
  CHECK(result == 25);
}

static int sumOf(int count, ...) {
  va_list list;
  va_start(list, count);
  int sum = 0;
  for (int i = 0; i < count; ++i)
    sum += i % 2 ? va_arg(list, int) : int(va_arg(list, double));
  va_end(list);
  return sum;
}

CONSTRUCT(variadic_arguments) {
  static int result;
  [[stm::atomic]] {
    result = sumOf(4, 1.0, 2, 3.0, 4);
    REGION_ENDS;
  }
  CHECK(result == 10);
}

CONSTRUCT(switch_and_goto) {
  static int result;
  [[stm::atomic]] {
    result = 0;
    int i = 0;
  again:
    switch (opaque(i)) {
    case 0:
      result += 1;
      [[fallthrough]];
    case 1:
      result += 10;
      break;
    case 4:
      goto done;
    default:
      result += 100;
    }
    ++i;
    goto again;
  done:
    REGION_ENDS;
  }
  CHECK(result == 1 + 10 + 10 + 200);
}

static int leaveEarly(struct outcome *outcome, int how) {
  static int entered;
  for (int i = 0; i < 5; ++i) {
    [[stm::atomic]] {
      ++entered;
      REGION_ENDS;
      if (how == 0)
        break;
      if (how == 1)
        return i + 40;
      if (how == 2 && i < 4)
        continue;
      if (how == 3)
        goto out;
    }
    return i;
  }
  return 50;
out:
  return 60;
}

CONSTRUCT(leaving_by_break_return_continue_goto) {
  CHECK(leaveEarly(outcome, 0) == 50);
  CHECK(leaveEarly(outcome, 1) == 40);
  CHECK(leaveEarly(outcome, 2) == 4);
  CHECK(leaveEarly(outcome, 3) == 60);
}

static std::string &staticWord() {
  static std::string word = "initialised once, when it was needed first";
  return word;
}
template <int N> static int &staticCounter() {
  static int counter = opaque(N);
  return counter;
}

CONSTRUCT(static_local) {
  size_t length = 0;
  [[stm::atomic]] {
    length = staticWord().size();
    staticCounter<40>() = opaque(staticCounter<40>() >= 40 ? 41 : 0);
    REGION_ENDS;
  }
  CHECK(length == 42 && staticCounter<40>() == 41);
}

static thread_local int per_thread = 5;
static thread_local std::vector<int> thread_numbers;

CONSTRUCT(thread_local_variables) {
  per_thread = 5;
  thread_numbers.clear();
  [[stm::atomic]] {
    ++per_thread;
    thread_numbers.push_back(per_thread);
    REGION_ENDS;
  }
  CHECK(per_thread == 6 && thread_numbers.size() == 1 && thread_numbers[0] == 6);
}

CONSTRUCT(new_delete_arrays) {
  static int *numbers;
  [[stm::atomic]] {
    numbers = new int[200];
    for (int i = 0; i < 200; ++i)
      numbers[i] = i;
    auto *words = new std::string[5];
    words[4] = "a string of more than fifteen characters";
    delete[] words;
    delete new Both;
    auto *aligned = new (std::align_val_t(64)) char[100];
    CHECK((reinterpret_cast<uintptr_t>(aligned) & 63) == 0);
    ::operator delete[](aligned, std::align_val_t(64));
    REGION_ENDS;
  }
  CHECK(numbers[199] == 199);
  delete[] numbers;
}

CONSTRUCT(placement_new_and_destructor) {
  alignas(Both) static char place[sizeof(Both)];
  size_t length = 0;
  [[stm::atomic]] {
    auto *object = new (place) Both;
    object->name = "placed";
    length = object->length();
    object->~Both();
    REGION_ENDS;
  }
  CHECK(length == 106);
}

namespace {
struct Money {
  long cents;
  friend Money operator+(Money a, Money b) { return {a.cents + b.cents}; }
  auto operator<=>(const Money &) const = default;
};
} // namespace

CONSTRUCT(operators_and_comparison) {
  static Money purse{100};
  bool more = false;
  [[stm::atomic]] {
    purse = Money{100} + Money{opaque(50)};
    more = purse > Money{120} && purse == Money{150};
    REGION_ENDS;
  }
  CHECK(more);
}

CONSTRUCT(nested_regions) {
  static int counter;
  [[stm::atomic]] {
    counter = 0;
    [[stm::atomic]] { ++counter; }
    auto inner = [] {
      [[stm::atomic]] { counter += 10; }
    };
    inner();
    REGION_ENDS;
  }
  CHECK(counter == 11);
}

CONSTRUCT(local_class_and_reference_members) {
  static int total;
  [[stm::atomic]] {
    struct Adder {
      int &target;
      void operator()(int x) { target += x; }
    };
    total = 0;
    Adder add{total};
    for (int x : {1, 2, 3})
      add(x);
    REGION_ENDS;
  }
  CHECK(total == 6);
}
