// The differences between the two programs that are made of these sources: all preprocessor conditions on the
// variant are here. pystm is compiled through the compiler plugin with PYSTM_TRANSACTIONS defined; pystm-gil is ordinary code.
#pragma once

#ifdef PYSTM_TRANSACTIONS
#include <stm/stm.h>
// How many threads can be in transactions at the same time: the runtime's views (runtime/src/memory/layout.h).
inline constexpr int kParallelThreads = 15;
// Before a block: the block is a region (vm/region.h).
#define PYSTM_REGION(thread) [[stm::atomic]]
// Memory that transactions neither watch nor restore.
#define PYSTM_LOCAL STM_LOCAL
// The same for all objects of a class; classes whose objects live on C stacks only are such too.
#define PYSTM_LOCAL_CLASS [[stm::local]]
// For all objects of a class: they lie in the heap or are variables of the program.
#define PYSTM_VIEWED [[stm::viewed]]
// Moreover, once others know them, they change only in a region that runs alone (vm/region.h): reads are never a conflict.
#define PYSTM_FROZEN [[stm::frozen]]
// Where the region sees memory that never changes once others know it (characters of strings, say), for a function that is PYSTM_PURE.
namespace pystm {
[[gnu::always_inline]] inline const void *frozen(const void *memory) { return stm_for_reading_frozen(memory); }
} // namespace pystm
// A function that transactions call as it is: it touches local memory only, and what it does stays when they are undone.
#define PYSTM_PURE [[stm::pure]]
#else
#define PYSTM_REGION(thread) if (::pystm::RegionLock region_lock{thread}; true)
#define PYSTM_LOCAL
inline constexpr int kParallelThreads = 1;
#define PYSTM_LOCAL_CLASS
#define PYSTM_VIEWED
#define PYSTM_FROZEN
#define PYSTM_PURE
namespace pystm {
[[gnu::always_inline]] inline const void *frozen(const void *memory) { return memory; }
} // namespace pystm
#endif
