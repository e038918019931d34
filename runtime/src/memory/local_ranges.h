//===- memory/local_ranges.h - Memory that the program restores itself ----------===//
//
// Ranges outside the window that stm_local_memory() has named: each part of them is used by one thread alone. Stores of
// transactions to them go through, without a log. There are few, for good.
//
//===--------------------------------------------------------------------------===//
#ifndef STM_MEMORY_LOCAL_RANGES_H
#define STM_MEMORY_LOCAL_RANGES_H

#include <cstdint>

namespace stm {

bool isLocalMemory(uint64_t address);

} // namespace stm

#endif
