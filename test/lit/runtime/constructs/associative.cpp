// Intent: ordered and unordered associative containers work in regions and leave them undoable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O0 %s -o %t.lc0 && env STM_LONE=0 STM_LOCK=0 %t.lc0 %}
// RUN: %if libc++ %{ %stm_clangxx -stdlib=libc++ -std=c++20 -O2 %s -o %t.lc2 && env STM_LONE=0 STM_LOCK=0 %t.lc2 %}
// RUN: %if libc++ %{ env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.lc2 %}
#include "constructs.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

CONSTRUCT(map_insert_erase_iterate) {
  static std::map<int, std::string> names;
  long sum = 0;
  [[stm::atomic]] {
    names.clear();
    for (int i = 0; i < 100; ++i)
      names[i * 37 % 100] = std::to_string(i);
    for (int i = 0; i < 100; i += 2)
      names.erase(i);
    sum = 0;
    for (const auto &[key, value] : names)
      sum += key;
    for (auto it = names.rbegin(); it != names.rend(); ++it)
      sum -= it->first;
    names.emplace(1000, "end");
    names.insert_or_assign(1000, "last");
    REGION_ENDS;
  }
  CHECK(sum == 0 && names.size() == 51 && names.rbegin()->second == "last");
}

CONSTRUCT(map_find_bounds_extract) {
  static std::map<std::string, int> table;
  int found = 0;
  [[stm::atomic]] {
    table = {{"ant", 1}, {"bee", 2}, {"cat", 3}};
    auto node = table.extract("bee");
    node.key() = "dog";
    table.insert(std::move(node));
    found = table.find("dog")->second + table.lower_bound("b")->second + int(table.count("bee"));
    REGION_ENDS;
  }
  CHECK(found == 5);
}

CONSTRUCT(set_and_multiset) {
  static std::set<int> set;
  static std::multiset<int> bag;
  [[stm::atomic]] {
    set.clear();
    bag.clear();
    for (int i = 0; i < 60; ++i)
      set.insert(i % 20), bag.insert(i % 20);
    bag.erase(bag.find(3));
    bag.erase(4);
    set.merge(bag);
    REGION_ENDS;
  }
  CHECK(set.size() == 20 && bag.size() == 56 && bag.count(3) == 2);
}

CONSTRUCT(multimap_equal_range) {
  static std::multimap<int, int> table;
  int sum = 0;
  [[stm::atomic]] {
    table.clear();
    for (int i = 0; i < 30; ++i)
      table.emplace(i % 3, i);
    auto [first, last] = table.equal_range(1);
    sum = 0;
    for (; first != last; ++first)
      sum += first->second;
    REGION_ENDS;
  }
  CHECK(sum == 145);
}

CONSTRUCT(unordered_map_rehash) {
  static std::unordered_map<int, int> table;
  long sum = 0;
  [[stm::atomic]] {
    table.clear();
    for (int i = 0; i < 500; ++i)
      table[i] = i;
    table.rehash(2000);
    table.erase(499);
    table.reserve(5000);
    sum = 0;
    for (auto &each : table)
      sum += each.second;
    REGION_ENDS;
  }
  CHECK(sum == 498 * 499 / 2);
}

CONSTRUCT(unordered_map_of_strings) {
  static std::unordered_map<std::string, int> counts;
  [[stm::atomic]] {
    counts.clear();
    for (int i = 0; i < 100; ++i)
      ++counts["a key that does not fit into the short buffer " + std::to_string(i % 10)];
    counts.max_load_factor(0.5f);
    REGION_ENDS;
  }
  CHECK(counts.size() == 10 && counts.begin()->second == 10);
}

CONSTRUCT(unordered_multiset) {
  static std::unordered_multiset<long> bag;
  [[stm::atomic]] {
    bag.clear();
    for (long i = 0; i < 100; ++i)
      bag.insert(i % 7);
    bag.erase(3);
    REGION_ENDS;
  }
  CHECK(bag.size() == 86);
}

CONSTRUCT(unordered_set_of_doubles) {
  static std::unordered_set<double> set;
  [[stm::atomic]] {
    set = {1.5, 2.5, -0.0, 0.0};
    set.insert(2.5);
    REGION_ENDS;
  }
  CHECK(set.size() == 3);
}

CONSTRUCT(swap_and_move_of_maps) {
  static std::map<int, int> a, b;
  [[stm::atomic]] {
    a = {{1, 1}, {2, 2}};
    b.clear();
    std::swap(a, b);
    std::map<int, int> c = std::move(b);
    b = c;
    b.insert(c.begin(), c.end());
    REGION_ENDS;
  }
  CHECK(a.empty() && b.size() == 2);
}
