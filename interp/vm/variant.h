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
// The same for all objects of a class.
#define PYSTM_LOCAL_CLASS [[stm::local]]
#else
#define PYSTM_REGION(thread) if (::pystm::RegionLock region_lock{thread}; true)
#define PYSTM_LOCAL
inline constexpr int kParallelThreads = 1;
#define PYSTM_LOCAL_CLASS
#endif
