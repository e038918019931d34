// The one line in which the three builds of an example differ: what `ATOMIC { ... }` is.
//   (nothing)        an atomic region, by the plugin
//   EXAMPLE_MUTEX    the same block under one std::mutex
//   EXAMPLE_PLAIN    the same block without any protection, for one thread: the yardstick
#ifndef EXAMPLES_REGION_H
#define EXAMPLES_REGION_H

#if defined(EXAMPLE_PLAIN)
#define ATOMIC
#elif defined(EXAMPLE_MUTEX)
#include <mutex>
inline std::mutex the_one_mutex;
#define ATOMIC if (std::lock_guard<std::mutex> the_guard(the_one_mutex); true)
#else
#define ATOMIC [[stm::atomic]]
#endif

#endif
