/* Intent: the macros of the classic benchmarks, in several files and without annotations: a travel agency with red-black trees and lists; every seat is accounted for.
 *
 * RUN: %stm_clang -std=gnu99 -Werror -O0 -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/thread.c -o %t.O0 -lm && %t.O0 4
 * RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=5 %t.O0 2
 * RUN: %stm_clang -std=gnu99 -Werror -O3 -flto -fuse-ld=lld -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/thread.c -o %t.lto -lm && %t.lto 2
 * RUN: %stm_clang -std=gnu17 -Werror -O2 -I %S/Inputs/macros %s %S/Inputs/macros/tree.c %S/Inputs/macros/list.c %S/Inputs/macros/thread.c -o %t.O2 -lm && %t.O2 1 && %t.O2 4
 * RUN: env STM_STATS=1 STM_RETRIES=1000000 STM_LONE=0 STM_LOCK=0 %t.O2 4 2>&1 | FileCheck %s
 * CHECK: irrevocable runs 0{{$}}
 */
#include "list.h"
#include "thread.h"
#include "tm.h"
#include "tree.h"

enum { kThings = 3, kIds = 128, kQueries = 4, kTasks = 1500 };

typedef struct reservation {
  long id;
  long used;
  long free;
  long total;
  long price;
} reservation_t;

typedef struct booking {
  long thing;
  long id;
  long price;
} booking_t;

typedef struct customer {
  long id;
  list_t *bookings;
} customer_t;

typedef struct manager {
  MAP_T *things[kThings];
  MAP_T *customers;
} manager_t;

static long compare_bookings(const void *a, const void *b) {
  const booking_t *x = (const booking_t *)a, *y = (const booking_t *)b;
  return x->thing != y->thing ? x->thing - y->thing : x->id - y->id;
}

TM_CALLABLE static long add_thing(TM_ARGDECL MAP_T *map, long id, long number, long price) {
  reservation_t *thing = (reservation_t *)TMMAP_FIND(map, id);
  if (thing == NULL) {
    if (number < 1)
      return 0;
    thing = (reservation_t *)TM_MALLOC(sizeof(reservation_t));
    thing->id = id;
    thing->used = 0;
    thing->free = thing->total = number;
    thing->price = price;
    return TMMAP_INSERT(map, id, thing);
  }
  long left = (long)TM_SHARED_READ(thing->free) + number;
  if (left < 0)
    return 0;
  TM_SHARED_WRITE(thing->free, left);
  TM_SHARED_WRITE(thing->total, TM_SHARED_READ(thing->total) + number);
  if (TM_SHARED_READ(thing->total) == 0) {
    TMMAP_REMOVE(map, id);
    TM_FREE(thing);
  } else if (price >= 0) {
    TM_SHARED_WRITE(thing->price, price);
  }
  return 1;
}

TM_CALLABLE static long reserve(TM_ARGDECL manager_t *manager, long customer_id, long kind, long id) {
  customer_t *customer = (customer_t *)TMMAP_FIND(manager->customers, customer_id);
  reservation_t *thing = (reservation_t *)TMMAP_FIND(manager->things[kind], id);
  if (customer == NULL || thing == NULL || TM_SHARED_READ(thing->free) < 1)
    return 0;
  booking_t *booking = (booking_t *)TM_MALLOC(sizeof(booking_t));
  booking->thing = kind;
  booking->id = id;
  booking->price = (long)TM_SHARED_READ(thing->price);
  if (!TMLIST_INSERT(customer->bookings, booking)) {
    TM_FREE(booking);
    return 0;
  }
  TM_SHARED_WRITE(thing->used, TM_SHARED_READ(thing->used) + 1);
  TM_SHARED_WRITE(thing->free, TM_SHARED_READ(thing->free) - 1);
  return 1;
}

TM_CALLABLE static long delete_customer(TM_ARGDECL manager_t *manager, long id) {
  customer_t *customer = (customer_t *)TMMAP_FIND(manager->customers, id);
  if (customer == NULL)
    return 0;
  list_iter_t iter;
  TMlist_iter_reset(TM_ARG &iter, customer->bookings);
  while (TMlist_iter_hasNext(TM_ARG &iter)) {
    booking_t *booking = (booking_t *)TMlist_iter_next(TM_ARG &iter);
    reservation_t *thing = (reservation_t *)TMMAP_FIND(manager->things[booking->thing], booking->id);
    TM_SHARED_WRITE(thing->used, TM_SHARED_READ(thing->used) - 1);
    TM_SHARED_WRITE(thing->free, TM_SHARED_READ(thing->free) + 1);
    TM_FREE(booking);
  }
  TMLIST_FREE(customer->bookings);
  TMMAP_REMOVE(manager->customers, id);
  TM_FREE(customer);
  return 1;
}

static void make_reservation(manager_t *manager, random_t *random) {
  long kinds[kQueries], ids[kQueries], best_id[kThings] = {-1, -1, -1}, best_price[kThings] = {-1, -1, -1};
  long customer_id = (long)(random_next(random) % kIds), found = 0;
  for (long n = 0; n < kQueries; ++n) {
    kinds[n] = (long)(random_next(random) % kThings);
    ids[n] = (long)(random_next(random) % kIds);
  }
  TM_BEGIN();
  for (long n = 0; n < kQueries; ++n) {
    reservation_t *thing = (reservation_t *)TMMAP_FIND(manager->things[kinds[n]], ids[n]);
    long price = thing && TM_SHARED_READ(thing->free) > 0 ? (long)TM_SHARED_READ(thing->price) : -1;
    if (price > best_price[kinds[n]]) {
      best_price[kinds[n]] = price;
      best_id[kinds[n]] = ids[n];
      found = 1;
    }
  }
  if (found) {
    if (!TMMAP_CONTAINS(manager->customers, customer_id)) {
      customer_t *customer = (customer_t *)TM_MALLOC(sizeof(customer_t));
      customer->id = customer_id;
      customer->bookings = TMLIST_ALLOC(&compare_bookings);
      TMMAP_INSERT(manager->customers, customer_id, customer);
    }
    for (long kind = 0; kind < kThings; ++kind)
      if (best_id[kind] >= 0)
        reserve(TM_ARG manager, customer_id, kind, best_id[kind]);
  }
  TM_END();
}

static void client(void *argument) {
  TM_THREAD_ENTER();
  manager_t *manager = (manager_t *)argument;
  random_t random;
  random_seed(&random, (uint64_t)thread_id() + 7);
  long tasks = kTasks / thread_count();
  for (long i = 0; i < tasks; ++i) {
    unsigned long percent = random_next(&random) % 100;
    if (percent < 80) {
      make_reservation(manager, &random);
    } else if (percent < 90) {
      long id = (long)(random_next(&random) % kIds);
      TM_BEGIN();
      delete_customer(TM_ARG manager, id);
      TM_END();
    } else {
      long kinds[kQueries], ids[kQueries], numbers[kQueries];
      for (long n = 0; n < kQueries; ++n) {
        kinds[n] = (long)(random_next(&random) % kThings);
        ids[n] = (long)(random_next(&random) % kIds);
        numbers[n] = random_next(&random) % 2 ? 100 : -100;
      }
      TM_BEGIN();
      for (long n = 0; n < kQueries; ++n)
        add_thing(TM_ARG manager->things[kinds[n]], ids[n], numbers[n], numbers[n] > 0 ? 50 + n : -1);
      TM_END();
    }
  }
  TM_THREAD_EXIT();
}

static long booked[kThings][kIds], customers;

static void count_bookings(void *key, void *value, void *argument) {
  (void)argument;
  customer_t *customer = (customer_t *)value;
  ASSERT(customer->id == (long)(intptr_t)key);
  ++customers;
  for (list_node_t *node = customer->bookings->head.next; node; node = node->next) {
    booking_t *booking = (booking_t *)node->data;
    ++booked[booking->thing][booking->id];
  }
}

static void check_thing(void *key, void *value, void *argument) {
  long kind = *(long *)argument;
  reservation_t *thing = (reservation_t *)value;
  ASSERT(thing->id == (long)(intptr_t)key);
  ASSERT(thing->used == booked[kind][thing->id] && thing->used + thing->free == thing->total && thing->free >= 0);
  booked[kind][thing->id] = 0;
}

int main(int argc, char **argv) {
  manager_t *manager = (manager_t *)malloc(sizeof(manager_t));
  random_t random;
  random_seed(&random, 1);
  TM_STARTUP(2);
  manager->customers = MAP_ALLOC(NULL, NULL);
  for (long kind = 0; kind < kThings; ++kind) {
    manager->things[kind] = MAP_ALLOC(NULL, NULL);
    for (long i = 0; i < kIds; ++i)
      add_thing(manager->things[kind], (i * 37) % kIds, (long)(random_next(&random) % 5 + 1) * 100, 50 + i % 7);
  }
  thread_run(thread_argument(argc, argv), client, manager);
  tree_forEach(manager->customers, count_bookings, NULL);
  ASSERT(customers == tree_verify(manager->customers) && customers > 0);
  for (long kind = 0; kind < kThings; ++kind) {
    tree_verify(manager->things[kind]);
    tree_forEach(manager->things[kind], check_thing, &kind);
    for (long i = 0; i < kIds; ++i)
      ASSERT(booked[kind][i] == 0);
  }
  TM_SHUTDOWN();
  return 0;
}
