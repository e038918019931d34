// Travel reservations: the tables of a travel agency, after the description of STAMP's vacation.
//
// Cars, flights and rooms stand in a std::map each, customers with their reservations in another. Most requests look at a few
// offers and reserve the dearest of each kind; others end a customer's business or change what is on offer. One region a request.
// At the end every reservation must be on both sides: the offer's and its customer's.
//
//   <program> threads requests offers
#include "workload.h"

#include <array>
#include <map>

namespace {

enum Kind { kCar, kFlight, kRoom, kKinds };

struct Offer {
  int64_t total = 0, used = 0, price = 0;
};

struct Reservation {
  Kind kind;
  uint64_t offer;
  int64_t price;
};

std::array<std::map<uint64_t, Offer>, kKinds> offers;
std::map<uint64_t, std::vector<Reservation>> customers;

int64_t priceFor(uint64_t random) { return 50 + static_cast<int64_t>(random % 5) * 10; }

struct Query {
  Kind kind;
  uint64_t offer;
};

// Reserves the dearest free offer of each kind among those that were asked for.
int64_t reserve(uint64_t customer, const std::vector<Query> &queries) {
  ATOMIC {
    std::array<uint64_t, kKinds> best{};
    std::array<int64_t, kKinds> best_price{};
    for (const Query &query : queries) {
      auto found = offers[query.kind].find(query.offer);
      if (found == offers[query.kind].end() || found->second.used == found->second.total)
        continue;
      if (found->second.price > best_price[query.kind]) {
        best_price[query.kind] = found->second.price;
        best[query.kind] = query.offer;
      }
    }
    int64_t made = 0;
    for (int kind = 0; kind < kKinds; ++kind) {
      if (!best_price[kind])
        continue;
      Offer &offer = offers[kind].find(best[kind])->second;
      ++offer.used;
      customers[customer].push_back({Kind(kind), best[kind], offer.price});
      ++made;
    }
    return made;
  }
}

int64_t endBusiness(uint64_t customer) {
  ATOMIC {
    auto found = customers.find(customer);
    if (found == customers.end())
      return 0;
    for (const Reservation &reservation : found->second)
      --offers[reservation.kind].find(reservation.offer)->second.used;
    int64_t ended = static_cast<int64_t>(found->second.size());
    customers.erase(found);
    return ended;
  }
}

// More of an offer, at a new price; or less of it, unless it is booked.
void changeOffers(const std::vector<Query> &queries, bool more, int64_t price) {
  ATOMIC {
    for (const Query &query : queries) {
      Offer &offer = offers[query.kind].find(query.offer)->second;
      if (more) {
        offer.total += 10;
        offer.price = price;
      } else if (offer.total - offer.used >= 10) {
        offer.total -= 10;
      }
    }
  }
}

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t requests = options.value(0, 65536);
  uint64_t count = options.value(1, 16384);
  for (auto &table : offers)
    for (uint64_t i = 0; i < count; ++i)
      table[i * 7919 % count] = {100, 0, priceFor(mix(i))};

  struct alignas(128) Tally {
    int64_t made = 0, ended = 0;
  };
  std::vector<Tally> tallies(options.threads());
  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    Tally tally;
    std::vector<Query> queries;
    forOwnShare(me, options.threads(), requests, [&](uint64_t i) {
      uint64_t random = mix(i);
      uint64_t customer = (random >> 16) % count;
      queries.clear();
      for (uint64_t k = 0, n = 4 + random % 5; k < n; ++k) {
        uint64_t more = mix(i * 16 + k);
        queries.push_back({Kind(more % kKinds), (more >> 8) % count});
      }
      if (uint64_t action = (random >> 8) % 100; action < 90)
        tally.made += reserve(customer, queries);
      else if (action < 95)
        tally.ended += endBusiness(customer);
      else
        changeOffers(queries, action & 1, priceFor(random >> 40));
    });
    tallies[me] = tally;
  });

  int64_t made = 0;
  for (const Tally &tally : tallies)
    made += tally.made - tally.ended;
  std::array<std::map<uint64_t, int64_t>, kKinds> used;
  int64_t booked = 0;
  for (const auto &[customer, reservations] : customers)
    for (const Reservation &reservation : reservations) {
      ++used[reservation.kind][reservation.offer];
      ++booked;
    }
  check(booked == made, "reservations were lost");
  for (int kind = 0; kind < kKinds; ++kind)
    for (const auto &[id, offer] : offers[kind]) {
      check(offer.used == used[kind][id], "an offer and its customers disagree");
      check(offer.used <= offer.total, "an offer was sold more often than it exists");
    }
  reportResult(std::to_string(requests) + " requests, both sides agree", elapsed, requests,
               static_cast<double>(booked));
}
