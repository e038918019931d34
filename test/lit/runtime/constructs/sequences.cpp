// Intent: the standard sequences and adaptors work in regions and leave them undoable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <deque>
#include <forward_list>
#include <list>
#include <queue>
#include <span>
#include <stack>
#include <string>
#include <valarray>
#include <vector>

CONSTRUCT(vector_push_back) {
  static std::vector<int> numbers;
  size_t before = numbers.size();
  [[stm::atomic]] {
    for (int i = 0; i < 100; ++i)
      numbers.push_back(i);
    REGION_ENDS;
  }
  CHECK(numbers.size() == before + 100 && numbers.back() == 99);
}

CONSTRUCT(vector_insert_erase) {
  std::vector<std::string> words = {"one", "two", "a word that is longer than the short string's buffer"};
  [[stm::atomic]] {
    words.insert(words.begin() + 1, "between");
    words.erase(words.begin());
    words.resize(5, "filled");
    words.emplace_back(40, 'x');
    words.shrink_to_fit();
    REGION_ENDS;
  }
  CHECK(words.size() == 6 && words[0] == "between" && words[5] == std::string(40, 'x'));
}

CONSTRUCT(vector_of_bool) {
  static std::vector<bool> flags;
  flags.clear();
  [[stm::atomic]] {
    for (int i = 0; i < 1000; ++i)
      flags.push_back(i % 3 == 0);
    flags.flip();
    REGION_ENDS;
  }
  CHECK(std::count(flags.begin(), flags.end(), false) == 334);
}

CONSTRUCT(vector_at_and_ranges) {
  std::vector<int> numbers(10, 1);
  long sum = 0;
  [[stm::atomic]] {
    numbers.at(3) = 5;
    for (int &each : numbers)
      each *= 2;
    for (auto it = numbers.rbegin(); it != numbers.rend(); ++it)
      sum += *it;
    REGION_ENDS;
  }
  CHECK(sum == 28);
}

CONSTRUCT(array_and_span) {
  static std::array<int, 64> all;
  int sum = 0;
  [[stm::atomic]] {
    all.fill(2);
    std::span<int> part(all.data() + 8, 16);
    for (int &each : part)
      each = 3;
    for (int each : all)
      sum += each;
    REGION_ENDS;
  }
  CHECK(sum == 48 * 2 + 16 * 3);
}

CONSTRUCT(deque_both_ends) {
  static std::deque<long> queue;
  [[stm::atomic]] {
    for (long i = 0; i < 300; ++i) {
      queue.push_back(i);
      queue.push_front(-i);
    }
    while (queue.size() > 10) {
      queue.pop_back();
      queue.pop_front();
    }
    queue.insert(queue.begin() + 5, 77);
    queue.clear();
    queue.push_back(7);
    REGION_ENDS;
  }
  CHECK(queue.size() == 1 && queue[0] == 7);
}

CONSTRUCT(list_splice_sort_reverse) {
  static std::list<int> left, right;
  left = {5, 3, 1};
  right = {6, 4, 2};
  [[stm::atomic]] {
    left.sort();
    right.sort();
    left.merge(right);
    left.reverse();
    right.splice(right.begin(), left, left.begin(), std::next(left.begin(), 2));
    right.splice(right.end(), left, left.begin());
    left.remove_if([](int x) { return x == 1; });
    left.unique();
    left.swap(right);
    REGION_ENDS;
  }
  CHECK((left == std::list<int>{6, 5, 4}) && (right == std::list<int>{3, 2}));
}

CONSTRUCT(forward_list) {
  static std::forward_list<int> chain;
  [[stm::atomic]] {
    chain.clear();
    for (int i = 0; i < 20; ++i)
      chain.push_front(i * 7 % 20);
    chain.sort();
    chain.reverse();
    chain.remove(19);
    REGION_ENDS;
  }
  CHECK(chain.front() == 18);
}

CONSTRUCT(priority_queue) {
  static std::priority_queue<int> heap;
  int sum = 0;
  [[stm::atomic]] {
    for (int i = 0; i < 50; ++i)
      heap.push(i * 13 % 50);
    for (int i = 0; i < 10; ++i) {
      sum += heap.top();
      heap.pop();
    }
    while (!heap.empty())
      heap.pop();
    REGION_ENDS;
  }
  CHECK(sum == 445);
}

CONSTRUCT(stack_and_queue) {
  std::stack<int> pile;
  std::queue<int> line;
  [[stm::atomic]] {
    for (int i = 0; i < 100; ++i)
      pile.push(i), line.push(i);
    while (pile.size() > 1)
      pile.pop(), line.pop();
    REGION_ENDS;
  }
  CHECK(pile.top() == 0 && line.front() == 99);
}

CONSTRUCT(bitset) {
  static std::bitset<200> bits;
  [[stm::atomic]] {
    bits.reset();
    bits.set(3).set(150);
    bits <<= 2;
    bits.flip(7);
    REGION_ENDS;
  }
  CHECK(bits.count() == 3 && bits.test(5) && bits.test(152) && bits.to_string().size() == 200);
}

CONSTRUCT(valarray) {
  static std::valarray<double> a(8), b(8);
  double sum = 0;
  [[stm::atomic]] {
    a = 2.0;
    b = 3.0;
    a += a * b;
    sum = a.sum();
    REGION_ENDS;
  }
  CHECK(sum == 64);
}

CONSTRUCT(vector_of_vectors) {
  static std::vector<std::vector<int>> table;
  [[stm::atomic]] {
    table.assign(4, std::vector<int>(3, 1));
    table.push_back({1, 2, 3});
    std::swap(table[0], table[4]);
    std::sort(table.begin(), table.end());
    REGION_ENDS;
  }
  CHECK(table.back() == (std::vector<int>{1, 2, 3}));
}
