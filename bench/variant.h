// The one place in which the builds of a workload differ. A workload marks what must happen at once with
//
//   ATOMIC { ... }             and, where a programmer would think of finer locks,
//   ATOMIC_ON(locks...) { ... }
//
// and is compiled once for each of
//
//   BENCH_PLAIN    nothing at all, for one thread: the yardstick
//   BENCH_MUTEX    one std::mutex for all regions
//   BENCH_FINE     the locks named by ATOMIC_ON, members declared with FINE_LOCK
//   BENCH_TBB      a container of oneTBB, which needs no region (the workload says which, under #ifdef)
//   BENCH_LIBITM   g++ -fgnu-tm; relaxed transactions, since atomic ones refuse the C++ library's containers
//   (nothing)      [[stm::atomic]], by the plugin
#ifndef BENCH_VARIANT_H
#define BENCH_VARIANT_H

#include <mutex>

#if defined(BENCH_PLAIN) || defined(BENCH_TBB)
#define ATOMIC if (true)
#elif defined(BENCH_MUTEX)
inline std::mutex the_one_mutex;
#define ATOMIC if (std::lock_guard<std::mutex> the_guard(the_one_mutex); true)
#elif defined(BENCH_LIBITM)
#define ATOMIC __transaction_relaxed
#elif defined(BENCH_FINE)
// A workload with fine locks says at each region which ones: ATOMIC alone does not compile.
#else
#define ATOMIC [[stm::atomic]]
#endif

#if defined(BENCH_FINE)
#define ATOMIC_ON(...) if (std::scoped_lock the_guard(__VA_ARGS__); true)
#define FINE_LOCK(name) std::mutex name;
#else
#define ATOMIC_ON(...) ATOMIC
#define FINE_LOCK(name)
#endif

#endif
