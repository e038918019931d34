// A server in the manner of memcached: a table of keys and values with a bound on its size, which forgets what was used
// longest ago. A std::unordered_map points into a std::list in order of use; each request is one region. Worker threads
// serve connections over the loopback interface; a load generator, a process of its own, sends requests in batches and
// checks every answer.
//
//   <program> threads requests keys capacity
#include "load.h"
#include "workload.h"

#include <list>
#include <memory>
#include <unordered_map>

namespace {

struct Entry {
  std::string key, value;
};

class Cache {
public:
  explicit Cache(size_t capacity) : capacity_(capacity) {}

  std::string get(const std::string &key) {
    std::string value;
    ATOMIC {
      value.clear();
      if (auto found = index_.find(key); found != index_.end()) {
        entries_.splice(entries_.begin(), entries_, found->second);
        value = found->second->value;
      }
    }
    return value;
  }

  void set(const std::string &key, const std::string &value) {
    ATOMIC {
      if (auto found = index_.find(key); found != index_.end()) {
        entries_.splice(entries_.begin(), entries_, found->second);
        found->second->value = value;
      } else {
        if (entries_.size() == capacity_) {
          index_.erase(entries_.back().key);
          entries_.pop_back();
        }
        entries_.push_front({key, value});
        index_[key] = entries_.begin();
      }
    }
  }

  void checkSound() const {
    check(entries_.size() == index_.size() && entries_.size() <= capacity_, "sizes disagree");
    for (auto at = entries_.begin(); at != entries_.end(); ++at) {
      auto found = index_.find(at->key);
      check(found != index_.end() && found->second == at, "an entry cannot be found");
      check(at->value == load::valueOf(at->key), "an entry has another's value");
    }
  }

private:
  size_t capacity_;
  std::list<Entry> entries_; // the one used last first
  std::unordered_map<std::string, std::list<Entry>::iterator> index_;
};

// One line a request: "get KEY" or "set KEY VALUE"; one line an answer: the value, "-" if there is none, or "ok".
void answer(Cache &cache, const std::string &request, std::string &answers) {
  size_t key_end = request.find(' ', 4);
  std::string key = request.substr(4, key_end - 4);
  if (request[0] == 'g') {
    std::string value = cache.get(key);
    answers += value.empty() ? "-" : value;
  } else {
    cache.set(key, request.substr(key_end + 1));
    answers += "ok";
  }
  answers += '\n';
}

void serve(Cache &cache, load::Connection connection) {
  std::string answers;
  for (std::string request; connection.readLine(request);) {
    answer(cache, request, answers);
    if (!connection.hasLine()) {
      connection.write(answers);
      answers.clear();
    }
  }
}

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  load::Plan plan;
  plan.connections = options.threads();
  plan.requests = options.value(0, 50000);
  plan.keys = options.value(1, 20000);
  uint64_t capacity = options.value(2, 10000);
  auto owned = std::make_unique<Cache>(capacity);
  Cache &cache = *owned;
  // Full of what is seldom asked for, so that sets forget from the start.
  for (uint64_t i = 0; i < capacity; ++i) {
    std::string key = load::keyOf(plan.keys + i);
    cache.set(key, load::valueOf(key));
  }

  load::Listener listener;
  load::Generator generator(plan, listener.port()); // a process: before there are threads
  std::vector<load::Connection> connections;
  for (int i = 0; i < plan.connections; ++i)
    connections.push_back(listener.accept());

  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    serve(cache, std::move(connections[me]));
  });
  load::Outcome outcome = generator.wait();
  check(outcome.wrong == 0, "the load generator got a wrong value");
  check(outcome.answers == plan.requests, "requests were not answered");
  cache.checkSound();
  reportResult(std::to_string(outcome.answers) + " answers", elapsed, plan.requests,
               static_cast<double>(outcome.hits));
}
