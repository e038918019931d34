// Intent: Boost's containers, intrusive lists and trees, multi-index tables (more than 30,000 lines; Debian's libboost-dev), unmodified: threads
// keep an index of orders in one shared set of them.
//
// REQUIRES: boost
// RUN: %stm_clangxx -std=c++17 -O1 %s -o %t && %t
// RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t 2>&1 | FileCheck %s
// CHECK: irrevocable runs 0{{$}}
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t
#include "../self_check.h"

#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/container/stable_vector.hpp>
#include <boost/intrusive/list.hpp>
#include <boost/intrusive/set.hpp>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index_container.hpp>
#include <boost/unordered_map.hpp>

#include <string>

namespace {

struct Order {
  int number;
  std::string customer;
  int price;
};

using Orders = boost::multi_index_container<
    Order, boost::multi_index::indexed_by<
               boost::multi_index::hashed_unique<boost::multi_index::member<Order, int, &Order::number>>,
               boost::multi_index::ordered_non_unique<
                   boost::multi_index::member<Order, std::string, &Order::customer>>,
               boost::multi_index::ordered_non_unique<boost::multi_index::member<Order, int, &Order::price>>>>;

struct Node : boost::intrusive::list_base_hook<>, boost::intrusive::set_base_hook<> {
  int number;
  explicit Node(int n) : number(n) {}
  friend bool operator<(const Node &a, const Node &b) { return a.number < b.number; }
};

Orders orders;
boost::container::flat_map<std::string, long> totals;
boost::container::stable_vector<int> numbers;
boost::unordered_map<std::string, int> counts;
boost::intrusive::list<Node> line;
boost::intrusive::set<Node> tree;
int next_number = 0;

} // namespace

int main() {
  constexpr int kThreads = 3, kRounds = 400;
  inParallel(kThreads, [](int me) {
    uint32_t random = uint32_t(me) + 1;
    for (int i = 0; i < kRounds; ++i) {
      int price = int(nextRandom(&random) % 1000);
      bool right = true;
      [[stm::atomic]] {
        int number = next_number++;
        std::string customer = "customer " + std::to_string(number % 17);
        right &= orders.insert({number, customer, price}).second;
        totals[customer] += price;
        ++counts[customer];
        numbers.push_back(number);
        Node *node = new Node(number);
        line.push_back(*node);
        right &= tree.insert(*node).second;
        boost::container::small_vector<int, 4> few;
        for (int k = 0; k < 10; ++k)
          few.push_back(k);
        right &= few.size() == 10;
        if (number % 10 == 9) { // the tenth goes again
          auto &by_number = orders.get<0>();
          auto found = by_number.find(number - 5);
          totals[found->customer] -= found->price;
          --counts[found->customer];
          by_number.erase(found);
        }
        try {
          (void)few.at(10);
          right = false;
        } catch (const boost::container::out_of_range &) {
        }
      }
      CHECK(right);
    }
  });
  constexpr int kAll = kThreads * kRounds;
  CHECK(next_number == kAll && orders.size() == size_t(kAll - kAll / 10) && numbers.size() == size_t(kAll));
  CHECK(line.size() == size_t(kAll) && tree.size() == size_t(kAll));
  long sum = 0, expected = 0;
  for (auto &[customer, total] : totals) {
    long own = 0;
    int count = 0;
    for (auto [at, end] = orders.get<1>().equal_range(customer); at != end; ++at)
      own += at->price, ++count;
    CHECK(own == total && count == counts[customer]);
    sum += total;
  }
  int before = -1;
  for (const Order &order : orders.get<2>()) {
    CHECK(order.price >= before);
    before = order.price;
    expected += order.price;
  }
  CHECK(sum == expected);
  int number = 0;
  for (const Node &node : tree)
    CHECK(node.number == number++);
  tree.clear();
  line.clear_and_dispose([](Node *node) { delete node; });
}
