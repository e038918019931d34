// std::map, the C++ library's red-black tree, under set_workload.h. It counts its nodes, so that any two updates that
// change its size conflict.
#include "set_workload.h"

#include <map>

class MapSet {
public:
  bool contains(uint64_t key) {
    ATOMIC { return map_.find(key) != map_.end(); }
  }
  bool insert(uint64_t key) {
    ATOMIC { return map_.emplace(key, key).second; }
  }
  bool erase(uint64_t key) {
    ATOMIC { return map_.erase(key) != 0; }
  }
  template <typename Visit> void forEach(Visit visit) const {
    for (const auto &entry : map_)
      visit(entry.first);
  }

private:
  std::map<uint64_t, uint64_t> map_;
};

static MapSet set;

int main(int argc, char **argv) { return runSetWorkload(set, Options(argc, argv)); }
