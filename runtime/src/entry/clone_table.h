//===- entry/clone_table.h - Clones of functions that carry no prefix --------------------------------------===//
//
// The word before a function's entry names its clone (abi.h). Where it is missing the answer comes from here: for functions
// of the C and C++ libraries, whose clones libstm.so has (lib/); for an inline function of which the linker took
// a copy that was compiled without the plugin; for functions compiled with options that leave no room for
// the word. Clone and function have the same name but for ".stm", so symbol tables tell.
//
//===----------------------------------------------------------------------------------------------------------===//
#ifndef STM_ENTRY_CLONE_TABLE_H
#define STM_ENTRY_CLONE_TABLE_H

#include "stm/abi.h"

#include <cstdint>
#include <cstring>

namespace stm {

/// The clone that the word before the entry names, or null. The eight bytes before the entry must be readable.
inline void *cloneOfPrefix(void *function) {
  uint32_t magic;
  int32_t distance;
  memcpy(&magic, static_cast<const char *>(function) - 8, sizeof magic);
  memcpy(&distance, static_cast<const char *>(function) - 4, sizeof distance);
  return magic == STM_PREFIX_MAGIC ? static_cast<char *>(function) + distance : nullptr;
}

/// The clone of `function`, `function` itself if a transaction may call it as it is, or null. Slow at a module's first
/// function.
void *findClone(void *function);

/// Pairs libstm.so's own clones with the functions of the libraries. Outside of transactions: the loader allocates.
void readLibraryClones();

/// Remembers a module whose functions may be asked for.
void addCloneModule(const void *address);

} // namespace stm

#endif
