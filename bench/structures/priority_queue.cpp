// std::priority_queue under queue_workload.h; oneTBB has tbb::concurrent_priority_queue, which cannot show what comes
// next: a look asks whether it is empty.
#include "queue_workload.h"

#ifdef BENCH_TBB
#include <oneapi/tbb/concurrent_priority_queue.h>

class Queue {
public:
  void put(uint64_t value) { queue_.push(value); }
  uint64_t take() {
    uint64_t value = 0;
    check(queue_.try_pop(value), "the queue ran empty");
    return value;
  }
  uint64_t next() { return !queue_.empty(); }
  std::vector<uint64_t> drain() {
    std::vector<uint64_t> values;
    for (uint64_t value; queue_.try_pop(value);)
      values.push_back(value);
    return values;
  }

private:
  tbb::concurrent_priority_queue<uint64_t> queue_;
};

#else
#include <queue>

class Queue {
public:
  void put(uint64_t value) {
    ATOMIC { queue_.push(value); }
  }
  uint64_t take() {
    ATOMIC {
      uint64_t value = queue_.top();
      queue_.pop();
      return value;
    }
  }
  uint64_t next() {
    ATOMIC { return queue_.top(); }
  }
  std::vector<uint64_t> drain() {
    std::vector<uint64_t> values;
    for (; !queue_.empty(); queue_.pop())
      values.push_back(queue_.top());
    return values;
  }

private:
  std::priority_queue<uint64_t> queue_;
};
#endif

static Queue queue;

int main(int argc, char **argv) { return runQueueWorkload(queue, Options(argc, argv)); }
