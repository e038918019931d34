//===- config/flags.h - Settings from the environment ----------------------===//
//
// One integer per row of flags.def, read once before the first transaction.
//
//===------------------------------------------------------------------------===//
#ifndef STM_CONFIG_FLAGS_H
#define STM_CONFIG_FLAGS_H

#include <cstdint>

namespace stm {

struct Flags {
#define STM_FLAG(name, variable, value, documentation) uint64_t name = value;
#include "config/flags.def"
#undef STM_FLAG
};

/// Constant after readFlags.
extern Flags flags;

/// Reads the environment. A value that is no number is refused with a message that names it.
void readFlags();

} // namespace stm

#endif
