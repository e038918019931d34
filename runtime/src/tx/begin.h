//===- tx/begin.h - The handshake between begin and commit -------------------------===//
#ifndef STM_TX_BEGIN_H
#define STM_TX_BEGIN_H

#include <atomic>
#include <cstdint>

namespace stm {

/// Not 0 while a commit copies pages for others and writes canonical memory.
extern std::atomic<uint32_t> publishing;

} // namespace stm

#endif
