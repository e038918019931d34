// std::deque as a queue, under queue_workload.h. With fine locks it is a linked queue with a lock at each end; oneTBB has
// tbb::concurrent_queue, which cannot show what comes next: a look asks whether it is empty.
#include "queue_workload.h"

#if defined(BENCH_TBB)
#include <oneapi/tbb/concurrent_queue.h>

class Queue {
public:
  void put(uint64_t value) { queue_.push(value); }
  uint64_t take() {
    uint64_t value = 0;
    check(queue_.try_pop(value), "the queue ran empty");
    return value;
  }
  uint64_t next() { return !queue_.empty(); }
  std::vector<uint64_t> drain() { return {queue_.unsafe_begin(), queue_.unsafe_end()}; }

private:
  tbb::concurrent_queue<uint64_t> queue_;
};

#elif defined(BENCH_FINE)

// The first node is a dummy, so that the two ends never meet; its link is all that they share.
class Queue {
public:
  void put(uint64_t value) {
    Node *node = new Node{value, nullptr};
    ATOMIC_ON(last_lock_) {
      last_->next.store(node, std::memory_order_release);
      last_ = node;
    }
  }
  uint64_t take() {
    Node *dummy;
    uint64_t value;
    ATOMIC_ON(first_lock_) {
      dummy = first_;
      first_ = dummy->next.load(std::memory_order_acquire);
      value = first_->value;
    }
    delete dummy;
    return value;
  }
  uint64_t next() {
    ATOMIC_ON(first_lock_) { return first_->next.load(std::memory_order_acquire)->value; }
  }
  std::vector<uint64_t> drain() {
    std::vector<uint64_t> values;
    for (Node *node = first_->next; node; node = node->next)
      values.push_back(node->value);
    return values;
  }

private:
  struct Node {
    uint64_t value;
    std::atomic<Node *> next;
  };
  alignas(64) std::mutex first_lock_;
  Node *first_ = new Node{0, nullptr};
  alignas(64) std::mutex last_lock_;
  Node *last_ = first_;
};

#else
#include <deque>

class Queue {
public:
  void put(uint64_t value) {
    ATOMIC { queue_.push_back(value); }
  }
  uint64_t take() {
    ATOMIC {
      uint64_t value = queue_.front();
      queue_.pop_front();
      return value;
    }
  }
  uint64_t next() {
    ATOMIC { return queue_.front(); }
  }
  std::vector<uint64_t> drain() { return {queue_.begin(), queue_.end()}; }

private:
  std::deque<uint64_t> queue_;
};
#endif

static Queue queue;

int main(int argc, char **argv) { return runQueueWorkload(queue, Options(argc, argv)); }
