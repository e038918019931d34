// Intent: the standard algorithms, random engines and clocks work in regions and leave them undoable.
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
#include <chrono>
#include <functional>
#include <numeric>
#include <random>
#include <ranges>
#include <string>
#include <vector>

static std::vector<int> numbers(int count) {
  std::vector<int> result;
  for (int i = 0; i < count; ++i)
    result.push_back(i * 7919 % 1009);
  return result;
}

CONSTRUCT(sort) {
  static std::vector<int> all;
  all = numbers(500);
  [[stm::atomic]] {
    std::sort(all.begin(), all.end());
    std::sort(all.begin(), all.end(), std::greater<>());
    REGION_ENDS;
  }
  CHECK(std::is_sorted(all.rbegin(), all.rend()));
}

CONSTRUCT(stable_sort_and_inplace_merge) {
  static std::vector<std::string> words;
  words = {"pear", "fig", "apple", "kiwi", "date", "plum", "a", "of"};
  [[stm::atomic]] {
    std::stable_sort(words.begin(), words.end(),
                     [](const std::string &a, const std::string &b) { return a.size() < b.size(); });
    std::inplace_merge(words.begin(), words.begin() + 2, words.end());
    REGION_ENDS;
  }
  CHECK(words.size() == 8);
}

CONSTRUCT(accumulate_transform_iota) {
  static std::vector<int> all(100);
  long sum = 0;
  [[stm::atomic]] {
    std::iota(all.begin(), all.end(), 1);
    std::transform(all.begin(), all.end(), all.begin(), [](int x) { return 2 * x; });
    sum = std::accumulate(all.begin(), all.end(), 0L) +
          std::inner_product(all.begin(), all.end(), all.begin(), 0L) * 0 + std::reduce(all.begin(), all.end());
    std::partial_sum(all.begin(), all.end(), all.begin());
    REGION_ENDS;
  }
  CHECK(sum == 2 * 10100 && all.back() == 10100);
}

CONSTRUCT(searching) {
  static std::vector<int> all;
  all = numbers(100);
  int found = 0;
  [[stm::atomic]] {
    std::sort(all.begin(), all.end());
    found = int(std::binary_search(all.begin(), all.end(), all[50])) +
            int(std::lower_bound(all.begin(), all.end(), all[7]) - all.begin()) +
            int(std::find(all.begin(), all.end(), all[9]) - all.begin()) +
            int(std::count_if(all.begin(), all.end(), [](int x) { return x >= 0; })) +
            int(std::any_of(all.begin(), all.end(), [](int x) { return x < 0; }));
    REGION_ENDS;
  }
  CHECK(found == 1 + 7 + 9 + 100);
}

CONSTRUCT(modifying) {
  static std::vector<int> all;
  all = {1, 1, 2, 3, 3, 3, 4};
  [[stm::atomic]] {
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::rotate(all.begin(), all.begin() + 1, all.end());
    std::reverse(all.begin(), all.end());
    std::replace(all.begin(), all.end(), 3, 30);
    all.erase(std::remove(all.begin(), all.end(), 2), all.end());
    std::copy_n(all.begin(), 1, std::back_inserter(all));
    std::fill_n(all.begin(), 1, 9);
    REGION_ENDS;
  }
  CHECK((all == std::vector<int>{9, 4, 30, 1}));
}

CONSTRUCT(partition_nth_element_heap) {
  static std::vector<int> all;
  all = numbers(99);
  int middle = 0;
  [[stm::atomic]] {
    std::nth_element(all.begin(), all.begin() + 49, all.end());
    middle = all[49];
    std::partition(all.begin(), all.end(), [](int x) { return x % 2 == 0; });
    std::stable_partition(all.begin(), all.end(), [](int x) { return x % 3 == 0; });
    std::make_heap(all.begin(), all.end());
    std::sort_heap(all.begin(), all.end());
    std::partial_sort(all.begin(), all.begin() + 5, all.end());
    REGION_ENDS;
  }
  CHECK(std::is_sorted(all.begin(), all.end()) && middle == all[49]);
}

CONSTRUCT(sets_and_permutations) {
  static std::vector<int> result;
  std::vector<int> a = {1, 2, 3, 4}, b = {3, 4, 5};
  int permutations = 0;
  [[stm::atomic]] {
    permutations = 0;
    result.clear();
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    std::vector<int> order = {1, 2, 3, 4};
    do
      ++permutations;
    while (std::next_permutation(order.begin(), order.end()));
    REGION_ENDS;
  }
  CHECK((result == std::vector<int>{3, 4}) && permutations == 24);
}

CONSTRUCT(min_max_clamp_gcd) {
  static int result;
  [[stm::atomic]] {
    result = std::max({1, opaque(5), 3}) + std::min(opaque(2), 4) + std::clamp(opaque(100), 0, 10) +
             std::gcd(opaque(12), 18) + std::lcm(opaque(4), 6);
    REGION_ENDS;
  }
  CHECK(result == 5 + 2 + 10 + 6 + 12);
}

CONSTRUCT(random_engines) {
  static std::mt19937 twister(1);
  static std::minstd_rand plain(1);
  static std::vector<int> all;
  all = numbers(50);
  double sum = 0;
  [[stm::atomic]] {
    std::uniform_int_distribution<int> dice(1, 6);
    std::uniform_real_distribution<double> unit(0, 1);
    std::normal_distribution<double> bell(0, 1);
    sum = dice(twister) + unit(twister) + bell(twister) * 0 + double(plain() * 0);
    std::shuffle(all.begin(), all.end(), twister);
    REGION_ENDS;
  }
  CHECK(sum >= 1 && sum < 7 && all.size() == 50);
}

CONSTRUCT(random_engine_state_is_undone) {
  std::mt19937_64 used(7), same(7);
  uint64_t drawn = 0;
  [[stm::atomic]] {
    drawn = used();
    used.discard(1000);
    REGION_ENDS;
  }
  CHECK(drawn == same());
  same.discard(1000);
  CHECK(used == same);
}

CONSTRUCT(chrono_now) {
  static std::chrono::steady_clock::time_point when;
  std::chrono::milliseconds since{};
  [[stm::atomic]] {
    when = std::chrono::steady_clock::now();
    auto wall = std::chrono::system_clock::now();
    since = std::chrono::duration_cast<std::chrono::milliseconds>(wall.time_since_epoch());
    REGION_ENDS;
  }
  CHECK(when.time_since_epoch().count() > 0 && since.count() > 0);
}

CONSTRUCT(ranges_and_views) {
  static std::vector<int> all;
  all = numbers(40);
  int sum = 0;
  [[stm::atomic]] {
    sum = 0;
    std::ranges::sort(all);
    for (int x : all | std::views::filter([](int x) { return x % 2; }) |
                     std::views::transform([](int x) { return x * 2; }) | std::views::take(5))
      sum += x;
    REGION_ENDS;
  }
  CHECK(sum > 0);
}

CONSTRUCT(for_each_and_generate) {
  static std::vector<long> all(30);
  long sum = 0;
  [[stm::atomic]] {
    long next = 0;
    std::generate(all.begin(), all.end(), [&] { return next++; });
    sum = 0;
    std::for_each(all.begin(), all.end(), [&](long x) { sum += x; });
    std::swap_ranges(all.begin(), all.begin() + 5, all.begin() + 10);
    std::adjacent_difference(all.begin(), all.end(), all.begin());
    REGION_ENDS;
  }
  CHECK(sum == 435);
}
