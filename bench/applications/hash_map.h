// A hash table of a fixed number of buckets, each a std::list, as programs have them that know beforehand how much will
// come. It keeps no count of its elements, so that insertions into different buckets do not meet.
#ifndef BENCH_HASH_MAP_H
#define BENCH_HASH_MAP_H

#include <cstddef>
#include <list>
#include <utility>
#include <vector>

template <typename Key, typename Value, typename Hash> class HashMap {
public:
  explicit HashMap(size_t buckets) : buckets_(buckets) {}

  Value *find(const Key &key) {
    for (auto &entry : bucket(key))
      if (entry.first == key)
        return &entry.second;
    return nullptr;
  }

  // Returns the value that now stands beside `key` and whether it is the new one.
  std::pair<Value *, bool> insert(const Key &key, const Value &value) {
    if (Value *found = find(key))
      return {found, false};
    auto &entries = bucket(key);
    entries.emplace_front(key, value);
    return {&entries.front().second, true};
  }

  bool erase(const Key &key) {
    auto &entries = bucket(key);
    for (auto at = entries.begin(); at != entries.end(); ++at)
      if (at->first == key) {
        entries.erase(at);
        return true;
      }
    return false;
  }

  template <typename Visit> void forEach(Visit visit) {
    for (auto &entries : buckets_)
      for (auto &entry : entries)
        visit(entry.first, entry.second);
  }

private:
  using Entries = std::list<std::pair<Key, Value>>;
  Entries &bucket(const Key &key) { return buckets_[Hash()(key) % buckets_.size()]; }

  std::vector<Entries> buckets_;
};

#endif
