// Intent: nlohmann's JSON library (24,000 lines, Debian's nlohmann-json3-dev), unmodified: threads parse, change, compare,
// copy and print documents in regions, and edit one shared document at the same time.
//
// REQUIRES: nlohmann-json
// RUN: %stm_clangxx -std=c++17 -O1 %s -o %t && %t
// RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t 2>&1 | FileCheck %s
// CHECK: irrevocable runs 0{{$}}
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t
#include "../self_check.h"

#include <nlohmann/json.hpp>

using nlohmann::json;

static json shared = {{"visits", 0}, {"names", json::array()}, {"by_thread", json::object()}};

static const char *const kText = R"({"title": "a document", "numbers": [1, 2.5, -3e2, null, true],
  "nested": {"deep": {"deeper": "\u00e9t\u00e9 \"quoted\""}}, "empty": {}})";

int main() {
  constexpr int kThreads = 3, kRounds = 60;
  inParallel(kThreads, [](int me) {
    std::string name = "thread " + std::to_string(me);
    for (int i = 0; i < kRounds; ++i) {
      std::string printed;
      bool same = false, thrown = false;
      int third = 0;
      [[stm::atomic]] {
        json document = json::parse(kText);
        json copy = document;
        copy["numbers"].push_back(i);
        third = document["numbers"][2].get<int>();
        same = document != copy && copy["nested"] == document["nested"];
        copy.erase("empty");
        printed = copy.dump();
        shared["visits"] = shared["visits"].get<int>() + 1;
        shared["names"].push_back(name);
        shared["by_thread"][name].push_back({{"round", i}});
      }
      [[stm::atomic]] {
        try {
          (void)json::parse("{\"broken\": ");
        } catch (const json::parse_error &) {
          thrown = true;
        }
      }
      CHECK(same && thrown && third == -300);
      CHECK(json::parse(printed)["numbers"].size() == 6);
    }
  });
  CHECK(shared["visits"] == kThreads * kRounds);
  CHECK(shared["names"].size() == size_t(kThreads * kRounds));
  for (auto &[name, rounds] : shared["by_thread"].items()) {
    CHECK(rounds.size() == size_t(kRounds));
    for (int i = 0; i < kRounds; ++i)
      CHECK(rounds[size_t(i)]["round"] == i);
  }
  json again = json::parse(shared.dump(2));
  CHECK(again == shared && json::from_cbor(json::to_cbor(shared)) == shared);
}
